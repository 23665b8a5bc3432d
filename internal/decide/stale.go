package decide

import (
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/thread"
)

// Stale says why a draft that stands no longer says what is decided, and ought to
// be replaced; empty: it still holds, though it may differ from what would be
// written anew. Times once offered are kept as long as they are good, so that a
// draft does not change from day to day. ds are the present Decisions; agenda
// must not count the draft's own offers as busy.
func Stale(dr thread.Draft, inv thread.Invitation, ds []Decision, agenda Agenda, now time.Time) string {
	if dr.Ask != inv.Ask.Identity {
		return "a newer message asks"
	}
	d, ok := decided(ds, dr.Action)
	switch {
	case !ok:
		return "another answer is wanted now"
	case d.Late && !dr.Late:
		return "its window has closed"
	case dr.Action == thread.Hold && !dr.HoldUntil.IsZero() && !dr.HoldUntil.After(now):
		return "the day it names has come"
	}
	return staleOffer(dr, agenda, now)
}

func staleOffer(dr thread.Draft, agenda Agenda, now time.Time) string {
	r := agenda
	r.Now = now
	for _, s := range dr.Offers {
		switch availability.Check(r, availability.Span{Start: s.Start, End: s.End}) {
		case availability.Past:
			return "a time it offers has passed"
		case availability.Calendar:
			return "a time it offers is no longer free"
		}
	}
	return ""
}

// decided returns the Decision of an action.
func decided(ds []Decision, a thread.Action) (Decision, bool) {
	for _, d := range ds {
		if d.Action == a {
			return d, true
		}
	}
	return Decision{}, false
}
