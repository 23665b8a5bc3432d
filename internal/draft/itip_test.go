package draft

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	independent "github.com/emersion/go-ical"

	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// calendarCase is a case of the catalogue whose mail was a calendar request of
// the person who is answered.
func calendarCase(t *testing.T, action thread.Action) Input {
	t.Helper()
	for _, in := range writer(t).Catalogue("en") {
		f := &in.Invitation.Facts
		if f.Form != extract.Calendar || in.Decision.Action != action || f.ReplyTo == nil {
			continue
		}
		f.Event = extract.Event{
			UID: "a1b2@calendar.example.com", Sequence: 3, Method: "REQUEST", Summary: "Interview, first round",
			Organizer: *f.ReplyTo, Instance: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC),
		}
		in.ITIP = true
		return in
	}
	t.Fatalf("the catalogue has no %s of a calendar invitation", action)
	return Input{}
}

// calendarPart returns the text/calendar part of a message, read with the
// standard library, and the parameters of its type; nil when there is none.
func calendarPart(t *testing.T, raw []byte) ([]byte, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		return nil, nil
	}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if kind == "text/calendar" {
			body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
			if err != nil {
				t.Fatal(err)
			}
			return body, params
		}
	}
}

// answered writes the draft and reads the event of its calendar part with a
// library that is not ours.
func answered(t *testing.T, in Input) *independent.Component {
	t.Helper()
	d, err := writer(t).Write(in)
	if err != nil {
		t.Fatal(err)
	}
	if m := message.NewParser(nil).Parse(d.Raw, time.Time{}); strings.TrimRight(m.Text, "\n") != strings.TrimRight(d.Body, "\n") {
		t.Errorf("the letter changed beside the calendar part:\n%s", m.Text)
	}
	part, params := calendarPart(t, d.Raw)
	if part == nil {
		return nil
	}
	cal, err := independent.NewDecoder(bytes.NewReader(part)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, part)
	}
	if got := cal.Props.Get("METHOD").Value; got != params["method"] {
		t.Errorf("METHOD is %q in the object and %q on the part", got, params["method"])
	}
	e := cal.Events()[0].Component
	for name, want := range map[string]string{
		"UID": "a1b2@calendar.example.com", "SEQUENCE": "3", "RECURRENCE-ID": "20260309T090000Z",
		"ORGANIZER": "mailto:" + d.To[0].Address, "ATTENDEE": "mailto:" + d.From.Address,
	} {
		if p := e.Props.Get(name); p == nil || p.Value != want {
			t.Errorf("%s is %v, want %q", name, p, want)
		}
	}
	e.Props.SetText("X-METHOD", params["method"])
	return e
}

// TestITIP: a decline refuses, an acceptance accepts, and a reschedule proposes
// its first time, for the event that was asked about.
func TestITIP(t *testing.T) {
	for action, want := range map[thread.Action][2]string{
		thread.Decline: {"REPLY", "DECLINED"}, thread.Accept: {"REPLY", "ACCEPTED"}, thread.Reschedule: {"COUNTER", "TENTATIVE"},
	} {
		in := calendarCase(t, action)
		e := answered(t, in)
		if e == nil {
			t.Errorf("%s: no calendar part", action)
			continue
		}
		method, stat := e.Props.Get("X-METHOD").Value, e.Props.Get("ATTENDEE").Params.Get("PARTSTAT")
		if method != want[0] || stat != want[1] {
			t.Errorf("%s: %s with PARTSTAT %s, want %v", action, method, stat, want)
		}
		if action != thread.Reschedule {
			continue
		}
		start, err := (&independent.Event{Component: e}).DateTimeStart(time.UTC)
		if err != nil || !start.Equal(in.Decision.Slots[0].Start) {
			t.Errorf("proposes %v (%v), want %v", start, err, in.Decision.Slots[0].Start)
		}
	}
}

// TestNoITIP: without the wish, without a calendar request, or where the
// organizer is not the one who is answered, a draft is a plain letter.
func TestNoITIP(t *testing.T) {
	for name, change := range map[string]func(*Input){
		"not wanted":          func(in *Input) { in.ITIP = false },
		"no request":          func(in *Input) { in.Invitation.Facts.Event.Method = "PUBLISH" },
		"no UID":              func(in *Input) { in.Invitation.Facts.Event.UID = "" },
		"organized elsewhere": func(in *Input) { in.Invitation.Facts.Event.Organizer.Address = "robot@calendar.example.com" },
	} {
		in := calendarCase(t, thread.Decline)
		change(&in)
		if answered(t, in) != nil {
			t.Errorf("%s: a calendar part all the same", name)
		}
	}
}
