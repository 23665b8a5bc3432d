package ical

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// frequency is the period of a rule. A longer one compares less.
type frequency int

const (
	yearly frequency = iota
	monthly
	weekly
	daily
	hourly
	minutely
	secondly
)

var frequencies = []string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}

// rule is an RRULE (RFC 5545 section 3.3.10) whose numbers are all in range.
type rule struct {
	freq      frequency
	interval  int
	count     int       // 0: no end by count
	until     time.Time // zero: no end by time
	untilForm int       // formDate, formLocal or formUTC
	weekStart time.Weekday
	days      []nthDay

	months, weekNumbers, yearDays, monthDays, hours, minutes, seconds, positions []int
}

// nthDay is "-1SU": the last Sunday of a month or year; n is 0 for all of them.
type nthDay struct {
	n   int
	day time.Weekday
}

// Bounds on the numbers of a rule. An interval longer than a lifetime, in any
// unit, is a mistake.
const (
	maxInterval = 100_000
	maxCount    = 1_000_000
)

// parseRule reads an RRULE. What it does not know it refuses: half a rule would
// give wrong times.
func parseRule(text string) (rule, error) {
	r := rule{freq: -1, interval: 1, weekStart: time.Monday}
	seen := map[string]bool{}
	for part := range strings.SplitSeq(strings.ToUpper(strings.TrimSpace(text)), ";") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if key == "" && !ok {
			continue // a semicolon too many
		}
		if seen[key] {
			return r, fmt.Errorf("%s stands twice in its rule", shorten(key))
		}
		seen[key] = true
		if err := r.set(key, strings.TrimSpace(value)); err != nil {
			return r, err
		}
	}
	if r.freq < 0 {
		return r, fmt.Errorf("its rule %q has no FREQ", shorten(text))
	}
	return r, nil
}

// set takes one part of a rule.
func (r *rule) set(key, value string) (err error) {
	if into, most, ok := r.list(key); ok {
		*into, err = numbers(key, value, most)
		return err
	}
	switch key {
	case "FREQ":
		if r.freq = frequency(slices.Index(frequencies, value)); r.freq < 0 {
			return badPart(key, value)
		}
	case "INTERVAL":
		r.interval, err = number(key, value, maxInterval)
	case "COUNT":
		r.count, err = number(key, value, maxCount)
	case "UNTIL":
		ok := false
		if r.until, r.untilForm, ok = parseWall(value); !ok {
			return badPart(key, value)
		}
	case "WKST":
		day, ok := weekdays[value]
		if r.weekStart = day; !ok {
			return badPart(key, value)
		}
	case "BYDAY":
		return r.setDays(value)
	case "RSCALE": // RFC 7529: which calendar's months are meant
		if value != "GREGORIAN" {
			return badPart(key, value)
		}
	default:
		return badPart(key, value)
	}
	return err
}

// list returns where the numbers of a BY part go, and the greatest of them.
func (r *rule) list(key string) (into *[]int, most int, ok bool) {
	switch key {
	case "BYMONTH":
		return &r.months, 12, true
	case "BYWEEKNO":
		return &r.weekNumbers, 53, true
	case "BYYEARDAY":
		return &r.yearDays, 366, true
	case "BYMONTHDAY":
		return &r.monthDays, 31, true
	case "BYHOUR":
		return &r.hours, 23, true
	case "BYMINUTE":
		return &r.minutes, 59, true
	case "BYSECOND":
		return &r.seconds, 60, true
	case "BYSETPOS":
		return &r.positions, 366, true
	}
	return nil, 0, false
}

func badPart(key, value string) error {
	return fmt.Errorf("%s=%s in its rule is not understood", shorten(key), shorten(value))
}

// number reads a number from 1 to most.
func number(key, value string, most int) (int, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > most {
		return 0, badPart(key, value)
	}
	return n, nil
}

// counted are the parts that can count from the end, as clocks cannot; what can
// counts from one.
var counted = map[string]bool{"BYWEEKNO": true, "BYYEARDAY": true, "BYMONTHDAY": true, "BYSETPOS": true}

// numbers reads the sorted list of a BY part. A part holds no value twice, so
// that most bounds the length too.
func numbers(key, value string, most int) ([]int, error) {
	var list []int
	for text := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		zero := n == 0 && (counted[key] || key == "BYMONTH")
		if err != nil || n > most || n < -most || n < 0 && !counted[key] || zero || len(list) > 2*most+1 {
			return nil, badPart(key, value)
		}
		list = append(list, n)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}

// setDays reads "MO,-1SU".
func (r *rule) setDays(value string) error {
	for text := range strings.SplitSeq(value, ",") {
		text = strings.TrimSpace(text)
		if len(text) < 2 || len(r.days) > 7*2*53 {
			return badPart("BYDAY", value)
		}
		d := nthDay{}
		var ok bool
		if d.day, ok = weekdays[text[len(text)-2:]]; !ok {
			return badPart("BYDAY", value)
		}
		if nth := strings.TrimPrefix(text[:len(text)-2], "+"); nth != "" {
			n, err := strconv.Atoi(nth)
			if err != nil || n == 0 || n > 53 || n < -53 {
				return badPart("BYDAY", value)
			}
			d.n = n
		}
		r.days = append(r.days, d)
	}
	return nil
}

// complete takes from the first occurrence what the rule leaves open: "every
// month" means on the same day of the month at the same time (RFC 5545 section
// 3.3.10: "Information, not contained in the rule, … derived from DTSTART").
func (r rule) complete(start time.Time) rule {
	if len(r.yearDays) == 0 && len(r.monthDays) == 0 && len(r.days) == 0 {
		switch {
		case r.freq == weekly || r.freq == yearly && len(r.weekNumbers) > 0:
			r.days = []nthDay{{day: start.Weekday()}}
		case r.freq == monthly:
			r.monthDays = []int{start.Day()}
		case r.freq == yearly:
			r.monthDays = []int{start.Day()}
			if len(r.months) == 0 {
				r.months = []int{int(start.Month())}
			}
		}
	}
	if len(r.hours) == 0 && r.freq <= daily {
		r.hours = []int{start.Hour()}
	}
	if len(r.minutes) == 0 && r.freq <= hourly {
		r.minutes = []int{start.Minute()}
	}
	if len(r.seconds) == 0 && r.freq <= minutely {
		r.seconds = []int{start.Second()}
	}
	return r
}
