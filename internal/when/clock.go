package when

// clock is a time of day as the words give it.
type clock struct {
	h, m int
	mer  byte // 'a', 'p', or 0 when the words do not say
	sure bool // needs no am or pm: 14:00, 09:30, noon
	weak bool // a bare number: only its neighbours make it a time
	coln bool // written with minutes
	ends bool // the end of a working day
}

// clockAt reads a time of day at i; weak allows bare numbers.
func (p *parser) clockAt(i int, weak bool) (clock, int) {
	for n := 0; n < 3 && p.at(i).is(cThe) && !p.oneOClock(i); n++ {
		i++
	}
	x := p.at(i)
	c, n := clock{}, 0
	switch {
	case p.at(i-1).is(cDayWord) && !p.at(i-1).is(cAt) && x.num > 0 && p.meridiem(i+1): // dia 3 de manhã
		return c, 0
	case x.is(cClock):
		c, n = p.namedClock(i)
	case x.is(cPastHour):
		c, n = p.pastHour(i)
	case x.num >= 0 && x.digits <= 4:
		if c, n = p.minutesPast(i); n == 0 {
			c, n = p.digitClock(i, weak)
		}
	case x.is(cNumber) && (!x.any(cThe, cFew) || p.oneOClock(i)):
		if c, n = p.minutesPast(i); n == 0 {
			c, n = p.wordClock(i, weak)
		}
	}
	if n == 0 || p.at(i-1).sym == '+' && p.glued(i) {
		return c, 0
	}
	return p.afterClock(c, n)
}

func (p *parser) namedClock(i int) (clock, int) {
	v := p.at(i).val(cClock)
	return clock{h: v / 60, m: v % 60, sure: true, ends: p.at(i).says(cueClosing)}, i + 1
}

// digitClock reads 2pm, 14:00, 14h30, 10.30 Uhr, 0930, and bare 2 or 10.30 when weak.
func (p *parser) digitClock(i int, weak bool) (clock, int) {
	x, sep := p.at(i), p.at(i+1)
	min := p.at(i + 2)
	glued := p.glued(i+1) && p.glued(i+2) && min.digits == 2 && min.num < 60 && x.digits <= 2 && x.num <= 24
	switch {
	case sep.is(cHour) && p.lengthOf(i), p.glued(i) && p.at(i-1).sym != '(' && !p.opens(i-1), x.digits > 4, p.at(i-1).sym == '/' && p.glued(i) && p.at(i-2).num == 1 && x.num == 2: // 1/2h
		return clock{}, 0
	case glued && sep.sym == ':':
		return p.withSeconds(clock{h: x.num, m: min.num, sure: p.by24(x), coln: true}, i+3)
	case glued && sep.sym == '.':
		return p.dottedClock(i, weak)
	case sep.is(cHour) && x.digits <= 2 && x.num <= 24 && !p.hoursLong(i) && (p.glued(i+1) || sep.hi-sep.lo > 1 || p.w.code != "en") && !(sep.is(cUnit) && p.at(i-1).any(cFor, cIn, cWithin)):
		return p.hourWord(i, weak)
	case x.digits >= 3 && x.digits <= 4:
		return p.military(i, weak)
	case x.digits <= 2 && x.num <= 24:
		return p.bareHour(i, weak)
	}
	return clock{}, 0
}

// lengthOf tells "un entretien de 1h30", a length, from "de 1h30 à 3h".
func (p *parser) lengthOf(i int) bool {
	if p.at(i).num > 4 || !p.at(i-1).is(cOf) {
		return false
	}
	n := i + 2
	if p.at(n).num >= 0 && p.glued(n) {
		n++
	}
	return !p.at(n).any(cTo, cUntil) && p.at(n).sym != '-'
}

// hoursLong tells "2 hours", a length in English, from "14h".
func (p *parser) hoursLong(i int) bool {
	sep := p.at(i + 1)
	return p.w.code == "en" && sep.is(cUnit) && sep.hi-sep.lo > 1
}

// by24 tells that an hour with minutes counts to 24: 14:00, 09:00, and in most
// languages all.
func (p *parser) by24(x *item) bool {
	return x.num > 12 || x.digits == 2 && x.num < 10 || p.w.dates.Clock24
}

// opens tells that item i may stand right before a number without being part of it.
func (p *parser) opens(i int) bool {
	switch p.at(i).sym {
	case '-', '@', '[', '"', '\'', '/', ',', '>', '<', '~', ':', '*', ';', '!', 0xff, '|', '=':
		return true
	}
	return p.at(i).any(cAt) || p.isoT(i) || p.at(i).sym == '.' && p.at(i-1).num < 0
}

// isoT is the T of 2026-03-12T14:00.
func (p *parser) isoT(i int) bool {
	x := p.at(i)
	return p.glued(i) && p.glued(i+1) && p.at(i+1).num >= 0 && p.at(i-1).num >= 0 && x.hi-x.lo == 1 && p.text[x.lo]|0x20 == 't'
}

func (p *parser) withSeconds(c clock, n int) (clock, int) {
	if p.at(n).sym == ':' && p.glued(n) && p.at(n+1).digits == 2 && p.glued(n+1) {
		n += 2
		if p.at(n).sym == '.' && p.glued(n) && p.at(n+1).num >= 0 && p.glued(n+1) {
			n += 2
		}
	}
	if c.h == 24 && c.m > 0 || p.at(n).sym == ':' && p.glued(n) && p.at(n+1).num >= 0 && p.glued(n+1) {
		return c, 0
	}
	return p.hourMark(c, n)
}

// hourMark passes "Uhr" and the like after a full clock time.
func (p *parser) hourMark(c clock, n int) (clock, int) {
	if p.at(n).is(cHour) && p.at(n).gap < gapBlank && !p.meridiem(n) {
		n++
	}
	return c, n
}

func (p *parser) dottedClock(i int, weak bool) (clock, int) {
	x, min, after := p.at(i), p.at(i+2), p.at(i+3)
	if after.sym == '.' && p.glued(i+3) && p.at(i+4).num >= 0 && p.glued(i+4) || after.sym == '%' || p.unitFollows(i+3) {
		return clock{}, 0
	}
	c := clock{h: x.num, m: min.num, sure: p.by24(x), coln: true, weak: true}
	_, _, zoned := p.zoneAt(i + 3)
	if p.meridiem(i+3) || after.is(cHour) || zoned > 0 {
		c.weak = false
	} else if !weak {
		return c, 0
	}
	return p.hourMark(c, i+3)
}

// hourWord reads "14h30", "3 o'clock", "14 Uhr 30", "9 heures".
func (p *parser) hourWord(i int, weak bool) (clock, int) {
	x := p.at(i)
	if sep := p.at(i + 1); !weak && sep.is(cUnit) && p.w.dates.OrdinalDot && p.at(i+2).num < 0 && sep.hi-sep.lo == 1 { // "5h" is a length in German
		return clock{}, 0
	}
	c := clock{h: x.num, sure: x.num > 12 || p.at(i+1).hi-p.at(i+1).lo == 1 && p.w.code == "en"}
	if min := p.at(i + 2); min.digits == 2 && min.num < 60 && min.gap < gapLine && !p.unitFollows(i+3) && (p.glued(i+2) || p.at(i+1).hi-p.at(i+1).lo > 1 || p.w.dates.Clock24) && !(p.at(i+3).sym == ':' && p.minutesFollow(i+3)) && !p.at(i+3).is(cMonth) {
		c.m, c.coln, c.sure = min.num, true, c.sure || p.w.dates.Clock24
		return c, i + 3
	}
	return c, i + 2
}

// military reads 0930, and 330 p.m.
func (p *parser) military(i int, weak bool) (clock, int) {
	x := p.at(i)
	h, m := x.num/100, x.num%100
	marked := p.meridiem(i+1) || p.at(i+1).is(cHour)
	lead := p.text[x.lo] == '0' && x.digits == 4
	if h > 24 || m > 59 || !marked && !(weak && x.digits == 4 && (lead || x.num < 1900 && m%5 == 0) || p.at(i+1).is(cIsh)) {
		return clock{}, 0
	}
	if x.num >= 1900 && !marked {
		return clock{}, 0
	}
	c := clock{h: h, m: m, coln: true, weak: !marked, sure: h > 12 || lead}
	return p.hourMark(c, i+1)
}

func (p *parser) bareHour(i int, weak bool) (clock, int) {
	x, after := p.at(i), p.at(i+1)
	c := clock{h: x.num, sure: x.num > 12 || x.num == 0, weak: true}
	if p.meridiem(i+1) || after.is(cIsh) || p.dottedMeridiem(i+1) > 0 {
		c.weak = false
		return c, i + 1
	}
	if p.at(i+2).any(cAM, cPM) && after.sym == '.' && p.glued(i+1) && p.glued(i+2) { // 9.am
		c.weak = false
		return c, i + 2
	}
	if !weak || p.numberGoesOn(i) {
		return c, 0
	}
	if after.digits == 2 && after.num < 60 && after.num >= 10 && after.gap == gapSpace && p.at(i-1).is(cAt) && !p.at(i+2).is(cMonth) { // at 12 15
		c.m, c.coln = after.num, true
		return c, i + 2
	}
	return c, i + 1
}

// numberGoesOn tells that the number at i is not a number of hours: "3%", "3/4",
// "3rd", "10,000", "2 people" is for the caller to see.
func (p *parser) numberGoesOn(i int) bool {
	x := p.at(i + 1)
	more := p.at(i+2).num >= 0 && p.glued(i+2)
	switch {
	case x.is(cSuffix) && p.glued(i+1), p.unitFollows(i + 1), x.is(cMonth) && x.gap < gapLine && !x.is(cWeak):
		return true
	case (x.sym == '/' || x.sym == '.' || x.sym == ',' || x.sym == ':') && p.glued(i+1) && more:
		return true
	case x.gap == gapNone && x.num < 0 && x.sym == 0 && !x.any(cAM, cPM, cHour) && i+1 < len(p.it)-1:
		return true
	}
	return x.sym == '%' || x.sym == '$' || x.sym == 0xff && x.gap == gapNone && i+1 < len(p.it)-1 && p.at(i+1).lo != p.at(i+1).hi && !isDashRune(p.word(i+1))
}

func isDashRune(s string) bool {
	return s == "…" || s == "“" || s == "”" || s == "»" || s == "«" || s == "•"
}

// dottedMeridiem passes the dot of "9 .am"; 0 when there is none.
func (p *parser) dottedMeridiem(i int) int {
	if p.at(i).sym == '.' && p.meridiem(i+1) && p.glued(i+1) {
		return i + 1
	}
	return 0
}

// afterClock reads what may follow the digits: "ish", minutes said after the
// hour, am and pm in their many forms.
func (p *parser) afterClock(c clock, n int) (clock, int) {
	if x := p.at(n); x.is(cAfterHour) && x.gap < gapLine && !c.coln {
		c = c.plus(x.val(cAfterHour))
		c.weak = false
		n++
	}
	if x := p.at(n); c.h == 12 && x.is(cClock) && x.val(cClock)%720 == 0 && x.gap == gapSpace { // 12 noon
		return clock{h: x.val(cClock) / 60, sure: true}, n + 1
	}
	n = p.skip(n, cIsh)
	if p.at(n).is(cHour) && !p.meridiem(n) && p.at(n).gap < gapLine && (p.at(n-1).is(cIsh) || c.coln && p.at(n).hi-p.at(n).lo > 1) {
		n++
	}
	j := n
	if k := p.dottedMeridiem(n); k > 0 {
		j = k
	} else if p.at(n).is(cIn) && p.meridiem(p.skip(n+1, cThe)) { // in the PM
		j = p.skip(n+1, cThe)
	}
	x := p.at(j)
	single := x.hi-x.lo == 1 || x.hi-x.lo == 2 && p.at(j).sym == 0 && p.text[x.hi-1] == '.'
	if !p.meridiem(j) || single && x.gap != gapNone && p.w.code == "en" || x.gap >= gapBlank {
		return c, n
	}
	c.weak = false
	if c.h > 12 || c.h == 0 {
		return c, j + 1
	}
	c.mer = 'a'
	if x.is(cPM) {
		c.mer = 'p'
	}
	n = j + 1
	if x := p.at(n); x.sym == '.' && p.glued(n) && single && !p.sentenceEnds(n) {
		n++
	}
	return c, p.skip(n, cIsh)
}

// hour24 is the hour by what was said, or 0..24 as written.
func (c clock) minutes() int {
	h := c.h
	switch {
	case c.mer == 'p' && h < 12:
		h += 12
	case c.mer == 'a' && h == 12:
		h = 0
	}
	return h*60 + c.m
}

// open tells that am or pm is still to be inferred.
func (c clock) open() bool { return c.mer == 0 && !c.sure }
