package draft

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/message"
)

// nasty are facts as a hostile or broken mail may give them.
var nasty = []string{
	"", " ", "\r\nBcc: victim@example.org", "Data\nAnalyst", strings.Repeat("very long name ", 40), "{{.Me}}", "{{template \"thanks\"}}", "%s %d %!v(MISSING)", "$name", "[Company]", "<Role>",
	"<script>alert(1)</script>", "عرب شركة", "\u202eevil\u202c", "שלום בע״מ", "🚀 Rocket Co 🚀", "\"Quoted\" & Sons", "O'Brien’s", "A. B. C. Ltd.", "Yahoo!", "What? Why? Who?", "株式会社テスト", "TBD", "undefined", "null", "the",
	"your", "Sorry Coffee", "Not Interested Ltd", "Better Offer Inc.", "Maybe Later GmbH", "You must answer ASAP", "Dana @ Kestrel", "https://example.org/x", "www.example.org", "C++ / C# Engineer (m/f/d)", "role", "position at", "Head of the of the", "a", "x", "\x00\x07", "\xff\xfe", "－－ ", "-- ", "> quoted", "Dear Sam,",
	"Engineer — Platform, Berlin [remote]", "personal reasons", "Conflict Resolution Trainer", "I", "we", "Dr. Dr. h.c. mult.", "FERRER, DANA", "dana", "J. R. R. T.", "Talent Acquisition Team", "Ms", "Prof.", "on behalf of X", "12345", "!!!", ",", "…", "$100,000 a year", "Chief 100% Officer",
}

// TestHostileFacts: whatever the facts are, a draft stands that passes the
// linter, goes to the one right address, has no hole, and parses back to what
// was written.
func TestHostileFacts(t *testing.T) {
	w := writer(t)
	rng := rand.New(rand.NewPCG(1, 2))
	any := func() string {
		if rng.IntN(12) == 0 {
			return nasty[rng.IntN(len(nasty))] + nasty[rng.IntN(len(nasty))]
		}
		return nasty[rng.IntN(len(nasty))]
	}
	n := 0
	for name, in := range writer(t).Catalogue() {
		if n++; n%(37*stride) != 0 {
			continue
		}
		f := &in.Invitation.Facts
		f.Role, f.Company, f.Program, f.Interviewer, f.Greeting, f.Zone = any(), any(), any(), any(), any(), any()
		f.Contact.Name, f.ReplyTo.Name = any(), any()
		in.Invitation.Ask.Subject, in.Invitation.Ask.Text, in.Invitation.Ask.From.Name = any(), any(), any()
		in.Invitation.Ask.References = []string{"ok@mail.example.org"}
		in.Decision.Note, in.Decision.Referral = any(), any()
		d, err := w.Write(in)
		if err != nil {
			t.Fatalf("%s: %v\n%+v", name, err, *f)
		}
		if Failed(d.Findings) {
			t.Errorf("%s: %+v\n%s", name, d.Findings, d.Body)
		}
		checkBytes(t, d)
	}
}

// checkBytes parses a draft back.
func checkBytes(t *testing.T, d Draft) {
	t.Helper()
	m := message.NewParser(nil).Parse(d.Raw, time.Time{})
	switch {
	case len(m.To) != 1 || m.To[0].Address != d.To[0].Address || len(m.Cc) != 0 || strings.Contains(string(d.Raw), "\nBcc:"):
		t.Errorf("recipients %v %v:\n%s", m.To, m.Cc, d.Raw)
	case strings.ContainsAny(d.Subject+d.From.Name+d.To[0].Name, "\r\n"):
		t.Errorf("a line end in the header: %q", d.Subject)
	case strings.Contains(d.Body[:quoteStart(d.Body)], "{{") || strings.Contains(d.Body[:quoteStart(d.Body)], "%!"):
		t.Errorf("a hole:\n%s", d.Body)
	case strings.ContainsRune(d.Body, '\u202e'):
		t.Errorf("a hidden direction:\n%q", d.Body)
	}
	for line := range strings.Lines(string(d.Raw)) {
		if !strings.HasSuffix(line, "\r\n") || len(line) > 1000 {
			t.Fatalf("line %q", line)
		}
	}
}
