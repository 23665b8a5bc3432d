package draft

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// firstCase is a case of the catalogue by name.
func firstCase(t testing.TB, name string) Input {
	t.Helper()
	for n, in := range writer(t).Catalogue(name[:len("en")]) {
		if n == name {
			return in
		}
	}
	t.Fatalf("the catalogue has no case %q", name)
	return Input{}
}

// TestThreading parses a draft back: it threads with the mail it answers, comes
// from the invited address, and says what was written.
func TestThreading(t *testing.T) {
	w := writer(t)
	in := firstCase(t, "en job availability, all facts: reschedule  with 3, wanted")
	in.Quote = true
	in.Me.Signature = "Sam Rivera\n+44 20 7946 0958\nhttps://rivera.example.com"
	in.Invitation.Ask.References = []string{"one@mail.example.org", "two@mail.example.org"}
	in.Invitation.Ask.Subject = "AW: Re: Interview für Analyst"
	in.Zone = zoneOf(t, "Europe/Paris")
	d, err := w.Write(in)
	if err != nil {
		t.Fatal(err)
	}
	m := message.NewParser(nil).Parse(d.Raw, time.Time{})
	if len(m.Problems) > 0 {
		t.Errorf("problems: %v", m.Problems)
	}
	ask := in.Invitation.Ask.MessageID
	for what, pair := range map[string][2]string{
		"Message-ID":  {m.ID, d.Key + "@rivera.example.com"},
		"In-Reply-To": {strings.Join(m.InReplyTo, " "), ask},
		"References":  {strings.Join(m.References, " "), "one@mail.example.org two@mail.example.org " + ask},
		"From":        {m.From.Name + " " + m.From.Address, "Sam Rivera sam@rivera.example.com"},
		"To":          {m.To[0].Name + " " + m.To[0].Address, "Dana Ferrer dana.ferrer@mail.example.org"},
		"Subject":     {m.Subject, "Re: Interview für Analyst"},
		"Date":        {m.Date.Format(time.RFC3339), "2026-03-02T11:30:00+01:00"},
		"text":        {strings.TrimRight(m.Text, "\n"), strings.TrimRight(d.Body, "\n")},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s:\n got %q\nwant %q", what, pair[0], pair[1])
		}
	}
	if len(m.To) != 1 || len(m.Cc) != 0 {
		t.Errorf("recipients: %v %v", m.To, m.Cc)
	}
	if i, j := strings.Index(d.Body, "\n-- \n"), strings.Index(d.Body, "\n> "); i < 0 || j < i {
		t.Errorf("the signature (%d) does not stand before the quote (%d)", i, j)
	}
	if bytes.Contains(d.Raw, []byte("X-")) || bytes.Contains(d.Raw, []byte("Auto-Submitted")) {
		t.Error("the draft carries a mark of ours")
	}
}

// TestDeterminism: the same input gives the same bytes, from another Writer too.
func TestDeterminism(t *testing.T) {
	in := firstCase(t, "en media times, all facts: decline not-a-fit, same day")
	a, err := writer(t).Write(in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Parse(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := again.Write(in)
	if err != nil || !bytes.Equal(a.Raw, b.Raw) {
		t.Errorf("differs (%v):\n%s\n%s", err, a.Raw, b.Raw)
	}
	in.Revision++
	c, err := writer(t).Write(in)
	if err != nil || c.Key == a.Key || c.Body != a.Body {
		t.Errorf("another revision keeps the key or changes the words (%v)", err)
	}
}

// TestVariety: invitations that are alike but for the key get different words,
// no text more than a fair share.
func TestVariety(t *testing.T) {
	w := writer(t)
	in := firstCase(t, "en job times, all facts: decline ")
	texts := map[string]int{}
	const n = 400
	for i := range n {
		in.Invitation.Key = thread.Key("sam@rivera.example.com", "variety@mail.example.org", "", i)
		d, err := w.Write(in)
		if err != nil {
			t.Fatal(err)
		}
		texts[d.Body]++
	}
	if len(texts) < 20 {
		t.Errorf("only %d texts", len(texts))
	}
	for body, count := range texts {
		if count > n/6 {
			t.Errorf("one text %d times of %d:\n%s", count, n, body)
		}
	}
}

// TestRefusals: what can't be written is an error that says why.
func TestRefusals(t *testing.T) {
	w := writer(t)
	for _, c := range []struct {
		want   error
		change func(*Input)
	}{
		{ErrNoAction, func(in *Input) { in.Decision = decide.Decision{} }},
		{ErrNoAction, func(in *Input) { in.Decision.Action = thread.None }},
		{ErrNoRecipient, func(in *Input) { in.Invitation.Facts.ReplyTo = nil }},
		{ErrNoRecipient, func(in *Input) { in.Invitation.Facts.ReplyTo = &message.Address{Address: "a@b\r\nBcc: c@d"} }},
		{ErrNoSender, func(in *Input) { in.Invitation.Ask.Invited = message.Address{} }},
		{ErrNoSlots, func(in *Input) { in.Decision.Action, in.Decision.Slots = thread.Reschedule, nil }},
		{ErrNoDay, func(in *Input) { in.Decision.Action = thread.Hold }},
	} {
		in := firstCase(t, "en job times, all facts: decline ")
		c.change(&in)
		if d, err := w.Write(in); !errors.Is(err, c.want) || d.Raw != nil {
			t.Errorf("got %v, want %v", err, c.want)
		}
	}
}

// TestFallback: words of the user's or of the mail's that no letter may hold
// are left out, and the draft says so.
func TestFallback(t *testing.T) {
	w := writer(t)
	in := firstCase(t, "en job times, all facts: decline differs with a note")
	in.Decision.Note = "your salary is insulting"
	d, err := w.Write(in)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(d.Body, "insulting") || !strings.Contains(d.Body, in.Invitation.Facts.Role) {
		t.Errorf("want the role kept and the note dropped:\n%s", d.Body)
	}
	if len(d.Findings) == 0 || !d.Findings[0].Withheld || d.Findings[0].Check != "R4 neutral" || Failed(d.Findings) {
		t.Errorf("findings: %+v", d.Findings)
	}
	in = firstCase(t, "en media times, all facts: decline ")
	in.Invitation.Facts.Role = "bread and and butter"
	if d, err = w.Write(in); err != nil || strings.Contains(d.Body, "butter") || !strings.Contains(d.Body, "Harbour Courier") {
		t.Errorf("want the outlet kept and the topic dropped (%v):\n%s", err, d.Body)
	}
	in.Invitation.Facts.Role, in.Invitation.Facts.Company = "", "Bread and and Butter"
	if d, err = w.Write(in); err != nil || strings.Contains(d.Body, "Butter") {
		t.Errorf("want a bare text (%v):\n%s", err, d.Body)
	}
}

// TestBooked: only what was agreed in the present window is cancelled.
func TestBooked(t *testing.T) {
	at := catalogueNow
	for _, c := range []struct {
		name string
		inv  thread.Invitation
		want bool
	}{
		{"waiting", thread.Invitation{State: thread.Waiting}, false},
		{"booked", thread.Invitation{State: thread.Booked}, true},
		{"booked, then asked again", thread.Invitation{State: thread.Waiting, Opened: at, History: []thread.Change{{At: at.Add(-time.Hour), What: "booked"}}}, false},
		{"booked since it was asked", thread.Invitation{State: thread.Drafted, Opened: at, History: []thread.Change{{At: at.Add(time.Hour), What: "booked"}}}, true},
		{"accept sent", thread.Invitation{State: thread.Drafted, Ask: thread.Mail{Identity: "a"}, Drafts: []thread.Draft{{Ask: "a", Action: thread.Accept, State: thread.Sent}}}, true},
		{"accept of an earlier ask", thread.Invitation{Ask: thread.Mail{Identity: "b"}, Drafts: []thread.Draft{{Ask: "a", Action: thread.Accept, State: thread.Sent}}}, false},
	} {
		if got := booked(&c.inv); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestQuote: the quote is capped, marked level by level, and free of controls.
func TestQuote(t *testing.T) {
	in := firstCase(t, "en job times, all facts: decline ")
	in.Quote = true
	in.Invitation.Ask.Text = "one\n\n> older\n\x1b[31mred\u202e\n" + strings.Repeat("line\n", 500)
	in.Invitation.Ask.From.Name = "Dana\r\nBcc: x@example.org"
	got := writer(t).language("en").quote(&in)
	for _, want := range []string{"\nOn Sun, 1 Mar 2026 at 10:30, Dana Bcc: x@example.org wrote:\n> one\n>\n>> older\n> [31mred\n", "\n> …\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%.300q", want, got)
		}
	}
	if lines := strings.Count(got, "\n"); lines > maxQuoteLines+4 {
		t.Errorf("%d lines", lines)
	}
}

// TestAllDay: a day without a time is offered and accepted as a day, whatever
// the zones.
func TestAllDay(t *testing.T) {
	in := firstCase(t, "en academic times, all facts: accept a time")
	in.Zone, in.Invitation.Facts.Zone = zoneOf(t, "America/Los_Angeles"), "Asia/Tokyo"
	day := time.Date(2026, 3, 16, 0, 0, 0, 0, zoneOf(t, "Asia/Tokyo"))
	in.Decision.Slots = []extract.Slot{{Start: day, AllDay: true, Certain: true}}
	d, err := writer(t).Write(in)
	if err != nil || !strings.Contains(d.Body, "Monday 16 March") || strings.Contains(d.Body, "00:00") {
		t.Errorf("%v\n%s", err, d.Body)
	}
}
