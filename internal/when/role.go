package when

import "time"

// roles is what the words around a segment say of its times.
type roles struct {
	lead     class // by, before, until, since, after, right before the segment
	deadline bool  // the sentence says that it is about a deadline
	answer   bool  // the sentence asks for an answer
	asked    bool  // so do the words after the time
	mention  bool  // the sentence only tells of the time
	told     bool  // in words before it, so a weekday is rather the last one
	each     bool  // every week
}

// roleOf looks at the words of the sentence before the segment, and at the few
// after it.
func (p *parser) roleOf(ps []piece) roles {
	r := roles{lead: ps[0].mod}
	first := ps[0].lo
	j := first - 1
	for n := 0; n < 4 && p.at(j).any(cThe, cOn, cAt, cOf, cEnd, cBy, cBefore, cUntil, cSince, cFrom, cIn, cTo, cAfter, cLate, cDayWord); n++ {
		if m := modOf(p.at(j)); m != 0 && r.lead == 0 {
			r.lead = m
		}
		r.each = r.each || p.at(j).is(cEach)
		j--
	}
	r.each = r.each || p.at(j).is(cEach)
	r.deadline = p.at(first).is(cWithin) && p.at(first).is(cBy)
	p.cuesBefore(first-1, &r)
	p.cuesAfter(ps[len(ps)-1].hi, &r)
	return r
}

func (p *parser) cuesBefore(j int, r *roles) {
	clause := true
	defer func() { r.told = r.mention }()
	for n := 0; n < 28 && j >= 0 && j < len(p.it)-1; n++ {
		x := p.at(j)
		if x.sym == '?' || x.sym == '!' || x.sym == '.' && p.sentenceEnds(j) || x.sym == '.' && p.at(j+1).upper && p.at(j+1).gap > gapNone {
			return
		}
		r.deadline = r.deadline || x.is(cDeadline)
		r.answer = r.answer || x.is(cAnswer)
		clause = clause && x.sym != ','
		r.mention = r.mention || x.is(cMention) && n < 8 && clause
		if p.at(j).gap == gapBlank && n > 0 {
			return
		}
		j--
	}
}

func (p *parser) cuesAfter(j int, r *roles) {
	for n := 0; n < 6; n++ {
		x := p.at(j + n)
		if x.sym == '.' || x.sym == '?' || x.sym == '!' || x.gap == gapBlank {
			return
		}
		r.deadline = r.deadline || x.is(cDeadline) && n < 4
		r.asked = r.asked || x.is(cAnswer)
		r.mention = r.mention || x.is(cMention)
	}
}

// apply gives the expression its role.
func (r roles) apply(f *finder, rd reading, e Expr) Expr {
	e.Role = r.of(f, rd, &e)
	if e.Role == Deadline && rd.date != nil && rd.date.have && rd.date.clock != (e.Grain == Day) && !e.End.IsZero() {
		e.Start, e.End = e.End, time.Time{} // within 48 hours: what counts is their end
		if e.Grain == Day {
			e.Start = e.Start.AddDate(0, 0, -1)
		}
	}
	if d := rd.date; e.Role == Mention && r.told && d != nil && d.wd > 0 && d.d == 0 && d.shift == plainDay && !d.fixed && e.Start.After(f.ctx.Now) {
		e.Start = e.Start.AddDate(0, 0, -7) // "thanks for the call on Monday"
		if !e.End.IsZero() {
			e.End = e.End.AddDate(0, 0, -7)
		}
	}
	if e.Role == Deadline && r.modOf(rd) != cBefore && rd.time == nil {
		lastDay(&e)
	}
	if rd.date != nil && rd.date.weak {
		e.doubt("the words may mean something else")
	}
	return e
}

// lastDay turns "by the end of this week" into the last working day of it.
func lastDay(e *Expr) {
	switch {
	case e.End.IsZero():
	case e.Grain == Week:
		e.Start, e.End, e.Grain = monday(e.End.AddDate(0, 0, -1)).AddDate(0, 0, 4), time.Time{}, Day
	case e.Grain == Month:
		e.Start, e.End, e.Grain = e.End.AddDate(0, 0, -1), time.Time{}, Day
	}
}

func (r roles) of(f *finder, rd reading, e *Expr) Role {
	mod := r.modOf(rd)
	switch {
	case e.Grain == Year, rd.date != nil && rd.date.past, f.isPast(e), mod == cSince, r.mention && mod != cBy:
		return Mention
	case r.deadlineBy(rd, mod):
		return Deadline
	case mod == cBefore || mod == cUntil || mod == cAfter || mod == cBy:
		return Window
	case r.each, rd.date != nil && rd.date.habit:
		return Window
	case e.Grain == Week, e.Grain == Month, e.Grain == Day && !e.End.IsZero(), rd.end != nil && rd.time == nil:
		return Window
	case rd.date != nil && rd.date.clock && rd.date.hi.IsZero() && rd.time == nil && (e.Grain == Minute || e.Grain == Hour) && !f.at(rd.lo).is(cIn), rd.time == nil && f.bareToday(rd):
		return Mention
	case !e.End.IsZero() && rd.time == nil:
		return Window
	case f.dayless && (rd.time.ranged || rd.time.part): // hours of no day: "usually free from 9 to 4"
		return Window
	}
	return Slot
}

func (r roles) modOf(rd reading) class {
	if rd.time != nil && rd.time.mod != 0 {
		return rd.time.mod
	}
	if rd.mod != 0 {
		return rd.mod
	}
	return r.lead
}

func (r roles) deadlineBy(rd reading, mod class) bool {
	asks := r.answer || r.deadline
	switch {
	case mod == cBy, r.deadline:
		return mod != cAfter
	case mod == cUntil && rd.time == nil:
		return asks || r.asked
	case mod == cBefore || mod == cUntil:
		return asks || rd.time == nil
	case rd.date != nil && rd.date.have:
		return asks || r.asked
	}
	return false
}

// isPast tells that the time was over before the message was written.
func (f *finder) isPast(e *Expr) bool {
	switch {
	case !e.End.IsZero():
		return !e.End.After(f.ctx.Now)
	case e.Grain == Day:
		return e.Start.AddDate(0, 0, 1).Before(f.ctx.Now)
	}
	return e.Start.Before(f.ctx.Now.Add(-time.Minute))
}

// bareToday tells "today" without an hour: said in passing more often than offered.
func (f *finder) bareToday(rd reading) bool {
	return f.at(rd.lo).is(cDay) && f.at(rd.lo).val(cDay) == 0
}
