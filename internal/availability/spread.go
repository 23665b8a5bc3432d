package availability

import (
	"slices"
	"time"
)

// targets are the clock times, in minutes, that a person would name one after
// the other: a morning, an afternoon, a later morning.
var targets = []int{10 * 60, 14 * 60, 11 * 60, 15 * 60}

// What counts against a slot, in minutes of distance from its target.
const (
	halfHour  = 40  // not on the full hour
	lunch     = 250 // between twelve and one
	sameClock = 90  // a time of day already named for another day
	tooClose  = 600 // nearer to another slot than gap
)

// gap is what two slots of one day should lie apart.
const gap = 90 * time.Minute

// pick chooses n of the slots, spread over the days: the earliest days first,
// one slot each; a day gets a second one only when every day has one.
func pick(days [][]Span, n int) []Span {
	var chosen []Span
	for len(chosen) < n {
		before := len(chosen)
		for _, slots := range days {
			if len(chosen) == n {
				break
			}
			if s, ok := best(slots, chosen); ok {
				chosen = append(chosen, s)
			}
		}
		if len(chosen) == before {
			break
		}
	}
	slices.SortFunc(chosen, func(a, b Span) int { return a.Start.Compare(b.Start) })
	return chosen
}

// best returns the slot of a day that a person would name next; false when all
// overlap those already chosen.
func best(slots, chosen []Span) (best Span, found bool) {
	least := 0
	target := targets[len(chosen)%len(targets)]
	for _, s := range slots {
		if overlapsAny(chosen, s) {
			continue
		}
		if c := cost(s, target, chosen); !found || c < least {
			best, least, found = s, c, true
		}
	}
	return best, found
}

func cost(s Span, target int, chosen []Span) int {
	clock := minutes(s.Start)
	c := abs(clock - target)
	if clock%60 != 0 {
		c += halfHour
	}
	if clock/60 == 12 {
		c += lunch
	}
	for _, o := range chosen {
		if minutes(o.Start) == clock {
			c += sameClock
		}
		if s.Start.Sub(o.End) < gap && o.Start.Sub(s.End) < gap {
			c += tooClose
		}
	}
	return c
}

func minutes(t time.Time) int { return t.Hour()*60 + t.Minute() }

func abs(n int) int { return max(n, -n) }
