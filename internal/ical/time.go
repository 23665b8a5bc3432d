package ical

import (
	"strconv"
	"strings"
	"time"
)

// timeValue is a DATE or DATE-TIME that was read.
type timeValue struct {
	at    time.Time
	date  bool
	zone  string
	known bool
}

// readTime reads a DATE-TIME or DATE (RFC 5545 section 3.3.4 and 3.3.5) with its
// TZID.
func (p *parser) readTime(prop *property) (timeValue, bool) {
	value := strings.ToUpper(strings.TrimSpace(prop.value))
	wall, form, ok := parseWall(value)
	if !ok {
		return timeValue{}, false
	}
	t := timeValue{date: form == formDate}
	if form == formUTC {
		t.at, t.zone, t.known = wall, "UTC", true
		return t, true
	}
	loc := p.floating
	if z, name, ok := p.resolve(p.tzid(prop), wall); ok {
		loc, t.zone, t.known = z, name, true
	}
	t.at = onClock(wall, loc)
	return t, true
}

// tzid is the zone that a time names, or that its calendar names for all.
func (p *parser) tzid(prop *property) string {
	if id := prop.params["TZID"]; id != "" {
		return id
	}
	return p.wrZone
}

// onClock is when the clocks of loc show what wall shows.
func onClock(wall time.Time, loc *time.Location) time.Time {
	return time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, loc)
}

// resolve finds the zone of a TZID: by its name, else by the rules that the
// calendar gives for it. Names come first, since the rules sent along are often
// those of one year. wall is the time for which the rules are asked.
func (p *parser) resolve(tzid string, wall time.Time) (*time.Location, string, bool) {
	if tzid == "" {
		return nil, "", false
	}
	if loc, ok := ZoneByName(tzid); ok {
		return loc, zoneLabel(loc), true
	}
	z := p.zones[tzid]
	if z == nil {
		p.problem("the zone %q is unknown", shorten(tzid))
		return nil, "", false
	}
	if loc, ok := ZoneByName(z.location); ok {
		return loc, zoneLabel(loc), true
	}
	offset, ok := z.offsetAt(wall)
	if !ok {
		p.problem("the zone %q has no rules", shorten(tzid))
		return nil, "", false
	}
	loc := fixedZone(offset)
	return loc, zoneLabel(loc), true
}

// zoneLabel names a zone in Event.Zone.
func zoneLabel(loc *time.Location) string { return loc.String() }

// fixedZone is a zone known only by its offset from UTC in seconds.
func fixedZone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	sign, abs := '+', offset
	if offset < 0 {
		sign, abs = '-', -offset
	}
	name := []byte("UTC+00:00")
	name[3] = byte(sign)
	copy(name[4:], twoDigits(abs/3600))
	copy(name[7:], twoDigits(abs/60%60))
	return time.FixedZone(string(name), offset)
}

func twoDigits(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }

// The forms of a time value.
const (
	formDate = iota
	formLocal
	formUTC
)

// wallLayouts are the layouts of RFC 5545 and the ISO forms that some programs
// write instead.
var wallLayouts = []struct {
	layout string
	form   int
}{
	{"20060102T150405Z", formUTC}, {"20060102T150405", formLocal}, {"20060102", formDate},
	{"20060102T1504Z", formUTC}, {"20060102T1504", formLocal},
	{"2006-01-02T15:04:05Z", formUTC}, {"2006-01-02T15:04:05", formLocal}, {"2006-01-02", formDate},
	{"2006-01-02T15:04:05Z07:00", formUTC}, {"20060102T150405Z0700", formUTC},
}

// parseWall reads a time value as if it were UTC; a value with an offset is
// converted to UTC.
func parseWall(s string) (time.Time, int, bool) {
	for _, l := range wallLayouts {
		t, err := time.Parse(l.layout, s)
		if err == nil && t.Year() >= 1000 && t.Year() <= 2200 {
			return t.UTC(), l.form, true
		}
	}
	return time.Time{}, 0, false
}

// duration is a DURATION (RFC 5545 section 3.3.6): days are calendar days, the
// rest is exact time.
type duration struct {
	negative bool
	days     int
	exact    time.Duration
}

func (d duration) after(t time.Time) time.Time { return t.AddDate(0, 0, d.days).Add(d.exact) }

// durationUnits are the units before and behind the "T".
var durationUnits = map[string]duration{
	"W": {days: 7}, "D": {days: 1},
	"TH": {exact: time.Hour}, "TM": {exact: time.Minute}, "TS": {exact: time.Second},
}

// parseDuration reads "P1DT2H30M". Numbers are bounded to five digits.
func parseDuration(s string) (d duration, ok bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	rest := strings.TrimPrefix(s, "+")
	if t, neg := strings.CutPrefix(s, "-"); neg {
		rest, d.negative = t, true
	}
	rest, ok = strings.CutPrefix(rest, "P")
	if !ok || rest == "" {
		return d, false
	}
	part := ""
	for rest != "" {
		if t, found := strings.CutPrefix(rest, "T"); found {
			part, rest = "T", t
			continue
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
		if end <= 0 || end > 5 {
			return d, false
		}
		n, err := strconv.Atoi(rest[:end])
		unit, known := durationUnits[part+rest[end:end+1]]
		if err != nil || !known {
			return d, false
		}
		d.days += n * unit.days
		d.exact += time.Duration(n) * unit.exact
		rest = rest[end+1:]
	}
	return d, true
}
