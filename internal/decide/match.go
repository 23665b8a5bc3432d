package decide

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rsvpd/internal/terms"
)

// Match says which invitations a rule is for. The keys are joined by and, the
// entries of a list by or; an empty list is no condition. What the mail does not
// say matches nothing.
//
// Company, Role, From, Text and Location are case-folded substrings on word
// boundaries, or "/expression/" (RE2, case-insensitive) over the text with its
// white space folded. The others are compared whole, case-folded.
type Match struct {
	Company   []string // or outlet, event, institution, and the name of a programme
	Role      []string // or topic
	From      []string // "Name <address>" of the mail that asks
	Text      []string // its subject and new text
	Location  []string // where the mail says the work is
	Kind      []string
	Stage     []string
	Form      []string
	Category  []string
	Workplace []string // "remote", "hybrid", "on-site"
	Language  []string // ISO 639-1
	Domain    []string // of the sender's address; a parent domain matches too
	// Unknown are things that the mail does not say: the one condition that a
	// missing fact meets.
	Unknown []string
	// Conflict asks whether every proposed time is impossible by the user's
	// calendars and hours ("true"), or one of them is free ("false"). Where no
	// time is proposed, or none is certain, neither holds.
	Conflict []string
	// PayBelow asks for pay that is known to lie below a figure, the top of a
	// range included; zero: no condition.
	PayBelow terms.Figure
	// Fails asks for at least so many failed checks of Policy.Litmus; 0: no
	// condition.
	Fails int
}

// condition is one key of a Match, compiled.
type condition struct {
	key string
	any []test
}

// conditions are those of a Match; all must hold.
type conditions []condition

// compileMatch reads the entries of all keys. All that is wrong is joined.
func compileMatch(m Match) (conditions, error) {
	var list conditions
	var errs []error
	add := func(key string, words []string, parse func(string) (test, error)) {
		if len(words) == 0 {
			return
		}
		cond := condition{key: key}
		for _, w := range words {
			t, err := parse(w)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s = %q: %w", key, w, err))
				continue
			}
			cond.any = append(cond.any, t)
		}
		list = append(list, cond)
	}
	add("company", m.Company, parsePhrase)
	add("role", m.Role, parsePhrase)
	add("from", m.From, parsePhrase)
	add("text", m.Text, parsePhrase)
	add("location", m.Location, parsePhrase)
	add("kind", m.Kind, oneOf("job", "media", "speaking", "academic"))
	add("stage", m.Stage, oneOf("screen", "first", "later", "final"))
	add("form", m.Form, oneOf("calendar", "times", "availability", "booking", "open"))
	add("category", m.Category, oneOf("invitation", "outreach", "assessment"))
	add("workplace", m.Workplace, oneOf(string(terms.Remote), string(terms.Hybrid), string(terms.OnSite)))
	add("language", m.Language, oneOf())
	add("domain", m.Domain, parseDomain)
	add("unknown", m.Unknown, parseUnsaid)
	add("conflict", m.Conflict, oneOf("true", "false"))
	if m.PayBelow != (terms.Figure{}) {
		add("pay_below", []string{m.PayBelow.String()}, func(string) (test, error) { return paysBelow(m.PayBelow), m.PayBelow.Check() })
	}
	if m.Fails != 0 {
		add("fails", []string{strconv.Itoa(m.Fails)}, parseFails)
	}
	return list, errors.Join(errs...)
}

// hold reports whether all conditions hold, and the words that met them.
func (cs conditions) hold(k *known) (string, bool) {
	var why []string
	for _, c := range cs {
		what, ok := c.met(k)
		if !ok {
			return "", false
		}
		why = append(why, what)
	}
	return strings.Join(why, ", "), true
}

func (c condition) met(k *known) (string, bool) {
	for _, t := range c.any {
		if what, ok := t.met(k, c.key); ok {
			return what, true
		}
	}
	return "", false
}

// cover reports whether all invitations that meet narrow meet these too.
func (cs conditions) cover(narrow conditions) bool {
	return !slices.ContainsFunc(cs, func(c condition) bool {
		return !slices.ContainsFunc(narrow, func(n condition) bool { return c.covers(n) })
	})
}

func (c condition) covers(n condition) bool {
	return c.key == n.key && !slices.ContainsFunc(n.any, func(t test) bool {
		return !slices.ContainsFunc(c.any, func(wide test) bool { return wide.covers(t) })
	})
}
