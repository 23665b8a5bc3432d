package when

import "time"

// shift is the word beside a weekday or unit.
type shift int

const (
	plainDay shift = iota
	thisOne
	nextOne   // of the week after this one
	comingOne // the first to come
	lastOne
	secondNext // übernächste Woche
)

// date is what the words say of a day or span of days, before it is resolved.
type date struct {
	y, m, d int // zero: not said
	wd      int // 1 Monday … 7 Sunday, 0 not said
	shift   shift
	weeks   int  // "Tuesday week": so many weeks later
	swap    bool // written in digits, so d and m may be swapped
	weak    bool // alone it is rather no date
	have    bool // "you have 48 hours": a deadline
	past    bool // the words say that it is over: ago, last
	habit   bool // every week
	ends    bool // the end of a span: before it is by its last day
	fixed   bool // lo (and hi) are resolved already
	after   int  // with that: so many days from
	that    bool // the day last named
	named   bool // "the Monday": of the week whose day was named
	lo, hi  time.Time
	grain   Grain
	clock   bool // lo has a time of day: in three hours
	doubt   string
}

// dateAt reads the longest date that begins at i.
func (p *parser) dateAt(i int) (best date, next int) {
	for _, read := range [...]func(int) (date, int){p.numericDate, p.dayMonth, p.monthDay, p.weekdayDate, p.ordinalOf, p.relativeDay,
		p.shiftedUnit, p.edge, p.weekOf, p.weekNumber, p.offset, p.fixedDay, p.monthAlone, p.yearAlone, p.bareDay} {
		if d, n := read(i); n > next {
			best, next = d, n
		}
	}
	return p.weekdayAfter(best, next)
}

// weekdayAfter reads the weekday behind a date: "3 March (Tue)", "3 March, Tuesday".
func (p *parser) weekdayAfter(d date, n int) (date, int) {
	if n == 0 || d.wd > 0 || d.fixed || d.d == 0 || d.m == 0 {
		return d, n
	}
	k := p.skipSym(n, ',', '(', ':')
	x := p.at(k)
	if p.at(n).sym == ':' { // "7 July: Tuesday 10 to 1", but not "since 7 July: Friday 3 pm"
		if x.is(cWeekday) && x.gap < gapLine && p.fallsOn(d, x.val(cWeekday)) {
			d.wd, d.weak = x.val(cWeekday), false
			return d, k + 1
		}
		return d, n
	}
	if !x.is(cWeekday) || x.gap >= gapLine || k == n && p.glued(k) {
		return d, n
	}
	if p.at(n).sym == '(' && p.at(k+1).sym == ')' {
		d.wd, d.weak = x.val(cWeekday), false
		return d, k + 2
	}
	if y := p.at(k + 1); y.num >= 0 && y.digits < 4 && !p.clockFollows(k+2) || y.any(cMonth, cOrdinal, cNumber) || p.at(n).sym == '(' {
		return d, n
	}
	d.wd, d.weak = x.val(cWeekday), false
	return d, k + 1
}

// fallsOn tells whether a date is on the weekday.
func (p *parser) fallsOn(d date, wd int) bool {
	d.wd = wd
	r, ok := p.resolve(d)
	return ok && isoWeekday(r.lo) == wd
}

// dateMask holds the classes that a date may begin with: the cheap test before dateAt.
const dateMask = 1<<cMonth | 1<<cWeekday | 1<<cNumber | 1<<cOrdinal | 1<<cDay | 1<<cThatDay | 1<<cFixed | 1<<cThis | 1<<cNext | 1<<cComing | 1<<cLast |
	1<<cIn | 1<<cWithin | 1<<cEarly | 1<<cLate | 1<<cEnd | 1<<cMid | 1<<cStart | 1<<cWeekOf | 1<<cUnit | 1<<cHave | 1<<cDuration | 1<<cDayWord | 1<<cThe | 1<<cOn | 1<<cSince | 1<<cFew | 1<<cAgo | 1<<cAfterNext | 1<<cWeekNo

func (p *parser) startsDate(i int) bool {
	x := p.at(i)
	return x.mask&dateMask != 0 || x.num >= 0 || x.sym == '+'
}

// dayMonth reads "3 March 2026", "the 15th of february", "31/Oct/1974", "3. März".
func (p *parser) dayMonth(i int) (date, int) {
	d, j, ordinal := p.dom(p.skip(i, cThe, cDayWord))
	if j == 0 || p.at(j).is(cMonth) && p.at(j).is(cNumber) && p.unitFollows(j+1) { // uns dez minutos
		return date{}, 0
	}
	if x := p.at(j); x.is(cUnit) && unit(x.val(cUnit)) == uDay && ordinal { // "the third day of October"
		j++
	}
	j = p.skipSym(j, '-', '/', '.', ',')
	j = p.skip(j, cOf)
	x := p.at(j)
	if !x.is(cMonth) || x.gap >= gapBlank || x.is(cWeak) && !x.upper && !ordinal && p.w.code == "en" {
		return date{}, 0
	}
	out := date{y: 0, m: x.val(cMonth), d: d, grain: Day}
	j++
	if p.at(j).sym == '.' && p.glued(j) && (x.hi-x.lo <= 4) {
		j++
	}
	if y, n := p.year(j); n > 0 {
		out.y, j = y, n
	}
	out.weak = out.y == 0 && x.is(cWeak) && p.nounFollows(j) && p.at(j).upper // 12 May Street
	return out, j
}

// monthDay reads "March 3rd, 2026", "May twenty nine", "Nov/2".
func (p *parser) monthDay(i int) (date, int) {
	x := p.at(i)
	if !x.is(cMonth) {
		return date{}, 0
	}
	j := p.skipSym(i+1, '.', '-', '/')
	j = p.skip(j, cThe)
	d, n, ordinal := p.dom(j)
	if n == 0 || p.at(j).gap >= gapBlank || p.clockFollows(n) || p.w.code != "en" && !ordinal && p.at(j).gap != gapNone && p.at(n).is(cMonth) {
		return date{}, 0
	}
	if x.is(cWeak) && !x.upper && !ordinal {
		return date{}, 0
	}
	out := date{m: x.val(cMonth), d: d, grain: Day}
	if y, k := p.year(n); k > 0 {
		out.y, n = y, k
	}
	return out, n
}

// clockFollows tells that the number before j is an hour: "March 3pm", "10:30".
func (p *parser) clockFollows(j int) bool {
	x := p.at(j)
	if p.meridiem(j) {
		return p.glued(j) || x.hi-x.lo > 1
	}
	return x.is(cHour) && x.gap <= gapSpace || x.sym == ':' && p.minutesFollow(j)
}

// minutesFollow tells that the sign at j stands between hours and minutes.
func (p *parser) minutesFollow(j int) bool {
	return p.glued(j) && p.glued(j+1) && p.at(j+1).digits == 2
}

// sentenceEnds tells whether the full stop at i ends a sentence.
func (p *parser) sentenceEnds(i int) bool {
	next := p.at(i + 1)
	return next.gap >= gapLine && next.upper || next.gap == gapBlank || i+1 >= len(p.it)-1
}

// shiftAt reads this, next, coming, last; the longer of two wins: "this coming".
func (p *parser) shiftAt(i int) (next int, s shift) {
	for n := 0; n < 2; n++ {
		switch x := p.at(i); {
		case x.is(cAfterNext):
			s = secondNext
		case x.is(cComing):
			s = comingOne
		case x.is(cNext):
			s = nextOne
		case x.is(cLast):
			s = lastOne
		case x.is(cThis):
			s = thisOne
		default:
			return i, s
		}
		i++
	}
	return i, s
}

func (p *parser) rangeFollows(i int) bool {
	x := p.at(i)
	return (x.sym == '-' || x.any(cTo, cUntil)) && p.at(i+1).num >= 0
}

// unitFollows tells that the number before i counts something.
func (p *parser) unitFollows(i int) bool {
	x := p.at(i)
	return x.is(cWeekOf) || x.any(cUnit, cDuration) && !x.any(cHour, cAM, cPM) || x.sym == '%' || x.sym == '-' && p.at(i+1).is(cUnit)
}

// shiftUnit reads "next week", "the week after next", "semaine prochaine".
func (p *parser) shiftUnit(i int) (next int, s shift, u unit) {
	j, s := p.shiftAt(i)
	x := p.at(j)
	if !x.is(cUnit) {
		return 0, s, 0
	}
	u = unit(x.val(cUnit))
	if s != plainDay {
		return j + 1, s, u
	}
	if j, s = p.shiftAt(j + 1); s == plainDay || !p.w.postposed {
		return 0, s, u
	}
	return j, s, u
}

// unitStep is how many units from the present one.
func (p *parser) unitStep(s shift) int {
	switch s {
	case nextOne, comingOne:
		return 1
	case secondNext:
		return 2
	case lastOne:
		return -1
	}
	return 0
}
