package app

import (
	"slices"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/extract"
)

// stretch is from where on a proposed time is a span to choose from rather than a
// time: whether that is free, only the chosen time can tell.
const stretch = 3 * time.Hour

// Free returns the proposed times that are known to be free: by every calendar,
// hours and holidays. Without a calendar, or while one is in doubt, nothing is
// known.
func (e Entry) Free() []extract.Slot {
	if !e.calendars {
		return nil
	}
	r := e.agenda
	r.Busy = slices.Concat(r.Busy, r.Avoid) // what is tentative, or offered to others, is not free either
	var free []extract.Slot
	for _, s := range e.Facts.Slots {
		if !s.Certain || s.AllDay {
			continue
		}
		span := availability.Span{Start: s.Start, End: s.End}
		if !span.End.After(span.Start) {
			span.End = span.Start.Add(max(e.Facts.Duration, availability.DefaultDuration))
		}
		if span.End.Sub(span.Start) < stretch && availability.IsFree(r, span) {
			free = append(free, s)
		}
	}
	return free
}
