package app

import (
	"time"

	"rsvpd/config"
	"rsvpd/internal/availability"
	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// policy puts the user's wishes into the words of decide.
func policy(c *config.Config) (decide.Policy, error) {
	cal, err := workday.NewCalendar(c.Zone, c.Window.Holidays)
	if err != nil {
		return decide.Policy{}, err
	}
	rules, err := decide.Compile(rules(c.Rules))
	if err != nil {
		return decide.Policy{}, err
	}
	p := decide.Policy{
		Windows:   map[detect.Kind]decide.WindowPolicy{"": window(c.Window.Window)},
		Calendar:  cal,
		Undecided: thread.Action(c.Reply.Undecided),
		HoldFor:   c.Reply.HoldFor,
		Rules:     rules,
	}
	for kind, w := range c.Window.Kinds {
		p.Windows[detect.Kind(kind)] = window(w)
	}
	if c.Summary.To != "off" {
		p.SummaryBefore = func(t time.Time) (time.Time, bool) { return lastFiring(c.Summary.At, t, c.Zone) }
	}
	return p, nil
}

func window(w config.Window) decide.WindowPolicy {
	return decide.WindowPolicy{ReplyWithin: w.ReplyWithin, DraftAhead: w.DraftAhead, BeforeInterview: w.BeforeInterview, Late: w.Late}
}

func rules(list []config.Rule) []decide.Rule {
	var out []decide.Rule
	for _, r := range list {
		out = append(out, decide.Rule{
			Name: r.Name,
			When: decide.Match{
				Company: patterns(r.When.Company), Role: patterns(r.When.Role), From: patterns(r.When.From), Text: patterns(r.When.Text),
				Kind: r.When.Kind, Stage: r.When.Stage, Form: r.When.Form, Category: r.When.Category,
			},
			Then: thread.Action(r.Then), Reason: r.Reason, Note: r.Note, Referral: r.Referral,
		})
	}
	return out
}

// patterns writes a rule's patterns as decide reads them: an expression between
// slashes, any other text as it is.
func patterns(list []config.Pattern) []string {
	var out []string
	for _, p := range list {
		if p.Regexp != nil {
			out = append(out, "/"+p.Regexp.String()+"/")
			continue
		}
		out = append(out, p.Text)
	}
	return out
}

// agenda is the user's time as it can be offered to one invitation: working
// hours less what is offered to others in open drafts.
func (a *App) agenda(now time.Time, offered []availability.Span) decide.Agenda {
	c := a.opts.Config
	hours := availability.Hours{}
	for day, spans := range c.Availability.Hours {
		for _, s := range spans {
			hours[day] = append(hours[day], availability.ClockSpan{From: s.From, To: s.To})
		}
	}
	return decide.Agenda{
		Now: now, Zone: c.Zone, Hours: hours, Holiday: a.policy.Calendar.IsHoliday,
		Avoid:  offered,
		Notice: a.policy.Calendar.Add(now, c.Availability.Notice).Sub(now),
		Count:  c.Availability.Slots,
	}
}
