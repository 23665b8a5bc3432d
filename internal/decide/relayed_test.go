package decide

import (
	"testing"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// TestRelayed: through a network's relay an answer that would offer times only
// moves the talk to e-mail (ETIQUETTE A6); any other answer is what it would be.
func TestRelayed(t *testing.T) {
	for _, c := range []struct {
		name    string
		then    thread.Action
		want    thread.Action
		change  func(*thread.Invitation)
		relayed bool
		slots   bool // times are offered
	}{
		{"they ask when", thread.Reschedule, thread.Reschedule, func(*thread.Invitation) {}, true, false},
		{"they only approach", thread.Reschedule, thread.Reschedule, func(inv *thread.Invitation) { inv.Facts.Form = extract.Open }, true, false},
		{"no network", thread.Reschedule, thread.Reschedule, func(inv *thread.Invitation) { inv.Facts.Network = "" }, false, true},
		{"a time is proposed", thread.Reschedule, thread.Reschedule, func(inv *thread.Invitation) { proposes(inv, slot(t, "2026-03-06 10:00")) }, false, true},
		{"a page to book on", thread.Reschedule, thread.Reschedule, func(inv *thread.Invitation) { inv.Facts.Form = extract.Booking }, false, true},
		{"accepted, but no time is proposed", thread.Accept, thread.Reschedule, func(*thread.Invitation) {}, true, false},
		{"a proposed time is accepted", thread.Accept, thread.Accept, func(inv *thread.Invitation) { proposes(inv, slot(t, "2026-03-06 10:00")) }, false, true},
		{"declined", thread.Decline, thread.Decline, func(*thread.Invitation) {}, false, false},
		{"held", thread.Hold, thread.Hold, func(*thread.Invitation) {}, false, false},
		{"the relay takes no answer", thread.Reschedule, thread.Reschedule, func(inv *thread.Invitation) { inv.Facts.ReplyTo = nil }, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv, p := invitation(t), policy(t)
			inv.Facts.Network = "Linkrow"
			c.change(&inv)
			p.Rules = rules(t, Rule{Then: c.then})
			ds := Decide(inv, Window(inv, p), p, agenda(), at(t, "2026-03-03 10:20"))
			if len(ds) != 1 || ds[0].Action != c.want {
				t.Fatalf("%+v", ds)
			}
			if d := ds[0]; d.Relayed != c.relayed || (len(d.Slots) > 0) != c.slots {
				t.Errorf("relayed %v, %d times", d.Relayed, len(d.Slots))
			}
		})
	}
}
