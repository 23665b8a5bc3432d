package when

import "time"

// relativeDay reads today, tomorrow, the day after tomorrow.
func (p *parser) relativeDay(i int) (date, int) {
	x := p.at(i)
	if x.is(cThatDay) {
		return date{that: true, after: x.val(cThatDay), grain: Day}, i + 1
	}
	if !x.is(cDay) {
		return date{}, 0
	}
	n := x.val(cDay)
	d := date{fixed: true, grain: Day, lo: p.today.AddDate(0, 0, n), past: n < 0}
	j := i + 1
	if y := p.at(j); y.sym == '(' || y.sym == ',' { // tomorrow, Tuesday 3 March: the date is what counts
		if full, k := p.weekdayDate(j + 1); k > 0 && full.shift == plainDay && !full.fixed && full.weeks == 0 {
			if r, ok := p.resolve(full); ok && !r.lo.Equal(d.lo) {
				d.doubt = "the date beside it is another day"
			}
			return d, p.closeParen(j, k)
		}
	}
	return d, j
}

// fixedDay reads a day that is the same every year.
func (p *parser) fixedDay(i int) (date, int) {
	x := p.at(i)
	if !x.is(cFixed) {
		return date{}, 0
	}
	d, j := date{m: x.val(cFixed) / 100, d: x.val(cFixed) % 100, grain: Day}, i+1
	if y, n := p.year(j); n > 0 {
		d.y, j = y, n
	}
	return d, j
}

// monthAlone reads "March 2026", "in March", "next March".
func (p *parser) monthAlone(i int) (date, int) {
	j, sh := p.shiftAt(i)
	x := p.at(j)
	if !x.is(cMonth) {
		return date{}, 0
	}
	d := date{m: x.val(cMonth), grain: Month}
	j++
	if p.at(j).sym == '.' && p.glued(j) && !p.sentenceEnds(j) {
		j++
	}
	k, after := p.shiftAt(j)
	switch y, n := p.year(j); {
	case n > 0:
		d.y, j = y, n
	case sh == nextOne || sh == comingOne || sh == lastOne:
		d.past = sh == lastOne
	case after == comingOne || after == lastOne:
		d.past, j = after == lastOne, k
	default:
		prev := p.at(i - 1)
		d.weak = !prev.any(cIn, cOf, cBy, cSince, cUntil, cFrom, cAfter, cBefore, cEarly, cLate, cMid, cEnd, cThis, cTo, cBetween) || x.is(cWeak) && !x.upper && p.w.code == "en"
	}
	return d, j
}

// yearAlone reads a year after a word that makes it one: "in 2015", "since 2019".
func (p *parser) yearAlone(i int) (date, int) {
	x := p.at(i)
	if x.digits != 4 || x.num < 1900 || x.num > 2100 || !p.at(i-1).any(cIn, cSince) || p.at(i+1).any(cUnit) || p.glued(i+1) && p.at(i+1).sym != '.' && p.at(i+1).sym != ',' && p.at(i+1).sym != ')' && p.at(i+1).sym != ';' {
		return date{}, 0
	}
	lo := civil(x.num, 1, 1)
	return date{fixed: true, lo: lo, hi: lo.AddDate(1, 0, 0), grain: Year}, i + 1
}

// bareDay reads "the 3rd", "day 18" in languages with a word for it.
func (p *parser) bareDay(i int) (date, int) {
	j := p.skip(i, cThe, cDayWord)
	d, n, ordinal := p.dom(j)
	if n == 0 || p.at(j).gap >= gapBlank || p.clockFollows(n) && !ordinal && !p.at(j-1).is(cDayWord) || p.unitFollows(n) || p.at(n).is(cMonth) || p.at(n).says(cueCounted) {
		return date{}, 0
	}
	x, on := p.at(j), j > i && p.at(i).is(cThe) || p.at(i-1).is(cThe)
	switch dayWord := p.at(j - 1).is(cDayWord); {
	case dayWord && x.num > 0:
	case x.num > 0 && j > i && p.at(j-1).is(cThe) && p.at(j-1).is(cOn) && !p.nounFollows(n): // le 17, el 17
	case ordinal && x.num > 0 && on: // the 3rd
	case ordinal && on && p.ordinalDay(n): // the third or the fourth at 10
	case x.num > 0 && x.digits <= 2 && p.at(j-1).is(cOf) && p.at(j-2).is(cPart) && !p.nounFollows(n) && !p.rangeFollows(n): // la mattina del 5
	case x.num > 0 && j > i && p.at(i-1).any(cOn, cSince) && p.w.code == "en" && x.digits <= 2: // on the 17
	case x.num > 0 && x.digits <= 2 && p.dayPreposition(j-1) && !p.nounFollows(n): // dal 3 al 5, am 15ten, bis zum 10.
	default:
		return date{}, 0
	}
	if p.at(j-1).is(cOn) && x.gap >= gapLine {
		return date{}, 0
	}
	if p.nounFollows(n) && !p.at(i-1).any(cOn, cBy, cFrom, cUntil, cBefore) && !p.at(j-1).is(cDayWord) || p.at(n).sym == '/' {
		return date{}, 0
	}
	if k := p.skip(n, cOf); k > n { // 20th of next month
		if m, sh, u := p.shiftUnit(p.skip(k, cThe)); m > 0 && u == uMonth {
			first := civil(p.today.Year(), int(p.today.Month())+p.unitStep(sh), 1)
			return date{y: first.Year(), m: int(first.Month()), d: d, grain: Day}, m
		}
	}
	return date{d: d, grain: Day}, n
}

// ordinalDay tells an ordinal in words that is a day by the hour behind it, or behind
// another one, from that in "I liked the first".
func (p *parser) ordinalDay(n int) bool {
	for range 4 {
		l, k := p.connect(n)
		if _, m := p.clockAt(k, true); m > 0 && l.at && l.lines == 0 {
			return true
		}
		if l.join != listed || !p.at(k).is(cOrdinal) && !p.at(k+1).is(cOrdinal) {
			return false
		}
		n = p.skip(k, cThe) + 1
	}
	return false
}

// dayPreposition tells that the word at i stands before days and not before hours:
// the second of "dal 3 al 5", and in German any "am" or "bis" before "10."
func (p *parser) dayPreposition(i int) bool {
	x := p.at(i)
	if p.w.dates.OrdinalDot {
		return x.any(cFromDay, cOn, cTo, cUntil, cBy, cThe) && !x.is(cAt) && p.suffixed(i+1) > 0
	}
	return x.is(cFromDay) || x.is(cTo) && x.is(cOn)
}

// nounFollows tells that a word we do not know comes right after.
func (p *parser) nounFollows(i int) bool {
	x := p.at(i)
	return x.mask == 0 && x.cues&^(cueCounted|cuePremises) == 0 && x.num < 0 && x.sym == 0 && i < len(p.it)-1 && x.gap < gapBlank
}

// ordinalOf reads "first Monday of October", "last Friday of next month", "the
// 15th day of next month".
func (p *parser) ordinalOf(i int) (date, int) {
	j := p.skip(i, cThe)
	n, k := p.ordinal(j)
	if k == 0 && p.at(j).is(cLast) {
		n, k = -1, j+1
	}
	if k == 0 {
		if x := p.at(j); x.num > 0 && x.num < 32 && p.at(j+1).is(cOf) { // 20 of next month
			n, k = x.num, j+1
		} else {
			return date{}, 0
		}
	}
	x := p.at(k)
	week := x.is(cUnit) && unit(x.val(cUnit)) == uWeek || x.is(cWeekOf)
	if x.is(cWeekday) || week || x.is(cUnit) && unit(x.val(cUnit)) == uDay {
		k++
	}
	of := p.skip(k, cOf, cIn)
	if of == k && !x.is(cWeekOf) {
		return date{}, 0
	}
	first, end := p.monthNamed(p.skip(of, cThe))
	if end == 0 {
		return date{}, 0
	}
	if week {
		mon := nthWeek(first, n)
		return date{fixed: true, lo: mon, hi: mon.AddDate(0, 0, 7), grain: Week}, end
	}
	wd := 0
	if x.is(cWeekday) {
		wd = x.val(cWeekday)
	}
	lo, ok := nth(first, n, wd)
	return date{fixed: true, lo: lo, grain: Day}, boolIndex(ok, end)
}

func boolIndex(ok bool, i int) int {
	if ok {
		return i
	}
	return 0
}

// monthNamed reads "October", "October 2014", "next month", as its first day.
func (p *parser) monthNamed(i int) (time.Time, int) {
	if n, sh, u := p.shiftUnit(i); n > 0 && u == uMonth {
		return civil(p.today.Year(), int(p.today.Month())+p.unitStep(sh), 1), n
	}
	d, n := p.monthAlone(i)
	if n == 0 {
		return time.Time{}, 0
	}
	r, ok := p.resolve(d)
	return r.lo, boolIndex(ok, n)
}

// nth finds the n-th weekday (or day, wd 0) of a month; -1 is the last.
func nth(first time.Time, n, wd int) (time.Time, bool) {
	count := 0
	for t, d := first, 1; n > 0 && t.Month() == first.Month(); t, d = t.AddDate(0, 0, 1), d+1 {
		if wd == 0 || isoWeekday(t) == wd {
			if count++; count == n {
				return t, true
			}
		}
	}
	for t := first.AddDate(0, 1, -1); n < 0 && t.Month() == first.Month(); t = t.AddDate(0, 0, -1) {
		if wd == 0 || isoWeekday(t) == wd {
			return t, true
		}
	}
	return time.Time{}, false
}

// shiftedUnit reads "next week", "this month", "le mois prochain".
func (p *parser) shiftedUnit(i int) (date, int) {
	n, sh, u := p.shiftUnit(p.skip(i, cThe))
	if n == 0 {
		return date{}, 0
	}
	if sh == nextOne && p.at(n).is(cAfter) && p.at(n+1).is(cNext) { // the week after next
		n += 2
	}
	return p.unitDate(u, p.unitStep(sh), n)
}

// unitDate is the n-th unit from the present one.
func (p *parser) unitDate(u unit, step, next int) (date, int) {
	d := date{fixed: true, past: step < 0}
	y, m := p.today.Year(), int(p.today.Month())
	switch u {
	case uWeek, uWeekend, uWorkweek:
		mon := monday(p.today).AddDate(0, 0, 7*step)
		d.lo, d.hi, d.grain = mon, mon.AddDate(0, 0, 7), Week
		if u == uWeekend {
			d.lo, d.grain = mon.AddDate(0, 0, 5), Day
		} else if u == uWorkweek {
			d.hi = mon.AddDate(0, 0, 5)
		}
	case uFortnight:
		mon := monday(p.today).AddDate(0, 0, 7)
		d.lo, d.hi, d.grain = mon, mon.AddDate(0, 0, 14), Week
	case uMonth:
		d.lo, d.hi, d.grain = civil(y, m+step, 1), civil(y, m+step+1, 1), Month
	case uYear:
		d.lo, d.hi, d.grain = civil(y+step, 1, 1), civil(y+step+1, 1, 1), Year
	case uDay:
		d.lo, d.grain = p.today.AddDate(0, 0, step), Day
		d.weak = step == 0
	case uDays, uWeeks: // "in the coming days": a few
		return p.nextFew(u, step, next)
	case uWeekday, uBusinessDay:
		if step < 1 {
			return date{}, 0
		}
		d.lo, d.grain = addBusinessDays(p.today, 1), Day
	case uHour:
		d = p.instant(time.Duration(0))
		d.hi = d.lo.Add(time.Hour)
		if step != 1 {
			return date{}, 0
		}
	default:
		return date{}, 0
	}
	return d, next
}

// How many "the coming days" and "the coming weeks" are, in days.
const fewDays, fewWeeks = 3, 21

// nextFew is a span of days or weeks that the words leave open.
func (p *parser) nextFew(u unit, step, next int) (date, int) {
	n, g := fewDays, Day
	if u == uWeeks {
		n, g = fewWeeks, Week
	}
	switch {
	case step > 0:
		return date{fixed: true, lo: p.today.AddDate(0, 0, 1), hi: p.today.AddDate(0, 0, n+1), grain: g}, next
	case step < 0:
		return date{fixed: true, lo: p.today.AddDate(0, 0, -n), hi: p.today, grain: g, past: true}, next
	}
	return date{}, 0
}

// instant is now plus a span, with its time of day.
func (p *parser) instant(after time.Duration) date {
	n := p.ctx.Now
	wall := time.Date(n.Year(), n.Month(), n.Day(), n.Hour(), n.Minute(), 0, 0, time.UTC)
	return date{fixed: true, clock: true, grain: Minute, lo: wall.Add(after)}
}

// edge reads a part of a span: "end of next week", "early March", "later this
// month", "the end of the day" is a clock's matter.
func (p *parser) edge(i int) (date, int) {
	j := p.skip(i, cThe)
	x := p.at(j)
	if !x.any(cEarly, cLate, cEnd, cMid, cStart) {
		return date{}, 0
	}
	k := p.skip(p.skipSym(j+1, '-'), cOf, cIn, cThe)
	whole, n := p.spanAt(k)
	if n == 0 || whole.grain == Minute {
		return date{}, 0
	}
	r, ok := p.resolve(whole)
	if !ok {
		return date{}, 0
	}
	if r.hi.IsZero() { // end of Thursday
		return p.dayEdge(x, r, n)
	}
	d := p.cutSpan(x, r)
	d.ends = x.is(cEnd)
	return d, n
}

// spanAt reads the span whose edge is meant; "the week" is the present one.
func (p *parser) spanAt(k int) (date, int) {
	if x := p.at(k); x.is(cUnit) && p.at(k-1).any(cOf, cThe, cEnd, cStart, cMid) {
		if u := unit(x.val(cUnit)); u == uWeek || u == uMonth || u == uYear {
			if d, n := p.shiftedUnit(k); n > 0 {
				return d, n
			}
			return p.unitDate(u, 0, k+1)
		}
	}
	return p.dateAt(k)
}

// dayEdge: the end of a day is the day itself, as a deadline counts.
func (p *parser) dayEdge(x *item, r resolved, next int) (date, int) {
	d := date{fixed: true, grain: Day, lo: r.lo}
	if x.is(cEnd) {
		d.clock, d.grain = true, Hour
		d.lo = r.lo.Add(23*time.Hour + 59*time.Minute)
	}
	return d, next
}

func (p *parser) cutSpan(x *item, r resolved) date {
	d := date{fixed: true, lo: r.lo, hi: r.hi, grain: r.grain}
	days := int(r.hi.Sub(r.lo).Hours() / 24)
	third := max(days/3, 1)
	switch {
	case x.any(cEarly, cStart):
		d.hi = d.lo.AddDate(0, 0, third+days%3/2)
	case x.is(cMid):
		d.lo, d.hi = d.lo.AddDate(0, 0, third), d.hi.AddDate(0, 0, -third)
	case x.is(cEnd) && days == 7:
		d.lo = d.lo.AddDate(0, 0, 3)
	case x.is(cEnd):
		d.lo = d.hi.AddDate(0, 0, -third)
	case !p.today.Before(d.lo) && p.today.Before(d.hi): // later this week: from now on
		d.lo = p.today
	default:
		d.lo = d.lo.AddDate(0, 0, days/2)
	}
	return d
}
