package decide

import (
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// accept confirms the first proposed time that is certain, ahead and free. Where
// there is none, the user's wish for the interview is met by offering times.
func (p Policy) accept(d *Decision, inv thread.Invitation, w ReplyWindow, agenda Agenda, now time.Time) {
	doubt := false
	for _, s := range inv.Facts.Slots {
		if passed(s, now) {
			continue
		}
		if !s.Certain {
			doubt = true
			continue
		}
		if chosen, ok := p.acceptable(s, inv.Facts, agenda, now); ok {
			d.Slots = []extract.Slot{chosen}
			return
		}
	}
	d.Action = thread.Reschedule
	if d.Relayed = relayed(inv, *d); d.Relayed {
		d.Why += " No time is proposed; the talk is moved to e-mail."
		return
	}
	switch {
	case doubt:
		d.Why += " No proposed time can be read with certainty and is free; times are offered instead."
	case len(inv.Facts.Slots) > 0:
		d.Why += " No proposed time is free; times are offered instead."
	default:
		d.Why += " No time is proposed; times are offered."
	}
	p.reschedule(d, inv, w, agenda, now)
}

func (p Policy) acceptable(s extract.Slot, f extract.Facts, agenda Agenda, now time.Time) (extract.Slot, bool) {
	r := p.own(agenda, now)
	if !isStretch(s, f) {
		return s, availability.IsFree(r, span(s, f))
	}
	free, ok := p.within(s, f, r)
	if !ok {
		return extract.Slot{}, false
	}
	s.Start, s.End, s.AllDay = free.Start.In(s.Start.Location()), free.End.In(s.Start.Location()), false
	return s, true
}
