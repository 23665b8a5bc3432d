package app

import (
	"strings"
	"time"

	"rsvpd/config"
	"rsvpd/internal/decide"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

// ReviewRules returns what is odd about the rules: see decide.Review.
func (a *App) ReviewRules(now time.Time) []decide.Remark { return a.policy.Review(now) }

// rules puts the user's rules into the words of decide. A rule that holds since
// a date does so from its first moment in the user's zone.
func rules(list []config.Rule, zone *time.Location) []decide.Rule {
	var out []decide.Rule
	for _, r := range list {
		rule := decide.Rule{
			Name: r.Name, When: match(r.When),
			Then: thread.Action(r.Then), Reason: r.Reason, Note: r.Note, Referral: r.Referral, Door: decide.Door(r.Door),
			Condition: r.Condition,
		}
		if r.Unless != nil {
			unless := match(*r.Unless)
			rule.Unless = &unless
		}
		if y, m, d := r.Since.Date(); !r.Since.IsZero() {
			rule.Since = time.Date(y, m, d, 0, 0, 0, 0, zone)
		}
		out = append(out, rule)
	}
	return out
}

func match(w config.When) decide.Match {
	return decide.Match{
		Company: patterns(w.Company), Role: patterns(w.Role), From: patterns(w.From), Text: patterns(w.Text), Location: patterns(w.Location),
		Kind: w.Kind, Stage: w.Stage, Form: w.Form, Category: w.Category, Workplace: w.Workplace, Language: w.Language, Domain: w.Domain,
		Unknown: w.Unknown, Conflict: w.Conflict, PayBelow: figure(w.PayBelow), Fails: w.Fails,
	}
}

func litmus(l config.Litmus) decide.LitmusWords {
	return decide.LitmusWords{Skills: words(l.Skills), Pay: figure(l.Pay), Trajectory: words(l.Trajectory), Respect: words(l.Respect)}
}

func words(c config.Check) decide.CheckWords {
	return decide.CheckWords{Yes: patterns(c.Yes), No: patterns(c.No), Strict: c.Strict}
}

func figure(p config.Pay) terms.Figure {
	return terms.Figure{Amount: p.Amount, Currency: p.Currency, Per: terms.Period(p.Per)}
}

// patterns writes patterns as decide reads them: an expression between slashes,
// any other text as it is.
func patterns(list []config.Pattern) []string {
	var out []string
	for _, p := range list {
		if p.Regexp != nil {
			// decide ignores case by itself, and shows the expression.
			out = append(out, "/"+strings.TrimPrefix(p.Regexp.String(), "(?i)")+"/")
			continue
		}
		out = append(out, p.Text)
	}
	return out
}
