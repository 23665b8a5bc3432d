package decide

import (
	"time"

	"rsvpd/internal/thread"
)

// Ready returns the decisions whose drafts are to be written at now.
func Ready(ds []Decision, now time.Time) []Decision {
	var ready []Decision
	for _, d := range ds {
		if d.Ready(now) {
			ready = append(ready, d)
		}
	}
	return ready
}

// NextWake returns the next instant after now at which what Window, Decide and
// Lapsed say may change by the clock alone; zero when there is none.
func NextWake(inv thread.Invitation, w ReplyWindow, ds []Decision, now time.Time) time.Time {
	if !owed(inv) {
		return time.Time{}
	}
	// Things change after these instants, not at them: hence the tick.
	const tick = time.Second
	at := []time.Time{w.Due, w.Closes.Add(tick), w.Promised.Add(tick), w.LateUntil.Add(tick)}
	for _, s := range inv.Facts.Slots {
		at = append(at, begins(s).Add(-24*time.Hour+tick), s.Start)
		if s.AllDay {
			at = append(at, s.Start.AddDate(0, 0, 1))
		}
	}
	for _, d := range ds {
		at = append(at, d.When)
		for _, s := range d.Slots {
			at = append(at, s.Start)
		}
	}
	return earliestAfter(at, now)
}

func earliestAfter(at []time.Time, now time.Time) time.Time {
	var next time.Time
	for _, t := range at {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}
