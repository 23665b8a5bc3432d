package summary

import (
	"strconv"
	"strings"
	"time"

	"rsvpd/internal/extract"
)

// clock says times in the user's zone, and the sender's beside it where it
// differs.
type clock struct {
	say   *timePhrases
	words *dateWords
	mine  *time.Location
	now   time.Time
}

// moment is a time within a sentence: "today at 15:00", "Tuesday 3 March at
// 15:00". Midnight is the end of the day before: a time that closes at 00:00 on
// Wednesday leaves all of Tuesday.
func (c clock) moment(t time.Time) string {
	t = t.In(c.mine)
	if h, m, s := t.Clock(); h+m+s == 0 {
		day := t.Add(-time.Second)
		return c.byDay(day, [4]string{c.say.YesterdayEnd, c.say.TodayEnd, c.say.TomorrowEnd, c.say.DayEnd}, "")
	}
	return c.byDay(t, [4]string{c.say.Yesterday, c.say.Today, c.say.Tomorrow, c.say.Day}, c.timeOfDay(t, c.mine))
}

// byDay picks the phrase for yesterday, today, tomorrow or another day.
func (c clock) byDay(t time.Time, phrases [4]string, timeOfDay string) string {
	i := 3
	if d := daysBetween(c.now.In(c.mine), t); d >= -1 && d <= 1 {
		i = d + 1
	}
	return fill(phrases[i], "date", c.date(t, c.mine), "time", timeOfDay)
}

// daysBetween is how many midnights lie between two times of one zone.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

// momentWith is a moment with the other side's time beside it.
func (c clock) momentWith(t time.Time, theirs *time.Location) string {
	return c.beside(c.moment(t), t, theirs)
}

// beside adds what the other side's clock shows at t, where it shows something
// else than the user's.
func (c clock) beside(text string, t time.Time, theirs *time.Location) string {
	if theirs == nil || offset(t, theirs) == offset(t, c.mine) {
		return text
	}
	other := c.timeOfDay(t, theirs) + " " + c.zoneName(t, theirs)
	if daysBetween(t.In(c.mine), t.In(theirs)) != 0 {
		other = c.date(t, theirs) + ", " + other
	}
	return fill(c.say.Beside, "time", text, "other", other)
}

// slot is a proposed, offered or booked time: "Tuesday 3 March, 15:00–15:30 CET
// (9:00 a.m. ET)". A day stays the day that they named.
func (c clock) slot(s extract.Slot, theirs *time.Location) string {
	if s.AllDay {
		return fill(c.say.SlotDay, "date", c.date(s.Start, s.Start.Location()))
	}
	text := fill(c.say.Slot, "date", c.date(s.Start, c.mine), "span", c.fromTo(s), "zone", c.zoneName(s.Start, c.mine))
	return c.beside(text, s.Start, theirs)
}

// fromTo is a slot's beginning and end; the half of the day is said once where it
// is the same.
func (c clock) fromTo(s extract.Slot) string {
	start, end := c.timeOfDay(s.Start, c.mine), c.timeOfDay(s.End, c.mine)
	if !s.End.After(s.Start) {
		return start
	}
	if from, half, ok := strings.Cut(start, " "); ok && strings.HasSuffix(end, " "+half) {
		start = from
	}
	return start + "–" + end
}

// distance is how far off a time is: "in 3 hours", "2 days ago".
func (c clock) distance(t time.Time) string {
	d := t.Sub(c.now)
	switch {
	case d >= time.Minute:
		return fill(c.say.Ahead, "span", c.span(d))
	case d <= -time.Minute:
		return fill(c.say.Past, "span", c.span(-d))
	}
	return c.say.Now
}

// span is a length of time in the unit that fits, rounded down: what is left
// must not sound longer than it is. Two days are still told in hours.
func (c clock) span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return c.say.Moment
	case d < 2*time.Hour:
		return c.say.Minutes.of(int(d / time.Minute))
	case d < 48*time.Hour:
		return c.say.Hours.of(int(d / time.Hour))
	}
	return c.say.Days.of(int(d / (24 * time.Hour)))
}

// date is the day of a time, as the zone's people write it; the year only where
// it is not this one.
func (c clock) date(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	pattern := c.words.Date
	if listed(c.words.American, c.mine) {
		pattern = c.words.DateAmerican
	}
	if t.Year() != c.now.In(c.mine).Year() {
		pattern += c.words.Year
	}
	return fill(pattern, "weekday", c.words.Weekdays[t.Weekday()], "day", strconv.Itoa(t.Day()),
		"month", c.words.Months[t.Month()-1], "year", strconv.Itoa(t.Year()))
}

// timeOfDay is written as the user is used to.
func (c clock) timeOfDay(t time.Time, zone *time.Location) string {
	t = t.In(zone)
	if !listed(c.words.Clock12, c.mine) {
		return t.Format("15:04")
	}
	half := c.words.AM
	if t.Hour() >= 12 {
		half = c.words.PM
	}
	return t.Format("3:04") + " " + half
}

// zoneName is an abbreviation where it means one zone only, else the distance
// from UTC.
func (c clock) zoneName(t time.Time, zone *time.Location) string {
	abbreviation, seconds := t.In(zone).Zone()
	folder, _, _ := strings.Cut(zone.String(), "/")
	for _, key := range []string{zone.String(), folder + "/"} {
		if name := c.words.Zones[key][abbreviation]; name != "" {
			return name
		}
	}
	if seconds == 0 {
		return "UTC"
	}
	return "UTC" + strings.TrimSuffix(t.In(zone).Format("-07:00"), ":00")
}

func offset(t time.Time, zone *time.Location) int {
	_, seconds := t.In(zone).Zone()
	return seconds
}

// listed reports whether a zone is in a list of names; one that ends in "/"
// stands for all below it.
func listed(list []string, zone *time.Location) bool {
	for _, name := range list {
		if name == zone.String() || strings.HasSuffix(name, "/") && strings.HasPrefix(zone.String(), name) {
			return true
		}
	}
	return false
}
