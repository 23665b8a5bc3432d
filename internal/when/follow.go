package when

import (
	"slices"
	"strings"
	"time"
)

// keepDays remembers a list of days without a time, which may follow.
func (f *finder) keepDays(rs []reading) {
	if len(rs) > 0 && rs[0].date == nil { // the time that follows
		return
	}
	f.days = nil
	for i := range rs {
		if rs[i].date == nil || rs[i].time != nil || rs[i].end != nil || rs[i].date.grain != Day {
			f.days = nil
			return
		}
		f.days = append(f.days, &rs[i])
	}
}

// endsLast gives the time under a label "End:", or beside a word such as "ends", to
// the one before it as its end: "9:00 start, 10:30 finish".
func (f *finder) endsLast(ps []piece, e Expr) bool {
	if len(f.out) == 0 || !f.finishes(ps[0].lo, ps[len(ps)-1].hi) {
		return false
	}
	last := &f.out[len(f.out)-1]
	if !last.End.IsZero() || last.Grain == Day || !e.Start.After(last.Start) || e.Start.Sub(last.Start) > 24*time.Hour || e.Offset-last.Offset > memory/2 {
		return false
	}
	last.End = e.Start
	return true
}

// finishes tells whether the words beside a time make it an end.
func (f *finder) finishes(lo, hi int) bool {
	if f.at(lo-1).sym == ':' && f.at(lo-2).is(cEnd) {
		return true
	}
	j := lo - 1
	for n := 0; n < 2 && f.at(j).any(cAt, cThe, cHour) && !f.at(j).says(cueFinish); n++ {
		j--
	}
	behind := f.at(hi)
	return f.at(j).says(cueFinish) && !f.sentenceStop(j) || behind.says(cueFinish) && behind.gap == gapSpace
}

// How far back a day is looked for when a time names none, in bytes.
const memory = 400

// refine drops the day that was found by itself when its hours follow after
// other words: "Friday at our office, at 3pm" is one time.
func (f *finder) refine(e *Expr, day time.Time) {
	for i := len(f.out) - 1; !f.told && i >= 0 && i >= len(f.out)-3; i-- {
		x := f.out[i]
		if x.Role != Slot || x.Grain != Day || !x.End.IsZero() || x.Start.Day() != day.Day() || x.Start.Month() != day.Month() {
			continue
		}
		if between := f.text[x.Offset:e.Offset]; i == len(f.out)-1 && len(between) < memory/4 && !strings.ContainsAny(between, ".?!\n") {
			e.Text, e.Offset = f.text[x.Offset:e.Offset+len(e.Text)], x.Offset
		}
		f.out = slices.Delete(f.out, i, i+1)
		return
	}
}

// onDays puts a time on the last day named; on all days of a list in the same
// sentence: "the 12th or 13th would suit, between 10 and 4".
func (f *finder) onDays(r reading, last *reading) []Expr {
	days := []*reading{last}
	if n := len(f.days); n > 1 && f.days[n-1].hi == last.hi && !f.stopBetween(last.hi, r.lo) {
		days = f.days
	}
	var out []Expr
	for _, d := range days {
		day, ok := f.resolve(*d.date)
		if !ok || day.lo.Before(f.today) {
			continue
		}
		e := f.at1(r, day.lo, day.doubt)
		f.refine(&e, day.lo)
		out = append(out, e)
	}
	return out
}

// stopBetween tells whether a sentence ends between two items.
func (f *finder) stopBetween(lo, hi int) bool {
	for j := lo; j < hi; j++ {
		if f.sentenceStop(j) || f.at(j).gap == gapBlank {
			return true
		}
	}
	return false
}

// timeOnly is a time without a day: that of the last day named shortly before,
// else the next time that the clock shows it.
func (f *finder) timeOnly(r reading) []Expr {
	if r.time.part && r.time.mod == 0 && f.lastDay == nil && !f.at(r.lo).any(cIn, cThis, cTodayPart) && r.lo > 0 {
		return nil
	}
	if d := f.lastDay; d != nil && f.free && f.at(r.lo).lo-f.at(f.lastAt-1).hi <= memory && !r.time.part {
		if out := f.onDays(r, d); out != nil {
			return out
		}
	}
	e := f.at1(r, f.today, "")
	loc := e.Start.Location()
	y, m, d := f.ctx.Now.In(loc).Date()
	e = f.at1(r, civil(y, int(m), d), "")
	if e.Start.Before(f.ctx.Now) && r.time.mod != cSince && !(r.time.part || !e.End.IsZero() && !e.End.Before(f.ctx.Now)) {
		e = f.at1(r, civil(y, int(m), d+1), "")
	}
	e.doubt(doubtNoDay)
	if r.time.ranged {
		f.mark(&f.ranged, e.Offset)
	}
	f.dayless = true
	return []Expr{e}
}

// fromThatDay counts from the day last named: "Thursday at 11, or the same day at 6".
func (f *finder) fromThatDay(d *date, at int) {
	if !d.that || d.fixed {
		return
	}
	d.fixed, d.lo = true, f.today.AddDate(0, 0, d.after)
	if f.lastDay != nil && f.at(at).lo-f.at(f.lastAt-1).hi <= memory {
		if day, ok := f.resolve(*f.lastDay.date); ok {
			d.lo, d.doubt = day.lo.AddDate(0, 0, d.after), day.doubt
			return
		}
	}
	d.doubt = "the day that it is counted from is not named"
}

// withinWeek puts a plain weekday into the week that was just spoken of: "next
// week? Tuesday or Thursday would suit".
func (f *finder) withinWeek(d *date, at int) {
	if !f.free || f.week.IsZero() || d.wd == 0 || d.shift != plainDay || d.fixed || d.d > 0 || d.weeks > 0 || f.at(at).lo-f.weekAt > memory/2 {
		return
	}
	day := f.week.AddDate(0, 0, d.wd-1)
	if day.Before(f.today) {
		return
	}
	d.fixed, d.lo, d.grain = true, day, Day
}

// afterNamed puts "the Monday" on the date that was named before, or on the first such
// day behind it: "we come up on Monday 30 March. Would three on the Monday do?"
func (f *finder) afterNamed(d *date, at int) {
	if !d.named || f.lastDay == nil || d.wd == 0 || d.fixed || d.d > 0 || d.weeks > 0 || f.at(at).lo-f.at(f.lastAt-1).hi > memory {
		return
	}
	last := f.lastDay.date
	if last.d == 0 && !last.named || last.habit || last.shift != plainDay {
		return
	}
	day, ok := f.resolve(*last)
	if !ok || day.lo.Before(f.today) {
		return
	}
	d.fixed, d.grain, d.doubt = true, Day, day.doubt
	d.lo = day.lo.AddDate(0, 0, (d.wd-isoWeekday(day.lo)+7)%7)
}

// inOrder keeps a list of weekdays in the order of time: of "Monday or
// Wednesday", said on a Tuesday, the Wednesday is not tomorrow's.
func (f *finder) inOrder(d *date, day *resolved) {
	plain := d.wd > 0 && d.shift == plainDay && !d.fixed && d.d == 0 && d.weeks == 0
	if plain && f.before != nil && f.before.wd <= d.wd && day.lo.Before(f.beforeT) {
		day.lo = day.lo.AddDate(0, 0, 7)
		day.doubt = "the one of this week may be meant"
	}
	if f.before = nil; plain {
		f.before, f.beforeT = d, day.lo
	}
}
