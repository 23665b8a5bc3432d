package ical_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	independent "github.com/emersion/go-ical"

	"rsvpd/internal/ical"
)

var answered = ical.Answer{
	UID: "7f,3;a@calendar.example.com", Sequence: 4,
	Organizer: ical.Person{Name: `Ida "Lou" Fenn`, Address: "ida.fenn@larkwood.example.com"},
	Attendee:  ical.Person{Name: "Sam Rivera", Address: "sam.rivera@example.com"},
	Summary:   "Interview: Überlandleitungen, Netzplanung und eine sehr lange Zeile, die gefaltet wird",
	Stamp:     time.Date(2026, 3, 2, 9, 30, 0, 0, time.FixedZone("", 3600)),
}

// decoded reads an answer with a library that is not ours.
func decoded(t *testing.T, a ical.Answer) (cal *independent.Calendar, event independent.Event) {
	t.Helper()
	raw, err := a.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	cal, err = independent.NewDecoder(bytes.NewReader(raw)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	events := cal.Events()
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	return cal, events[0]
}

func prop(t *testing.T, props independent.Props, name, want string) *independent.Prop {
	t.Helper()
	p := props.Get(name)
	if p == nil {
		t.Fatalf("no %s", name)
	}
	got := p.Value
	if p.ValueType() == independent.ValueText {
		var err error
		if got, err = p.Text(); err != nil {
			t.Fatal(err)
		}
	}
	if got != want {
		t.Errorf("%s is %q, want %q", name, got, want)
	}
	return p
}

// A decline is read by another library as the answer to the same event.
func TestReply(t *testing.T) {
	a := answered
	a.Method, a.PartStat = ical.Reply, ical.Declined
	cal, e := decoded(t, a)
	prop(t, cal.Props, "METHOD", "REPLY")
	prop(t, e.Props, "UID", a.UID)
	prop(t, e.Props, "SEQUENCE", "4")
	prop(t, e.Props, "DTSTAMP", "20260302T083000Z")
	prop(t, e.Props, "SUMMARY", a.Summary)
	prop(t, e.Props, "ORGANIZER", "mailto:ida.fenn@larkwood.example.com")
	attendee := prop(t, e.Props, "ATTENDEE", "mailto:sam.rivera@example.com")
	if got := attendee.Params.Get("PARTSTAT"); got != "DECLINED" {
		t.Errorf("PARTSTAT is %q", got)
	}
	if e.Props.Get("RECURRENCE-ID") != nil || e.Props.Get("DTSTART") != nil {
		t.Error("a reply to the whole event names an instance or a time")
	}
}

// The instance of a series is named as it was asked about.
func TestReplyToInstance(t *testing.T) {
	a := answered
	a.Method, a.PartStat = ical.Reply, ical.Accepted
	a.RecurrenceID = time.Date(2026, 3, 9, 10, 0, 0, 0, time.FixedZone("", 3600))
	_, e := decoded(t, a)
	prop(t, e.Props, "RECURRENCE-ID", "20260309T090000Z")
	a.InstanceDay = true
	_, e = decoded(t, a)
	if p := prop(t, e.Props, "RECURRENCE-ID", "20260309"); p.Params.Get("VALUE") != "DATE" {
		t.Errorf("VALUE is %q", p.Params.Get("VALUE"))
	}
}

// A counter proposes another time for the same event.
func TestCounter(t *testing.T) {
	a := answered
	a.Method = ical.Counter
	a.Start = time.Date(2026, 3, 10, 14, 0, 0, 0, time.FixedZone("", -5*3600))
	a.End = a.Start.Add(45 * time.Minute)
	cal, e := decoded(t, a)
	prop(t, cal.Props, "METHOD", "COUNTER")
	prop(t, e.Props, "UID", a.UID)
	prop(t, e.Props, "SEQUENCE", "4")
	start, err := e.DateTimeStart(time.UTC)
	if err != nil || !start.Equal(a.Start) {
		t.Errorf("starts %v (%v), want %v", start, err, a.Start)
	}
	end, err := e.DateTimeEnd(time.UTC)
	if err != nil || !end.Equal(a.End) {
		t.Errorf("ends %v (%v), want %v", end, err, a.End)
	}
}

// What our own parser makes of an answer is what was put in.
func TestAnswerReadBack(t *testing.T) {
	a := answered
	a.Method, a.PartStat = ical.Reply, ical.Declined
	raw, err := a.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	cal := ical.Parse(raw, time.UTC)
	if cal.Method != ical.Reply || len(cal.Events) != 1 || cal.Events[0].UID != a.UID || cal.Events[0].Attendees[0].PartStat != "DECLINED" {
		t.Errorf("read back as %+v", cal)
	}
}

func TestAnswerRefused(t *testing.T) {
	for name, spoil := range map[string]func(*ical.Answer){
		"no method":      func(a *ical.Answer) { a.Method = "" },
		"no answer":      func(a *ical.Answer) { a.PartStat = "" },
		"no event":       func(a *ical.Answer) { a.UID = "" },
		"no time":        func(a *ical.Answer) { a.Method = ical.Counter },
		"strange sender": func(a *ical.Answer) { a.Attendee.Address = "sam@example.com>,eve@example.net" },
	} {
		a := answered
		a.Method, a.PartStat = ical.Reply, ical.Declined
		spoil(&a)
		if raw, err := a.Bytes(); err == nil {
			t.Errorf("%s: written all the same:\n%s", name, raw)
		}
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add("uid", "Ida", "Summary, with; all \\ signs\n", 3)
	f.Fuzz(func(t *testing.T, uid, name, summary string, sequence int) {
		a := answered
		a.Method, a.PartStat, a.UID, a.Organizer.Name, a.Summary, a.Sequence = ical.Reply, ical.Declined, uid, name, summary, sequence
		raw, err := a.Bytes()
		if err != nil {
			return
		}
		if cal, err := independent.NewDecoder(bytes.NewReader(raw)).Decode(); err != nil || len(cal.Events()) != 1 {
			t.Fatalf("%v: not readable:\n%q", err, raw)
		}
	})
}
