package when

// numericDate reads 2026-03-03, 3/4/26, 14/03, 3.4.2026, 05-Aug-2016 is dayMonth's.
func (p *parser) numericDate(i int) (date, int) {
	a := p.at(i)
	if a.num < 0 || a.digits > 4 {
		return date{}, 0
	}
	sep := p.at(i + 1).sym
	if sep != '/' && sep != '.' && sep != '-' || a.digits == 3 {
		return date{}, 0
	}
	if a.digits == 4 {
		return p.yearFirst(i, sep)
	}
	if d, n := p.threeParts(i, sep); n > 0 {
		return d, n
	}
	return p.twoParts(i, sep)
}

// yearFirst reads 2026-03-03, 2012/8/10, 2012/Aug/10.
func (p *parser) yearFirst(i int, sep byte) (date, int) {
	b, c := p.at(i+2), p.at(i+4)
	if p.at(i+3).sym != sep || !p.glued(i+1) || !p.glued(i+2) || !p.glued(i+4) || c.num < 0 || c.digits > 2 {
		return date{}, 0
	}
	out := date{y: p.at(i).num, m: b.num, d: c.num, grain: Day}
	if b.is(cMonth) {
		out.m = b.val(cMonth)
	}
	if !validDay(out.y, out.m, out.d) || b.digits > 2 || out.y < 1900 || out.y > 2100 {
		return date{}, 0
	}
	return out, i + 5
}

// threeParts reads 3/4/26 and, with spaces, 3. 4. 2026.
func (p *parser) threeParts(i int, sep byte) (date, int) {
	b, c := p.at(i+2), p.at(i+4)
	if b.num < 0 || c.num < 0 || p.at(i+3).sym != sep || c.digits == 3 || c.digits > 4 || b.digits > 2 || c.digits == 1 {
		return date{}, 0
	}
	if !p.glued(i+3) && sep != '/' || p.glued(i+5) && p.at(i+5).sym == sep && p.at(i+6).num >= 0 && p.glued(i+6) {
		return date{}, 0
	}
	if c.digits == 2 && (!p.glued(i+4) || !p.glued(i+2)) || sep == '.' && p.glued(i+5) && (p.at(i+5).sym == '-' || p.at(i+5).sym == 0) && i+5 < len(p.it)-1 {
		return date{}, 0 // 2.4.19-pre1 is a version
	}
	y := c.num
	if c.digits == 2 {
		y = century(y)
	}
	return p.ordered(p.at(i).num, b.num, y, i+5)
}

// twoParts reads 14/03, and 14.3. where the language or the words beside it
// say that it is no clock time and no fraction.
func (p *parser) twoParts(i int, sep byte) (date, int) {
	b := p.at(i + 2)
	if b.num < 0 || b.digits > 2 || !p.glued(i+1) || !p.glued(i+2) || p.fraction(i) {
		return date{}, 0
	}
	next, dotted := i+3, false
	if x := p.at(next); sep == '.' && x.sym == '.' && p.glued(next) && !(p.at(next+1).num >= 0 && p.glued(next+1)) {
		dotted = true
		if p.w.dates.OrdinalDot && !p.sentenceEnds(next) {
			next++
		}
	}
	switch {
	case sep == '-':
		return date{}, 0
	case sep == '.' && !p.dotIsDate(i, dotted):
		return date{}, 0
	}
	d, n := p.ordered(p.at(i).num, b.num, 0, next)
	d.weak = n > 0 && sep == '/' && p.at(i).digits == 1 && b.digits == 1
	return d, n
}

// fraction tells that 3/4 at i is a part, a ratio, or a piece of something longer.
func (p *parser) fraction(i int) bool {
	after, more := p.at(i+3), p.at(i+4)
	switch {
	case after.sym == '/' && p.glued(i+3), after.sym == '%', p.unitFollows(i + 3), after.is(cHour) && p.glued(i+3):
		return true
	case (after.sym == ':' || after.sym == '.' || after.sym == ',') && p.glued(i+3) && more.num >= 0 && p.glued(i+4):
		return true
	case p.glued(i) && (p.at(i-1).sym == '/' && !p.dottedDay(i-2) || p.at(i-1).sym == '.' || p.at(i-1).sym == ':' || p.at(i-1).num >= 0):
		return true
	}
	return after.is(cOf) && !p.at(i+4).is(cThis) && p.at(i+4).digits != 4 && p.at(i).digits == 1
}

// dottedDay tells that the dot at i ends a day: "14." in languages that write so.
func (p *parser) dottedDay(i int) bool {
	return p.w.dates.OrdinalDot && p.at(i).sym == '.' && p.glued(i) && p.at(i-1).num > 0 && p.at(i-1).num <= 31
}

// dotIsDate decides between 10.11 the date and 10.30 the clock time.
func (p *parser) dotIsDate(i int, dotted bool) bool {
	b, prev := p.at(i+2), p.at(i-1)
	end := p.at(i + 3)
	if end.is(cHour) || p.meridiem(i+3) || prev.any(cAt) && !prev.is(cOn) || end.sym == '-' && p.at(i+5).sym == '.' && p.at(i+6).num > 12 {
		return false
	}
	if (prev.sym == '-' || prev.sym == '/') && p.dottedDay(i-2) { // 14.10. - 15.10., 14./15.10.
		return true
	}
	clocklike := b.digits == 2 && b.num%5 == 0 && p.at(i).num < 24
	if p.w.dates.OrdinalDot {
		return dotted && !clocklike || prev.is(cOn) || dotted && !p.sentenceEnds(i+3) || !clocklike && prev.is(cWeekday) || b.num <= 12 && b.digits == 2 && p.at(i).digits == 2 && b.num > 0 && !clocklike
	}
	return !clocklike && (prev.any(cOn, cWeekday, cDayWord, cThis) || prev.sym == ',' && p.at(i-2).is(cWeekday))
}

// ordered decides which of the first two numbers is the day.
func (p *parser) ordered(a, b, y, next int) (date, int) {
	d := date{y: y, m: b, d: a, grain: Day, swap: a != b}
	if p.mdy {
		d.m, d.d = a, b
	}
	if d.m > 12 {
		d.m, d.d = d.d, d.m
	}
	if a > 12 || b > 12 {
		d.swap = false
	}
	year := y
	if year == 0 {
		year = 2024 // a leap year: the 29th of February may be meant
	}
	if !validDay(year, d.m, d.d) {
		return date{}, 0
	}
	return d, next
}
