package decide

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// For random mails, words, rules and moments in several zones, a Decision keeps
// the promises of the package.
func TestDecisionsKeepTheirPromises(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	actions := []thread.Action{thread.Decline, thread.Reschedule, thread.Hold, thread.Accept, thread.None, Both}
	seen := map[thread.Action]int{}
	for _, name := range []string{"Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York"} {
		p := policy(t)
		p.Calendar.Zone = zone(t, name)
		p.SummaryBefore = dailyAt(7, p.Calendar.Zone)
		for range 300 {
			s := &scene{inv: randomInvitation(t, r, p), policy: p, agenda: agenda()}
			s.policy.Undecided = actions[r.IntN(len(actions))]
			if s.policy.Undecided == thread.Accept {
				s.policy.Undecided = ""
				s.rules(t, Rule{Then: thread.Accept})
			}
			s.now = s.inv.Opened.Add(time.Duration(r.IntN(200)) * time.Hour)
			ds := s.decide()
			if fmt.Sprint(ds) != fmt.Sprint(s.decide()) {
				t.Fatalf("%s: two answers to one question", name)
			}
			for _, d := range ds {
				seen[d.Action]++
				if msg := s.faulty(d); msg != "" {
					t.Errorf("%s: %s: %s\n%+v\n%+v", name, row(d), msg, s.inv.Facts, Window(s.inv, s.policy))
				}
			}
		}
	}
	for _, a := range []thread.Action{thread.Decline, thread.Reschedule, thread.Hold, thread.Accept, thread.None} {
		if seen[a] < 10 {
			t.Errorf("%s was decided %d times: this test looks at too little", a, seen[a])
		}
	}
}

// faulty says which promise a Decision breaks.
func (s *scene) faulty(d Decision) string {
	w := Window(s.inv, s.policy)
	drafted := d.wantsDraft() && d.Withheld == ""
	switch {
	case d.Why == "":
		return "does not say why"
	case d.Late != s.now.After(w.Promised):
		return "late is not what C4 says"
	case d.Interest && s.policy.Undecided != thread.Reschedule && d.Rule < 0:
		return "tells an interest that nobody stated"
	case !d.wantsDraft() && d.Withheld != "":
		return "withholds nothing"
	case drafted && s.now.After(w.LateUntil):
		return "comes too late"
	case drafted && d.Action == thread.Hold:
		return s.faultyHold(d, w)
	case drafted && (d.Action == thread.Reschedule || d.Action == thread.Accept):
		return s.faultySlots(d)
	case len(d.Slots) > 0 || !d.Until.IsZero():
		return "has slots or a day that nobody asked for"
	}
	return ""
}

func (s *scene) faultyHold(d Decision, w ReplyWindow) string {
	deadline := s.inv.Facts.Deadline
	switch {
	case !d.Until.After(s.now):
		return "names a day that has passed"
	case deadline != nil && deadline.At.After(w.Opens) && d.Until.After(deadline.At):
		return "names a day past the deadline (C2)"
	case !s.policy.Calendar.IsBusinessDay(d.Until):
		return "names a free day"
	}
	for _, l := range s.inv.Facts.Slots {
		if begins(l).After(w.Opens) && d.Until.After(begins(l).Add(-24*time.Hour)) {
			return "names a day too near the conversation (C3)"
		}
	}
	return ""
}

func (s *scene) faultySlots(d Decision) string {
	if len(d.Slots) == 0 || d.Action == thread.Reschedule && len(d.Slots) < fewest {
		return "offers too little"
	}
	for _, o := range d.Slots {
		local := o.Start.In(s.policy.Calendar.Zone)
		switch end := fivePM(local); {
		case !o.Start.After(s.now):
			return "a slot has passed"
		case !s.policy.Calendar.IsBusinessDay(local) || local.Hour() < 9 || o.End.After(end):
			return "a slot is outside the user's hours"
		case d.Action == thread.Reschedule && avoided(s.inv.Facts, o):
			return "a proposed time is offered back"
		}
	}
	return ""
}

func fivePM(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 17, 0, 0, 0, t.Location())
}

func avoided(f extract.Facts, o extract.Slot) bool {
	for _, s := range f.Slots {
		if !isStretch(s, f) && span(s, f).Start.Equal(o.Start) {
			return true
		}
	}
	return false
}
