package decide

import (
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

const (
	// startOfDay is when a conversation may begin of which only the day is known.
	startOfDay = 9 * time.Hour
	// stretchLength is from where on a proposed time is taken for a span to
	// choose from ("Tuesday afternoon"), unless a calendar request fixes it.
	stretchLength = 3 * time.Hour
	// longest is the longest conversation; what lasts longer (a conference) is
	// the occasion, not the talk about it.
	longest = 8 * time.Hour
	// shortest is the shortest time that anybody enters into a diary: six minutes
	// on the air take fifteen.
	shortest = 15 * time.Minute
)

// firstSlot returns the earliest time that lay ahead when the mail arrived. An
// uncertain one counts as well: taken in vain it only makes the answer early.
func firstSlot(inv thread.Invitation, opens time.Time) (first extract.Slot, found bool) {
	for _, s := range inv.Facts.Slots {
		if begins(s).After(opens) && (!found || begins(s).Before(begins(first))) {
			first, found = s, true
		}
	}
	return first, found
}

// begins returns the earliest moment at which a conversation may start.
func begins(s extract.Slot) time.Time {
	if s.AllDay {
		return s.Start.Add(startOfDay)
	}
	return s.Start
}

// passed reports whether the time of a slot is over for making an appointment.
func passed(s extract.Slot, now time.Time) bool {
	if s.AllDay {
		return !s.Start.AddDate(0, 0, 1).After(now)
	}
	return !s.Start.After(now)
}

// isStretch reports whether a slot is a span within which to choose a time.
func isStretch(s extract.Slot, f extract.Facts) bool {
	long := s.End.Sub(s.Start)
	switch {
	case s.AllDay:
		return true
	case f.Form == extract.Calendar || s.End.IsZero():
		return false
	case f.Duration > 0:
		return long >= 2*f.Duration
	}
	return long >= stretchLength
}

// span is the stretch of time of a slot, its end filled in.
func span(s extract.Slot, f extract.Facts) availability.Span {
	end := s.End
	switch {
	case s.AllDay:
		end = s.Start.AddDate(0, 0, 1)
	case !end.After(s.Start):
		end = s.Start.Add(length(f))
	}
	return availability.Span{Start: s.Start, End: end}
}

// length is how long the conversation takes: as they say, as the first proposed
// time lasts, or half an hour.
func length(f extract.Facts) time.Duration {
	if f.Kind == detect.Speaking && f.Form != extract.Times && f.Form != extract.Calendar {
		return availability.DefaultDuration // a talk about the talk, whatever that one takes
	}
	if f.Duration > 0 && f.Duration <= longest {
		return max(f.Duration, shortest)
	}
	for _, s := range f.Slots {
		if d := s.End.Sub(s.Start); d > 0 && d <= longest && !isStretch(s, f) {
			return d
		}
	}
	return availability.DefaultDuration
}

// hull returns the span from the first to the last of some stretches, and the
// gaps between them.
func hull(spans []availability.Span) (availability.Span, []availability.Span) {
	sorted := availability.Merge(spans)
	var gaps []availability.Span
	for i := 1; i < len(sorted); i++ {
		gaps = append(gaps, availability.Span{Start: sorted[i-1].End, End: sorted[i].Start})
	}
	return availability.Span{Start: sorted[0].Start, End: sorted[len(sorted)-1].End}, gaps
}
