package draft

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"rsvpd/internal/extract"
)

// clock writes times as both sides read them: first in the inviter's zone, the
// user's beside it where it differs (ETIQUETTE R11).
type clock struct {
	words  *words
	theirs *time.Location // nil when unknown
	mine   *time.Location
	now    time.Time
}

func (l *language) clock(in *Input) clock {
	return clock{words: l.words, theirs: extract.Location(in.Invitation.Facts.Zone), mine: in.zone(), now: in.Now}
}

// zone is the user's zone; UTC when it is not set.
func (in *Input) zone() *time.Location {
	if in.Zone == nil {
		return time.UTC
	}
	return in.Zone
}

// at returns the zone that a time is first written in, and the other one where
// it shows another time.
func (c clock) at(t time.Time) (first, beside *time.Location) {
	if c.theirs == nil {
		return c.mine, nil
	}
	if offset(t, c.theirs) != offset(t, c.mine) {
		return c.theirs, c.mine
	}
	if c.theirs.String() == "" {
		return c.mine, nil // a bare offset: the user's zone is the same and has a name
	}
	return c.theirs, nil
}

// line is a slot in a list: "Tuesday 3 March, 15:00–15:30 CET (9:00 a.m. ET)".
func (c clock) line(s extract.Slot) string {
	first, beside := c.at(s.Start)
	if s.AllDay {
		return c.date(s.Start, s.Start.Location())
	}
	text := c.date(s.Start, first) + ", " + c.span(s, first) + " " + c.zoneName(s.Start, first)
	return text + c.besides(s, first, beside)
}

// moment is a slot within a sentence: "Tuesday 3 March at 15:00 CET".
func (c clock) moment(s extract.Slot) string {
	if s.AllDay {
		return c.date(s.Start, s.Start.Location())
	}
	first, beside := c.at(s.Start)
	return c.dated(s.Start, first, true) + c.besides(s, first, beside)
}

// proposed is a time that they named, in their own words' zone: "Tuesday 3 March
// at 15:00". Without knowledge of their zone the time is said with its own.
func (c clock) proposed(s extract.Slot) string {
	if s.AllDay {
		return c.date(s.Start, s.Start.Location())
	}
	if c.theirs == nil {
		return c.dated(s.Start, c.mine, true)
	}
	return c.dated(s.Start, c.theirs, false)
}

// dated is a day and a time within a sentence, with the zone if that is wanted.
func (c clock) dated(t time.Time, zone *time.Location, named bool) string {
	text := c.time(t, zone)
	if named {
		text += " " + c.zoneName(t, zone)
	}
	return strings.NewReplacer("{date}", c.date(t, zone), "{time}", text).Replace(c.words.Moment)
}

func (c clock) besides(s extract.Slot, first, beside *time.Location) string {
	if beside == nil {
		return ""
	}
	own := c.time(s.Start, beside) + " " + c.zoneName(s.Start, beside)
	if s.Start.In(first).YearDay() != s.Start.In(beside).YearDay() {
		own = c.date(s.Start, beside) + ", " + own
	}
	return " (" + own + ")"
}

// date is the day of a time: "Tuesday 3 March", to an American "Tuesday, March
// 3"; the year only where it is not this one.
func (c clock) date(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	pattern := c.words.Date
	if c.words.DateAmerican != "" && listed(c.words.American, c.reader(zone)) {
		pattern = c.words.DateAmerican
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 && c.words.First != "" {
		day = c.words.First
	}
	text := strings.NewReplacer(
		"{weekday}", c.words.Weekdays[t.Weekday()],
		"{day}", day,
		"{month}", c.words.Months[t.Month()-1],
	).Replace(pattern)
	if t.Year() != c.now.In(zone).Year() {
		text += strings.ReplaceAll(c.words.Year, "{year}", strconv.Itoa(t.Year()))
	}
	return text
}

// reader is the zone by whose custom a time in a zone is written: a bare offset
// has none, then the user's holds.
func (c clock) reader(zone *time.Location) *time.Location {
	if zone.String() == "" || zone == time.UTC {
		return c.mine
	}
	return zone
}

// time is a time of day: "15:00", "3:00 p.m.", "15:00 Uhr".
func (c clock) time(t time.Time, zone *time.Location) string {
	return strings.ReplaceAll(c.words.Time, "{clock}", c.hands(t, zone))
}

// hands is what a clock shows, without the words of a language around it.
func (c clock) hands(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if c.twelve(zone) {
		return t.Format("3:04") + " " + c.half(t)
	}
	pattern := c.words.Clock
	if t.Minute() == 0 && c.words.ClockFull != "" {
		pattern = c.words.ClockFull
	}
	return strings.NewReplacer("{hh}", t.Format("15"), "{hour}", strconv.Itoa(t.Hour()), "{minute}", t.Format("04")).Replace(pattern)
}

// twelve reports whether readers in a zone have a clock of twelve hours.
func (c clock) twelve(zone *time.Location) bool { return listed(c.words.Clock12, c.reader(zone)) }

func (c clock) half(t time.Time) string {
	if t.Hour() < 12 {
		return c.words.AM
	}
	return c.words.PM
}

// span is a slot's beginning and end. The half of the day is said once where it
// is the same.
func (c clock) span(s extract.Slot, zone *time.Location) string {
	if !s.End.After(s.Start) {
		return c.time(s.Start, zone)
	}
	start, end := s.Start.In(zone), s.End.In(zone)
	from := c.hands(start, zone)
	if half := c.half(start); c.twelve(zone) && half == c.half(end) {
		from = strings.TrimSuffix(from, " "+half)
	}
	return strings.NewReplacer("{from}", from, "{to}", c.hands(end, zone)).Replace(c.words.Span)
}

// zoneName is how a zone is written: an abbreviation where it means one zone
// only, else the distance from UTC.
func (c clock) zoneName(t time.Time, zone *time.Location) string {
	abbreviation, seconds := t.In(zone).Zone()
	folder, _, _ := strings.Cut(zone.String(), "/")
	for _, key := range []string{zone.String(), folder + "/"} {
		if name := c.words.Zones[key][abbreviation]; name != "" {
			return name
		}
	}
	return utcName(seconds)
}

func utcName(seconds int) string {
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	text := fmt.Sprintf("UTC%s%d", sign, seconds/3600)
	if minutes := seconds % 3600 / 60; minutes != 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

func offset(t time.Time, zone *time.Location) int {
	_, seconds := t.In(zone).Zone()
	return seconds
}

func listed(list []string, zone *time.Location) bool {
	for _, prefix := range list {
		if matchZone(prefix, zone.String()) {
			return true
		}
	}
	return false
}

// matchZone compares with a zone's name, or with all zones below "America/".
func matchZone(prefix, name string) bool {
	return name == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(name, prefix)
}
