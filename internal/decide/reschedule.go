package decide

import (
	"slices"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
	"rsvpd/internal/when"
	"rsvpd/internal/workday"
)

// fewest is the least number of times that make an offer (ETIQUETTE R11).
const fewest = 2

// reschedule offers concrete free times, and says whether the proposed ones are
// known to be impossible. Where the user has no free time to offer, it is
// withheld: "what suits you?" is no answer, and only the user can find a time.
func (p Policy) reschedule(d *Decision, inv thread.Invitation, w ReplyWindow, agenda Agenda, now time.Time) {
	d.Conflict = p.conflict(*d, inv, agenda, now)
	d.Impossible = d.Conflict != ""
	spans, outside := p.offer(inv, w, agenda, now)
	if len(spans) < min(fewest, max(1, agenda.Count)) || len(spans) == 0 {
		d.Withheld = "your calendar and hours leave no times to offer"
		return
	}
	if limit, ok := pressTime(inv); ok && !spans[0].Start.Before(limit) {
		d.Withheld = "no time that you could offer lies before their deadline; only you can answer that"
		return
	}
	for _, s := range spans {
		d.Slots = append(d.Slots, p.slot(s))
	}
	if d.Outside = outside; outside {
		d.Why += " The span they ask about holds too little free time; times after it are offered."
	}
}

// pressTime is until when a journalist can use an answer: their deadline is that
// of the story. Anybody else's is only for the reply.
func pressTime(inv thread.Invitation) (time.Time, bool) {
	if inv.Facts.Kind != detect.Media || inv.Facts.Deadline == nil {
		return time.Time{}, false
	}
	return inv.Facts.Deadline.At, true
}

// offer finds the times. They should still be good when the user sends the
// draft at the last moment, so notice is reckoned from the closing; if that
// leaves too little of the span they ask about, from now.
func (p Policy) offer(inv thread.Invitation, w ReplyWindow, agenda Agenda, now time.Time) ([]availability.Span, bool) {
	r := p.request(inv, agenda, now)
	if near := p.near(inv, now); r.Within.IsZero() && !near.IsZero() {
		r.Within = near
		spans, _ := availability.Free(r) // our own guess: what lies after it is no worse
		return spans, false
	}
	later := r
	if w.Closes.After(now) {
		later.Now = w.Closes
	}
	if spans, outside := availability.Free(later); len(spans) >= fewest && !outside {
		return spans, false
	}
	return availability.Free(r)
}

// around is how many business days after the last proposed time others still
// come to hand: they have planned for about then.
const around = 5

// near is the span in which others than the proposed times are best offered: not
// before the first proposed day, for which they have prepared, nor long after
// the last. It is zero when none is proposed. A seminar in December is not moved
// to next Monday.
func (p Policy) near(inv thread.Invitation, now time.Time) availability.Span {
	var s availability.Span
	for _, x := range inv.Facts.Slots {
		if passed(x, now) || x.End.Sub(x.Start) > longest {
			continue
		}
		start := x.Start.In(p.zone())
		y, m, d := start.Date()
		if first := time.Date(y, m, d, 0, 0, 0, 0, p.zone()); s.Start.IsZero() || first.Before(s.Start) {
			s.Start = first
		}
		if last := p.Calendar.Add(start, workday.BusinessDays(around)); last.After(s.End) {
			s.End = last
		}
	}
	return s
}

// request completes the agenda by what the invitation says.
func (p Policy) request(inv thread.Invitation, agenda Agenda, now time.Time) availability.Request {
	r := p.own(agenda, now)
	f := inv.Facts
	r.Theirs = extract.Location(f.Zone)
	r.Duration = length(f)
	r.Avoid = append([]availability.Span(nil), agenda.Avoid...)
	r.Within = availability.Span{Start: f.WithinStart, End: f.WithinEnd}
	if !r.Within.Start.Before(r.Within.End) {
		r.Within = availability.Span{}
	}
	var stretches []availability.Span
	for _, s := range f.Slots {
		switch {
		case passed(s, now):
		case isStretch(s, f):
			stretches = append(stretches, span(s, f))
		default:
			r.Avoid = append(r.Avoid, span(s, f))
		}
	}
	if len(stretches) > 0 {
		within, gaps := hull(stretches)
		r.Within, r.Avoid = within, append(r.Avoid, gaps...)
	}
	return r
}

// own is the user's side of a request, with the holidays of the policy.
func (p Policy) own(agenda Agenda, now time.Time) availability.Request {
	r := agenda
	r.Now = now
	if r.Zone == nil {
		r.Zone = p.zone()
	}
	if r.Holiday == nil {
		r.Holiday = p.Calendar.IsHoliday
	}
	return r
}

// conflict says what shows that every proposed time ahead is impossible: "rule"
// where the user says so, "calendar" or "hours" where those do; empty when one is
// possible, none is proposed, or one is not certain enough to speak of.
func (p Policy) conflict(d Decision, inv thread.Invitation, agenda Agenda, now time.Time) string {
	ahead := slices.DeleteFunc(slices.Clone(inv.Facts.Slots), func(s extract.Slot) bool { return passed(s, now) })
	if len(ahead) == 0 {
		return ""
	}
	if d.Reason == "conflict" {
		return "rule"
	}
	shown := availability.OffHours
	for _, s := range ahead {
		obstacle := p.obstacle(s, inv.Facts, agenda, now)
		if obstacle == availability.OffHours && inv.Facts.Kind == detect.Speaking {
			return "" // hours are for conversations; a talk may well be in the evening
		}
		if !s.Certain || obstacle == "" {
			return ""
		}
		if obstacle == availability.Calendar {
			shown = obstacle
		}
	}
	return string(shown)
}

// obstacle says what stands against a proposed time; of a stretch, against every
// time in it.
func (p Policy) obstacle(s extract.Slot, f extract.Facts, agenda Agenda, now time.Time) availability.Obstacle {
	r := p.own(agenda, now)
	if !isStretch(s, f) {
		return availability.Check(r, span(s, f))
	}
	if _, ok := p.within(s, f, r); ok {
		return ""
	}
	r.Busy = nil
	if _, ok := p.within(s, f, r); ok {
		return availability.Calendar
	}
	return availability.OffHours
}

// within returns the first free time in a stretch.
func (p Policy) within(s extract.Slot, f extract.Facts, r availability.Request) (availability.Span, bool) {
	r.Within, r.Avoid, r.Notice = span(s, f), nil, 0
	r.Duration, r.Count = length(f), 1
	spans, outside := availability.Free(r)
	if len(spans) == 0 || outside {
		return availability.Span{}, false
	}
	return spans[0], true
}

// slot makes a free span an offered slot, in the user's zone.
func (p Policy) slot(s availability.Span) extract.Slot {
	return extract.Slot{
		Start: s.Start.In(p.zone()), End: s.End.In(p.zone()),
		Zone: p.zone().String(), ZoneSource: when.ZoneDefault, Certain: true,
	}
}
