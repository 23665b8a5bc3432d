package when

// timeAt reads a time of day: a clock with its zone, or a part of the day.
func (p *parser) timeAt(j int, l link, before []piece) (timeOf, int) {
	if t, n := p.partAt(j); n > 0 {
		return t, n
	}
	if p.at(j).is(cSameTime) && len(before) > 0 && before[len(before)-1].date != nil {
		return timeOf{same: true, from: clock{sure: true}, mod: l.mod}, j + 1
	}
	c, n := p.clockAt(j, p.licensed(j, l, before))
	if n == 0 || p.at(j).gap >= gapBlank && len(before) > 0 && l.lines < 2 {
		return timeOf{}, 0
	}
	if c.weak && !p.plausible(j, n, l, before) {
		return timeOf{}, 0
	}
	t := timeOf{from: c, mod: l.mod}
	if z, ok, k := p.zoneAt(n); ok && p.zoneFits(n, k) {
		t.zone, n = z, k
	} else if z, k := p.cityAfter(n); k > 0 && !c.weak {
		t.zone, n = z, k
	}
	if x := p.at(n); x.is(cOnward) && x.gap < gapBlank && t.mod == 0 { // 2pm or later
		t.mod = cAfter
		n++
	}
	return t, n
}

// zoneFits tells a zone from a word of a language: in small letters it counts
// only right after the clock.
func (p *parser) zoneFits(n, k int) bool {
	x := p.at(n)
	return !x.is(cZone) || !p.loneWord(x) || x.gap <= gapSpace && k > n
}

// partAt reads "morning", "in the afternoon", "this evening", "tonight".
func (p *parser) partAt(j int) (timeOf, int) {
	if x := p.at(j); x.any(cAM, cPM) && !x.is(cPart) && x.hi-x.lo > 1 && j > 0 && (p.at(j-1).any(cWeekday, cDay)) { // Thursday pm
		return timeOf{part: true, lo: 9*60 + 3*60*boolInt(x.is(cPM)), hi: 12*60 + 5*60*boolInt(x.is(cPM))}, j + 1
	}
	k := p.skip(j, cThe, cIn, cThis, cEarly, cLate)
	if p.at(k).is(cNext) && p.at(k+1).is(cPart) {
		k++
	}
	x := p.at(k)
	class := cPart
	if x.is(cTodayPart) {
		class = cTodayPart
	}
	if !x.is(class) || x.is(cClock) || x.gap >= gapBlank && k > j || k > j && x.any(cWeekday, cDay) && !p.w.part(p.word(k)) { // am Montagmorgen
		return timeOf{}, 0
	}
	lo, hi := unpackPart(x.val(class))
	if k > j && p.at(j).is(cEarly) || p.at(k-1).is(cEarly) && k > j {
		hi = (lo + hi) / 2
	} else if k > j && (p.at(j).is(cLate) || p.at(k-1).is(cLate)) {
		lo = (lo + hi) / 2
	}
	return timeOf{part: true, habit: k == j && x.says(cueHabit) && j > 0 && p.at(j-1).is(cWeekday), lo: lo, hi: hi}, k + 1
}

// licensed tells whether a bare number at j may be an hour.
func (p *parser) licensed(j int, l link, before []piece) bool {
	if len(before) == 0 {
		return l.at || p.bareRange(j)
	}
	last := before[len(before)-1]
	switch {
	case l.at && l.join != ranging:
		return true
	case last.time != nil && last.time.part && l.join == joined && l.lines == 0: // Monday morning 9-11
		return p.rangeOfClocks(j)
	case last.time != nil:
		return l.join >= listed || l.join == comma || l.to || l.open && p.zoneBehind(j+1)
	case last.date != nil && last.date.grain == Day:
		return l.lines == 0
	}
	return false
}

func (p *parser) zoneBehind(n int) bool {
	_, ok, _ := p.zoneAt(n)
	return ok
}

// bareRange tells that a range begins whose end makes it one: "2-4pm",
// "6-8 next Monday".
func (p *parser) bareRange(j int) bool {
	_, n := p.clockAt(j, true)
	if n == 0 || p.glued(j) && !p.opens(j-1) {
		return false
	}
	if p.listOfClocks(j, n) {
		return true
	}
	l, k := p.connect(n)
	if l.join != ranging {
		return n < len(p.it)-1 && l.lines == 0 && p.dateFollows(n) && (j == 0 || !p.nounFollows(j-1)) && !p.at(j-1).any(cMonth) && p.at(j-1).num < 0
	}
	c, m := p.clockAt(k, true)
	if m == 0 {
		return false
	}
	return !c.weak || p.dateFollows(m) || p.bounded(j, m) && c.h <= 24 || c.sure && p.at(m).sym == ')' && p.dayBefore(j) // (sessions run 9–17)
}

// dayBefore tells that a day is named before j in the same sentence.
func (p *parser) dayBefore(j int) bool {
	for n := 1; n < reachBefore/2 && j-n >= 0 && !p.sentenceStop(j-n); n++ {
		if p.at(j-n).any(cWeekday, cMonth, cDay) {
			return true
		}
	}
	return false
}

// dotted tells that a clock written with a dot begins at j that can be no price of
// a list of times: "10.45 and 14.15".
func (p *parser) dotted(j int) bool {
	x, min := p.at(p.skip(j, cThe)), p.at(p.skip(j, cThe)+2)
	return x.num >= 7 && x.num <= 21 && x.digits > 0 && min.digits == 2 && min.num%5 == 0 && p.at(p.skip(j, cThe)+1).sym == '.'
}

// rangeOfClocks: "9-11".
func (p *parser) rangeOfClocks(j int) bool {
	_, n := p.clockAt(j, true)
	l, k := p.connect(n)
	_, m := p.clockAt(k, true)
	return n > 0 && m > 0 && l.join == ranging && l.lines == 0
}

// listOfClocks: "2 or 3pm".
func (p *parser) listOfClocks(j, n int) bool {
	for range 6 {
		l, k := p.connect(n)
		if l.join != listed && l.join != comma || l.lines > 0 || k > n+2 {
			return false
		}
		c, m := p.clockAt(k, true)
		if m == 0 {
			return false
		}
		if p.dotted(j) && p.dotted(k) && p.dayBefore(j) {
			return true
		}
		if !c.weak && (c.mer != 0 || p.at(m-1).is(cHour)) {
			return true
		}
		n = m
	}
	return false
}

// dateFollows tells that a day is named right after: "9 tomorrow".
func (p *parser) dateFollows(n int) bool {
	x := p.at(n)
	if x.gap >= gapLine || p.glued(n) && x.sym == 0 {
		return false
	}
	if x.is(cTodayPart) || x.is(cThis) && p.at(n+1).is(cPart) {
		return true
	}
	d, m := p.dateAt(p.skip(n, cOn, cAny))
	return m > 0 && d.grain == Day && !d.weak && (d.wd > 0 || d.fixed && x.is(cDay))
}

// bounded tells that nothing but white space or signs stands around the items.
func (p *parser) bounded(lo, hi int) bool {
	return lo == 0 && hi >= len(p.it)-1 || (lo == 0 || p.at(lo).gap >= gapLine) && (hi >= len(p.it)-1 || p.at(hi).gap >= gapLine)
}

// plausible decides on a bare number that is licensed: it is no hour when it
// counts the noun after it.
func (p *parser) plausible(j, n int, l link, before []piece) bool {
	dated := false
	for _, x := range before {
		dated = dated || x.date != nil || x.time != nil && !x.time.from.weak
	}
	if len(before) == 0 && l.at && !l.between && p.at(j).digits > 0 && p.at(j).num == 0 {
		return false
	}
	noun := p.nounFollows(n)
	if p.countsOn(n) {
		return false
	}
	switch {
	case l.at && p.w.dates.Clock24 && p.at(n-2).sym == '.' && p.at(n-1).digits == 2: // om 6.45 vertrekken
		return true
	case l.join == ranging && len(before) > 1 && before[len(before)-1].time != nil && before[len(before)-2].date != nil && p.at(n-1).num >= 0: // Tuesday 2-4 works
		return true
	case !noun && (l.set || !(len(before) > 0 && !l.at && before[len(before)-1].date != nil)):
		return !p.mutedAfter(n)
	case len(before) > 0 && before[len(before)-1].time != nil && before[len(before)-1].time.from.coln && p.dotted(j): // 10.45 and 14.15 are left
		return true
	case len(before) > 0 && before[len(before)-1].date != nil && l.join <= comma && l.lines == 0 && p.minutesOn(before[len(before)-1].date, j, n, noun):
		return true
	case !dated:
		return false
	case l.at, len(before) > 0 && before[len(before)-1].time != nil && l.join == listed && (p.at(n-1).num >= 0 || before[len(before)-1].between && l.and && (!before[len(before)-1].time.from.weak || len(before) > 1 && before[len(before)-1].join == joined)):
		return true
	}
	last := before[len(before)-1]
	if last.date == nil { // "2-4 people"
		return l.to && !noun
	}
	next, k := p.connect(n)
	_, m := p.clockAt(k, true)
	return next.join == ranging && m > 0 && !p.unitFollows(m) || !noun && k > n && next.join <= comma && p.at(j).digits > 0 || !noun && (n >= len(p.it)-1 || p.at(n).gap >= gapLine || p.at(n).is(cPart) || p.at(n).sym == '.' || p.at(n).sym == '?')
}

// minutesOn tells hours with minutes right behind a day: "12 March 9.30", "Wednesday,
// eleven-thirty".
func (p *parser) minutesOn(d *date, j, n int, noun bool) bool {
	words := p.at(j).num < 0 && p.at(j).is(cNumber) && n > j+1 && p.at(n-1).is(cNumber)
	return d.m > 0 && p.dotted(j) || words && !noun
}

// countsOn tells that a number goes on to one that counts something: "six or seven
// minutes".
func (p *parser) countsOn(n int) bool {
	if x := p.at(n); !x.any(cOr, cAnd, cTo) && x.sym != '-' {
		return false
	}
	_, m := p.cardinal(n + 1)
	return m > 0 && p.unitFollows(m) && !p.at(m).is(cHour)
}

func (p *parser) mutedAfter(n int) bool {
	x := p.at(n)
	return x.sym == 0xff && n < len(p.it)-1 && x.gap == gapNone && x.hi-x.lo == 1
}
