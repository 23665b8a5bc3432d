package when

import "time"

// nthWeek is the Monday of a month's n-th week; -1 is the last. A week belongs to
// the month in which most of its days lie.
func nthWeek(first time.Time, n int) time.Time {
	if n < 0 {
		return monday(first.AddDate(0, 1, -4))
	}
	return monday(first.AddDate(0, 0, 3)).AddDate(0, 0, 7*(n-1))
}

// weekOf reads "week of the 12th", "week commencing 4 February".
func (p *parser) weekOf(i int) (date, int) {
	j := p.skip(i, cThe)
	if !p.at(j).is(cWeekOf) {
		return date{}, 0
	}
	k := p.skip(j+1, cThe, cOf)
	d, n := p.dateAt(k)
	if n == 0 {
		if d, n = p.bareDay(k - 1); n == 0 {
			return p.weekOfNumber(k)
		}
	}
	r, ok := p.resolve(d)
	if !ok || d.grain != Day {
		return date{}, 0
	}
	mon := monday(r.lo)
	return date{fixed: true, lo: mon, hi: mon.AddDate(0, 0, 7), grain: Week, doubt: r.doubt, swap: d.swap}, n
}

func (p *parser) weekOfNumber(k int) (date, int) {
	x := p.at(k)
	if x.num < 1 || x.num > 31 || p.unitFollows(k+1) {
		return date{}, 0
	}
	r, ok := p.resolve(date{d: x.num, grain: Day})
	mon := monday(r.lo)
	return date{fixed: true, lo: mon, hi: mon.AddDate(0, 0, 7), grain: Week}, boolIndex(ok, k+1)
}

// weekNumber reads "KW 12", "week 12": weeks are counted as in ISO 8601.
func (p *parser) weekNumber(i int) (date, int) {
	j := p.skip(i, cThe, cIn)
	x := p.at(j)
	if !x.is(cWeekNo) && !(x.is(cUnit) && unit(x.val(cUnit)) == uWeek && p.w.code != "en") {
		return date{}, 0
	}
	n := p.at(p.skipSym(j+1, '.'))
	next := p.skipSym(j+1, '.') + 1
	if n.num < 1 || n.num > 53 || n.gap >= gapLine || p.unitFollows(next) || p.clockFollows(next) || p.at(next).is(cMonth) {
		return date{}, 0
	}
	mon := isoWeek(p.today.Year(), n.num)
	if p.today.Sub(mon).Hours() > (recent+7)*24 {
		mon = isoWeek(p.today.Year()+1, n.num)
	}
	return date{fixed: true, lo: mon, hi: mon.AddDate(0, 0, 7), grain: Week}, next
}

// isoWeek is the Monday of a week: the first is that of 4 January.
func isoWeek(year, n int) time.Time { return monday(civil(year, 1, 4)).AddDate(0, 0, 7*(n-1)) }
