package when

import (
	"slices"
	"time"
)

// doubtNoDay marks hours for which no day is named.
const doubtNoDay = "no day is named"

// lendHours gives the hours that a text names once, of no day or of every week,
// to its days that have none: "we meet Tuesdays at 4. Still free: September 22,
// October 6"; "the visit runs from 8:30 to 16:30. We could do Monday or Thursday".
func (f *finder) lendHours() {
	from := -1
	for i, e := range f.out {
		switch {
		case !f.lendable(i):
			if e.Role == Slot && e.Grain != Day {
				return // some days have hours of their own
			}
		case from >= 0:
			return // and of two none is the one
		default:
			from = i
		}
	}
	if from < 0 {
		return
	}
	lent := false
	for i := range f.out {
		lent = f.lend(&f.out[i], f.out[from]) || lent
	}
	if lent {
		f.out = slices.Delete(f.out, from, from+1)
	}
}

// lendable tells whether an expression is hours of every week, or from one hour
// to another of no day.
func (f *finder) lendable(i int) bool {
	e := f.out[i]
	if e.Role != Window || e.Grain != Minute && e.Grain != Hour {
		return false
	}
	return f.weekly[e.Offset] || e.Doubt == doubtNoDay && !e.End.IsZero() && f.ranged[e.Offset]
}

// lend sets the hours of a day that has none. Those of every week go to the same
// weekday alone.
func (f *finder) lend(day *Expr, hours Expr) bool {
	if day.Role != Slot || day.Grain != Day || !day.End.IsZero() || f.weekly[hours.Offset] && day.Start.Weekday() != hours.Start.Weekday() {
		return false
	}
	at := func(t time.Time) time.Time {
		y, m, d := day.Start.Date()
		return time.Date(y, m, d, t.Hour(), t.Minute(), 0, 0, t.Location())
	}
	length := hours.End.Sub(hours.Start)
	if day.Start = at(hours.Start); !hours.End.IsZero() {
		day.End = day.Start.Add(length)
	}
	day.Grain, day.Zone, day.ZoneSource = hours.Grain, hours.Zone, hours.ZoneSource
	return true
}

// byThen makes the time a deadline of which the text says "a yes or no before
// then, please".
func (f *finder) byThen() {
	for i := range f.it {
		if !f.at(i).says(cueThen) || f.at(i+1).is(cEnd) || !f.asksNear(i) { // "d'ici la fin du mois" names its own
			continue
		}
		for k := len(f.out) - 1; k >= 0; k-- {
			e := &f.out[k]
			if away := f.at(i).lo - e.Offset - len(e.Text); away < 0 {
				continue
			} else if away < memory/2 && e.Start.After(f.ctx.Now) && e.Role != Window {
				e.Role = Deadline
			}
			break
		}
	}
}

// asksNear tells whether the sentence around an item asks for an answer.
func (f *finder) asksNear(i int) bool {
	for _, step := range [...]int{-1, 1} {
		for n, j := 0, i; n < reachAfter+2 && j > 0 && j < len(f.it)-1 && (j == i || !f.sentenceStop(j)); n, j = n+1, j+step {
			if f.at(j).says(cueAnswer) {
				return true
			}
		}
	}
	return false
}
