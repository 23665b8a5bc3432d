package decide

import (
	"os"
	"sync"
	"testing"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/terms"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

const layout = "2006-01-02 15:04"

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// at reads a clock time in London, where all tests play that name no zone.
func at(t testing.TB, clock string) time.Time {
	t.Helper()
	v, err := time.ParseInLocation(layout, clock, zone(t, "Europe/London"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func period(t testing.TB, text string) workday.Span {
	t.Helper()
	s, err := workday.ParseSpan(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// policy is the shipped one: London, no holidays, a summary every day at 07:00.
func policy(t testing.TB) Policy {
	t.Helper()
	cal, err := workday.NewCalendar(zone(t, "Europe/London"), "")
	if err != nil {
		t.Fatal(err)
	}
	return Policy{Calendar: cal, Undecided: thread.Reschedule, HoldFor: workday.BusinessDays(2), SummaryBefore: dailyAt(7, cal.Zone)}
}

// dailyAt is a schedule of one summary a day.
func dailyAt(hour int, loc *time.Location) func(time.Time) (time.Time, bool) {
	return func(t time.Time) (time.Time, bool) {
		y, m, d := t.In(loc).Date()
		s := time.Date(y, m, d, hour, 0, 0, 0, loc)
		if !s.Before(t) {
			s = time.Date(y, m, d-1, hour, 0, 0, 0, loc)
		}
		return s, true
	}
}

// agenda is free from nine to five on weekdays.
func agenda() Agenda {
	a := Agenda{Hours: availability.Hours{}, Notice: 24 * time.Hour, Count: 3}
	for d := time.Monday; d <= time.Friday; d++ {
		a.Hours[d] = []availability.ClockSpan{{From: 9 * 60, To: 17 * 60}}
	}
	return a
}

// invitation is a waiting one to a job interview at Larkspur, received on Monday
// 2 March 2026 at 10:20.
func invitation(t testing.TB) thread.Invitation {
	t.Helper()
	received := at(t, "2026-03-02 10:20")
	facts := extract.Facts{
		Kind: detect.Job, Form: extract.Availability, Stage: extract.First, Lang: "en",
		Company: "Larkspur Analytics", Role: "Senior Data Engineer",
		ReplyTo: &message.Address{Name: "Mara Quill", Address: "mara@larkspur.example.com"},
	}
	ask := thread.Mail{
		Identity: "ask@larkspur.example.com", MessageID: "ask@larkspur.example.com", Received: received,
		Subject: "Interview for Senior Data Engineer", Category: detect.Invitation, Facts: facts,
		From: message.Address{Name: "Mara Quill", Address: "mara@larkspur.example.com"},
		Text: "Hi Sam,\nwe would like to invite you to a first\nconversation. When are you free?",
	}
	return thread.Invitation{
		First: ask, Ask: ask, Facts: facts, State: thread.Waiting, Since: received,
		Opened: received, LastWrite: received, Rounds: 1,
	}
}

// slot is a certain proposed time of half an hour.
func slot(t testing.TB, clock string) extract.Slot {
	t.Helper()
	start := at(t, clock)
	return extract.Slot{Start: start, End: start.Add(30 * time.Minute), Certain: true, Text: clock}
}

// proposes makes an invitation one that proposes times.
func proposes(inv *thread.Invitation, slots ...extract.Slot) {
	inv.Facts.Form, inv.Facts.Slots = extract.Times, slots
}

func deadline(t testing.TB, clock, text string) *extract.Deadline {
	t.Helper()
	return &extract.Deadline{At: at(t, clock), Text: text}
}

var shipped = sync.OnceValues(func() (*terms.Reader, error) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		return nil, err
	}
	return terms.New(lex)
})

// offers reads pay and place with the shipped words.
func offers(t testing.TB) *terms.Reader {
	t.Helper()
	r, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func rules(t testing.TB, rs ...Rule) Rules {
	t.Helper()
	set, err := Compile(rs)
	if err != nil {
		t.Fatal(err)
	}
	return set
}
