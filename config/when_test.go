package config

import (
	"testing"
	"time"
)

func TestParsePay(t *testing.T) {
	for text, want := range map[string]Pay{
		"60000 EUR a year":    {60_000, "EUR", "year"},
		"60,000 EUR per year": {60_000, "EUR", "year"},
		"60k EUR/year":        {60_000, "EUR", "year"},
		"45.50 USD an hour":   {45.5, "USD", "hour"},
		"500 EUR once":        {500, "EUR", "once"},
	} {
		if got, err := parsePay(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "60000", "60000 EUR", "EUR 60000 a year", "60.000 EUR a year", "60,00 EUR a year", "0 EUR a year", "6 euros a year", "6 EUR a decade", "6 EUR  a year"} {
		if got, err := parsePay(text); err == nil {
			t.Errorf("%q is taken for %+v", text, got)
		}
	}
}

// All that a rule can ask for, and say.
func TestRuleKeys(t *testing.T) {
	c, err := Parse("rsvpd.toml", []byte(`
me = {name = "Robin Example"}
litmus = {skills = "Go", respect = {no = ["casino"]}}
[[account]]
email = "robin@example.org"
imap = "imaps://mail.example.org"
credential = "mail"
[[rule]]
when = {location = "Leeds", workplace = ["remote", "hybrid"], pay_below = "60k EUR a year", conflict = false, fails = 2, unknown = "role", language = "de", domain = "@example.com"}
unless = {company = "/corp/"}
then = "decline"
since = 2026-11-02
door = "closed"
[[rule]]
when = {}
then = "none"
since = "2026-11-03"
`))
	if err != nil {
		t.Fatal(err)
	}
	r := c.Rules[0]
	w := r.When
	switch {
	case w.Location[0].Text != "Leeds" || len(w.Workplace) != 2 || w.PayBelow.Amount != 60_000 || w.Conflict[0] != "false" || w.Fails != 2:
		t.Errorf("when: %+v", w)
	case w.Unknown[0] != "role" || w.Language[0] != "de" || w.Domain[0] != "@example.com":
		t.Errorf("when: %+v", w)
	case r.Unless == nil || r.Unless.Company[0].Regexp == nil || r.Door != "closed":
		t.Errorf("rule: %+v", r)
	case r.Since != time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC) || c.Rules[1].Since.Day() != 3 || c.Rules[1].Unless != nil:
		t.Errorf("since %s and %s", r.Since, c.Rules[1].Since)
	case c.Litmus.Skills.Yes[0].Text != "Go" || c.Litmus.Respect.No[0].Text != "casino" || c.Litmus.Pay != (Pay{}):
		t.Errorf("litmus: %+v", c.Litmus)
	}
}
