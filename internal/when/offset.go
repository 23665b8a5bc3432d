package when

import "time"

// amount is a length of time as the words give it.
type amount struct {
	years, months, days, business int
	span                          time.Duration
	grain                         Grain
}

func (a *amount) add(n float64, u unit) bool {
	whole := int(n)
	switch u {
	case uSecond:
		if n != float64(whole) { // 4.4 seconds is a measurement
			return false
		}
		a.span += time.Duration(n * float64(time.Second))
		a.finer(Minute)
	case uMinute:
		a.span += time.Duration(n * float64(time.Minute))
		a.finer(Minute)
	case uHour:
		a.span += time.Duration(n * float64(time.Hour))
		a.finer(Hour)
	case uDay, uDays:
		a.days += whole
		a.finer(Day)
	case uBusinessDay, uWeekday:
		a.business += whole
		a.finer(Day)
	case uWeek, uWeeks, uWorkweek:
		a.days += int(n * 7)
		a.finer(Day)
	case uFortnight:
		a.days += 14 * whole
		a.finer(Day)
	case uMonth:
		a.months += whole
		a.finer(Day)
	case uYear:
		a.years += whole
		a.finer(Day)
	default:
		return false
	}
	return n < 10000
}

func (a *amount) finer(g Grain) {
	if a.grain == "" || g == Minute || g == Hour && a.grain == Day {
		a.grain = g
	}
}

// amountAt reads "three weeks", "1 day and 5 hours", "half an hour", "2.5 hours".
func (p *parser) amountAt(i int) (a amount, next int) {
	for n := 0; n < 5; n++ {
		j := i
		if n > 0 {
			j = p.skip(p.skipSym(i, ','), cAnd)
		}
		k := p.oneAmount(j, &a)
		if k == 0 || p.at(j).gap >= gapBlank {
			return a, next
		}
		i, next = k, k
	}
	return a, next
}

func (p *parser) oneAmount(i int, a *amount) int {
	x := p.at(i)
	if x.is(cDuration) {
		a.add(float64(x.val(cDuration)), uMinute)
		return i + 1
	}
	n, j := p.quantity(i)
	if j == 0 {
		return 0
	}
	j = p.skip(p.skipSym(j, '-'), cOf, cFew, cHence, cComing)
	y := p.at(j)
	if y.is(cHour) && !y.is(cUnit) && p.at(i-1).any(cWithin, cIn, cFor) && !p.at(i-1).is(cAt) { // sous 48h
		a.add(n, uHour)
		return j + 1
	}
	if !y.is(cUnit) {
		if x.num >= 0 && j == i+1 && p.glued(j) && (y.sym == '\'' || y.sym == '"') && (!p.glued(j+1) || p.at(j+1).sym != 0) {
			a.add(n, map[byte]unit{'\'': uMinute, '"': uSecond}[y.sym])
			return j + 1
		}
		return 0
	}
	if !a.add(n, unit(y.val(cUnit))) {
		return 0
	}
	j++
	if p.at(j).sym == '.' && p.glued(j) && !p.sentenceEnds(j) {
		j++
	}
	return j
}

// quantity reads 3, 2.5, 1/4, three, a couple of.
func (p *parser) quantity(i int) (float64, int) {
	n, j := p.cardinal(i)
	if j == 0 {
		return 0, 0
	}
	frac := p.at(j + 1)
	if p.at(i).num < 0 || frac.num < 0 || !p.glued(j) || !p.glued(j+1) {
		return float64(n), p.skip(j, cOf)
	}
	switch p.at(j).sym {
	case '.', ',':
		f := float64(frac.num)
		for range frac.digits {
			f /= 10
		}
		return float64(n) + f, j + 2
	case '/':
		if frac.num > 0 {
			return float64(n) / float64(frac.num), j + 2
		}
	case '-': // 2-3 days: the longer
		return float64(frac.num), j + 2
	}
	return float64(n), j
}

// offset reads a time counted from now or from another day: "in two days",
// "within 48 hours", "next 3 days", "a week from Monday", "two weeks ago".
func (p *parser) offset(i int) (date, int) {
	for _, read := range [...]func(int) (date, int){p.inAmount, p.withinAmount, p.countedShift, p.amountFrom, p.weekdayIn} {
		if d, n := read(i); n > 0 {
			return d, n
		}
	}
	return date{}, 0
}

// inAmount reads "in two weeks", "in 3 hours", "in the next two days", "+2 months".
func (p *parser) inAmount(i int) (date, int) {
	x := p.at(i)
	if x.is(cOf) { // di 20 minuti
		return date{}, 0
	}
	if x.is(cAgo) { // il y a deux jours, vor zwei Wochen
		return p.agoAmount(i + 1)
	}
	if !x.is(cIn) && x.sym != '+' {
		return date{}, 0
	}
	j := i + 1
	if k, sh := p.shiftAt(p.skip(j, cThe)); sh != plainDay {
		d, n := p.nextAmount(k, sh)
		d.have = sh != lastOne
		return d, n
	}
	a, n := p.amountAt(p.skip(j, cAt, cIsh)) // in about two hours
	if n == 0 || a.years > 3 {
		return date{}, 0
	}
	d := p.shifted(p.today, a, 1)
	d.have = x.is(cWithin)
	return d, n
}

func (p *parser) agoAmount(i int) (date, int) {
	a, n := p.amountAt(i)
	if n == 0 {
		return date{}, 0
	}
	d := p.shifted(p.today, a, -1)
	d.past = true
	return d, n
}

func (p *parser) nextAmount(j int, sh shift) (date, int) {
	k, past := j, sh == lastOne
	a, n := p.amountAt(k)
	if n == 0 || sh == thisOne || a.years > 3 {
		return date{}, 0
	}
	from := p.today
	if past {
		d := p.shifted(from, a, -1)
		d.hi, d.past = p.nowFor(a.grain), true
		return d, n
	}
	return p.until(a), n
}

// withinAmount reads "within 48 hours", "next 3 days", "you have 2 days".
func (p *parser) withinAmount(i int) (date, int) {
	x := p.at(i)
	j, sh := i, plainDay
	switch {
	case x.any(cWithin, cHave):
		j = i + 1
		if k, s := p.shiftAt(p.skip(j, cThe, cIn)); s == nextOne || s == comingOne {
			j = k
		}
	default:
		if j, sh = p.shiftAt(p.skip(i, cThe)); sh == plainDay || sh == thisOne {
			return date{}, 0
		}
		return p.nextAmount(j, sh)
	}
	if p.at(j).is(cThe) && !p.at(j).is(cNumber) { // dentro de los dos días
		j++
	}
	a, n := p.amountAt(j)
	if n == 0 && p.at(j).is(cUnit) {
		switch u := unit(p.at(j).val(cUnit)); {
		case u == uDays || u == uWeeks: // dans les prochains jours
			return p.nextFew(u, 1, j+1)
		case u == uFortnight || u == uWeek && x.is(cWithin) && !x.is(cIn): // within the fortnight
			if a.add(1, u); x.is(cWithin) {
				n = j + 1
			}
		}
	}
	if n == 0 || a.years > 0 {
		return date{}, 0
	}
	if k := p.skip(n, cOf); p.at(n).any(cAfter, cOf) && k <= n+1 { // within 2 days of the talk: of what we do not know
		if d, m := p.dateAt(p.skip(n, cAfter, cOf)); m > 0 {
			if r, ok := p.resolve(d); ok {
				out := p.shifted(r.lo, a, 1)
				out.hi, out.lo = out.lo, p.today
				return out, m
			}
		}
	}
	d := p.until(a)
	d.have = a.grain == Day || a.span >= shortest // "you will have five minutes" is no time to answer in
	return d, n
}

// The shortest time that is given for an answer.
const shortest = time.Hour

// until is the span from now to an amount later.
func (p *parser) until(a amount) date {
	a.span = (a.span + time.Minute - 1).Truncate(time.Minute) // nothing finer is reckoned in
	d := p.shifted(p.today, a, 1)
	d.hi, d.lo = d.lo, p.nowFor(a.grain)
	if a.grain == Day {
		d.hi = d.hi.AddDate(0, 0, 1)
		d.lo = d.lo.AddDate(0, 0, 1)
	}
	return d
}

func (p *parser) nowFor(g Grain) time.Time {
	if g == Day {
		return p.today
	}
	return p.instant(0).lo
}

// countedShift reads "two upcoming days", "3 prochaines heures".
func (p *parser) countedShift(i int) (date, int) {
	n, j := p.quantity(i)
	if j == 0 {
		return date{}, 0
	}
	k, sh := p.shiftAt(j)
	x := p.at(k)
	if sh == plainDay && p.w.postposed && x.is(cUnit) { // les 3 heures suivantes
		k, sh = p.shiftAt(k + 1)
		k--
	}
	var a amount
	if sh == plainDay || sh == thisOne || !x.is(cUnit) || n < 2 || !a.add(n, unit(x.val(cUnit))) || a.years > 3 {
		return date{}, 0
	}
	if sh != lastOne {
		return p.until(a), k + 1
	}
	d := p.shifted(p.today, a, -1)
	d.hi, d.past = p.nowFor(a.grain), true
	return d, k + 1
}

// amountFrom reads "two weeks from Monday", "3 days after today", "a week
// hence", "two months ago", "15 minutes later".
func (p *parser) amountFrom(i int) (date, int) {
	a, n := p.amountAt(i)
	if n == 0 {
		return date{}, 0
	}
	x := p.at(n)
	switch {
	case x.is(cAgo):
		d := p.shifted(p.today, a, -1)
		d.past = true
		return d, n + 1
	case x.is(cHence) && x.is(cHave): // 72 Stunden gültig
		d := p.until(a)
		d.have = a.grain == Day || a.span >= shortest
		return d, n + 1
	case x.is(cHence):
		return p.shifted(p.today, a, 1), n + 1
	case x.any(cFrom, cAfter, cBefore) && (!x.is(cAt) || p.at(n+1).is(cDay)) && a.grain == Day:
		return p.amountFromDate(a, n)
	}
	return date{}, 0
}

func (p *parser) amountFromDate(a amount, n int) (date, int) {
	d, m := p.dateAt(p.skip(n+1, cThe))
	if m == 0 || d.grain != Day || d.weak {
		return date{}, 0
	}
	r, ok := p.resolve(d)
	if !ok {
		return date{}, 0
	}
	sign := 1
	if p.at(n).is(cBefore) && !p.at(n).is(cFrom) {
		sign = -1
	}
	return p.shifted(r.lo, a, sign), m
}

// weekdayIn reads "Tuesday in two weeks", "heute in einer Woche".
func (p *parser) weekdayIn(i int) (date, int) {
	x := p.at(i)
	if !x.any(cWeekday, cDay) || !p.at(i+1).is(cIn) {
		return date{}, 0
	}
	a, n := p.amountAt(i + 2)
	if weeks, next := p.inEightDays(i + 2); n == 0 && next > 0 && x.is(cWeekday) {
		return date{wd: x.val(cWeekday), weeks: weeks, grain: Day}, next
	}
	if n == 0 || a.days == 0 || a.days%7 != 0 || a.months+a.years+a.business != 0 || a.span != 0 {
		return date{}, 0
	}
	if x.is(cDay) {
		return date{fixed: true, lo: p.today.AddDate(0, 0, x.val(cDay)+a.days), grain: Day}, n
	}
	return date{wd: x.val(cWeekday), weeks: a.days / 7, grain: Day}, n
}

// inEightDays reads the number of "jeudi en huit" and "jeudi en quinze": a week
// later, and two.
func (p *parser) inEightDays(i int) (weeks, next int) {
	n, next := p.cardinal(i)
	if p.w.code != "fr" || n != 8 && n != 15 || p.unitFollows(next) || p.clockFollows(next) {
		return 0, 0
	}
	return n / 7, next
}

// shifted is a day (or now, for hours) moved by an amount.
func (p *parser) shifted(from time.Time, a amount, sign int) date {
	if a.grain != Day {
		d := p.instant(time.Duration(sign) * a.span)
		d.lo = d.lo.AddDate(sign*a.years, sign*a.months, sign*a.days)
		return d
	}
	t := addMonths(from, sign*(12*a.years+a.months)).AddDate(0, 0, sign*a.days)
	if sign > 0 {
		t = addBusinessDays(t, a.business)
	} else {
		t = t.AddDate(0, 0, -a.business)
	}
	return date{fixed: true, lo: t, grain: Day}
}

// addMonths keeps to the last day of a shorter month.
func addMonths(t time.Time, n int) time.Time {
	if n == 0 {
		return t
	}
	first := civil(t.Year(), int(t.Month())+n, 1)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}
