package extract

import (
	"time"

	"rsvpd/internal/when"
)

// A Date header gives an offset, not a place; but a letter of February that offers
// half past eleven in October means the clock on the wall in October.

// onTheirClock gives times that the letter names without a zone the offset which
// holds on that day where its writer most likely lives. The offset of the Date
// header holds on the day of writing only.
func (j *job) onTheirClock(exprs []when.Expr) {
	home, sure := j.home()
	if home == nil {
		return
	}
	for i := range exprs {
		e := &exprs[i]
		if e.ZoneSource != when.ZoneMessage || e.Start.IsZero() || j.countedFromNow(e.Start) {
			continue
		}
		if start := wallClock(e.Start, home); !start.Equal(e.Start) {
			e.Start, e.Zone = start, start.Format("-07:00")
			if e.Grain != when.Day && !sure && e.Doubt == "" {
				e.Certain, e.Doubt = false, "the clocks may have changed by then where it was written"
			}
			if !e.End.IsZero() {
				e.End = wallClock(e.End, home)
			}
		}
	}
}

// countedFromNow reports whether a time is so many hours from the writing of the
// letter, to the second: no clock on a wall was looked at.
func (j *job) countedFromNow(t time.Time) bool {
	return t.Second() != 0 || t.Sub(j.m.Date).Abs() < 24*time.Hour
}

// wallClock is the time at which a clock in that place shows what t does, with the
// offset of that day.
func wallClock(t time.Time, place *time.Location) time.Time {
	y, m, d := t.Date()
	there := time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), place)
	name, offset := there.Zone()
	return there.In(time.FixedZone(name, offset))
}

// home is the place whose clock the letter was written by: the reader's own where
// their offset was the same on that day, else the first of the language's places
// where it was. It is nil where the Date header tells nothing, and sure where no
// other place is likely: a language of many countries has some that change no clocks.
func (j *job) home() (place *time.Location, sure bool) {
	_, offset := j.m.Date.Zone()
	fits := func(place *time.Location) bool {
		_, there := j.m.Date.In(place).Zone()
		return there == offset
	}
	if own := j.ctx.Zone; own != nil && own != time.UTC && fits(own) {
		return own, true
	}
	for _, place := range j.w.homes {
		if fits(place) {
			return place, len(j.w.homes) == 1
		}
	}
	return nil, false
}

// places loads time zones by name.
func places(names []string) ([]*time.Location, error) {
	var out []*time.Location
	for _, name := range names {
		place, err := time.LoadLocation(name)
		if err != nil {
			return nil, err
		}
		out = append(out, place)
	}
	return out, nil
}
