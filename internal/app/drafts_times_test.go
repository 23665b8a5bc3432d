package app

import (
	"slices"
	"strings"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// checkOffers: the times offered are ahead, after the notice, in the user's hours,
// clear of what is busy and its gap, of what is offered elsewhere, of what they
// proposed themselves and of one another; and the letter names them.
func (l *letter) checkOffers(all []Entry) {
	slots := l.decision.Slots
	if l.decision.Relayed {
		if len(slots) > 0 || !strings.Contains(l.text(), l.entry.Ask.Invited.Address) {
			l.fail("does not move to e-mail: %d times", len(slots))
		}
		return
	}
	if len(slots) < 2 || len(slots) > l.cfg.Availability.Slots {
		l.fail("offers %d times", len(slots))
	}
	notice := l.account.app.policy.Calendar.Add(l.now, l.cfg.Availability.Notice)
	blocked := l.blocked(all)
	for i, s := range slots {
		span := availability.Span{Start: s.Start, End: s.End}
		if !s.Start.After(l.now) || s.Start.Before(notice) {
			l.fail("%s is past or too soon", s.Start)
		}
		if !l.inHours(span) {
			l.fail("%s is out of hours", s.Start)
		}
		for what, spans := range blocked {
			if slices.ContainsFunc(spans, span.Overlaps) {
				l.fail("%s meets %s", s.Start, what)
			}
		}
		for _, o := range slots[:i] {
			if span.Overlaps(availability.Span{Start: o.Start, End: o.End}) {
				l.fail("%s is offered twice", s.Start)
			}
		}
		if !l.inSpan(s) && !l.decision.Outside {
			l.fail("%s is outside of what they ask about", s.Start)
		}
		l.checkNamed(s)
		l.checkLength(s)
	}
	if f := &l.entry.Facts; f.Kind == detect.Media && f.Deadline != nil && !slots[0].Start.Before(f.Deadline.At) {
		l.fail("no time is before the story's deadline")
	}
}

// blocked is what nothing may be offered in, by what it is.
func (l *letter) blocked(all []Entry) map[string][]availability.Span {
	blocked := map[string][]availability.Span{}
	gap := l.cfg.Availability.Gap
	add := func(what string, start, end time.Time) {
		blocked[what] = append(blocked[what], availability.Span{Start: start.Add(-gap), End: end.Add(gap)})
	}
	for _, b := range l.known.busy.all {
		if b.UID == "" || b.UID != l.entry.Facts.Event.UID {
			add("a calendar", b.Start, b.End)
		}
	}
	for _, o := range l.known.elsewhere {
		add("an offer from another account", o.span.Start, o.span.End)
	}
	for _, e := range all {
		if e.Key == l.entry.Key {
			continue
		}
		for _, d := range e.Drafts {
			for _, s := range d.Offers {
				if d.State == thread.Standing || d.State == thread.Edited {
					add("an offer that stands", s.Start, s.End)
				}
			}
		}
		for _, d := range e.Decisions {
			for _, s := range d.Slots {
				if d.Action == thread.Reschedule && d.Withheld == "" {
					add("an offer to somebody else", s.Start, s.End)
				}
			}
		}
		if f := &e.Facts; e.State == thread.Booked && len(f.Slots) == 1 && f.Slots[0].Certain && !f.Slots[0].AllDay && f.Slots[0].End.After(f.Slots[0].Start) {
			add("a booked interview", f.Slots[0].Start, f.Slots[0].End)
		}
	}
	for _, s := range l.entry.Facts.Slots {
		if !l.stretch(s) && s.Start.After(l.now) {
			blocked["a time of theirs"] = append(blocked["a time of theirs"], availability.Span{Start: s.Start, End: s.Start.Add(time.Minute)})
		}
	}
	return blocked
}

// stretch reports whether a proposed time may be one to choose from.
func (l *letter) stretch(s extract.Slot) bool {
	long, asked := s.End.Sub(s.Start), l.entry.Facts.Duration
	return s.AllDay || l.entry.Facts.Form != extract.Calendar && (long >= 3*time.Hour || asked > 0 && long >= 2*asked)
}

// inHours goes by the clock on the user's wall.
func (l *letter) inHours(s availability.Span) bool {
	start, end := s.Start.In(l.cfg.Zone), s.End.Add(-time.Nanosecond).In(l.cfg.Zone)
	if start.YearDay() != end.YearDay() || l.account.app.policy.Calendar.IsHoliday(start) {
		return false
	}
	for _, h := range l.cfg.Availability.Hours[start.Weekday()] {
		if start.Hour()*60+start.Minute() >= h.From && end.Hour()*60+end.Minute() < h.To {
			return true
		}
	}
	return false
}

// inSpan reports whether a time lies in the span they ask about, if they do.
func (l *letter) inSpan(s extract.Slot) bool {
	f := &l.entry.Facts
	if !f.WithinStart.Before(f.WithinEnd) || slices.ContainsFunc(f.Slots, l.stretch) {
		return true
	}
	return !s.Start.Before(f.WithinStart) && !s.End.After(f.WithinEnd)
}

// checkNamed: a line of the letter has the day and the time, in the user's clock
// or in theirs.
func (l *letter) checkNamed(s extract.Slot) {
	zones := []*time.Location{l.cfg.Zone}
	if theirs := extract.Location(l.entry.Facts.Zone); theirs != nil {
		zones = append(zones, theirs)
	}
	for line := range strings.Lines(l.text()) {
		for _, zone := range zones {
			t := s.Start.In(zone)
			hour := names(line, t.Hour()) || names(line, (t.Hour()+11)%12+1)
			day := names(line, t.Day()) || t.Day() == 1
			if hour && day && (names(line, t.Minute()) || t.Minute() == 0) {
				return
			}
		}
	}
	l.fail("does not name %s", s.Start)
}

// checkLength: it lasts as long as they say, or is at least a conversation.
func (l *letter) checkLength(s extract.Slot) {
	long, asked := s.End.Sub(s.Start), l.entry.Facts.Duration
	switch {
	case long < 15*time.Minute || long > 8*time.Hour:
		l.fail("%s lasts %s", s.Start, long)
	case l.entry.Facts.Kind != detect.Speaking && asked >= 15*time.Minute && asked <= 8*time.Hour && long != asked:
		l.fail("%s lasts %s, they asked for %s", s.Start, long, asked)
	}
}

// impossible says whether every proposed time ahead is shown to be so. A stretch
// is taken at the decision's word.
func (l *letter) impossible(reason string) bool {
	ahead := 0
	for _, s := range l.entry.Facts.Slots {
		if l.stretch(s) {
			ahead++
			continue
		}
		if !s.Start.After(l.now) {
			continue
		}
		ahead++
		if span := l.proposed(s); reason != "conflict" && l.inHours(span) && !l.busy(span) {
			return false
		}
	}
	return ahead > 0
}

// proposed is a time of theirs; half an hour, or what they say, where it has no
// end.
func (l *letter) proposed(s extract.Slot) availability.Span {
	end := s.End
	if !end.After(s.Start) {
		end = s.Start.Add(availability.DefaultDuration)
		if asked := l.entry.Facts.Duration; asked > 0 && asked <= 8*time.Hour {
			end = s.Start.Add(max(asked, 15*time.Minute))
		}
	}
	return availability.Span{Start: s.Start, End: end}
}

// busy reports whether calendars, or a booked interview, stand against a time.
func (l *letter) busy(s availability.Span) bool {
	for _, b := range l.known.busy.all {
		if !b.Tentative && (b.UID == "" || b.UID != l.entry.Facts.Event.UID) && s.Overlaps(availability.Span{Start: b.Start, End: b.End}) {
			return true
		}
	}
	list := l.account.fold(l.known, l.now)
	return slices.ContainsFunc(othersOffers(bookedTimes(list, l.now), l.entry.Key), s.Overlaps)
}

// checkAccepted: what is confirmed is a time of theirs, certain, ahead and free.
func (l *letter) checkAccepted() {
	if len(l.decision.Slots) != 1 {
		l.fail("accepts %d times", len(l.decision.Slots))
		return
	}
	s := l.decision.Slots[0]
	span := l.proposed(s)
	if !s.Start.After(l.now) || !l.inHours(span) || l.busy(span) {
		l.fail("accepts %s, which is past, out of hours, or busy", s.Start)
	}
	if !slices.ContainsFunc(l.entry.Facts.Slots, func(p extract.Slot) bool {
		return p.Certain && (p.Start.Equal(s.Start) || l.stretch(p) && !s.Start.Before(p.Start) && !s.End.After(p.End))
	}) {
		l.fail("accepts %s, which nobody proposed", s.Start)
	}
	l.checkNamed(s)
}
