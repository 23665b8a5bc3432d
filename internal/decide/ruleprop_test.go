package decide

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

// vocabulary is small, so that rules and mails meet.
var vocabulary = []string{"Larkspur", "Larkspur Analytics", "Foxglove", "data", "data engineer", "/lark|fox/", "/^data/"}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func some(r *rand.Rand, list ...string) []string {
	if r.IntN(7) > 0 {
		return nil
	}
	var chosen []string
	for range 1 + r.IntN(2) {
		chosen = append(chosen, pick(r, list...))
	}
	return chosen
}

func randomMatch(r *rand.Rand) Match {
	m := Match{
		Company: some(r, vocabulary...), Role: some(r, vocabulary...), Text: some(r, vocabulary...), Location: some(r, "Leeds", "Jena"),
		Kind: some(r, "job", "media"), Stage: some(r, "first", "final"), Form: some(r, "times", "availability", "open"),
		Workplace: some(r, "remote", "on-site"), Language: some(r, "en", "de"), Domain: some(r, "example.com", "a.example.com"),
		Conflict: some(r, "true", "false"), Unknown: some(r, "pay", "times", "company"),
	}
	if r.IntN(5) == 0 {
		m.PayBelow = terms.Figure{Amount: pick(r, 40_000.0, 60_000, 80_000), Currency: "EUR", Per: terms.Year}
	}
	if r.IntN(5) == 0 {
		m.Fails = 1 + r.IntN(4)
	}
	return m
}

func randomRule(t testing.TB, r *rand.Rand) Rule {
	rule := Rule{When: randomMatch(r), Then: pick(r, thread.Decline, thread.Reschedule, thread.Hold, thread.Ask, thread.Accept, thread.None)}
	switch rule.Then {
	case thread.Decline:
		rule.Reason, rule.Door = pick(r, "", "none", "direction", "staying"), pick(r, "", DoorOpen, DoorClosed)
	case thread.Ask:
		rule.Reason = "pay"
	}
	if r.IntN(4) == 0 {
		rule.Unless = &Match{Company: []string{pick(r, vocabulary...)}}
	}
	if r.IntN(4) == 0 {
		rule.Since = at(t, pick(r, "2026-03-01 00:00", "2026-06-01 00:00"))
	}
	return rule
}

// randomMail says little or much.
func randomMail(t testing.TB, r *rand.Rand) thread.Invitation {
	inv := invitation(t)
	inv.Facts = extract.Facts{ReplyTo: inv.Facts.ReplyTo}
	f := &inv.Facts
	f.Company, f.Role = pick(r, "", "Larkspur Analytics", "Foxglove"), pick(r, "", "Senior Data Engineer", "Data Engineer, Leeds")
	f.Kind, f.Stage = pick(r, detect.Job, detect.Media, ""), pick(r, extract.First, extract.Final, "")
	f.Form, f.Lang = pick(r, extract.Times, extract.Availability, extract.Open), pick(r, "en", "de", "")
	inv.Ask.Subject = pick(r, "Hello", "About data")
	inv.Ask.Text = pick(r, "Hello.", "The salary is 50,000 EUR.", "This is a fully remote position.", "Location: Jena", "We like Foxglove. Gehalt: 70.000 € im Jahr")
	inv.First = inv.Ask
	inv.Ask.From.Address = pick(r, "", "jo@a.example.com", "jo@example.com", "jo@example.net")
	if f.Form == extract.Times {
		proposes(&inv, slot(t, pick(r, "2026-03-10 18:00", "2026-03-10 10:00")))
	}
	inv.Asked = r.IntN(3) == 0
	return inv
}

func randomScene(t *testing.T, r *rand.Rand, reader *terms.Reader, checks Litmus) *scene {
	s := &scene{inv: randomMail(t, r), policy: policy(t), agenda: agenda(), now: at(t, "2026-03-03 10:20")}
	s.policy.Terms, s.policy.Litmus = reader, checks
	var list []Rule
	for range 1 + r.IntN(5) {
		list = append(list, randomRule(t, r))
	}
	s.rules(t, list...)
	return s
}

// For random mails and rules: the first rule that matches decides, none that
// matches is passed over, and no reason is given that it does not state.
func TestFirstMatchDecides(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	reader, checks := offers(t), wishes(t)
	decided := 0
	for range 500 {
		s := randomScene(t, r, reader, checks)
		d := s.decide()[0]
		want := -1
		for i, rule := range s.policy.Rules.list {
			alone := s.policy
			alone.Rules = Rules{list: []compiled{rule}}
			if _, _, ok := alone.Rules.first(know(s.inv, alone, s.agenda, s.now), 0); ok && !(rule.Then == thread.Ask && s.inv.Asked) {
				want = i
				break
			}
		}
		if d.Rule != want {
			t.Fatalf("rule %d decided, not %d: %s", d.Rule, want, d.Why)
		}
		stated := ""
		if want >= 0 {
			decided++
			stated = strings.TrimPrefix(s.policy.Rules.list[want].Reason, "none")
		}
		if d.Reason != stated {
			t.Fatalf("reason %q, stated %q: %s", d.Reason, stated, d.Why)
		}
	}
	if decided < 120 {
		t.Errorf("rules decided %d times: this test looks at too little", decided)
	}
}

// A mail that says nothing meets no condition, but for the one that asks for
// what is unknown.
func TestUnknownMatchesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	p := policy(t)
	p.Terms, p.Litmus = offers(t), wishes(t)
	blank := thread.Invitation{State: thread.Waiting, Opened: at(t, "2026-03-02 10:00")}
	conditional := 0
	for range 2000 {
		m := randomMatch(r)
		m.Unknown = nil
		set := rules(t, Rule{When: m, Then: thread.None})
		if len(set.list[0].when) == 0 {
			continue
		}
		conditional++
		if _, why, ok := set.first(know(blank, p, agenda(), at(t, "2026-03-03 10:00")), 0); ok {
			t.Fatalf("matched by %s: %+v", why, m)
		}
	}
	if conditional < 500 {
		t.Errorf("only %d rules with conditions", conditional)
	}
	if v := know(blank, p, agenda(), time.Time{}).litmus(); len(v.Failed)+len(v.Passed) > 0 || len(v.Open) != 4 {
		t.Errorf("a blank mail is judged: %s", v)
	}
}

// What the mail does not say can't fail a check: with any fact taken away, no
// check fails that did not fail before, unless another word of the mail fails it.
func TestFailuresAreKnown(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	p := policy(t)
	p.Terms, p.Litmus = offers(t), wishes(t)
	failures := 0
	for range 1000 {
		inv := randomMail(t, r)
		inv.Facts.Role = pick(r, "", "Salesforce Trainee", "Cook", "Data Lead")
		v := know(inv, p, agenda(), inv.Opened).litmus()
		failures += len(v.Failed)
		for _, f := range v.Failed {
			switch name, _, _ := strings.Cut(f, " "); {
			case name == "pay" && !strings.Contains(inv.Ask.Text, "EUR"):
				t.Fatalf("%s fails without pay: %s", name, v)
			case name != "pay" && name != "respect" && inv.Facts.Role == "":
				t.Fatalf("%s fails without a role: %s", name, v)
			}
		}
		if n := len(v.Failed) + len(v.Passed) + len(v.Open); n != 4 {
			t.Fatalf("%d of 4 checks are accounted for: %s", n, v)
		}
	}
	if failures < 200 {
		t.Errorf("only %d failures: this test looks at too little", failures)
	}
}

// Of what Review says can never decide, nothing decides.
func TestReviewIsRight(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	reader, checks := offers(t), wishes(t)
	dead := 0
	for range 200 {
		s := randomScene(t, r, reader, checks)
		silent := map[int]bool{}
		for _, remark := range s.policy.Review(s.now) {
			if strings.Contains(remark.Text, "can never decide") || strings.Contains(remark.Text, "can never match") {
				silent[remark.Rule] = true
				dead++
			}
		}
		for range 12 {
			s.inv = randomMail(t, r)
			if d := s.decide()[0]; silent[d.Rule] {
				t.Fatalf("rule %d was said never to decide, and does: %s", d.Rule, d.Why)
			}
		}
	}
	if dead < 20 {
		t.Errorf("only %d dead rules: this test looks at too little", dead)
	}
}
