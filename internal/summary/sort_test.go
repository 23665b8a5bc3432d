package summary

import (
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// TestOpenPlace: where an invitation that waits stands, by the clock.
func TestOpenPlace(t *testing.T) {
	standing := func(e *Entry) {
		e.Invitation.State, e.Invitation.Drafts = thread.Drafted, []thread.Draft{{State: thread.Standing}}
	}
	withheld := func(e *Entry) { e.Decisions[0].Withheld = "there is no address to answer" }
	doubtful := func(e *Entry) { withheld(e); e.Invitation.Facts.Suspicious = []string{"it is odd"} }
	for _, c := range []struct {
		name, closes, next string
		with               func(*Entry)
		want               place
	}{
		{"later today", "2026-03-03 18:00", "2026-03-04 07:00", nil, today},
		{"earlier today", "2026-03-03 05:00", "2026-03-04 07:00", nil, today},
		{"at midnight", "2026-03-04 00:00", "", nil, today},
		{"before the next summary", "2026-03-04 06:59", "2026-03-04 07:00", nil, today},
		{"at the next summary", "2026-03-04 07:00", "2026-03-04 07:00", nil, today},
		{"after it", "2026-03-04 07:01", "2026-03-04 07:00", nil, waiting},
		{"over the weekend", "2026-03-08 12:00", "2026-03-09 07:00", nil, today},
		{"next is not known", "2026-03-04 06:00", "", nil, waiting},
		{"next is earlier today", "2026-03-03 23:00", "2026-03-03 12:00", nil, today},
		{"yesterday", "2026-03-02 23:59", "2026-03-04 07:00", nil, overdue},
		{"yesterday, drafted", "2026-03-02 23:59", "2026-03-04 07:00", standing, overdue},
		{"drafted for today", "2026-03-03 18:00", "2026-03-04 07:00", standing, today},
		{"drafted", "2026-03-05 18:00", "2026-03-04 07:00", standing, drafts},
		{"no address", "2026-03-05 18:00", "2026-03-04 07:00", withheld, yours},
		{"no address, today", "2026-03-03 18:00", "2026-03-04 07:00", withheld, today},
		{"suspicious", "2026-03-05 18:00", "2026-03-04 07:00", doubtful, suspicious},
		{"suspicious, today", "2026-03-03 18:00", "2026-03-04 07:00", doubtful, suspicious},
		{"suspicious, drafted by word", "2026-03-05 18:00", "2026-03-04 07:00", func(e *Entry) { doubtful(e); standing(e) }, drafts},
	} {
		in := morning(t)
		in.Next = time.Time{}
		if c.next != "" {
			in.Next = at(t, c.next, in.Zone)
		}
		e := &Entry{Invitation: thread.Invitation{State: thread.Waiting}, Decisions: []decide.Decision{{Action: thread.Decline}},
			Window: decide.ReplyWindow{Closes: at(t, c.closes, in.Zone)}}
		if c.with != nil {
			c.with(e)
		}
		if got := in.place(e); got != c.want {
			t.Errorf("%s: place %d, want %d", c.name, got, c.want)
		}
	}
}

// TestTodayAtDST: the day on which the clocks change has 23 hours.
func TestTodayAtDST(t *testing.T) {
	in := morning(t)
	in.Now = at(t, "2026-03-29 07:00", in.Zone)
	if got, want := in.endOfDay().Sub(in.startOfDay()), 23*time.Hour; got != want {
		t.Errorf("the day lasts %v, want %v", got, want)
	}
}

// TestNews: what has ended is told once, by the first summary after it.
func TestNews(t *testing.T) {
	for _, c := range []struct {
		state thread.State
		since string
		want  place
	}{
		{thread.Answered, "2026-03-02 07:01", answered},
		{thread.Answered, "2026-03-02 07:00", nowhere},
		{thread.Withdrawn, "2026-03-02 12:00", withdrawn},
		{thread.Withdrawn, "2026-03-01 12:00", nowhere},
		{thread.Dismissed, "2026-03-02 12:00", dismissed},
		{thread.Dismissed, "2026-02-12 12:00", nowhere},
	} {
		in := morning(t)
		e := &Entry{Invitation: thread.Invitation{State: c.state, Since: at(t, c.since, in.Zone)}}
		if got := in.place(e); got != c.want {
			t.Errorf("%s since %s: place %d, want %d", c.state, c.since, got, c.want)
		}
	}
}

// TestLapsedOnce walks a month of mornings: an invitation that lapses is listed
// by exactly one of them, whatever made it lapse and however often the machine
// was off.
func TestLapsedOnce(t *testing.T) {
	closes := at(t, "2026-03-10 12:00", zone(t, "Europe/Berlin"))
	for name, change := range map[string]func(*Entry){
		"too long ago": func(*Entry) {},
		"no address":   func(e *Entry) { e.Invitation.Facts.ReplyTo = nil },
		"slot passes later": func(e *Entry) {
			e.Invitation.Facts.Slots = []extract.Slot{{Start: closes.Add(50 * time.Hour)}}
		},
	} {
		for _, every := range []int{1, 2, 3, 7} {
			in := morning(t)
			f := in.add(t, "2026-03-06 12:00", "Lumen", "Data Engineer", "Ana Ruiz")
			f.entry.Window = decide.ReplyWindow{Opens: f.entry.Invitation.Opened, Closes: closes, LateUntil: closes.Add(5 * 24 * time.Hour)}
			change(f.entry)
			listed := 0
			for day := 0; day < 30; day += every {
				in.Now = at(t, "2026-03-07 07:00", in.Zone).AddDate(0, 0, day)
				f.entry.Invitation.State, f.entry.Invitation.Since = thread.Waiting, f.entry.Invitation.Opened
				if gone, _ := decide.Lapsed(f.entry.Invitation, f.entry.Window, in.Now); gone {
					f.entry.Invitation.State, f.entry.Invitation.Since = thread.Lapsed, closes
				}
				if in.place(f.entry) == lapsed {
					listed++
				}
				in.Since = in.Now
			}
			if listed != 1 {
				t.Errorf("%s, every %d days: listed %d times", name, every, listed)
			}
		}
	}
}

// TestBooked: what is booked stands there until it is over.
func TestBooked(t *testing.T) {
	in := morning(t)
	slot := func(start string, length time.Duration, allDay bool) []extract.Slot {
		s := extract.Slot{Start: at(t, start, in.Zone), AllDay: allDay}
		if length > 0 {
			s.End = s.Start.Add(length)
		}
		return []extract.Slot{s}
	}
	for _, c := range []struct {
		name  string
		slots []extract.Slot
		since string
		want  place
	}{
		{"ahead", slot("2026-03-03 09:00", 0, false), "2026-01-01 00:00", booked},
		{"going on", slot("2026-03-03 06:45", time.Hour, false), "2026-01-01 00:00", booked},
		{"over", slot("2026-03-03 06:00", time.Hour, false), "2026-01-01 00:00", nowhere},
		{"today, all day", slot("2026-03-03 00:00", 0, true), "2026-01-01 00:00", booked},
		{"unknown time, new", nil, "2026-03-02 12:00", booked},
		{"unknown time, told already", nil, "2026-03-01 12:00", nowhere},
	} {
		e := &Entry{Invitation: thread.Invitation{State: thread.Booked, Since: at(t, c.since, in.Zone), Facts: extract.Facts{Slots: c.slots}}}
		if got := in.place(e); got != c.want {
			t.Errorf("%s: place %d, want %d", c.name, got, c.want)
		}
	}
}
