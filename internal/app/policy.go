package app

import (
	"errors"
	"slices"
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
	rules, ruleErr := decide.Compile(rules(c.Rules, c.Zone))
	checks, checkErr := decide.CompileLitmus(litmus(c.Litmus))
	if err := errors.Join(ruleErr, checkErr); err != nil {
		return decide.Policy{}, err
	}
	p := decide.Policy{
		Windows:   map[detect.Kind]decide.WindowPolicy{"": window(c.Window.Window)},
		Calendar:  cal,
		Undecided: thread.Action(c.Reply.Undecided),
		HoldFor:   c.Reply.HoldFor,

		FollowUpAfter:  c.Reply.FollowUpAfter,
		ReconnectAfter: c.Reply.ReconnectAfter,

		Rules:  rules,
		Litmus: checks,
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

// agenda is the user's time as it can be offered to one invitation: working hours
// less what is taken, and what is kept for something else: tentative, or offered
// in another open draft. The gap around all of that binds only what we offer.
func (a *App) agenda(now time.Time, taken, kept []availability.Span) decide.Agenda {
	c := a.opts.Config
	hours := availability.Hours{}
	for day, spans := range c.Availability.Hours {
		for _, s := range spans {
			hours[day] = append(hours[day], availability.ClockSpan{From: s.From, To: s.To})
		}
	}
	return decide.Agenda{
		Now: now, Zone: c.Zone, Hours: hours, Holiday: a.policy.Calendar.IsHoliday,
		Busy:   taken,
		Avoid:  availability.Pad(slices.Concat(taken, kept), c.Availability.Gap),
		Notice: a.policy.Calendar.Add(now, c.Availability.Notice).Sub(now),
		Count:  c.Availability.Slots,
	}
}
