package workday

import "time"

// At returns the instant at which the clocks of a zone show the given time of a
// day, in minutes from midnight. Where the clock shows it twice, the first; where
// it is skipped, the first instant after the gap. (time.Date promises neither.)
// exact is false in both cases: such a time should not be offered to anybody.
func At(year int, month time.Month, day, minutes int, zone *time.Location) (t time.Time, exact bool) {
	d := dateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
	return resolve(d, time.Duration(minutes)*time.Minute, zone)
}

// date is a day of the calendar, apart from any zone.
type date struct {
	year  int
	month time.Month
	day   int
}

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date{y, m, d}
}

func (d date) add(days int) date {
	return dateOf(time.Date(d.year, d.month, d.day+days, 0, 0, 0, 0, time.UTC))
}

func (d date) at(clock time.Duration, zone *time.Location) time.Time {
	t, _ := resolve(d, clock, zone)
	return t
}

// clockOf returns what the clock shows, as a duration from 00:00.
func clockOf(t time.Time) time.Duration {
	h, m, s := t.Clock()
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute +
		time.Duration(s)*time.Second + time.Duration(t.Nanosecond())
}

// resolve tries the offsets in force around a wall time. Those that reproduce it
// are its readings: one as a rule, two where clocks were set back, none where
// they were set forward.
func resolve(d date, clock time.Duration, zone *time.Location) (time.Time, bool) {
	wall := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Add(clock)
	var found []time.Time
	for _, probe := range []time.Duration{-26 * time.Hour, 26 * time.Hour} {
		_, offset := wall.Add(probe).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if dateOf(t) == dateOf(wall) && clockOf(t) == clockOf(wall) {
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 0:
		return afterGap(wall, zone), false
	case found[0].Equal(found[len(found)-1]):
		return found[0], true
	case found[0].Before(found[1]):
		return found[0], false
	default:
		return found[1], false
	}
}

// afterGap returns the first instant whose wall time is at or after wall.
func afterGap(wall time.Time, zone *time.Location) time.Time {
	before := func(t time.Time) bool {
		_, offset := t.In(zone).Zone()
		return t.Add(time.Duration(offset) * time.Second).Before(wall)
	}
	// UTC offsets lie within a day, so the gap does too.
	lo, hi := wall.Add(-26*time.Hour), wall.Add(26*time.Hour)
	for hi.Sub(lo) > time.Second {
		mid := lo.Add(hi.Sub(lo) / 2)
		if before(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi.Truncate(time.Second).In(zone)
}
