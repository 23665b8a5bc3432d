// Package workday counts business days: spans such as "2 business days", and
// calendars of weekends and public holidays in a time zone. It knows no mail and
// no policy. It is pure.
package workday

import "time"

// Calendar says which days are business days: Monday to Friday less the
// holidays, in Zone. The zero value has no holidays and counts in UTC.
type Calendar struct {
	Zone    *time.Location // nil: UTC
	holiday func(time.Time) bool
}

// NewCalendar returns the calendar of a zone with the holidays of a code of
// HolidayCodes; "" has none. It fails on an unknown code.
func NewCalendar(zone *time.Location, holidays string) (Calendar, error) {
	f, err := Holidays(holidays)
	if err != nil {
		return Calendar{}, err
	}
	return Calendar{Zone: zone, holiday: f}, nil
}

// IsBusinessDay reports whether t falls, in the calendar's zone, on a day that
// is neither weekend nor holiday.
func (c Calendar) IsBusinessDay(t time.Time) bool {
	return c.isBusinessDate(dateOf(t.In(c.zone())))
}

// IsHoliday reports whether t falls, in the calendar's zone, on a public
// holiday; a plain weekend is none.
func (c Calendar) IsHoliday(t time.Time) bool {
	return c.holiday != nil && c.holiday(t.In(c.zone()))
}

// Add returns the instant a span after t. N business days later is the same
// clock time N business days on; a t on a free day counts from 00:00 of the next
// business day, even when N is 0. A plain duration is elapsed time.
func (c Calendar) Add(t time.Time, s Span) time.Time {
	if s.BusinessDays == 0 {
		return t.Add(s.Duration)
	}
	d, clock := c.split(t)
	if !c.isBusinessDate(d) {
		d, clock = c.step(d, 1), 0
	}
	for range s.BusinessDays {
		d = c.step(d, 1)
	}
	return d.at(clock, c.zone())
}

// Sub returns the instant a span before t, the mirror of Add: the same clock
// time N business days earlier. A t on a free day counts back from the end of
// the last business day, so that N whole business days lie between. The result
// is never after t.
func (c Calendar) Sub(t time.Time, s Span) time.Time {
	if s.BusinessDays == 0 {
		return t.Add(-s.Duration)
	}
	d, clock := c.split(t)
	n := s.BusinessDays
	if !c.isBusinessDate(d) {
		// The end of the last business day is one such day after its start.
		d, clock = c.step(d, -1), 0
		n--
	}
	for range n {
		d = c.step(d, -1)
	}
	return d.at(clock, c.zone())
}

// NextBusinessDay returns 00:00 of the first business day after the day of t.
func (c Calendar) NextBusinessDay(t time.Time) time.Time {
	d, _ := c.split(t)
	return c.step(d, 1).at(0, c.zone())
}

func (c Calendar) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

func (c Calendar) split(t time.Time) (date, time.Duration) {
	t = t.In(c.zone())
	return dateOf(t), clockOf(t)
}

// maxStep bounds the search for a business day: no calendar has a year without.
const maxStep = 366

// step returns the next business day after d, or before it with by = -1.
func (c Calendar) step(d date, by int) date {
	for range maxStep {
		d = d.add(by)
		if c.isBusinessDate(d) {
			break
		}
	}
	return d
}

func (c Calendar) isBusinessDate(d date) bool {
	// A day that the zone skipped, as Samoa did Friday 30 December 2011, goes by
	// the day that came instead: there, a Saturday.
	noon := d.at(12*time.Hour, c.zone())
	if wd := noon.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	return c.holiday == nil || !c.holiday(noon)
}
