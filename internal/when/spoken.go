package when

// oneOClock tells the hour of "a la una" and "tra mezzogiorno e l'una" from the
// article that the same word is: no noun follows it.
func (p *parser) oneOClock(i int) bool {
	x, after := p.at(i), p.at(i+1)
	if !x.is(cNumber) || x.val(cNumber) != 1 || !p.at(i-1).any(cAt, cThe) && !after.is(cHour) {
		return false
	}
	return i+1 >= len(p.it)-1 || after.sym != 0 && after.sym != 0xff || after.any(cAnd, cOr, cTo, cHour, cPart, cAM, cPM, cOn, cWeekday, cPastHour, cAfterHour)
}

// pastHour reads "half past two", "quarter to three", "halb drei".
func (p *parser) pastHour(i int) (clock, int) {
	min := p.at(i).val(cPastHour)
	j := i + 1
	if q := p.at(j); q.is(cPastHour) && q.val(cPastHour) == -30 { // fünf vor halb drei
		min, j = min-30, j+1
	}
	c, n := p.hourAt(j)
	if n == 0 {
		return clock{}, 0
	}
	return c.plus(min), n
}

// hourAt reads the hour of a phrase: digits, a word, noon.
func (p *parser) hourAt(i int) (clock, int) {
	i = p.skip(i, cThe)
	x := p.at(i)
	if x.is(cClock) {
		return p.namedClock(i)
	}
	if x.gap >= gapBlank || x.is(cThe) || x.digits > 2 {
		return clock{}, 0
	}
	h, n := p.cardinal(i)
	if n == 0 || h < 1 || h > 24 || p.unitFollows(n) {
		return clock{}, 0
	}
	return clock{h: h, sure: h > 12, coln: true}, n
}

func (c clock) plus(min int) clock {
	t := (c.h*60 + c.m + min + 1440) % 1440
	if !c.sure && c.h <= 12 && t/60 == 0 {
		t += 720
	}
	c.h, c.m, c.coln = t/60, t%60, true
	return c
}

// minutesPast reads "20 past 3pm", "thirty-six minutes past eight", "10 to nine".
func (p *parser) minutesPast(i int) (clock, int) {
	min, j := p.cardinal(i)
	if j == 0 || min < 1 || min > 59 {
		return clock{}, 0
	}
	if y := p.at(j); y.is(cUnit) && unit(y.val(cUnit)) == uMinute {
		j++
	}
	sign := 1
	switch y := p.at(j); {
	case y.is(cPast):
	case y.is(cBefore) && p.w.code != "en" && (p.at(j+1).num >= 0 || p.at(j+1).any(cPastHour, cNumber)), y.is(cTo) && j > i+1 && p.w.code == "en":
		sign = -1
	default:
		return clock{}, 0
	}
	j++
	if q := p.at(j); q.is(cPastHour) && q.val(cPastHour) == -30 { // fünf nach halb drei
		c, n := p.hourAt(j + 1)
		return c.plus(sign*min - 30), n
	}
	c, n := p.hourAt(j)
	return c.plus(sign * min), n
}

// countsHours tells "three hours", "trois heures", a length, from "à trois heures".
func (p *parser) countsHours(i int) bool {
	x := p.at(i + 1)
	if !x.is(cUnit) || x.hi-x.lo == 1 {
		return false
	}
	return p.w.code == "en" || !p.at(i-1).any(cAt, cFrom, cTo, cUntil, cBy, cBefore, cAfter, cSince, cBetween, cOr, cAnd, cThe, cIsh)
}

// wordClock reads "three o'clock", "seven thirty", and bare "three" when weak.
func (p *parser) wordClock(i int, weak bool) (clock, int) {
	x := p.at(i)
	h := x.val(cNumber)
	if whole, _ := p.cardinal(i); h < 1 || h > 24 || h == 20 && whole > 24 {
		return clock{}, 0
	}
	c, j := clock{h: h, weak: !p.at(i + 1).is(cAfterHour), sure: h > 12}, i+1
	if p.at(j).is(cHour) && !p.meridiem(j) {
		if p.countsHours(i) {
			return clock{}, 0
		}
		c.weak = false
		j++
	}
	k := p.skipSym(j, '-')
	if m, n := p.cardinal(k); n > 0 && p.at(k).num < 0 && m >= 10 && m < 60 && !p.at(k).is(cThe) && !p.unitFollowsMinute(n) {
		c.m, c.coln, j = m, true, n
		if p.at(j).is(cUnit) && unit(p.at(j).val(cUnit)) == uMinute {
			j++
		}
	} else if p.w.dates.AndMinutes && p.at(j).is(cAnd) {
		if m, n := p.cardinal(j + 1); n > 0 && (p.at(j+1).num < 0 || p.at(j+1).digits == 2) && m >= 5 && m < 60 {
			c.m, c.coln, j = m, true, n
		}
	}
	if p.meridiem(j) || p.dottedMeridiem(j) > 0 || p.at(j).is(cIsh) {
		c.weak = false
	}
	if c.weak && (!weak || p.unitFollows(j) || p.at(j).any(cFew)) {
		return c, 0
	}
	return c, j
}

func (p *parser) unitFollowsMinute(n int) bool {
	x := p.at(n)
	return x.is(cUnit) && unit(x.val(cUnit)) != uMinute
}
