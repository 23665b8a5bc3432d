package when

import "time"

// resolved is a date with its year, as civil days (midnight UTC).
type resolved struct {
	lo, hi time.Time // hi is exclusive, zero for a single day
	grain  Grain
	doubt  string
}

// Passed dates without a year are taken for the last one when they are not
// longer ago than this, in days: people write about the past weeks too.
const recent = 30

// resolve finds the day that the words mean, seen from today. It is false for
// a day that does not exist.
func (p *parser) resolve(d date) (resolved, bool) {
	switch {
	case d.fixed:
		return resolved{d.lo, d.hi, d.grain, d.doubt}, true
	case d.grain == Month:
		return p.resolveMonth(d), true
	case d.y > 0:
		return p.resolveFull(d)
	case d.m > 0:
		return p.resolveYearless(d)
	case d.d > 0:
		return p.resolveDayOfMonth(d)
	}
	return p.resolveWeekday(d), d.wd > 0
}

func (p *parser) resolveMonth(d date) resolved {
	y := d.y
	if y == 0 {
		y = p.today.Year()
		if now := int(p.today.Month()); d.past && d.m >= now {
			y--
		} else if !d.past && d.m < now {
			y++
		}
	}
	lo := civil(y, d.m, 1)
	return resolved{lo: lo, hi: lo.AddDate(0, 1, 0), grain: Month}
}

const (
	doubtWeekday = "the weekday is not that of the date"
	doubtSwap    = "day and month may be swapped"
	doubtPassed  = "the day has passed and no year is named"
)

func (p *parser) resolveFull(d date) (resolved, bool) {
	r := resolved{grain: Day, doubt: d.doubt}
	if !validDay(d.y, d.m, d.d) {
		return r, false
	}
	r.lo = civil(d.y, d.m, d.d)
	if d.swap {
		p.settleSwap(&r, d, d.y)
	}
	if d.wd > 0 && isoWeekday(r.lo) != d.wd {
		r.doubt = doubtWeekday
	}
	return r, true
}

// settleSwap lets the weekday choose between 3/4 and 4/3.
func (p *parser) settleSwap(r *resolved, d date, y int) {
	other := civil(y, d.d, d.m)
	agrees, otherAgrees := isoWeekday(r.lo) == d.wd, validDay(y, d.d, d.m) && isoWeekday(other) == d.wd
	switch {
	case d.wd > 0 && agrees && !otherAgrees:
	case d.wd == 0 || agrees == otherAgrees:
		p.sooner(r, other, validDay(y, d.d, d.m))
	case otherAgrees:
		r.lo = other
	}
}

// sooner marks a date that may be read both ways; of one long past and one to come
// it takes the latter.
func (p *parser) sooner(r *resolved, other time.Time, valid bool) {
	if p.sure {
		return
	}
	r.doubt = doubtSwap
	if valid && r.lo.Before(p.today) && !other.Before(p.today) && other.Sub(p.today) < swapAhead {
		r.lo = other
	}
}

// How far ahead a time is that people arrange.
const swapAhead = 180 * 24 * time.Hour

func (p *parser) resolveYearless(d date) (resolved, bool) {
	y := p.today.Year()
	if d.wd > 0 {
		if r, ok := p.agreeingYear(d); ok {
			return r, true
		}
	}
	if d.past && validDay(y, d.m, d.d) && civil(y, d.m, d.d).After(p.today) {
		y--
	}
	for n := 0; n < 8; n++ {
		if !validDay(y+n, d.m, d.d) {
			continue
		}
		t := civil(y+n, d.m, d.d)
		ago := int(p.today.Sub(t).Hours() / 24)
		if ago > recent && !d.past {
			continue
		}
		if n > 0 && d.d == 29 && d.m == 2 { // a 29th of February that this year lacks is a slip
			return resolved{}, false
		}
		r := resolved{lo: t, grain: Day, doubt: d.doubt}
		if ago > 0 {
			r.doubt = doubtPassed
		}
		if d.swap {
			p.settleSwap(&r, d, y+n)
		} else if d.wd > 0 && isoWeekday(r.lo) != d.wd {
			r.doubt = doubtWeekday
		}
		return r, true
	}
	return resolved{}, false
}

// agreeingYear looks for the year in which the weekday fits the date, nearest
// first: last months' too, for "we met on Friday, 16 January".
func (p *parser) agreeingYear(d date) (resolved, bool) {
	y := p.today.Year()
	for _, c := range [...]int{y, y + 1, y - 1} {
		for _, swapped := range [...]bool{false, true} {
			m, day := d.m, d.d
			if swapped {
				if m, day = day, m; !d.swap {
					break
				}
			}
			if !validDay(c, m, day) || isoWeekday(civil(c, m, day)) != d.wd {
				continue
			}
			t := civil(c, m, day)
			away := int(t.Sub(p.today).Hours() / 24)
			if c == y && away >= -recent || away >= 0 && away < 300 || away < 0 && away > -120 {
				return resolved{lo: t, grain: Day, doubt: d.doubt}, true
			}
		}
	}
	return resolved{}, false
}

// resolveDayOfMonth finds "the 3rd", and "Tuesday the 3rd" in the nearest
// month where the two agree.
func (p *parser) resolveDayOfMonth(d date) (resolved, bool) {
	y, m := p.today.Year(), int(p.today.Month())
	for n := range 24 {
		first := civil(y, m+n, 1)
		if !validDay(first.Year(), int(first.Month()), d.d) {
			continue
		}
		t := first.AddDate(0, 0, d.d-1)
		if t.Before(p.today) || d.wd > 0 && isoWeekday(t) != d.wd {
			continue
		}
		r := resolved{lo: t, grain: Day, doubt: d.doubt}
		if n > 2 {
			r.doubt = "the weekday and the day of the month do not meet before then"
		}
		return r, true
	}
	return resolved{}, false
}

func (p *parser) resolveWeekday(d date) resolved {
	r := resolved{grain: Day, doubt: d.doubt}
	now := isoWeekday(p.today)
	ahead := (d.wd - now + 7) % 7
	switch d.shift {
	case nextOne:
		r.lo = monday(p.today).AddDate(0, 0, 7+d.wd-1)
		if ahead > 0 && d.wd > now {
			r.doubt = "the one of this week may be meant"
		}
		return r
	case secondNext:
		r.lo = monday(p.today).AddDate(0, 0, 14+d.wd-1)
		return r
	case lastOne:
		r.lo = monday(p.today).AddDate(0, 0, -7+d.wd-1)
		return r
	}
	if ahead == 0 && d.shift != plainDay || ahead == 0 && d.weeks > 0 {
		ahead = 7 * boolInt(d.weeks == 0)
	} else if ahead == 0 {
		r.doubt = "today is the same weekday"
		ahead = 7
	}
	r.lo = p.today.AddDate(0, 0, ahead+7*d.weeks)
	return r
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// locate gives a civil wall time its zone.
func locate(t time.Time, loc *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), 0, 0, loc)
}
