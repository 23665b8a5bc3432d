package decide

import (
	"strings"
	"testing"

	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

// wishes are four checks.
func wishes(t testing.TB) Litmus {
	t.Helper()
	l, err := CompileLitmus(LitmusWords{
		Skills:     CheckWords{Yes: []string{"data", "python"}, No: []string{"salesforce"}},
		Pay:        terms.Figure{Amount: 60_000, Currency: "EUR", Per: terms.Year},
		Trajectory: CheckWords{Yes: []string{"/senior|lead/"}, No: []string{"trainee"}, Strict: true},
		Respect:    CheckWords{No: []string{"/casino|gambling/", "initrode.example.com"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestLitmus(t *testing.T) {
	tests := []struct {
		name   string
		change func(*thread.Invitation)
		want   string
	}{
		{"what the mail not told by the mail: stays open", func(*thread.Invitation) {},
			"passes skills (role “data”), trajectory (role “/senior|lead/”); not told by the mail: pay, respect"},
		{"a role that is none of mine fails a strict check alone", func(i *thread.Invitation) { i.Facts.Role = "Cook" },
			"fails trajectory (role “Cook” is none of yours); not told by the mail: skills, pay, respect"},
		{"no role, no judgement", func(i *thread.Invitation) { i.Facts.Role = "" },
			"not told by the mail: skills, pay, trajectory, respect"},
		{"a word that fails", func(i *thread.Invitation) { i.Facts.Role = "Salesforce Trainee" },
			"fails skills (role “salesforce”), trajectory (role “trainee”); not told by the mail: pay, respect"},
		{"the text, where the role tells nothing", func(i *thread.Invitation) { i.Facts.Role, i.Ask.Text = "Engineer", "You would write Python." },
			"fails trajectory (role “Engineer” is none of yours); passes skills (text “python”); not told by the mail: pay, respect"},
		{"yes comes before no", func(i *thread.Invitation) { i.Facts.Role = "Senior Salesforce Data Engineer" },
			"passes skills (role “data”), trajectory (role “/senior|lead/”); not told by the mail: pay, respect"},
		{"pay that fails", text("The salary is 50,000 EUR."),
			"fails pay (“50,000 EUR”); passes skills (role “data”), trajectory (role “/senior|lead/”); not told by the mail: respect"},
		{"pay that passes", text("The salary is up to 70,000 EUR a year."),
			"passes skills (role “data”), pay (“70,000 EUR a year”), trajectory (role “/senior|lead/”); not told by the mail: respect"},
		{"a sender that fails", func(i *thread.Invitation) { i.Ask.From.Address = "jo@mail.initrode.example.com" },
			"fails respect (from “initrode.example.com”); passes skills (role “data”), trajectory (role “/senior|lead/”); not told by the mail: pay"},
	}
	p := policy(t)
	p.Litmus, p.Terms = wishes(t), offers(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inv := invitation(t)
			inv.Ask.Subject = "Your interview"
			tt.change(&inv)
			if got := know(inv, p, agenda(), inv.Opened).litmus().String(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A rule counts known failures alone, and says what could not be told, whether it
// decides or not.
func TestRuleByLitmus(t *testing.T) {
	s := newScene(t)
	s.policy.Litmus, s.policy.Terms = wishes(t), offers(t)
	s.rules(t, Rule{Name: "rule 1", When: Match{Kind: []string{"job"}, Fails: 2}, Then: thread.Decline})
	s.inv.Ask.Subject, s.inv.Facts.Role = "Your interview", "Trainee"
	d := s.decide()[0]
	if d.Action != thread.Reschedule || d.Why != "No rule matches; `reply.undecided` is reschedule. "+
		"Your checks: fails trajectory (role “trainee”); not told by the mail: skills, pay, respect." {
		t.Errorf("one failure: %s: %s", row(d), d.Why)
	}
	text("The salary is 50,000 EUR.")(&s.inv)
	d = s.decide()[0]
	want := "Rule 1 says decline: kind “job”, of your checks it fails pay (“50,000 EUR”), trajectory (role “trainee”); not told by the mail: skills, respect."
	if d.Action != thread.Decline || d.Reason != "" || d.Why != want {
		t.Errorf("two failures: %s: %s", row(d), d.Why)
	}
}

func TestCompileLitmusNamesAllThatIsWrong(t *testing.T) {
	_, err := CompileLitmus(LitmusWords{
		Skills: CheckWords{Yes: []string{"/(/"}}, Respect: CheckWords{No: []string{" "}}, Pay: terms.Figure{Amount: 1, Currency: "EUR", Per: "moon"},
	})
	for _, want := range []string{`litmus.skills: "/(/"`, `litmus.respect: " ": is empty`, "litmus.pay: pay can't be counted"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %s: %v", want, err)
		}
	}
	if l, err := CompileLitmus(LitmusWords{}); err != nil || l.Checks() != 0 {
		t.Errorf("no checks: %d, %v", l.Checks(), err)
	}
}
