package when

import (
	"strings"
	"time"
)

// plural tells that the weekday at i is one of every week: Tuesdays, montags, les lundis.
func (p *parser) plural(i int) bool {
	s := p.word(i)
	if p.w.code == "es" && p.at(i+1).num < 0 && strings.EqualFold(p.word(max(0, i-1)), "los") { // martes is its own plural
		return true
	}
	if len(s) < 6 || s[len(s)-1]|0x20 != 's' {
		return false
	}
	n := p.w.root.next[string(fold(nil, s[:len(s)-1]))]
	return n != nil && n.mask&(1<<cWeekday) != 0
}

// weekdayDate reads a weekday with what belongs to it: "next Tuesday",
// "Tuesday, March 3rd", "Tuesday the 3rd", "Tuesday of next week".
func (p *parser) weekdayDate(i int) (date, int) {
	j, sh := p.shiftAt(p.skip(i, cThe))
	x := p.at(j)
	if !x.is(cWeekday) {
		return p.weekWeekday(i)
	}
	out := date{wd: x.val(cWeekday), shift: sh, grain: Day, weak: x.is(cWeak) && sh == plainDay}
	if out.weak && p.w.dates.OrdinalDot && !x.upper { // so, do, mi are words, So, Do, Mi are days
		return date{}, 0
	}
	out.past, out.habit = sh == lastOne, sh == plainDay && p.plural(j)
	out.named = sh == plainDay && p.w.code == "en" && p.at(j-1).is(cThe) // other languages say "the" of any weekday
	j++
	if p.at(j).sym == '.' && p.glued(j) && p.at(j-1).hi-p.at(j-1).lo <= 5 && !p.sentenceEnds(j) {
		j++
	}
	if k, after := p.shiftAt(j); after != plainDay && sh == plainDay && !p.at(k).any(cUnit, cWeekday, cNumber) && p.at(k).num < 0 && p.at(j).gap < gapLine && !p.at(j).is(cThis) {
		out.shift, j, out.weak = after, k, false
	}
	if d, n := p.dateOfWeekday(j, out); n > 0 {
		return d, n
	}
	if p.at(j).is(cAfter) && p.at(j+1).is(cNext) { // Wednesday after next
		out.weeks = 1
		return out, j + 2
	}
	return p.weekdayWeek(out, j)
}

// dateOfWeekday reads the date after a weekday.
func (p *parser) dateOfWeekday(j int, wd date) (date, int) {
	k := p.skipSym(j, ',', '-', '(', '/')
	for n := 0; n < 3 && p.at(k).any(cThe, cOn, cDayWord) && !p.at(k).is(cAt); n++ { // quinta às 18 is an hour
		k++
	}
	if p.at(k).gap >= gapBlank || p.at(k).is(cAt) {
		return date{}, 0
	}
	for _, read := range [...]func(int) (date, int){p.numericDate, p.dayMonth, p.monthDay} {
		if d, n := read(k); n > 0 {
			d.wd, d.weak, d.shift = wd.wd, false, plainDay
			return d, p.closeParen(j, n)
		}
	}
	if p.at(k).is(cDay) && p.at(k-1).sym == '(' { // Wednesday (tomorrow)
		return date{}, 0
	}
	if _, m := p.minutesPast(k); m > 0 { // Dienstag zehn vor zwölf
		return date{}, 0
	}
	d, n, ordinal := p.dom(k)
	direct := k == j || p.at(k-1).any(cThe, cDayWord) || p.setOff(wd.wd, k) // "Monday 21", but not "Monday, 2 people"
	if n == 0 || p.clockFollows(n) || p.at(n).sym == '.' && p.minutesFollow(n) || !ordinal && (!direct || p.at(k).digits == 0 && p.w.code == "en" && !p.at(k-1).is(cThe)) {
		return date{}, 0
	}
	if !ordinal && (d < 13 && p.w.code == "en" && !p.at(k-1).is(cThe) && !p.pairOfDays(wd.wd, k, n) || p.rangeFollows(n) && p.hoursRather(wd.wd, d, k, n) || p.unitFollows(n)) {
		return date{}, 0
	}
	wd.d, wd.weak, wd.shift = d, false, plainDay
	return wd, p.closeParen(j, n)
}

// pairOfDays tells that the number at k, before n, is a day, as in "Monday 2 to
// Friday 6 March": one of the weekdays beside it has a number too, and a month
// follows or both agree soon.
func (p *parser) pairOfDays(wd, k, n int) bool {
	if before := p.at(k - 4); before.is(cWeekday) && p.at(k-3).num > 0 && p.agree(before.val(cWeekday), p.at(k-3).num) && p.agree(wd, p.at(k).num) { // or Tuesday 3
		return true
	}
	first := n
	for range 4 {
		l, next := p.connect(n)
		x, num := p.at(next), p.at(next+1)
		if l.join < comma || l.at && !l.to || l.lines > 0 || !x.is(cWeekday) || num.num < 1 || num.digits > 2 || p.clockFollows(next+2) {
			return false
		}
		if p.at(p.skip(next+2, cSuffix, cOf)).is(cMonth) || n == first && p.agree(wd, p.at(k).num) && p.agree(x.val(cWeekday), num.num) {
			return true
		}
		n = next + 2
	}
	return false
}

// agree tells that a weekday and a day of the month meet soon.
func (p *parser) agree(wd, d int) bool {
	r, ok := p.resolveDayOfMonth(date{wd: wd, d: d})
	return ok && r.lo.Sub(p.today) < soon
}

// setOff tells that the number at k is a day although a comma parts it from its
// weekday: the two agree soon, and an hour or nothing follows ("segunda, 9, às 10h").
func (p *parser) setOff(wd, k int) bool {
	x, next := p.at(k), p.at(k+1)
	if !p.w.dates.Clock24 || x.num < 1 || x.digits > 2 || p.at(k-1).sym != ',' {
		return false
	}
	if end := next.sym == '.' && p.sentenceEnds(k+1) || k+1 >= len(p.it)-1; !end && (next.sym != ',' || !p.at(k+2).any(cAt, cTo)) {
		return false
	}
	r, ok := p.resolveDayOfMonth(date{wd: wd, d: x.num})
	return ok && r.lo.Sub(p.today) < soon
}

// hoursRather tells "Thursday 9-11" from "jueves 9 a las 11", and "Mi 17-18h" from
// "Mi 17-18 März": of a weekday, the number d at k and a range the hours are meant
// unless the day agrees with the weekday soon.
func (p *parser) hoursRather(wd, d, k, n int) bool {
	l, next := p.connect(n)
	if end, m := p.clockAt(next, true); m > 0 && !end.weak && l.join == ranging && !p.at(n).is(cAt) {
		return true
	}
	if d < 13 && !p.at(n).is(cAt) {
		return true
	}
	r, ok := p.resolveDayOfMonth(date{wd: wd, d: d})
	return !ok || r.lo.Sub(p.today) > soon
}

// soon is how far ahead a day of no month is looked for.
const soon = 45 * 24 * time.Hour

// closeParen passes the bracket that closes one opened at j.
func (p *parser) closeParen(j, n int) int {
	if p.at(j).sym == '(' && p.at(n).sym == ')' {
		return n + 1
	}
	return n
}

// weekdayWeek reads the week after a weekday: "next week", "of next week", "week".
func (p *parser) weekdayWeek(out date, j int) (date, int) {
	k := p.skip(p.skipSym(j, ',', '-'), cOf, cIn, cThe)
	if n, sh, u := p.shiftUnit(k); n > 0 && u == uWeek {
		out.fixed, out.weak = true, false
		out.lo = monday(p.today).AddDate(0, 0, 7*p.unitStep(sh)+out.wd-1)
		out.past = sh == lastOne
		return out, n
	}
	if x := p.at(j); x.is(cUnit) && unit(x.val(cUnit)) == uWeek && x.gap == gapSpace && p.w.code == "en" && !p.at(j+1).is(cOf) {
		out.weeks, j = 1, j+1
	}
	return out, j
}

// weekWeekday reads "next week Wednesday", "next week on Monday".
func (p *parser) weekWeekday(i int) (date, int) {
	n, sh, u := p.shiftUnit(p.skip(i, cIn, cThe))
	if n == 0 || u != uWeek {
		return date{}, 0
	}
	k := p.skip(p.skipSym(n, ',', '-'), cOn, cThe)
	x := p.at(k)
	if !x.is(cWeekday) || x.gap >= gapLine {
		return date{}, 0
	}
	wd := x.val(cWeekday)
	out := date{wd: wd, grain: Day, fixed: true, lo: monday(p.today).AddDate(0, 0, 7*p.unitStep(sh)+wd-1), past: sh == lastOne}
	if d, m := p.dateOfWeekday(k+1, out); m > 0 {
		d.fixed = false
		return d, m
	}
	return out, k + 1
}
