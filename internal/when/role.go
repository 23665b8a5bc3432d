package when

import (
	"strings"
	"time"
)

// roles is what the words around a segment say of its times.
type roles struct {
	lead     class // by, before, until, since, after, right before the segment
	deadline bool  // the sentence says that it is about a deadline
	answer   bool  // the sentence asks for an answer
	asked    bool  // so do the words after the time
	mention  bool  // the sentence only tells of the time
	told     bool  // and of what is over, so a weekday is rather the last one
	promise  bool  // it is the writer who will act by then
	each     bool  // every week
	direct   bool  // right after words that ask for an answer: "let me know today"
	hours    bool  // the sentence tells when a place is open
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
	r.direct = p.at(first-1).says(cueAnswer) && r.lead == 0 || p.at(first-2).says(cueAnswer) && p.at(first-1).mask&(1<<cThe|1<<cOn) != 0
	hi := ps[len(ps)-1].hi
	r.direct = r.direct || r.lead == 0 && !p.sentenceStop(hi) && (p.at(hi).says(cueAnswer) || p.at(hi).sym == 0 && p.at(hi+1).says(cueAnswer)) // heute noch Bescheid
	p.cuesBefore(first-1, &r)
	p.cuesAfter(hi, &r)
	if r.hours && !r.answer {
		r.deadline, r.mention = false, true
	}
	return r
}

// How far cues are looked for, in items: before a time, in the same clause, and
// after it.
const reachBefore, reachClause, reachAfter = 28, 8, 6

func (p *parser) cuesBefore(j int, r *roles) {
	clause, except, limit := true, true, -1
	for n := 0; n < reachBefore && j >= 0 && j < len(p.it)-1 && !p.sentenceStop(j); n++ {
		x := p.at(j)
		if x.says(cueDeadline) && !x.is(cBy) {
			r.deadline, limit = true, j
		}
		r.hours = r.hours || x.says(cuePremises) && limit-j > 0 && limit-j <= reachAfter // the library is open until
		r.promise = r.promise || x.says(cuePromise) && !r.answer && !r.deadline          // the nearest counts
		r.answer = r.answer || x.says(cueAnswer)
		if clause = clause && x.sym != ',' && x.sym != ';' && !x.says(cueMoved); clause && n < reachClause {
			except = except && x.sym != '(' && !x.is(cOr) // "except at 10, or on Friday"
			if (x.says(cueMention|cueTold) || x.says(cueExcept) && except) && (n < 2 || !p.endsInOf(j)) {
				r.mention, r.told = true, r.told || x.says(cueTold)
			}
		}
		if x.gap == gapBlank && n > 0 {
			return
		}
		j--
	}
}

func (p *parser) cuesAfter(j int, r *roles) {
	r.mention = r.mention || p.at(j).says(cueNot) && p.at(j).gap < gapBlank && !p.startsDate(j+1) && modOf(p.at(j+1)) == 0
	comma := false
	for n := 0; n < reachAfter; n++ {
		x := p.at(j + n)
		if x.sym == '.' || x.sym == '?' || x.sym == '!' || x.sym == ';' || x.gap == gapBlank {
			return
		}
		comma = comma || x.sym == ','
		own := !p.startsDate(j+n+1) && !p.startsDate(j+n+2) // "at the latest on Monday" speaks of Monday
		r.deadline = r.deadline || x.says(cueDeadline) && n < 4 && own
		r.asked = r.asked || x.says(cueAnswer)
		r.promise = r.promise || x.says(cuePromise) && !r.answer && !r.asked && !comma
		r.mention = r.mention || x.says(cueMention|cueTold) && (own || !comma)
	}
}

// endsInOf tells that the cue at j is of the kind "échange de": of lundi it tells,
// of 30 minutes it does not.
func (p *parser) endsInOf(j int) bool {
	s := p.word(j)
	last := s[strings.LastIndexByte(s, ' ')+1:]
	n := p.w.root.next[string(fold(nil, last))]
	return n != nil && n.mask&(1<<cOf) != 0
}

// sentenceStop tells whether a sentence ends with the item at j.
func (p *parser) sentenceStop(j int) bool {
	x, next := p.at(j), p.at(j+1)
	switch {
	case x.sym == '?', x.sym == '!':
		return true
	case x.sym == '.':
		return p.sentenceEnds(j) || next.gap > gapNone && (next.upper || next.sym == 0xff)
	}
	return x.sym == 0 && x.hi-x.lo > 1 && p.text[x.hi-1] == '.' && next.gap > gapNone && next.upper && !next.any(cWeekday, cMonth, cZone, cCity, cAM, cPM)
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
	if e.Role == Deadline && rd.time == nil && (r.modOf(rd) != cBefore || rd.date != nil && rd.date.ends) {
		lastDay(&e)
	}
	if rd.date != nil && rd.date.weak && (rd.time == nil || rd.date.wd == 0) {
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
	case e.Grain == Year, rd.date != nil && rd.date.past, f.isPast(e), mod == cSince:
		return Mention
	case r.mention && (mod != cBy || !r.answer && !r.asked), r.promise && (mod == cBy || mod == cBefore || mod == cUntil || mod == 0 && e.Grain == Day):
		return Mention
	case (mod == cBy || mod == cUntil) && rd.time == nil && f.bareToday(rd) && !f.at(rd.lo).is(cThatDay) && !r.answer && !r.asked: // nobody fell in until today
		return Mention
	case r.deadlineBy(rd, mod):
		return Deadline
	case r.direct && f.near(rd):
		return Deadline
	case r.each && (rd.date != nil || f.dayless), rd.date != nil && rd.date.habit: // "jeweils 9-17 Uhr" of days that were named is no habit
		return Window
	case mod == cAfter && rd.time != nil && !rd.time.part && rd.date != nil && rd.date.grain == Day && rd.date.hi.IsZero() && rd.end == nil: // "Friday from 2": it begins there
		return Slot
	case mod == cBefore || mod == cUntil || mod == cAfter || mod == cBy:
		return Window
	case f.dayless && !rd.time.part && !e.Certain && e.Start.Hour() < 6: // "the bakers rise at 3 am"
		return Mention
	case rd.since, rd.time != nil && rd.time.habit && rd.date != nil && rd.date.wd > 0 && rd.date.d == 0 && !rd.date.fixed && rd.date.shift == plainDay: // from the 27th; Tuesday evenings
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

// near tells a day so close that an answer is asked on it, not a talk: today,
// tonight, tomorrow without an hour.
func (f *finder) near(rd reading) bool {
	x := f.at(rd.lo)
	return (rd.time == nil || rd.time.part) && (x.any(cDay, cTodayPart) || x.is(cThis) && rd.time != nil)
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
	asks := r.answer || r.asked || r.deadline
	switch {
	case mod == 0 && rd.end != nil && rd.time == nil && !r.answer && !r.asked: // "from the 16th to the 18th I am away"
		return false
	case mod == cBy, r.deadline, rd.time != nil && rd.time.from.ends && (asks || mod != 0):
		return mod != cAfter
	case mod == cUntil && rd.time == nil:
		return asks
	case mod == cBefore || mod == cUntil:
		return asks || rd.time == nil
	case rd.date != nil && rd.date.have:
		return asks
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

// bareToday tells "today" or "the same day" without an hour: said in passing more often than offered.
func (f *finder) bareToday(rd reading) bool {
	return f.at(rd.lo).is(cThatDay) && f.at(rd.lo).val(cThatDay) <= 0 || f.at(rd.lo).is(cDay) && f.at(rd.lo).val(cDay) == 0
}
