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
	if end := s.End.In(zone); !s.End.IsZero() && end.Format(time.DateOnly) == s.Start.In(zone).Format(time.DateOnly) {
		text = s.Start.In(zone).Format("Mon 2 Jan 15:04") + end.Format("–15:04 MST")
	}
	if theirs := s.Start; differs(theirs, zone) {
		text += fmt.Sprintf(" (%s %s theirs)", theirs.Format("15:04"), s.Zone)
	}
	if !s.Certain {
		text += ", not certain: “" + s.Text + "”"
	}
	return text
}

// ownSlot shows a slot in the zone that it is in, and the words it was read from.
func ownSlot(s extract.Slot) string {
	text := ownTime(s.Start, s.AllDay)
	switch {
	case s.End.IsZero() || s.AllDay && s.End.Sub(s.Start) <= 24*time.Hour:
	case s.AllDay:
		text += " to " + ownTime(s.End.AddDate(0, 0, -1), true)
	case s.Start.Format(time.DateOnly) == s.End.Format(time.DateOnly):
		text = s.Start.Format("Mon 2 Jan 2006 15:04") + s.End.Format("–15:04 -07:00")
	default:
		text += " to " + ownTime(s.End, false)
	}
	if !s.Certain {
		text += ", not certain"
	}
	return text + ": “" + s.Text + "”"
}

// ownTime shows a time, or a day, in the zone that it is in.
func ownTime(t time.Time, day bool) string {
	if day {
		return t.Format("Mon 2 Jan 2006")
	}
	return t.Format("Mon 2 Jan 2006 15:04 -07:00")
}

// differs reports whether a time reads otherwise in zone.
func differs(t time.Time, zone *time.Location) bool {
	_, a := t.Zone()
	_, b := t.In(zone).Zone()
	return a != b
}
