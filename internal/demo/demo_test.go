package demo

import (
	"bytes"
	"io"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"
)

// zoneOf loads the zone of the mailbox's user.
func zoneOf(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(ZoneName)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at is a moment on the user's clock.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zoneOf(t))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func mailbox(t *testing.T, now string) []Mail {
	t.Helper()
	mails, err := Mailbox(at(t, now), zoneOf(t))
	if err != nil {
		t.Fatal(err)
	}
	return mails
}

func TestEveryMailParses(t *testing.T) {
	ids := map[string]string{}
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		if _, err := msg.Header.AddressList("From"); err != nil {
			t.Errorf("%s: From: %v", m.Name, err)
		}
		if _, _, err := mime.ParseMediaType(msg.Header.Get("Content-Type")); err != nil {
			t.Errorf("%s: Content-Type: %v", m.Name, err)
		}
		date, err := msg.Header.Date()
		if err != nil || m.Received.Sub(date) < 0 || m.Received.Sub(date) > time.Minute {
			t.Errorf("%s: Date %v, %v; received %v", m.Name, date, err, m.Received)
		}
		id := msg.Header.Get("Message-Id")
		if other := ids[id]; id == "" || other != "" {
			t.Errorf("%s: Message-ID %q is missing or also that of %s", m.Name, id, other)
		}
		ids[id] = m.Name
		if body, err := io.ReadAll(msg.Body); err != nil || len(body) == 0 {
			t.Errorf("%s: body of %d bytes, %v", m.Name, len(body), err)
		}
	}
}

func TestBytesTravel(t *testing.T) {
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		if bytes.Contains(bytes.ReplaceAll(m.Raw, []byte("\r\n"), nil), []byte("\n")) {
			t.Errorf("%s: a bare LF", m.Name)
		}
		head, _, _ := bytes.Cut(m.Raw, []byte("\r\n\r\n"))
		for _, line := range strings.Split(string(head), "\r\n") {
			if len(line) > 998 || mustASCII(strings.ReplaceAll(line, "\t", " ")) != nil {
				t.Errorf("%s: header line %q", m.Name, line)
			}
		}
		if bytes.Contains(m.Raw, []byte("{{")) || bytes.Contains(m.Raw, []byte("X-Demo")) {
			t.Errorf("%s: a placeholder or a front line is left", m.Name)
		}
	}
}

// Everything of the mailbox must stay inside the domains that RFC 2606 reserves.
func TestOnlyExampleDomains(t *testing.T) {
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"From", "To", "Cc", "Reply-To", "Sender"} {
			list, err := msg.Header.AddressList(key)
			if err != nil {
				continue // absent, or "undisclosed-recipients:;"
			}
			for _, a := range list {
				if !reserved(a.Address) {
					t.Errorf("%s: %s: %s is no example address", m.Name, key, a.Address)
				}
			}
		}
	}
}

func reserved(address string) bool {
	for _, d := range []string{"example.com", "example.org", "example.net"} {
		if strings.HasSuffix(address, "@"+d) || strings.HasSuffix(address, "."+d) {
			return true
		}
	}
	return false
}

func TestAllCategoriesKindsFormsStates(t *testing.T) {
	seen := map[string]int{}
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		seen[m.Want.Category]++
		if m.Want.Category == "invitation" {
			seen[m.Want.Kind]++
			seen[m.Want.Form]++
		}
		seen[m.Want.State]++
		seen[m.Want.Action]++
		seen[m.Folder]++
	}
	for _, want := range strings.Fields(`invitation outreach assessment confirmation reminder cancellation rejection
		acknowledgement offer alert interviewer meeting own other job media speaking academic
		calendar times availability booking open waiting drafted answered booked lapsed withdrawn
		decline reschedule INBOX Sent Drafts Archive`) {
		if seen[want] == 0 {
			t.Errorf("no mail for %q", want)
		}
	}
}

func TestWantsAreConsistent(t *testing.T) {
	for _, m := range mailbox(t, "2026-03-11 11:00") {
		w := m.Want
		if w.Draft != (w.State == "drafted") {
			t.Errorf("%s: a draft: %v, but state %q", m.Name, w.Draft, w.State)
		}
		if w.Draft && w.Action == "" || w.Action == "decline" && w.Reason == "" {
			t.Errorf("%s: draft %v, action %q, reason %q", m.Name, w.Draft, w.Action, w.Reason)
		}
		if !w.Accepts(w.Category) || w.Accepts("") || len(w.Also) > 0 && !w.Accepts(w.Also[0]) {
			t.Errorf("%s: accepts the wrong categories: %+v", m.Name, w)
		}
		if w.Category == "invitation" && w.Kind == "" {
			t.Errorf("%s: an invitation of no kind", m.Name)
		}
	}
}

func TestDeterministic(t *testing.T) {
	a, b := mailbox(t, "2026-03-11 11:00"), mailbox(t, "2026-03-11 17:45")
	for i := range a {
		if a[i].Name != b[i].Name || !bytes.Equal(a[i].Raw, b[i].Raw) || !a[i].Received.Equal(b[i].Received) {
			t.Errorf("%s differs from %s on the same day", a[i].Name, b[i].Name)
		}
	}
}

func TestNow(t *testing.T) {
	for _, c := range []struct{ wall, want string }{
		{"2026-03-11 11:00", "2026-03-11 09:30"},
		{"2026-03-11 09:30", "2026-03-11 09:30"},
		{"2026-03-11 09:29", "2026-03-10 09:30"},
		{"2026-03-09 08:00", "2026-03-06 09:30"}, // Monday early: the Friday before
		{"2026-03-08 23:00", "2026-03-06 09:30"}, // Sunday, on the day of the change to summer time
	} {
		if got := Now(at(t, c.wall), zoneOf(t)); !got.Equal(at(t, c.want)) {
			t.Errorf("Now(%s) = %v, want %s", c.wall, got, c.want)
		}
	}
}
