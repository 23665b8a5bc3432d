package decide

import (
	"time"

	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// breath is the least time that a holding reply must gain to be worth sending.
const breath = 3 * time.Hour

// hold names the day by which the user will answer: hold_for after the draft,
// but never past an explicit deadline or the time before the conversation
// (ETIQUETTE C5). Where no day is left, or one has been named before, another
// hold would be a "maybe later": only the user can say more.
func (p Policy) hold(d *Decision, inv thread.Invitation, now time.Time) {
	if held(inv) {
		d.Withheld = "a holding reply has been sent already; what is owed now is the answer"
		return
	}
	from := now
	if d.When.After(from) {
		from = d.When
	}
	day := p.endOfDay(p.Calendar.Add(from, p.HoldFor))
	limits := p.limits(inv, p.window(inv.Facts.Kind), opened(inv))
	for _, l := range limits {
		if l.at.Before(day) {
			day = p.lastEndOfDay(l.at)
			d.Why += " The day named is kept ahead of " + l.why + "."
		}
	}
	if day.Before(from.Add(breath)) {
		d.Withheld = "no day is left that a holding reply could name"
		return
	}
	d.Until = day
}

// held reports whether a hold was sent for the present ask.
func held(inv thread.Invitation) bool {
	if !inv.HoldUntil.IsZero() && !inv.HoldUntil.Before(opened(inv)) {
		return true
	}
	for _, dr := range inv.Drafts {
		if dr.Ask == inv.Ask.Identity && dr.Action == thread.Hold && dr.State == thread.Sent {
			return true
		}
	}
	return false
}

// lastEndOfDay returns the last end of a business day that is not after t.
func (p Policy) lastEndOfDay(t time.Time) time.Time {
	end := p.endOfDay(t)
	if !end.After(t) && p.Calendar.IsBusinessDay(t) {
		return end
	}
	y, m, day := t.In(p.zone()).Date()
	midnight, _ := workday.At(y, m, day, 0, p.zone())
	// The end of the last business day before today, less the hours after 17:00.
	return p.endOfDay(p.Calendar.Sub(midnight, workday.BusinessDays(1)))
}
