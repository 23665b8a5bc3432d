package decide

import (
	"strings"
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

func TestMatch(t *testing.T) {
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
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inv := invitation(t)
			if tt.change != nil {
				tt.change(&inv)
			}
			set := rules(t, Rule{When: tt.match, Then: thread.Decline})
			if _, _, got := set.first(inv, 0); got != tt.want {
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
	i, why, ok := set.first(invitation(t), 0)
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
		{Then: thread.Decline, Reason: "none"},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		"rule 1 (rsvpd.toml:3): then = \"refuse\" is no action", `company = "/(/"`, `kind = "jobs": is unknown: use one of job, media`,
		`rule 2: reason = "conflict" is none for then = "decline"`, `role = " ": is empty`, `domain = "jo@x.example": is no domain`,
		`rule 3: then = "ask" needs a reason`, `rule 4: then = "accept" takes no reason`, `rule 5: door = "ajar"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %s:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), "rule 6") {
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
		set.first(inv, 0)
		if i, _, ok := set.first(inv, 0); ok != (i == 0) {
			t.Errorf("rule %d, %v", i, ok)
		}
	})
}
