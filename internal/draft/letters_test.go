package draft

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rsvpd/internal/thread"
)

// TestLetters judges letters of people, in each language: each bad one fails
// with the check that names its fault, and no good one fails.
func TestLetters(t *testing.T) {
	w := writer(t)
	for _, code := range w.Languages() {
		t.Run(code, func(t *testing.T) { testLetters(t, w, code) })
	}
}

func testLetters(t *testing.T, w *Writer, code string) {
	archive, err := txtar.ParseFile("testdata/letters/" + code + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	caught := map[string]bool{}
	for _, f := range archive.Files {
		want, body, ok := strings.Cut(string(f.Data), "\n\n")
		if !ok {
			t.Fatalf("%s: no letter", f.Name)
		}
		findings := w.Linter(code).Lint(Letter{Body: body}, nil)
		got := musts(findings)
		for check := range strings.SplitSeq(want, ", ") {
			caught[check] = true
			if check != "none" && !slices.Contains(got, check) {
				t.Errorf("%s: want %s, got %+v", f.Name, check, findings)
			}
		}
		if want == "none" && len(got) > 0 {
			t.Errorf("%s fails: %+v", f.Name, findings)
		}
		if guess := w.Guess(body); guess != code && len(body) > 120 {
			t.Errorf("%s: taken for %s", f.Name, guess)
		}
		checkPlaces(t, body, findings)
	}
	for _, check := range everyLanguage {
		if !caught[check] {
			t.Errorf("no letter shows %s", check)
		}
	}
}

// everyLanguage are the faults that each language's letters show.
var everyLanguage = []string{
	"none", "R2 decision", "R2 maybe", "R4 figures", "R4 neutral", "R4 private", "R5 apology", "R5 bargaining", "R5 pushy",
	"R6 curt", "R6 deferring", "R6 one-liner", "R6 vague", "R11 open-ended", "R13 hole",
}

// musts are the checks that a letter fails on.
func musts(findings []Finding) []string {
	var checks []string
	for _, f := range findings {
		if f.Severity == Must {
			checks = append(checks, f.Check)
		}
	}
	return checks
}

// checkPlaces: each finding points at the words it speaks of.
func checkPlaces(t *testing.T, body string, findings []Finding) {
	t.Helper()
	for _, f := range findings {
		if f.Offset >= 0 && !strings.HasPrefix(body[f.Offset:], f.Text) {
			t.Errorf("%s: %q does not stand at byte %d", f.Check, f.Text, f.Offset)
		}
		if f.Offset < 0 && f.Text != "" {
			t.Errorf("%s: %q stands nowhere", f.Check, f.Text)
		}
		if f.Message == "" || f.Check == "" || f.Severity != Must && f.Severity != Should {
			t.Errorf("incomplete: %+v", f)
		}
	}
}

// TestLetterOfCase judges letters against a case that is known: what the text
// alone can't show.
func TestLetterOfCase(t *testing.T) {
	w := writer(t)
	var decline, reschedule, accept Input
	for name, in := range w.Catalogue("en") {
		if accept.Decision.Action == "" && in.Decision.Action == thread.Accept && len(in.Decision.Slots) > 0 {
			accept = in
		}
		switch name {
		case "en job times, all facts: decline ":
			decline = in
		case "en job availability, all facts: reschedule  with 2":
			reschedule = in
		}
	}
	if decline.Decision.Action == "" || reschedule.Decision.Action == "" || accept.Decision.Action == "" {
		t.Fatal("the catalogue has no such cases")
	}
	const end = "\n\nBest regards,\nSam Rivera\n"
	offers := strings.Join(w.language("en").offers(&reschedule), "\n")
	for _, c := range []struct {
		name, body, want string
		in               Input
	}{
		{"invented reason", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. I've decided not to go ahead, as I've accepted another offer.\n\nI wish you well." + end, "R5 invented", decline},
		{"interest", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. I've decided not to go ahead, but I'd love to hear more.\n\nI wish you well." + end, "R5 interest", decline},
		{"needless apology", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. I'm sorry, but I've decided not to go ahead.\n\nI wish you well." + end, "R5 apology", decline},
		{"referral without leave", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. I've decided not to go ahead.\n\nYou could ask my colleague Mara. I wish you well." + end, "R8 referral", decline},
		{"no name below", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. I've decided not to go ahead.\n\nI wish you well.\n\nBest regards,\n", "R13 signature", decline},
		{"moving what was open", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. Unfortunately I have to move it to one of these times:\n\n" + offers + "\n\nAny of them works." + end, "R11 wording", reschedule},
		{"a time left out", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. These times would suit me:\n\n- Monday 9 March, 15:00 UTC\n\nAny of them works." + end, "R11 offer", reschedule},
		{"which of the times", "Hi Dana,\n\nThank you for the invitation to interview for the Data Analyst role. That works for me, and I'm glad to confirm it. I look forward to it." + end, "R11 accepted", accept},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := w.Write(c.in)
			if err != nil {
				t.Fatal(err)
			}
			letter := Letter{Body: c.body, Subject: d.Subject, To: d.To}
			if got := slices.Compact(musts(w.Linter("en").Lint(letter, &c.in))); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

// TestEnvelopeOfLetter judges what stands above a letter.
func TestEnvelopeOfLetter(t *testing.T) {
	w := writer(t)
	for _, in := range w.Catalogue("en") {
		d, err := w.Write(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			want   string
			change func(*Letter)
		}{
			{"", func(*Letter) {}},
			{"R10 recipient", func(l *Letter) { l.To = nil }},
			{"R10 recipient", func(l *Letter) { l.To[0].Address = "no-reply@mail.example.org" }},
			{"R10 recipient", func(l *Letter) { l.To[0].Address = "someone.else@mail.example.org" }},
			{"R12 subject", func(l *Letter) { l.Subject = "My decision" }},
		} {
			letter := Letter{Body: d.Body, Subject: d.Subject, To: slices.Clone(d.To), Envelope: true}
			c.change(&letter)
			if got := strings.Join(musts(w.Linter("en").Lint(letter, &in)), ","); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		}
		break // one draft stands for all
	}
}

func FuzzLint(f *testing.F) {
	w := writer(f)
	for _, code := range w.Languages() {
		archive, err := txtar.ParseFile("testdata/letters/" + code + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(string(file.Data))
		}
	}
	f.Add("Hi,\n- \n1. x\n> ")
	f.Add("İİ’ \u2028 Dear ,\n\n--\n")
	f.Add("Guten Tag,\n\nam 12. März … -----x-----")
	f.Fuzz(func(t *testing.T, body string) {
		for _, code := range w.Languages() {
			checkPlaces(t, body, w.Linter(code).Lint(Letter{Body: body}, nil))
		}
		checkPlaces(t, body, w.Judge(Letter{Body: body}))
	})
}
