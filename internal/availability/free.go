package availability

import (
	"slices"
	"time"
)

// The bounds of the search. They also bound its cost: at most maxDays days of
// 48 half hours are looked at.
const (
	horizon = 10 // days with open hours that are looked at first
	maxDays = 90 // days looked at in all
)

// Free returns up to Count slots to offer, in order of time: on the full or half
// hour, within the user's hours, in the civil hours of both sides where that is
// possible, after the notice, clear of what is busy or already proposed. They
// are spread over days and parts of the day as a person would offer them. The
// same request gives the same slots.
//
// Times within Within come first. Where it holds fewer than two (an offer of a
// single time is none), the next times after it fill up, and outside is true.
// No slot at all means that there is none in the next 90 days.
func Free(r Request) (slots []Span, outside bool) {
	f := newFinder(r)
	wanted := f.wanted()
	next := f.openDays(later(f.from, wanted.End))
	far := Span{f.from, f.from.AddDate(0, 0, maxDays)}
	for _, civil := range manners {
		slots = pick(f.days(wanted, civil), r.count())
		if len(slots) >= min(2, r.count()) {
			return slots, false
		}
		if more := pick(f.days(next, civil), r.count()-len(slots)); len(slots)+len(more) > 0 {
			return append(slots, more...), len(more) > 0 && !r.Within.IsZero()
		}
	}
	for _, civil := range manners {
		if slots = pick(f.days(far, civil), r.count()); len(slots) > 0 {
			return slots, !r.Within.IsZero()
		}
	}
	return nil, false
}

// manners are the hours, from and to, in which the other side may be asked for a
// conversation; the next ones count only if the zones leave nothing in these
// before long.
var manners = []ClockSpan{{8 * 60, 19 * 60}, {7 * 60, 21 * 60}, {0, 24 * 60}}

// finder is a request made ready for many questions.
type finder struct {
	Request
	from time.Time // the notice is kept from here on
	busy []Span    // sorted and merged, Avoid included
}

func newFinder(r Request) finder {
	return finder{Request: r, from: r.Now.Add(r.Notice), busy: Merge(r.Busy, r.Avoid)}
}

// wanted is the span that is searched first: Within, as far as it keeps the
// notice, or the next ten days with open hours.
func (f finder) wanted() Span {
	if f.Within.IsZero() {
		return f.openDays(f.from)
	}
	return Span{later(f.from, f.Within.Start), f.Within.End}
}

// openDays is the span of the next ten days with open hours.
func (f finder) openDays(from time.Time) Span {
	d, open := dayOf(from.In(f.zone())), 0
	for n := 0; n < maxDays && open < horizon; n++ {
		if len(f.open(d)) > 0 {
			open++
		}
		d = d.add(1)
	}
	end, _ := d.at(0, f.zone())
	return Span{from, end}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// days returns the free slots within a span, day by day; days without any are
// left out, and no more than ten are of use.
func (f finder) days(within Span, civil ClockSpan) [][]Span {
	var days [][]Span
	d := dayOf(within.Start.In(f.zone()))
	for range maxDays {
		if start, _ := d.at(0, f.zone()); !start.Before(within.End) || len(days) == horizon {
			break
		}
		if slots := f.slots(d, within, civil); len(slots) > 0 {
			days = append(days, slots)
		}
		d = d.add(1)
	}
	return days
}

// slots returns the free slots of one day, on the half hour. They may overlap
// one another.
func (f finder) slots(d day, within Span, civil ClockSpan) []Span {
	var slots []Span
	for _, h := range f.open(d) {
		open := d.span(h, f.zone())
		for m := (h.From + 29) / 30 * 30; m < h.To; m += 30 {
			start, exact := d.at(m, f.zone())
			s := Span{start, start.Add(f.Length())}
			if exact && open.Contains(s) && within.Contains(s) && f.clear(s) && f.civil(s, civil) {
				slots = append(slots, s)
			}
		}
	}
	return slots
}

// clear reports whether nothing busy overlaps s.
func (f finder) clear(s Span) bool {
	i, _ := slices.BinarySearchFunc(f.busy, s.Start, func(b Span, t time.Time) int {
		if b.End.After(t) {
			return 1
		}
		return -1
	})
	return i == len(f.busy) || !f.busy[i].Overlaps(s)
}

// civil reports whether s is decent where the other side is: within these hours
// of one day, and on a weekend only if it is weekend for both.
func (f finder) civil(s Span, hours ClockSpan) bool {
	if f.Theirs == nil {
		return true
	}
	start := s.Start.In(f.Theirs)
	if !dayOf(start).span(hours, f.Theirs).Contains(s) {
		return hours == manners[len(manners)-1]
	}
	return !weekend(start) || weekend(s.Start.In(f.zone()))
}

func weekend(t time.Time) bool {
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}

// Merge sorts spans and joins those that meet; empty and inverted ones drop out.
func Merge(lists ...[]Span) []Span {
	all := slices.DeleteFunc(slices.Concat(lists...), func(s Span) bool { return !s.Start.Before(s.End) })
	slices.SortFunc(all, func(a, b Span) int { return a.Start.Compare(b.Start) })
	var merged []Span
	for _, s := range all {
		last := len(merged) - 1
		if last < 0 || s.Start.After(merged[last].End) {
			merged = append(merged, s)
		} else if s.End.After(merged[last].End) {
			merged[last].End = s.End
		}
	}
	return merged
}

// Pad widens spans by a gap on both sides: what is to be kept free around them.
func Pad(spans []Span, gap time.Duration) []Span {
	padded := make([]Span, len(spans))
	for i, s := range spans {
		padded[i] = Span{s.Start.Add(-gap), s.End.Add(gap)}
	}
	return padded
}
