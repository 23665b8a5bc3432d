package ical

import (
	"fmt"
	"time"
)

// exceptions are the occurrences that do not take place as the series says.
type exceptions struct {
	at   map[int64]bool // instants
	days map[int64]bool // whole days, on the clock of the event
}

func (x exceptions) has(at, wall time.Time) bool {
	return x.at[at.Unix()] || x.days[date(wall.Date()).Unix()]
}

// exceptions reads EXDATE, and what the others of a series replace. Some programs
// write a bare date for an event that has a time, or the reverse.
func (r *busyReader) exceptions(s *series, m occasion) (exceptions, error) {
	x := exceptions{at: map[int64]bool{}, days: map[int64]bool{}}
	add := func(at moment) {
		if at.date || m.AllDay {
			x.days[date(at.wall.Date()).Unix()] = true
		} else {
			x.at[at.at.Unix()] = true
		}
	}
	if r.work -= len(s.others); r.work < 0 {
		return x, errWork
	}
	for _, o := range s.others {
		add(*o.replaces)
	}
	var bad error
	err := r.values(m.except, func(prop *property, value string) {
		at, ok := r.moment(s.p, prop, value)
		if !ok {
			bad = fmt.Errorf("EXDATE %q can't be read", shorten(value))
			return
		}
		add(at)
	})
	if err != nil {
		return x, err
	}
	return x, bad
}
