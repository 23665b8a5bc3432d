package app

import (
	"time"

	"rsvpd/config"
)

// A schedule is asked by local date, never by the hours since: robfig/cron skips
// a time that the clock leaps over and doubles one that it repeats, and knows
// nothing of suspends. Reckoned on a clock without changes, each date has its
// one firing, and a row in the database says whether it was used.

// firing returns when a schedule fires on the date that t has in zone; false
// when it does not fire on that date. A time that the clock leaps over is taken
// as if it had not leapt yet: 2:30 becomes 3:30.
func firing(s config.Schedule, t time.Time, zone *time.Location) (time.Time, bool) {
	y, m, d := t.In(zone).Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	wall := s.Next(midnight.Add(-time.Second))
	if wall.IsZero() || !wall.Before(midnight.AddDate(0, 0, 1)) {
		return time.Time{}, false
	}
	return onClock(midnight, wall, zone), true
}

// onClock returns when the clocks of zone show wall, which is reckoned in UTC.
func onClock(midnight, wall time.Time, zone *time.Location) time.Time {
	y, m, d := midnight.Date()
	at := time.Date(y, m, d, wall.Hour(), wall.Minute(), 0, 0, zone)
	if at.Hour() == wall.Hour() && at.Minute() == wall.Minute() {
		return at
	}
	_, before := at.Add(-3 * time.Hour).Zone()
	return wall.Add(-time.Duration(before) * time.Second).In(zone)
}

// horizon is how many days are looked at for a firing: schedules of weekdays
// fire within eight, rarer ones (the first of a month) within 31.
const horizon = 32

// lastFiring returns the last firing strictly before t.
func lastFiring(s config.Schedule, t time.Time, zone *time.Location) (time.Time, bool) {
	for i := range horizon {
		if at, ok := firing(s, day(t, zone, -i), zone); ok && at.Before(t) {
			return at, true
		}
	}
	return time.Time{}, false
}

// nextFiring returns the first firing after t.
func nextFiring(s config.Schedule, t time.Time, zone *time.Location) (time.Time, bool) {
	for i := range horizon {
		if at, ok := firing(s, day(t, zone, i), zone); ok && at.After(t) {
			return at, true
		}
	}
	return time.Time{}, false
}

// day returns noon of the date n days after t's in zone.
func day(t time.Time, zone *time.Location, n int) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d+n, 12, 0, 0, 0, zone)
}
