package decide

import (
	"testing"
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

func TestLapsed(t *testing.T) {
	tests := []struct {
		name, now string
		change    func(*testing.T, *scene)
		why       string // empty: not lapsed
	}{
		{"open", "2026-03-04 10:20", func(_ *testing.T, s *scene) { s.inv.Facts.ReplyTo = nil }, ""},
		{"closed, a late draft is possible", "2026-03-05 09:00", nil, ""},
		{"closed with no address", "2026-03-04 10:21", func(_ *testing.T, s *scene) { s.inv.Facts.ReplyTo = nil },
			"there is no address to answer"},
		{"closed and suspicious", "2026-03-04 10:21", func(_ *testing.T, s *scene) { s.inv.Facts.Suspicious = []string{"asks for a fee"} },
			"it looks suspicious: asks for a fee"},
		{"closed too long ago", "2026-03-11 10:21", nil,
			"its window closed on 4 March, too long ago for a late answer"},
		{"closed, a proposed time has passed", "2026-03-05 10:00", func(t *testing.T, s *scene) { proposes(&s.inv, slot(t, "2026-03-05 09:30")) },
			"its window has closed, and a proposed time has passed"},
		{"closed, but a draft stands", "2026-03-11 10:21", func(_ *testing.T, s *scene) { s.inv.State = thread.Drafted }, ""},
		{"closed, the user is writing", "2026-03-05 10:21", func(_ *testing.T, s *scene) { s.inv.UserDraft, s.inv.Facts.ReplyTo = true, nil }, ""},
		{"closed, the user's draft lies there for weeks", "2026-03-30 10:21", func(_ *testing.T, s *scene) { s.inv.UserDraft = true },
			"its window closed on 4 March, too long ago for a late answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene(t)
			if tt.change != nil {
				tt.change(t, s)
			}
			lapsed, why := Lapsed(s.inv, Window(s.inv, s.policy), at(t, tt.now))
			if lapsed != (tt.why != "") || why != tt.why {
				t.Errorf("lapsed %v, %q; want %q", lapsed, why, tt.why)
			}
		})
	}
}

// The daemon sleeps until NextWake: what is decided must not change in between.
func TestNothingChangesBeforeNextWake(t *testing.T) {
	scenes := map[string]func(*scene){
		"asks for times": func(*scene) {},
		"proposes times": func(s *scene) { proposes(&s.inv, slot(t, "2026-03-05 10:00"), slot(t, "2026-03-06 10:00")) },
		"names days":     func(s *scene) { proposes(&s.inv, day(t, "2026-03-05"), day(t, "2026-03-06")) },
		"has a deadline": func(s *scene) {
			s.inv.Facts.Deadline = deadline(t, "2026-03-03 12:00", "by noon")
			proposes(&s.inv, slot(t, "2026-03-06 10:00"))
		},
		"was held": func(s *scene) { s.inv.HoldUntil = at(t, "2026-03-06 00:00") },
	}
	for name, change := range scenes {
		s := newScene(t)
		s.policy.Undecided = thread.Decline // what a reschedule offers drifts with the clock, and a standing draft keeps its own
		change(s)
		w := Window(s.inv, s.policy)
		what := func(now time.Time) string {
			s.now = now
			lapsed, _ := Lapsed(s.inv, w, now)
			if lapsed {
				return "lapsed"
			}
			return rowsOf(s.decide()) + rowsOf(Ready(s.decide(), now))
		}
		now, end, wakes := s.inv.Opened, s.inv.Opened.AddDate(0, 0, 20), 0
		for wakes < 50 {
			next := NextWake(s.inv, w, s.decide(), now)
			if next.IsZero() {
				next = end
			}
			for step := now; step.Before(next); step = step.Add(7 * time.Minute) {
				if what(step) != what(now) {
					t.Fatalf("%s: at %s it is %q, not %q as at %s; the next wake is %s", name, step, what(step), what(now), now, next)
				}
			}
			if next.Equal(end) {
				break
			}
			now, wakes = next, wakes+1
		}
		if wakes < 3 || wakes == 50 {
			t.Errorf("%s: %d wakes", name, wakes)
		}
	}
}

func TestNextWakeOfWhatIsSettled(t *testing.T) {
	s := newScene(t)
	s.inv.State = thread.Answered
	if next := NextWake(s.inv, Window(s.inv, s.policy), nil, s.now); !next.IsZero() {
		t.Errorf("an answered invitation wakes the daemon at %s", next)
	}
}

func TestNextWakeWhenAnOfferPasses(t *testing.T) {
	s := newScene(t)
	s.inv.State = thread.Drafted
	offer := at(t, "2026-03-03 11:00")
	d := Decision{Action: thread.Reschedule, When: s.now, Slots: []extract.Slot{{Start: offer}}}
	if next := NextWake(s.inv, Window(s.inv, s.policy), []Decision{d}, s.now); !next.Equal(offer) {
		t.Errorf("next wake %s, want the offered time %s", next, offer)
	}
}
