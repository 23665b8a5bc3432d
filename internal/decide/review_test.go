package decide

import (
	"strings"
	"testing"

	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

func euros(amount float64) terms.Figure {
	return terms.Figure{Amount: amount, Currency: "EUR", Per: terms.Year}
}

func TestReview(t *testing.T) {
	company := func(names ...string) Match { return Match{Company: names} }
	tests := []struct {
		name  string
		rules []Rule
		want  string // what the only remark says; empty: none
	}{
		{"nothing to say", []Rule{{When: company("A"), Then: thread.Decline}, {When: company("B"), Then: thread.Accept}}, ""},
		{"the same, another answer", []Rule{{When: company("A"), Then: thread.Decline}, {When: company("a"), Then: thread.Accept}},
			"Rule 2 can never decide: rule 1 comes first, asks for the same and says decline, not accept"},
		{"the same, the same answer", []Rule{{When: company("A"), Then: thread.Decline}, {When: company("A"), Then: thread.Decline}},
			"Rule 2 can never decide: rule 1 comes first, asks for the same and says decline as well"},
		{"behind one for everything", []Rule{{Then: thread.Hold}, {When: company("A"), Then: thread.Decline}},
			"Rule 2 can never decide: rule 1 comes first, matches all that it matches and says hold, not decline"},
		{"a longer phrase", []Rule{{When: company("Larkspur"), Then: thread.Hold}, {When: company("Larkspur Analytics"), Then: thread.Hold}},
			"Rule 2 can never decide: rule 1 comes first, matches all"},
		{"a phrase that only looks longer", []Rule{{When: company("Lark"), Then: thread.Hold}, {When: company("Larkspur"), Then: thread.Hold}}, ""},
		{"more conditions", []Rule{{When: company("A"), Then: thread.Hold}, {When: Match{Company: []string{"A"}, Kind: []string{"job"}}, Then: thread.Hold}},
			"Rule 2 can never decide"},
		{"fewer conditions", []Rule{{When: Match{Company: []string{"A"}, Kind: []string{"job"}}, Then: thread.Hold}, {When: company("A"), Then: thread.Hold}}, ""},
		{"an expression that matches the words", []Rule{{When: company("/lark|fox/"), Then: thread.Hold}, {When: company("Larkspur"), Then: thread.Hold}},
			"Rule 2 can never decide"},
		{"an expression that looks around", []Rule{{When: company("/^lark/"), Then: thread.Hold}, {When: company("Larkspur"), Then: thread.Hold}}, ""},
		{"a domain below", []Rule{{When: Match{Domain: []string{"example.com"}}, Then: thread.Hold}, {When: Match{Domain: []string{"hr.example.com"}}, Then: thread.Hold}},
			"Rule 2 can never decide"},
		{"met by two together", []Rule{{When: company("A"), Then: thread.Hold}, {When: company("B"), Then: thread.Hold}, {When: company("A", "B"), Then: thread.None}},
			"Rule 3 can never decide: rule 1 and rule 2 come first and together match all that it matches"},
		{"half of it is left", []Rule{{When: company("A"), Then: thread.Hold}, {When: company("A", "B"), Then: thread.None}}, ""},
		{"lower pay", []Rule{{When: Match{PayBelow: euros(60_000)}, Then: thread.Hold}, {When: Match{PayBelow: euros(50_000)}, Then: thread.Decline}},
			"Rule 2 can never decide"},
		{"higher pay", []Rule{{When: Match{PayBelow: euros(50_000)}, Then: thread.Hold}, {When: Match{PayBelow: euros(60_000)}, Then: thread.Decline}}, ""},
		{"an ask is put once, then the next rule decides", []Rule{{Then: thread.Ask, Reason: "pay"}, {Then: thread.Decline}}, ""},
		{"two asks", []Rule{{Then: thread.Ask, Reason: "pay"}, {Then: thread.Ask, Reason: "remote"}},
			"Rule 2 can never decide"},
		{"an exception is left to later rules", []Rule{{Unless: &Match{Company: []string{"A"}}, Then: thread.Hold}, {When: company("A"), Then: thread.None}}, ""},
		{"both except the same", []Rule{{Unless: &Match{Company: []string{"A"}}, Then: thread.Hold},
			{When: Match{Kind: []string{"job"}}, Unless: &Match{Company: []string{"A"}}, Then: thread.None}}, "Rule 2 can never decide"},
		{"a rule of tomorrow leaves today to the next", []Rule{{Since: at(t, "2026-04-01 00:00"), Then: thread.Hold}, {Then: thread.None}},
			"Rule 1 holds only from 1 April 2026 on"},
		{"a rule of yesterday", []Rule{{Since: at(t, "2026-03-01 00:00"), Then: thread.Hold}, {Then: thread.None}},
			"Rule 2 can never decide"},
		{"accept where no time is proposed", []Rule{{When: Match{Form: []string{"availability", "Booking"}}, Then: thread.Accept}},
			"Rule 1 can never accept: it matches only mail that proposes no time"},
		{"accept where one may be", []Rule{{When: Match{Form: []string{"availability", "times"}}, Then: thread.Accept}}, ""},
		{"accept where all are taken", []Rule{{When: Match{Conflict: []string{"true"}}, Then: thread.Accept}}, "Rule 1 can never accept"},
		{"more failures than checks", []Rule{{When: Match{Fails: 2}, Then: thread.Decline}},
			"Rule 1 can never match: it asks for 2 failed checks, and [litmus] states 0"},
		{"pay declined unasked", []Rule{{Then: thread.Decline, Reason: "compensation"}}, "Rule 1 declines over pay, and no rule above it asks"},
		{"pay declined after asking", []Rule{{Then: thread.Ask, Reason: "pay"}, {Then: thread.Decline, Reason: "compensation"}}, ""},
		{"an accepted offer without a date", []Rule{{Then: thread.Decline, Reason: acceptedOffer}}, "Rule 1 has no date: write since = YYYY-MM-DD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := policy(t)
			p.Rules = rules(t, tt.rules...)
			var got []string
			for _, r := range p.Review(at(t, "2026-03-02 09:00")) {
				got = append(got, r.Text)
			}
			all := strings.Join(got, "\n")
			if tt.want == "" && all != "" || !strings.HasPrefix(all, tt.want) || len(got) > 1 {
				t.Errorf("got  %s\nwant %s", all, tt.want)
			}
		})
	}
}
