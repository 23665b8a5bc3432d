package ical

import (
	"errors"
	"slices"
	"time"
)

// Times in this file are what a clock shows, written as if in UTC: "every day at
// nine" is nine on the clock, whatever the offset. Whoever asks puts the result
// on the clock of the event's zone.
//
// The expansion is our own because its work must be bounded whatever a calendar
// says: the library that the tests compare it with looks for an occurrence that
// never comes without an end ("FREQ=HOURLY;INTERVAL=24;BYHOUR=3" from ten o'clock
// on), and panics on "the twentieth Monday of December".

// errWork says that a rule is too much work.
var errWork = errors.New("it repeats too often to be followed")

// expand calls yield with the occurrences of a rule from start on that lie in
// [from, to), in order; start itself only if the rule says so. Every day, time
// and period that is looked at is taken off the budget; errWork when it is used
// up.
func (r rule) expand(start, from, to time.Time, budget *int, yield func(time.Time)) error {
	r = r.complete(start)
	left := r.count
	for n := r.skip(start, from); ; n++ {
		period := r.period(start, n)
		if !period.Before(to) || !r.until.IsZero() && period.After(r.until) {
			return nil
		}
		set, err := r.occurrences(period, budget)
		if err != nil {
			return err
		}
		for _, t := range set {
			switch {
			case t.Before(start):
				continue
			case !t.Before(to) || !r.until.IsZero() && t.After(r.until):
				return nil
			case !t.Before(from):
				yield(t)
			}
			if left--; left == 0 {
				return nil
			}
		}
	}
}

// longest is how long a period of each frequency lasts at most.
var longest = []time.Duration{366 * day, 31 * day, 7 * day, day, time.Hour, time.Minute, time.Second}

const day = 24 * time.Hour

// skip returns the number of a period that begins safely before from: what lies
// in the past need not be counted, unless the rule counts.
func (r rule) skip(start, from time.Time) int {
	if r.count > 0 || !start.Before(from) {
		return 0
	}
	return max(0, int(from.Sub(start)/longest[r.freq])/r.interval-1)
}

// period returns the beginning of the n-th period: of its year, month, week,
// day, hour, minute or second.
func (r rule) period(start time.Time, n int) time.Time {
	y, m, d := start.Date()
	n *= r.interval
	switch r.freq {
	case yearly:
		return date(y+n, 1, 1)
	case monthly:
		return date(y, m+time.Month(n), 1)
	case weekly:
		return date(y, m, d-daysSince(start.Weekday(), r.weekStart)+7*n)
	case daily:
		return date(y, m, d+n)
	}
	unit := longest[r.freq]
	return start.Truncate(unit).Add(time.Duration(n) * unit)
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// daysSince is how many days ago it was last, or is, the weekday from.
func daysSince(day, from time.Weekday) int { return (int(day) - int(from) + 7) % 7 }

// occurrences returns those of one period, in order.
func (r rule) occurrences(period time.Time, budget *int) ([]time.Time, error) {
	days, looked := r.daysOf(period)
	if *budget -= 1 + looked; *budget < 0 {
		return nil, errWork
	}
	hours, minutes, seconds := r.clock(period)
	if *budget -= len(days) * len(hours) * len(minutes) * len(seconds); *budget < 0 {
		return nil, errWork
	}
	var set []time.Time
	for _, d := range days {
		for _, h := range hours {
			for _, m := range minutes {
				for _, s := range seconds {
					set = append(set, d.Add(time.Duration(h)*time.Hour+time.Duration(m)*time.Minute+time.Duration(s)*time.Second))
				}
			}
		}
	}
	return r.pick(set), nil
}

// pick chooses by BYSETPOS.
func (r rule) pick(set []time.Time) []time.Time {
	if len(r.positions) == 0 {
		return set
	}
	var picked []time.Time
	for _, n := range r.positions {
		if n < 0 {
			n += len(set) + 1
		}
		if n >= 1 && n <= len(set) {
			picked = append(picked, set[n-1])
		}
	}
	slices.SortFunc(picked, time.Time.Compare)
	return slices.Compact(picked)
}

// clock returns the hours, minutes and seconds at which something happens in a
// period: in one of a day or longer those of the rule, in a shorter one those of
// the rule that it contains.
func (r rule) clock(period time.Time) (hours, minutes, seconds []int) {
	hours, minutes, seconds = r.hours, r.minutes, r.seconds
	within := func(list []int, own int) []int {
		if len(list) == 0 || slices.Contains(list, own) {
			return []int{own}
		}
		return nil
	}
	if r.freq >= hourly {
		hours = within(hours, period.Hour())
	}
	if r.freq >= minutely {
		minutes = within(minutes, period.Minute())
	}
	if r.freq >= secondly {
		seconds = within(seconds, period.Second())
	}
	return hours, minutes, seconds
}

// daysOf returns the days of a period on which something happens, and how many
// were looked at.
func (r rule) daysOf(period time.Time) (days []time.Time, looked int) {
	y, m, d := period.Date()
	end := date(y, m, d+1)
	switch r.freq {
	case yearly:
		end = date(y+1, 1, 1)
	case monthly:
		end = date(y, m+1, 1)
	case weekly:
		end = date(y, m, d+7)
	}
	for t := date(y, m, d); t.Before(end); looked++ {
		if !names(r.months, int(t.Month()), 12) {
			t = date(t.Year(), t.Month()+1, 1) // most yearly rules name one month
			continue
		}
		if r.on(t) {
			days = append(days, t)
		}
		t = t.AddDate(0, 0, 1)
	}
	return days, looked
}

// on reports whether every part of the rule that speaks of days names this one of
// a month that it names.
func (r rule) on(t time.Time) bool {
	return (len(r.weekNumbers) == 0 || r.inWeek(t)) &&
		names(r.yearDays, t.YearDay(), daysIn(t.Year())) &&
		names(r.monthDays, t.Day(), daysInMonth(t)) &&
		(len(r.days) == 0 || slices.ContainsFunc(r.days, func(d nthDay) bool { return r.isNth(d, t) }))
}

// names reports whether a list names n, or counts it from the end of last; an
// empty one names all.
func names(list []int, n, last int) bool {
	return len(list) == 0 || slices.Contains(list, n) || slices.Contains(list, n-last-1)
}

func daysIn(year int) int { return date(year, 12, 31).YearDay() }

func daysInMonth(t time.Time) int { return date(t.Year(), t.Month()+1, 0).Day() }

// isNth reports whether a day is "the second Tuesday": of the month, where the
// rule speaks of months, else of the year. With shorter periods the number means
// nothing.
func (r rule) isNth(d nthDay, t time.Time) bool {
	if t.Weekday() != d.day {
		return false
	}
	n, last := t.Day(), daysInMonth(t)
	if r.freq == yearly && len(r.months) == 0 {
		n, last = t.YearDay(), daysIn(t.Year())
	}
	switch {
	case d.n == 0 || r.freq > monthly:
		return true
	case d.n > 0:
		return (n-1)/7+1 == d.n
	default:
		return (last-n)/7+1 == -d.n
	}
}

// inWeek reports whether BYWEEKNO names the week of a day. The first week of a
// year is that which has four of its days (ISO 8601).
func (r rule) inWeek(t time.Time) bool {
	begin := t.AddDate(0, 0, -daysSince(t.Weekday(), r.weekStart))
	year := begin.AddDate(0, 0, 3).Year()
	first := r.firstWeek(year)
	n := int(begin.Sub(first)/(7*day)) + 1
	last := int(r.firstWeek(year+1).Sub(first) / (7 * day))
	return names(r.weekNumbers, n, last)
}

// firstWeek returns the day on which the first week of a year begins.
func (r rule) firstWeek(year int) time.Time {
	fourth := date(year, 1, 4)
	return fourth.AddDate(0, 0, -daysSince(fourth.Weekday(), r.weekStart))
}
