package ical

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// vtimezone is a VTIMEZONE (RFC 5545 section 3.6.5): a zone given by its rules,
// under a name that may mean nothing elsewhere ("Customized Time Zone").
type vtimezone struct {
	id       string
	location string // X-LIC-LOCATION: the IANA name, says libical
	rules    []observance
}

// observance is one STANDARD or DAYLIGHT: from when on which offset holds. Its
// times are wall-clock times before the change.
type observance struct {
	start    time.Time
	from, to int // seconds east of UTC
	valid    bool
	yearly   *yearlyRule
	dates    []time.Time // RDATE
}

// yearlyRule is an RRULE with FREQ=YEARLY, as time changes follow.
type yearlyRule struct {
	month   time.Month
	nth     int // 2 = second, -1 = last; 0 = the first that is in days
	weekday time.Weekday
	days    []int // BYMONTHDAY
	until   time.Time
}

func (z *vtimezone) begin() {
	if len(z.rules) < 100 {
		z.rules = append(z.rules, observance{})
	}
}

// line takes a property of the zone or of its last observance.
func (z *vtimezone) line(component string, p property) {
	if component == "VTIMEZONE" {
		switch p.name {
		case "TZID":
			z.id = strings.Trim(strings.TrimSpace(p.value), `"`)
		case "X-LIC-LOCATION":
			z.location = strings.TrimSpace(p.value)
		}
		return
	}
	if len(z.rules) == 0 {
		return
	}
	o := &z.rules[len(z.rules)-1]
	switch p.name {
	case "DTSTART":
		// Outlook writes the year 1601, the beginning of Windows time.
		if t, err := time.Parse("20060102T150405", strings.TrimSpace(p.value)); err == nil {
			o.start, o.valid = t, true
		}
	case "TZOFFSETFROM":
		o.from, _ = parseOffset(strings.TrimSpace(p.value))
	case "TZOFFSETTO":
		to, ok := parseOffset(strings.TrimSpace(p.value))
		o.to, o.valid = to, o.valid && ok
	case "RRULE":
		o.yearly = parseYearly(p.value)
	case "RDATE":
		if t, _, ok := parseWall(strings.TrimSpace(p.value)); ok && len(o.dates) < 200 {
			o.dates = append(o.dates, t)
		}
	}
}

// offsetAt returns the offset that holds at a wall-clock time: that of the
// observance which began last.
func (z *vtimezone) offsetAt(wall time.Time) (seconds int, ok bool) {
	var last time.Time
	var first *observance
	for i := range z.rules {
		o := &z.rules[i]
		if !o.valid {
			continue
		}
		if onset, begun := o.onset(wall); begun && (!ok || onset.After(last)) {
			last, seconds, ok = onset, o.to, true
		}
		if first == nil || o.start.Before(first.start) {
			first = o
		}
	}
	if !ok && first != nil { // before the first change
		return first.from, true
	}
	return seconds, ok
}

// onset returns when the observance began last, at or before wall.
func (o *observance) onset(wall time.Time) (time.Time, bool) {
	var best time.Time
	take := func(t time.Time) {
		if !t.IsZero() && !t.After(wall) && !t.Before(o.start) && t.After(best) {
			best = t
		}
	}
	take(o.start)
	for _, t := range o.dates {
		take(t)
	}
	if o.yearly != nil {
		take(o.yearly.in(wall.Year(), o.start))
		take(o.yearly.in(wall.Year()-1, o.start))
	}
	return best, !best.IsZero()
}

// in returns the rule's instant in a year, at the clock time of start; zero when
// there is none.
func (r *yearlyRule) in(year int, start time.Time) time.Time {
	day := r.day(year)
	if day == 0 {
		return time.Time{}
	}
	t := time.Date(year, r.month, day, start.Hour(), start.Minute(), start.Second(), 0, time.UTC)
	if !r.until.IsZero() && t.After(r.until) {
		return r.in(min(year-1, r.until.Year()), start)
	}
	return t
}

// day returns the day of the month in a year; 0 when there is none.
func (r *yearlyRule) day(year int) int {
	last := time.Date(year, r.month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	var days []int
	for d := 1; d <= last; d++ {
		match := time.Date(year, r.month, d, 0, 0, 0, 0, time.UTC).Weekday() == r.weekday
		if match && (len(r.days) == 0 || slices.Contains(r.days, d)) {
			days = append(days, d)
		}
	}
	switch n := r.nth; {
	case len(days) == 0:
		return 0
	case n < 0:
		return days[max(0, len(days)+n)]
	default:
		return days[min(len(days), max(n, 1))-1]
	}
}

var weekdays = map[string]time.Weekday{"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday}

// parseYearly reads the RRULE of an observance; nil when it is of another kind.
func parseYearly(s string) *yearlyRule {
	var r yearlyRule
	freq, day := "", false
	for part := range strings.SplitSeq(strings.ToUpper(s), ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch key {
		case "FREQ":
			freq = value
		case "BYMONTH":
			if n, err := strconv.Atoi(value); err == nil && n >= 1 && n <= 12 {
				r.month = time.Month(n)
			}
		case "BYDAY":
			day = r.setDay(value)
		case "BYMONTHDAY":
			for d := range strings.SplitSeq(value, ",") {
				if n, err := strconv.Atoi(d); err == nil && len(r.days) < 31 {
					r.days = append(r.days, n)
				}
			}
		case "UNTIL":
			if t, _, ok := parseWall(value); ok {
				r.until = t
			}
		}
	}
	if freq != "YEARLY" || r.month == 0 || !day {
		return nil
	}
	return &r
}

// setDay reads "-1SU".
func (r *yearlyRule) setDay(s string) bool {
	if len(s) < 2 {
		return false
	}
	wd, ok := weekdays[s[len(s)-2:]]
	r.weekday = wd
	if n, err := strconv.Atoi(strings.TrimPrefix(s[:len(s)-2], "+")); err == nil && n >= -5 && n <= 5 {
		r.nth = n
	}
	return ok
}
