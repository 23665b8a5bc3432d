package demo

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// calendar resolves moments that are written relative to one business day.
type calendar struct {
	day  time.Time // any time on that day
	zone *time.Location
}

var momentForm = regexp.MustCompile(`^([+-]\d+)(bd|d)(?: (\d\d):(\d\d))?(?: ([A-Za-z]+(?:/[A-Za-z_]+)*))?$`)

// moment reads "+5bd 14:00 Europe/Berlin": a number of business days (bd) or
// days (d) from the calendar's day, a clock time (midnight when left out) and
// the zone of that clock (the user's when left out). The date is counted first
// and the clock set on it, so a change to summer time in between moves nothing.
func (c calendar) moment(expr string) (time.Time, error) {
	m := momentForm.FindStringSubmatch(expr)
	if m == nil {
		return time.Time{}, fmt.Errorf("moment %q: want it like \"+5bd 14:00 Europe/Berlin\"", expr)
	}
	zone := c.zone
	if m[5] != "" {
		z, err := time.LoadLocation(m[5])
		if err != nil {
			return time.Time{}, fmt.Errorf("moment %q: %w", expr, err)
		}
		zone = z
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return time.Time{}, fmt.Errorf("moment %q: %w", expr, err)
	}
	day := c.day.AddDate(0, 0, n)
	if m[2] == "bd" {
		day = addBusinessDays(c.day, n)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), digits(m[3]), digits(m[4]), 0, 0, zone), nil
}

// digits is the value of a group of two digits, 0 for an empty group.
func digits(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}

// businessDay reports whether t is no Saturday or Sunday. The sample mailbox
// knows no public holidays, as its configuration names none.
func businessDay(t time.Time) bool {
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}

// addBusinessDays counts n business days on from t, or back when n is negative.
func addBusinessDays(t time.Time, n int) time.Time {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		t = t.AddDate(0, 0, step)
		if businessDay(t) {
			n--
		}
	}
	return t
}

var ordinal = regexp.MustCompile(`\b(\d{1,2})nd\b`)

// format writes t in a layout of package time, with three additions: "ics" and
// "utc" are the forms of RFC 5545 section 3.3.5, and a day written "2nd" gets
// its own ending.
func format(t time.Time, layout string) string {
	switch layout {
	case "ics":
		return t.Format("20060102T150405")
	case "utc":
		return t.UTC().Format("20060102T150405Z")
	}
	s := t.Format(layout)
	if !strings.Contains(layout, "2nd") {
		return s
	}
	return ordinal.ReplaceAllStringFunc(s, func(d string) string {
		day := strings.TrimSuffix(d, "nd")
		return day + ending(day)
	})
}

// ending is the English ending of an ordinal number.
func ending(day string) string {
	switch {
	case len(day) == 2 && day[0] == '1':
		return "th"
	case strings.HasSuffix(day, "1"):
		return "st"
	case strings.HasSuffix(day, "2"):
		return "nd"
	case strings.HasSuffix(day, "3"):
		return "rd"
	}
	return "th"
}
