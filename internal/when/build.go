package when

import (
	"slices"
	"strings"
	"time"
)

// Most expressions told of one text.
const maxExprs = 500

// finder turns the segments of a text into expressions.
type finder struct {
	*parser
	sole    Zone // named once for the whole text
	hasSole bool
	lastDay *reading   // the last single day named, for times that follow without one
	days    []*reading // the days of the last segment that named no time
	lastAt  int
	week    time.Time // Monday of the week last spoken of, within which weekdays are meant
	weekAt  int
	before  *date        // the weekday before, in a list
	beforeT time.Time    // and the day it is
	dayless bool         // the reading at hand names hours of no day
	free    bool         // no deadline is spoken of, which may lie before that week
	told    bool         // the times at hand are only told of
	hour    *timeOf      // the one last named, for "the same time"
	ranged  map[int]bool // offsets of hours of no day that are a range
	weekly  map[int]bool // offsets of hours of every week
	out     []Expr
}

func (f *finder) run() []Expr {
	f.sole, f.hasSole = f.soleZone()
	for i := 0; i < len(f.it)-1 && len(f.out) < maxExprs; {
		if !f.mayStart(i) {
			i++
			continue
		}
		pieces, next := f.segment(i)
		if len(pieces) > 0 {
			f.emit(pieces)
		}
		i = max(next, i+1)
	}
	f.byThen()
	f.lendHours()
	return f.out
}

const leadMask = 1<<cAt | 1<<cFrom | 1<<cBetween | 1<<cAfter | 1<<cBefore | 1<<cBy | 1<<cUntil | 1<<cSince | 1<<cTo | 1<<cFor

func (f *finder) mayStart(i int) bool {
	x := f.at(i)
	return x.mask&(dateMask|leadMask|1<<cPart|1<<cTodayPart|1<<cClock|1<<cPastHour) != 0 || x.num >= 0 || x.sym == '@' || x.sym == '+'
}

// emit turns one segment into expressions.
func (f *finder) emit(pieces []piece) {
	shareListMeridiem(pieces)
	if old := f.movedFrom(pieces); old > 0 {
		f.tell(pieces[:old:old], roles{mention: true})
		if pieces = pieces[old:]; len(pieces) == 0 {
			return
		}
		pieces[0].link = link{}
	}
	if k := f.exceptFrom(pieces); k > 0 {
		f.tell(pieces[:k:k], f.roleOf(pieces[:k]))
		pieces = pieces[k:]
		pieces[0].link = link{}
	}
	f.tell(pieces, f.roleOf(pieces))
}

// exceptFrom returns how many hours before a day are those that do not suit: "any
// time but between 10 and 11, or Friday".
func (f *finder) exceptFrom(ps []piece) int {
	k := slices.IndexFunc(ps, func(x piece) bool { return x.date != nil })
	if k < 1 || !ps[k].or {
		return 0
	}
	for n, j := 0, ps[0].lo-1; n < 3; n, j = n+1, j-1 {
		if f.at(j).says(cueExcept) {
			return k
		}
	}
	return 0
}

// tell adds the expressions of pieces that play one role.
func (f *finder) tell(pieces []piece, role roles) {
	start := len(f.out)
	f.before = nil
	f.told = role.mention
	f.free = (role.lead == 0 || role.lead == cAfter) && !role.deadline
	readings := assemble(pieces)
	f.keepDays(readings)
	for _, r := range readings {
		exprs := f.expressions(r)
		start = min(start, len(f.out)) // a day alone may have been taken back
		for _, e := range exprs {
			if len(f.out) < maxExprs && !f.same(start, e, r.again) && !f.endsLast(pieces, e) {
				f.out = append(f.out, ordered(role.apply(f, r, e)))
			}
		}
	}
}

// ordered drops an end that does not come after the start: "within four seconds"
// is less than the minutes that are reckoned in.
func ordered(e Expr) Expr {
	if !e.End.After(e.Start) {
		e.End = time.Time{}
	}
	return e
}

// same tells whether e is the same time as the one before it in the segment,
// told in another zone or twice; its words are added to the first.
func (f *finder) same(start int, e Expr, again bool) bool {
	if len(f.out) == start {
		return false
	}
	last := &f.out[len(f.out)-1]
	if again && !last.Start.Equal(e.Start) {
		last.doubt("the two clocks that are named do not agree")
	} else if !last.Start.Equal(e.Start) || !last.End.Equal(e.End) || last.Grain == Day && e.Grain == Day && e.Offset != last.Offset {
		return false
	}
	if end := e.Offset + len(e.Text); end > last.Offset+len(last.Text) {
		last.Text = f.text[last.Offset:end]
	}
	return true
}

// shareListMeridiem lets "2 or 3pm" be afternoon both.
func shareListMeridiem(ps []piece) {
	for i := len(ps) - 2; i >= 0; i-- {
		a, b := ps[i].time, ps[i+1].time
		if a == nil || b == nil || ps[i+1].join < comma || !a.from.open() || a.ranged || b.part || b.from.mer == 0 {
			continue
		}
		c := a.from
		c.mer = b.from.mer
		if c.minutes() < b.from.minutes() && (c.minutes() == plausibleMinutes(a.from) || b.from.h > 7 && b.from.h < 12) {
			a.from = c
		}
	}
}

// expressions resolves one reading; a span of days with hours is one for each day.
func (f *finder) expressions(r reading) []Expr {
	f.dayless = false
	if r.time != nil && r.time.same {
		r.time = f.hour
	}
	if r.time != nil && !r.time.part {
		f.hour = r.time
	}
	if r.date == nil {
		return f.timeOnly(r)
	}
	f.fromThatDay(r.date, r.lo)
	f.afterNamed(r.date, r.lo)
	f.withinWeek(r.date, r.lo)
	day, ok := f.resolve(*r.date)
	if !ok {
		return nil
	}
	f.inOrder(r.date, &day)
	if day.grain == Week && !r.date.past {
		f.week, f.weekAt = monday(day.lo), f.at(r.hi-1).hi
	}
	if r.end != nil {
		f.withinWeek(r.end, r.lo)
		return f.dayRange(r, day)
	}
	if r.time == nil || day.grain != Day || r.date.clock || !day.hi.IsZero() {
		out := f.dateOnly(r, day)
		if r.time != nil && !r.time.part && day.grain != Day && r.date.hi.After(r.date.lo) { // "next week at 3": the hours of an unknown day
			out = append(out, f.timeOnly(reading{time: r.time, lo: r.lo, hi: r.hi})...)
		}
		return out
	}
	if r.mod == 0 || r.date.wd > 0 || r.date.fixed || r.date.d > 0 {
		f.lastDay, f.lastAt = &r, r.hi
	}
	e := f.at1(r, day.lo, day.doubt)
	if r.date.habit {
		f.mark(&f.weekly, e.Offset)
	}
	return []Expr{e}
}

// mark remembers an offset.
func (f *finder) mark(set *map[int]bool, offset int) {
	if *set == nil {
		*set = map[int]bool{}
	}
	(*set)[offset] = true
}

func (f *finder) base(r reading) Expr {
	lo, hi := f.at(r.lo).lo, f.at(r.hi-1).hi
	if hi < lo {
		hi = f.at(r.lo).hi
	}
	return Expr{Text: strings.TrimSpace(f.text[lo:hi]), Offset: lo, Certain: true}
}

// at1 is a time on a day.
func (f *finder) at1(r reading, day time.Time, doubt string) Expr {
	e := f.base(r)
	h := r.time.settle()
	loc := f.zoned(&e, r.time.zone)
	e.Start = locate(day.Add(time.Duration(h.from)*time.Minute), loc)
	if h.to >= 0 {
		e.End = locate(f.endDay(r.time, day).Add(time.Duration(h.to)*time.Minute), loc)
	}
	e.Grain = h.grain
	e.doubt(doubt)
	if !h.certain {
		e.doubt("am or pm is not said")
	}
	if !e.End.IsZero() && !e.End.After(e.Start) {
		e.End = time.Time{}
	}
	return e
}

func (f *finder) endDay(t *timeOf, day time.Time) time.Time {
	if t.till != nil {
		if r, ok := f.resolve(*t.till); ok {
			for t.till.wd > 0 && t.till.d == 0 && r.lo.Before(day) {
				r.lo = r.lo.AddDate(0, 0, 7)
			}
			return r.lo
		}
	}
	return day
}

func (e *Expr) doubt(why string) {
	if why != "" && e.Doubt == "" {
		e.Certain, e.Doubt = false, why
	}
}

// zoned sets the zone of an expression: its own, the one that the text names
// once, else that of the message.
func (f *finder) zoned(e *Expr, z Zone) *time.Location {
	switch {
	case z.whose == readers && f.ctx.Reader != nil:
		e.Zone, e.ZoneSource = f.ctx.Reader.String(), ZoneDefault
		return f.ctx.Reader
	case z.whose == readers:
		e.doubt("it is told by your own clock, and the text does not say where that is")
	case !z.said() && f.hasSole:
		z = f.sole
	}
	if z.Location == nil {
		_, offset := f.ctx.Now.Zone()
		e.Zone, e.ZoneSource = offsetName(offset), f.ctx.ZoneSource
		return f.ctx.Now.Location()
	}
	e.Zone, e.ZoneSource = z.Name, ZoneText
	if !z.Certain {
		e.doubt(z.Doubt)
	}
	return z.Location
}

// dateOnly is a day or span without a time of day.
func (f *finder) dateOnly(r reading, day resolved) []Expr {
	e := f.base(r)
	e.Grain = day.grain
	e.doubt(day.doubt)
	loc := f.ctx.Now.Location()
	_, offset := f.ctx.Now.Zone()
	e.Zone, e.ZoneSource = offsetName(offset), f.ctx.ZoneSource
	if f.hasSole && !r.date.clock {
		loc = f.zoned(&e, Zone{})
	}
	e.Start = locate(day.lo, loc)
	if !day.hi.IsZero() {
		e.End = locate(day.hi, loc)
	}
	if day.grain == Day && day.hi.IsZero() {
		f.lastDay, f.lastAt = &r, r.hi
	}
	return []Expr{e}
}

// dayRange is "Monday to Wednesday", as one window or, with hours, day by day.
func (f *finder) dayRange(r reading, first resolved) []Expr {
	last, ok := f.resolve(*r.end)
	if !ok {
		return nil
	}
	if last.lo.Before(first.lo) {
		last = f.laterEnd(r, first, last)
	}
	end := last.lo.AddDate(0, 0, 1)
	if !last.hi.IsZero() {
		end = last.hi
	}
	if !end.After(first.lo) {
		return nil
	}
	e := f.base(r)
	loc := f.zoned(&e, Zone{})
	e.Start, e.End, e.Grain = locate(first.lo, loc), locate(end, loc), first.grain
	if r.date.clock || r.end.clock {
		e.End = locate(last.lo, loc)
	}
	e.doubt(first.doubt)
	e.doubt(last.doubt)
	days := int(end.Sub(first.lo).Hours() / 24)
	if days > 3 && r.apart { // told with the hours before
		return nil
	}
	if r.time == nil || days > 3 {
		return []Expr{e}
	}
	var out []Expr
	for d := range days {
		out = append(out, f.at1(r, first.lo.AddDate(0, 0, d), e.Doubt))
	}
	return out
}

// laterEnd moves the end of a range behind its start: "Friday to Monday".
func (f *finder) laterEnd(r reading, first, last resolved) resolved {
	switch {
	case r.end.fixed || r.end.y > 0:
	case r.end.m > 0 || r.end.grain == Month:
		last.lo = last.lo.AddDate(1, 0, 0)
		if !last.hi.IsZero() {
			last.hi = last.hi.AddDate(1, 0, 0)
		}
	case r.end.d > 0:
		last.lo = addMonths(last.lo, 1)
	default:
		for last.lo.Before(first.lo) {
			last.lo = last.lo.AddDate(0, 0, 7)
		}
	}
	return last
}
