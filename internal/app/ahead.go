package app

import (
	"context"
	"time"

	"rsvpd/internal/decide"
)

// lookAhead reckons when the clock alone will change something, so that until
// then nobody has to ask.
func (p *pass) lookAhead(ctx context.Context) error {
	list := p.planned
	if list == nil {
		k, err := p.know(ctx)
		if err != nil {
			return err
		}
		list = p.entries(k, p.now)
	}
	p.due = p.nextSummary(p.now)
	for _, e := range list {
		p.due = sooner(p.due, decide.NextWake(e.Invitation, e.Window, e.Decisions, p.now))
	}
	if len(p.app.calendars) > 0 {
		p.due = sooner(p.due, p.now.Add(freshFor)) // calendars tell of no change by themselves
	}
	if !p.due.IsZero() && p.due.Before(p.now.Add(minRest)) {
		p.due = p.now.Add(minRest)
	}
	return nil
}

// sooner is the earlier of two times, of which zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
