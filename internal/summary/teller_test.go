package summary

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

func tellerOf(t testing.TB, in *Input) *teller { return newTeller(in, newMaker(t).language("en")) }

// TestSubject: the essence, with counts and plurals, what presses most first.
func TestSubject(t *testing.T) {
	for want, n := range map[string][4]int{ // problems, closing today, drafted, waiting
		"nothing waits for an answer":                              {},
		"1 problem":                                                {1, 0, 0, 0},
		"1 invitation to answer today":                             {0, 1, 0, 0},
		"2 problems, 1 draft ready, 1 waiting":                     {2, 0, 1, 1},
		"2 invitations to answer today, 3 drafts ready, 4 waiting": {0, 2, 3, 4},
		"1 problem, 1 invitation to answer today, 1 draft ready":   {1, 1, 1, 1},
	} {
		in := morning(t)
		for range n[0] {
			in.Problems = append(in.Problems, Problem{Since: in.Now, Text: "the server is away"})
		}
		for i, received := range []string{"", "2026-02-27 12:00", "2026-03-02 12:00", "2026-03-02 12:00"} {
			for range n[max(i, 0)] * min(i, 1) {
				f := in.add(t, received, "Lumen", "Data Engineer", "Ana Ruiz")
				if i == 2 {
					f.draft(thread.Decline, "", thread.Standing)
				}
			}
		}
		in.decided(t, thread.Decline)
		if got := tellerOf(t, in).subject(); got != "Tuesday 3 March: "+want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
}

// TestFree: of the proposed times, those that the user's calendars show as free.
func TestFree(t *testing.T) {
	in := morning(t)
	f := in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz").proposes("Europe/Berlin", "2026-03-09 10:00", "2026-03-10 15:00")
	in.decided(t, thread.Reschedule)
	const words = "By your calendars you are free then: "
	if text := tellerOf(t, in).ask(f.entry); len(text) != 1 || strings.Contains(text[0].Text, words) {
		t.Errorf("nothing is known, and it says %v", text)
	}
	f.entry.Free = f.slots("Europe/Berlin", "2026-03-10 15:00")
	lines := tellerOf(t, in).ask(f.entry)
	if len(lines) != 2 || !strings.HasPrefix(lines[1].Text, words+"Tuesday 10 March") || strings.Contains(lines[1].Text, "9 March") {
		t.Errorf("%v", lines)
	}
}

// TestScript: a call of half a minute to a minute, where one is due.
func TestScript(t *testing.T) {
	in := morning(t)
	f := in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz").proposes("Europe/Berlin", "2026-03-09 10:00")
	f.draft(thread.Decline, "staying", thread.Standing)
	f.draft(thread.Reschedule, "", thread.Standing).Offers = f.slots("Europe/Berlin", "2026-03-10 10:00", "2026-03-11 10:00")
	for name, c := range map[string]struct {
		d    decide.Decision
		with func(*Entry)
		says []string // nothing: no script
		not  string
	}{
		"decline":             {decide.Decision{Action: thread.Decline, Reason: "staying", LateStage: true}, nil, []string{"Hello Ana Ruiz, this is Robin Hale", "stay in my present job", "the Data Engineer position at Lumen"}, "{"},
		"reason not for ears": {decide.Decision{Action: thread.Decline, Reason: "values", LateStage: true}, nil, []string{"I have decided not to go ahead"}, "values"},
		"no reason":           {decide.Decision{Action: thread.Decline, LateStage: true}, nil, []string{"I have decided not to go ahead"}, "present job"},
		"nobody is named": {decide.Decision{Action: thread.Decline, LateStage: true},
			func(e *Entry) { e.Invitation.Facts.Contact.Name = "Lumen Talent Team" }, []string{"Hello, this is Robin Hale"}, "Talent"},
		"reschedule": {decide.Decision{Action: thread.Reschedule, LateStage: true}, nil, []string{"another time", "Tuesday 10 March, 10:00–10:30 CET; Wednesday 11 March"}, "impossible"},
		"times were asked for": {decide.Decision{Action: thread.Reschedule, LateStage: true},
			func(e *Entry) { e.Invitation.Facts.Form = extract.Availability }, nil, ""},
		"early stage":      {decide.Decision{Action: thread.Decline}, nil, nil, ""},
		"no draft of that": {decide.Decision{Action: thread.Hold, LateStage: true}, nil, nil, ""},
		"no draft stands": {decide.Decision{Action: thread.Decline, LateStage: true},
			func(e *Entry) { e.Invitation.Drafts = nil }, nil, ""},
	} {
		e := *f.entry
		e.Decisions = []decide.Decision{c.d}
		if c.with != nil {
			c.with(&e)
		}
		got := strings.Join(tellerOf(t, in).script(&e), " ")
		if words := len(strings.Fields(got)); len(c.says) > 0 && (words < 60 || words > 150) || len(c.says) == 0 && words > 0 {
			t.Errorf("%s: %d words: %s", name, words, got)
		}
		for _, want := range c.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", name, got, want)
			}
		}
		if c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s: %q says %q", name, got, c.not)
		}
	}
}

// TestScriptEverywhere: no kind of invitation, and no want of facts, leaves a
// hole in what is said aloud.
func TestScriptEverywhere(t *testing.T) {
	for _, kind := range []string{"job", "media", "speaking", "academic"} {
		for _, known := range [][2]string{{"", ""}, {"Lumen", ""}, {"", "Data Engineer"}, {"Lumen", "Data Engineer"}} {
			in := morning(t)
			f := in.add(t, "2026-03-02 12:00", known[0], known[1], "")
			f.facts().Kind = detect.Kind(kind)
			f.draft(thread.Decline, "", thread.Standing)
			f.entry.Decisions = []decide.Decision{{Action: thread.Decline, LateStage: true}}
			script := tellerOf(t, in).script(f.entry)
			if len(script) < 4 || slices.Contains(script, "") || strings.ContainsAny(strings.Join(script, " "), "{}") || known[0] != "" && !strings.Contains(strings.Join(script, " "), known[0]) {
				t.Errorf("%s %v: %q", kind, known, script)
			}
		}
	}
}

// TestQuestions: those of the kinds that are undecided, and none where a rule or
// the user has decided.
func TestQuestions(t *testing.T) {
	in := morning(t)
	in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz")
	in.add(t, "2026-03-02 13:00", "Harbour Radio", "trains", "Tom Weller").facts().Kind = detect.Media
	in.decided(t, thread.Decline, rule("Lumen", thread.Decline, ""))
	got := strings.Join(tellerOf(t, in).questions().Texts, " ")
	if !strings.Contains(got, "outlet") || strings.Contains(got, "pay") {
		t.Errorf("asks %q", got)
	}
	in.Entries[1].Invitation.Said = &thread.Act{Action: thread.Decline}
	if list := tellerOf(t, in).questions().Texts; len(list) > 0 {
		t.Errorf("asks although all is decided: %q", list)
	}
}

// TestChecklist: what the linter has found is not among what was passed, and a
// finding about a text that was given up is neither.
func TestChecklist(t *testing.T) {
	tell := tellerOf(t, morning(t))
	for _, c := range []struct {
		findings []draft.Finding
		want     string
	}{
		{nil, "Checked: subject, thanks, decision early, reason neutral and short, tone, contact details, right recipient"},
		{[]draft.Finding{{Check: "R1 thanks", Severity: draft.Should, Message: "begin by thanking"}},
			"Checked: subject, decision early, reason neutral and short, tone, contact details, right recipient|Consider: Begin by thanking"},
		{[]draft.Finding{{Check: "R10 recipient", Severity: draft.Must, Message: "there is nobody in To"}},
			"Checked: subject, thanks, decision early, reason neutral and short, tone, contact details|Mend: There is nobody in To"},
		{[]draft.Finding{{Check: "R1 thanks", Severity: draft.Must, Message: "x", Withheld: true}},
			"Checked: subject, thanks, decision early, reason neutral and short, tone, contact details, right recipient"},
	} {
		var got []string
		for _, l := range tell.checklist(c.findings) {
			got = append(got, l.Label+": "+l.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%v: %q, want %q", c.findings, s, c.want)
		}
	}
}

// TestManyNews: a section in which nothing is to be done is cut, one that waits
// is not.
func TestManyNews(t *testing.T) {
	in := morning(t)
	for range maxNews + 3 {
		in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz").enter(thread.Withdrawn, "2026-03-02 15:00", "they called it off")
		in.add(t, "2026-03-02 12:00", "Tern", "Writer", "Jo Park")
	}
	in.decided(t, thread.Decline)
	s, err := newMaker(t).Make(*in)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.Text, "And 3 more") || strings.Count(s.Text, "* Lumen") != maxNews || strings.Count(s.Text, "* Tern") != maxNews+3 {
		t.Error(s.Text)
	}
}

// TestMissingDraft: a draft that should stand and does not is told (P4).
func TestMissingDraft(t *testing.T) {
	in := morning(t)
	f := in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz")
	for after, want := range map[time.Duration]string{
		time.Hour: "today at 08:00: decline", -time.Minute: "being written: decline", -time.Hour: "It should have stood today at 06:00 and does not",
	} {
		f.entry.Decisions = []decide.Decision{{Action: thread.Decline, When: in.Now.Add(after)}}
		if got := fmt.Sprint(tellerOf(t, in).noDraft(f.entry)); !strings.Contains(got, want) {
			t.Errorf("%v: %s, want %q", after, got, want)
		}
	}
}

// TestSuspiciousLink: what looks suspicious is never made easy to click, not even
// when it has lapsed.
func TestSuspiciousLink(t *testing.T) {
	for _, state := range []thread.State{thread.Waiting, thread.Lapsed} {
		in := morning(t)
		f := in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz").enter(state, "2026-03-02 20:00", "it was given up")
		f.facts().ReplyTo, f.facts().Suspicious = nil, []string{"it is odd"}
		f.facts().Links = []extract.Link{{Kind: extract.BookingLink, URL: "https://book.example.com/"}}
		for _, suspicious := range []bool{true, false} {
			if !suspicious {
				f.facts().Suspicious = nil
			}
			in.decided(t, thread.Decline)
			s, err := newMaker(t).Make(*in)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(s.HTML, "book.example.com"); got == suspicious {
				t.Errorf("%s, suspicious %v: link shown %v", state, suspicious, got)
			}
		}
	}
}

// TestAnsweredWith: the answer that is named is the latest one; words of the
// user's own have no name, whatever was sent before them.
func TestAnsweredWith(t *testing.T) {
	for answer, want := range map[thread.Action]string{thread.Decline: "(decline)", "": "you answered"} {
		in := morning(t)
		f := in.add(t, "2026-03-02 12:00", "Lumen", "Data Engineer", "Ana Ruiz").enter(thread.Answered, "2026-03-02 20:00", "you answered")
		f.draft(thread.Decline, "", thread.Sent)
		f.entry.Invitation.Answer = answer
		if got := fmt.Sprint(tellerOf(t, in).answeredSection().Items); !strings.Contains(got, want) || (want == "(decline)") != strings.Contains(got, "connection") {
			t.Errorf("%q: %s, want %q", answer, got, want)
		}
	}
}
