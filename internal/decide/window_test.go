package decide

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// Every row begins with the mail of Monday 2 March 2026, 10:20.
func TestWindow(t *testing.T) {
	tests := []struct {
		name                 string
		change               func(*thread.Invitation, *Policy)
		due, closes, because string
	}{
		{"C1 two business days", func(*thread.Invitation, *Policy) {},
			"2026-03-03 10:20", "2026-03-04 10:20", "two business days after it arrived"},
		{"C1 received on Saturday: counts from Monday", func(inv *thread.Invitation, _ *Policy) {
			inv.Opened = at(t, "2026-03-07 15:00")
		}, "2026-03-10 00:00", "2026-03-11 00:00", "two business days after it arrived"},
		{"C1 a holiday is skipped", func(inv *thread.Invitation, p *Policy) {
			p.Calendar = german(t)
			inv.Opened = at(t, "2026-04-02 10:20") // Maundy Thursday
		}, "2026-04-07 10:20", "2026-04-08 10:20", "two business days after it arrived"},
		{"C1 per kind: a journalist waits for hours", func(inv *thread.Invitation, p *Policy) {
			inv.Facts.Kind = detect.Media
			p.Windows = map[detect.Kind]WindowPolicy{detect.Media: {ReplyWithin: period(t, "6h"), DraftAhead: period(t, "4h")}}
		}, "2026-03-02 10:20", "2026-03-02 16:20", "6 hours after it arrived"},
		{"C2 an earlier deadline wins", func(inv *thread.Invitation, _ *Policy) {
			inv.Facts.Deadline = deadline(t, "2026-03-03 12:00", "please confirm by\nTuesday noon")
		}, "2026-03-02 12:00", "2026-03-03 12:00", "“please confirm by Tuesday noon”"},
		{"C2 a later one does not", func(inv *thread.Invitation, _ *Policy) {
			inv.Facts.Deadline = deadline(t, "2026-03-20 17:00", "by 20 March")
		}, "2026-03-03 10:20", "2026-03-04 10:20", "two business days after it arrived"},
		{"C2 a deadline of an earlier ask in the thread binds nobody", func(inv *thread.Invitation, _ *Policy) {
			inv.Facts.Deadline = deadline(t, "2026-02-27 17:00", "by Friday")
		}, "2026-03-03 10:20", "2026-03-04 10:20", "two business days after it arrived"},
		{"C2 a deadline earlier that day: at once", func(inv *thread.Invitation, _ *Policy) {
			inv.Facts.Deadline = deadline(t, "2026-03-02 10:00", "by 10 today")
		}, "2026-03-02 10:20", "2026-03-02 10:20", "at once: it arrived later than “by 10 today”"},
		{"C3 a day before the first proposed time", func(inv *thread.Invitation, _ *Policy) {
			proposes(inv, slot(t, "2026-03-06 11:00"), slot(t, "2026-03-04 10:00"))
		}, "2026-03-02 10:20", "2026-03-03 10:00", "24 hours before the first proposed time (Wed 4 Mar 10:00)"},
		{"C3 a time that had passed at receipt does not count", func(inv *thread.Invitation, _ *Policy) {
			proposes(inv, slot(t, "2026-03-02 09:00"))
		}, "2026-03-03 10:20", "2026-03-04 10:20", "two business days after it arrived"},
		{"C3 an uncertain time counts, and its doubt is told", func(inv *thread.Invitation, _ *Policy) {
			s := slot(t, "2026-03-04 10:00")
			s.Certain = false
			proposes(inv, s)
		}, "2026-03-02 10:20", "2026-03-03 10:00", "24 hours before the first proposed time (Wed 4 Mar 10:00, if it is read rightly)"},
		{"C3 a whole day begins at nine", func(inv *thread.Invitation, _ *Policy) {
			s := slot(t, "2026-03-04 00:00")
			s.AllDay, s.End = true, time.Time{}
			proposes(inv, s)
		}, "2026-03-02 10:20", "2026-03-03 09:00", "24 hours before the first proposed time (Wed 4 Mar)"},
		{"C4 can you talk at three today: at once", func(inv *thread.Invitation, _ *Policy) {
			proposes(inv, slot(t, "2026-03-02 15:00"))
		}, "2026-03-02 10:20", "2026-03-02 10:20", "at once: it arrived later than 24 hours before the first proposed time (Mon 2 Mar 15:00)"},
		{"C5 a hold runs to the day it names", func(inv *thread.Invitation, _ *Policy) {
			inv.HoldUntil = at(t, "2026-03-09 00:00")
		}, "2026-03-08 17:00", "2026-03-09 17:00", "your holding reply named Monday 9 March"},
		{"C5 but never past C2", func(inv *thread.Invitation, _ *Policy) {
			inv.HoldUntil = at(t, "2026-03-09 00:00")
			inv.Facts.Deadline = deadline(t, "2026-03-06 12:00", "by Friday noon")
		}, "2026-03-05 12:00", "2026-03-06 12:00", "“by Friday noon”"},
		{"C5 nor past C3", func(inv *thread.Invitation, _ *Policy) {
			inv.HoldUntil = at(t, "2026-03-09 00:00")
			proposes(inv, slot(t, "2026-03-06 11:00"))
		}, "2026-03-04 11:00", "2026-03-05 11:00", "24 hours before the first proposed time (Fri 6 Mar 11:00)"},
		{"due before the last summary ahead of closing", func(_ *thread.Invitation, p *Policy) {
			w := DefaultWindow()
			w.DraftAhead = period(t, "1h")
			p.Windows = map[detect.Kind]WindowPolicy{"": w}
		}, "2026-03-04 06:50", "2026-03-04 10:20", "two business days after it arrived"},
		{"due a little before that summary, not with it", func(_ *thread.Invitation, p *Policy) {
			w := DefaultWindow()
			w.DraftAhead = period(t, "205m")
			p.Windows = map[detect.Kind]WindowPolicy{"": w}
		}, "2026-03-04 06:50", "2026-03-04 10:20", "two business days after it arrived"},
		{"due with no summary", func(_ *thread.Invitation, p *Policy) {
			w := DefaultWindow()
			w.DraftAhead = period(t, "1h")
			p.Windows, p.SummaryBefore = map[detect.Kind]WindowPolicy{"": w}, nil
		}, "2026-03-04 09:20", "2026-03-04 10:20", "two business days after it arrived"},
		{"a reminder makes it due at once", func(inv *thread.Invitation, _ *Policy) { inv.Reminders = 1 },
			"2026-03-02 10:20", "2026-03-04 10:20", "two business days after it arrived"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inv, p := invitation(t), policy(t)
			tt.change(&inv, &p)
			w := Window(inv, p)
			if got := w.Due.Format(layout); got != tt.due {
				t.Errorf("due %s, want %s", got, tt.due)
			}
			if got := w.Closes.Format(layout); got != tt.closes {
				t.Errorf("closes %s, want %s", got, tt.closes)
			}
			if w.Because != tt.because {
				t.Errorf("because %q, want %q", w.Because, tt.because)
			}
		})
	}
}

func german(t *testing.T) workday.Calendar {
	t.Helper()
	c, err := workday.NewCalendar(zone(t, "Europe/London"), "de")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWindowHardLimitAndPromise(t *testing.T) {
	inv, p := invitation(t), policy(t)
	inv.Facts.Deadline = deadline(t, "2026-03-20 17:00", "by 20 March")
	proposes(&inv, slot(t, "2026-03-04 10:00"))
	w := Window(inv, p)
	if !w.HardLimit.Equal(inv.Facts.Deadline.At) {
		t.Errorf("hard limit %s, want the later deadline", w.HardLimit)
	}
	if got := w.Promised.Format(layout); got != "2026-03-04 10:20" {
		t.Errorf("promised by %s, want reply_within after receipt, however early it closes", got)
	}
	if got := w.LateUntil.Format(layout); got != "2026-03-10 10:00" {
		t.Errorf("late until %s, want five business days after closing", got)
	}
}

// For random mails in several zones: Opens ≤ Due ≤ Closes ≤ LateUntil; never
// closed later than promised or than a deadline that binds; due before the last
// summary ahead of the closing; and nothing that presses makes it close later.
func TestWindowKeepsItsPromises(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for _, name := range []string{"Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York"} {
		loc := zone(t, name)
		p := policy(t)
		p.Calendar.Zone, p.SummaryBefore = loc, dailyAt(7, loc)
		for range 500 {
			inv := randomInvitation(t, r, p)
			w := Window(inv, p)
			if msg := wrong(inv, w, p); msg != "" {
				t.Errorf("%s: %s\n%+v\n%+v", name, msg, w, inv.Facts)
			}
			eased := inv
			eased.Facts.Deadline, eased.Facts.Slots = nil, nil
			if Window(eased, p).Closes.Before(w.Closes) {
				t.Errorf("%s: closes later for a deadline or a slot\n%+v", name, inv.Facts)
			}
		}
	}
}

func wrong(inv thread.Invitation, w ReplyWindow, p Policy) string {
	summary, _ := p.SummaryBefore(w.Closes)
	d := inv.Facts.Deadline
	switch {
	case w.Due.Before(w.Opens):
		return "due before it opens"
	case w.Due.After(w.Closes):
		return "due after it closes"
	case w.Closes.After(w.Promised):
		return "closes later than promised"
	case w.LateUntil.Before(w.Closes):
		return "too late before it closes"
	case d != nil && d.At.After(w.Opens) && w.Closes.After(d.At):
		return "closes after the deadline"
	case w.Due.After(summary) && w.Due.After(w.Opens):
		return "the last summary before closing comes ahead of the draft"
	case w.Because == "" || strings.Contains(w.Because, "  "):
		return "does not say why"
	}
	return ""
}

func randomInvitation(t *testing.T, r *rand.Rand, p Policy) thread.Invitation {
	inv := invitation(t)
	inv.Opened = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(365*24*60)) * time.Minute)
	inv.Ask.Received, inv.LastWrite, inv.Since = inv.Opened, inv.Opened, inv.Opened
	if r.IntN(2) == 0 {
		inv.Facts.Deadline = &extract.Deadline{At: inv.Opened.Add(time.Duration(r.IntN(200)-30) * time.Hour), Text: "by then"}
	}
	for range r.IntN(4) {
		start := inv.Opened.Add(time.Duration(r.IntN(300)-50) * time.Hour).Truncate(30 * time.Minute)
		inv.Facts.Slots = append(inv.Facts.Slots, extract.Slot{Start: start.In(p.Calendar.Zone), Certain: r.IntN(3) > 0, AllDay: r.IntN(4) == 0})
	}
	if r.IntN(4) == 0 {
		inv.HoldUntil = inv.Opened.AddDate(0, 0, 1+r.IntN(6))
	}
	inv.Reminders = max(0, r.IntN(4)-2)
	return inv
}
