package main

import (
	"fmt"
	"time"

	"rsvpd/internal/extract"
)

// inspectedSlots is the JSON form of slots.
func inspectedSlots(slots []extract.Slot) []inspectedSlot {
	list := []inspectedSlot{}
	for _, s := range slots {
		list = append(list, inspectedSlot{stamp(s.Start, s.AllDay), stamp(s.End, s.AllDay), s.Zone, s.ZoneSource, s.Certain, s.Text})
	}
	return list
}

// slotText shows a slot in the user's zone, with the sender's beside it when the
// two differ.
func slotText(s extract.Slot, zone *time.Location) string {
	if s.AllDay {
		return s.Start.Format("Mon 2 Jan")
	}
	text := instant(s.Start, zone)
	if theirs := s.Start; differs(theirs, zone) {
		text += fmt.Sprintf(" (%s %s theirs)", theirs.Format("15:04"), s.Zone)
	}
	if !s.Certain {
		text += ", not certain: “" + s.Text + "”"
	}
	return text
}

// differs reports whether a time reads otherwise in zone.
func differs(t time.Time, zone *time.Location) bool {
	_, a := t.Zone()
	_, b := t.In(zone).Zone()
	return a != b
}
