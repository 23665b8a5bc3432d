package decide

import (
	"strings"
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
)

func TestMatch(t *testing.T) {
	read := offers(t)
	tests := []struct {
		name   string
		match  Match
		change func(*thread.Invitation)
		want   bool
	}{
		{"no condition matches everything", Match{}, nil, true},
		{"company, case-folded", Match{Company: []string{"LARKSPUR"}}, nil, true},
		{"company, on word boundaries", Match{Company: []string{"Larks"}}, nil, false},
		{"company over several words", Match{Company: []string{"larkspur  analytics"}}, nil, true},
		{"a list means any", Match{Company: []string{"Initrode", "Larkspur"}}, nil, true},
		{"keys are joined by and", Match{Company: []string{"Larkspur"}, Role: []string{"designer"}}, nil, false},
		{"an unknown fact matches nothing", Match{Company: []string{"/.*/"}}, func(i *thread.Invitation) { i.Facts.Company = "" }, false},
		{"role", Match{Role: []string{"data engineer"}}, nil, true},
		{"role, expression", Match{Role: []string{"/^senior .*ENGINEER$/"}}, nil, true},
		{"a programme counts as company", Match{Company: []string{"tidal talk"}}, func(i *thread.Invitation) { i.Facts.Program = "Tidal Talk" }, true},
		{"from, by address", Match{From: []string{"larkspur.example.com"}}, nil, true},
		{"from, by name", Match{From: []string{"mara quill"}}, nil, true},
		{"text, over a line break", Match{Text: []string{"a first conversation"}}, nil, true},
		{"text, the subject", Match{Text: []string{"interview for"}}, nil, true},
		{"text, a sign at the end of a word", Match{Text: []string{"C++"}}, func(i *thread.Invitation) { i.Ask.Text = "We need C++, and soon" }, true},
		{"text, a second try after half a word", Match{Text: []string{"art"}}, func(i *thread.Invitation) { i.Ask.Text = "start with art" }, true},
		{"text, half a word only", Match{Text: []string{"art"}}, func(i *thread.Invitation) { i.Ask.Text = "a smart start" }, false},
		{"text, sharp s", Match{Text: []string{"STRASSE"}}, func(i *thread.Invitation) { i.Ask.Text = "in der Straße 5" }, true},
		{"text without spaces between words", Match{Text: []string{"面接"}}, func(i *thread.Invitation) { i.Ask.Text = "一次面接のご案内" }, true},
		{"kind", Match{Kind: []string{"media", "job"}}, nil, true},
		{"kind is compared whole", Match{Kind: []string{"media"}}, nil, false},
		{"stage", Match{Stage: []string{"first"}}, nil, true},
		{"stage unknown", Match{Stage: []string{"first"}}, func(i *thread.Invitation) { i.Facts.Stage = "" }, false},
		{"form", Match{Form: []string{"calendar"}}, nil, false},
		{"category", Match{Category: []string{"Invitation"}}, nil, true},
		{"category of what a reminder is about", Match{Category: []string{"outreach"}}, func(i *thread.Invitation) {
			i.First.Category, i.Ask.Category = detect.Outreach, detect.Reminder
		}, true},
		{"language", Match{Language: []string{"en"}}, nil, true},
		{"domain", Match{Domain: []string{"larkspur.example.com"}}, nil, true},
		{"domain, a parent", Match{Domain: []string{"@Example.COM"}}, nil, true},
		{"domain, not a mere ending", Match{Domain: []string{"spur.example.com"}}, nil, false},
		{"pay below", Match{PayBelow: terms.Figure{Amount: 60_000, Currency: "EUR", Per: terms.Year}}, text("The salary is 45,000 to 55,000 EUR."), true},
		{"the top of the pay decides", Match{PayBelow: terms.Figure{Amount: 60_000, Currency: "EUR", Per: terms.Year}}, text("The salary is 45,000 to 65,000 EUR."), false},
		{"pay unknown", Match{PayBelow: terms.Figure{Amount: 60_000, Currency: "EUR", Per: terms.Year}}, nil, false},
		{"pay of the first mail, where the newest is silent", Match{PayBelow: terms.Figure{Amount: 60_000, Currency: "EUR", Per: terms.Year}}, func(i *thread.Invitation) {
			i.First.Text = "The salary is 50,000 EUR."
			i.Ask.Identity = "second@larkspur.example.com"
		}, true},
		{"workplace", Match{Workplace: []string{"on-site", "hybrid"}}, text("This is a hybrid role."), true},
		{"workplace unknown", Match{Workplace: []string{"remote", "on-site", "hybrid"}}, nil, false},
		{"location", Match{Location: []string{"Leeds"}}, text("Location: Leeds, fourth floor"), true},
		{"location, of the role", Match{Location: []string{"Leeds"}}, func(i *thread.Invitation) { i.Facts.Role = "Data Engineer, Leeds" }, true},
		{"location, named otherwise", Match{Location: []string{"Leeds"}}, text("Regards from Leeds"), false},
		{"unknown pay", Match{Unknown: []string{"pay"}}, nil, true},
		{"pay is known", Match{Unknown: []string{"pay"}}, text("The salary is 50,000 EUR."), false},
		{"unknown role or company", Match{Unknown: []string{"role", "company"}}, func(i *thread.Invitation) { i.Facts.Role = "" }, true},
		{"unknown times", Match{Unknown: []string{"times"}}, nil, true},
		{"conflict: no time proposed", Match{Conflict: []string{"true", "false"}}, nil, false},
		{"conflict: outside hours", Match{Conflict: []string{"true"}}, func(i *thread.Invitation) { proposes(i, slot(t, "2026-03-10 18:00")) }, true},
		{"conflict: one is free", Match{Conflict: []string{"true"}}, func(i *thread.Invitation) {
			proposes(i, slot(t, "2026-03-10 18:00"), slot(t, "2026-03-11 10:00"))
		}, false},
		{"no conflict: one is free", Match{Conflict: []string{"false"}}, func(i *thread.Invitation) {
			proposes(i, slot(t, "2026-03-10 18:00"), slot(t, "2026-03-11 10:00"))
		}, true},
		{"conflict: an uncertain time tells nothing", Match{Conflict: []string{"true", "false"}}, func(i *thread.Invitation) {
			s := slot(t, "2026-03-10 18:00")
			s.Certain = false
			proposes(i, s)
		}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inv := invitation(t)
			if tt.change != nil {
				tt.change(&inv)
			}
			set := rules(t, Rule{When: tt.match, Then: thread.Decline})
			p := policy(t)
			p.Terms = read
			if _, _, got := set.first(know(inv, p, agenda(), at(t, "2026-03-03 10:20")), 0); got != tt.want {
				t.Errorf("matches = %v, want %v", got, tt.want)
			}
		})
	}
}

// text makes the mail say something else.
func text(s string) func(*thread.Invitation) {
	return func(i *thread.Invitation) { i.Ask.Text, i.First.Text = s, s }
}

func TestSinceAndUnless(t *testing.T) {
	since := at(t, "2026-03-03 00:00")
	tests := []struct {
		name string
		rule Rule
		now  string
		want bool
	}{
		{"before the day", Rule{Since: since}, "2026-03-02 23:59", false},
		{"from the day on", Rule{Since: since}, "2026-03-03 00:00", true},
		{"excepted", Rule{Unless: &Match{Company: []string{"Larkspur"}}}, "2026-03-03 10:00", false},
		{"not excepted", Rule{Unless: &Match{Company: []string{"Initrode"}}}, "2026-03-03 10:00", true},
		{"an exception needs all its keys", Rule{Unless: &Match{Company: []string{"Larkspur"}, Kind: []string{"media"}}}, "2026-03-03 10:00", true},
		{"an unknown fact excepts nothing", Rule{Unless: &Match{Location: []string{"Leeds"}}}, "2026-03-03 10:00", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.rule.Then = thread.Decline
			set := rules(t, tt.rule)
			if _, _, got := set.first(know(invitation(t), policy(t), agenda(), at(t, tt.now)), 0); got != tt.want {
				t.Errorf("matches = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestFirstMatchWins(t *testing.T) {
	set := rules(t,
		Rule{When: Match{Company: []string{"Initrode"}}, Then: thread.Decline},
		Rule{When: Match{Company: []string{"larkspur"}, Stage: []string{"first"}}, Then: thread.Hold},
		Rule{Then: thread.None},
	)
	i, why, ok := set.first(&known{inv: invitation(t)}, 0)
	if !ok || i != 1 || why != "company “larkspur”, stage “first”" {
		t.Errorf("got rule %d, %q, %v", i, why, ok)
	}
}

func TestCompileNamesAllThatIsWrong(t *testing.T) {
	_, err := Compile([]Rule{
		{Name: "rule 1 (rsvpd.toml:3)", When: Match{Company: []string{"/(/"}, Kind: []string{"jobs"}}, Then: "refuse"},
		{When: Match{Role: []string{" "}, Domain: []string{"jo@x.example"}}, Then: thread.Decline, Reason: "conflict"},
		{Then: thread.Ask, Reason: "values"},
		{Then: thread.Accept, Reason: "conflict"},
		{Then: thread.Decline, Reason: "none", Door: "ajar"},
		{Name: "door", Then: thread.Accept, Door: DoorOpen},
		{Name: "fails", When: Match{Fails: 5}, Then: thread.None},
		{Name: "pay", When: Match{PayBelow: terms.Figure{Amount: 5, Currency: "EUR", Per: "moon"}}, Then: thread.None},
		{Name: "unknown", When: Match{Unknown: []string{"text"}}, Then: thread.None},
		{Name: "unless", Unless: &Match{}, Then: thread.None},
		{Then: thread.Decline, Reason: "none"},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"rule 1 (rsvpd.toml:3): then = \"refuse\" is no action", `company = "/(/"`, `kind = "jobs": is unknown: use one of job, media`,
		`rule 2: reason = "conflict" is none for then = "decline"`, `role = " ": is empty`, `domain = "jo@x.example": is no domain`,
		`rule 3: then = "ask" needs a reason`, `rule 4: then = "accept" takes no reason`, `rule 5: door = "ajar"`,
		`door: door = "open": only a decline`, `fails: fails = "5": is no number from 1 to 4`, `pay: pay_below = "5 EUR a moon": pay can't be counted`,
		`unknown: unknown = "text": is unknown`, `unless: unless = {} excepts everything`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %s:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "rule 11") {
		t.Errorf("a right rule is named:\n%v", err)
	}
}

func TestTracks(t *testing.T) {
	p := policy(t)
	p.Rules = rules(t, Rule{When: Match{Category: []string{"Outreach"}}, Then: thread.Decline})
	for c, want := range map[detect.Category]bool{
		detect.Invitation: true, detect.Outreach: true, detect.Assessment: false, detect.Confirmation: false, detect.Alert: false,
	} {
		if got := Tracks(c, p); got != want {
			t.Errorf("%s tracked = %v, want %v", c, got, want)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("larkspur", "Larkspur Analytics")
	f.Add("/a+/", "aaa")
	f.Add("ß", "STRASSE \xff")
	f.Fuzz(func(t *testing.T, words, text string) {
		set, err := Compile([]Rule{{When: Match{Company: []string{words}, Text: []string{words}}, Then: thread.Decline}})
		if err != nil {
			return
		}
		inv := thread.Invitation{Facts: extract.Facts{Company: text}, Ask: thread.Mail{Text: text, From: message.Address{}}}
		if !set.list[0].when.cover(set.list[0].when) {
			t.Errorf("%q does not cover itself", words)
		}
		set.first(&known{inv: inv}, 0)
		if i, _, ok := set.first(&known{inv: inv}, 0); ok != (i == 0) {
			t.Errorf("rule %d, %v", i, ok)
		}
	})
}
