package config

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// zone reads the name of a time zone.
func (t *table) zone(key string, into **time.Location) {
	fix := `write a name of the zone database: "Europe/Berlin", "America/New_York", "UTC"; or leave it out for the machine's`
	name, ok := get[string](t, key, fix)
	if !ok {
		return
	}
	// LoadLocation takes "" for UTC and "Local" for the machine's.
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		t.wrong(key, fmt.Sprintf("%q is not a time zone", name), fix)
		return
	}
	*into = zone
}

const scheduleFix = `write minute and hour first, as in "0 7 * * *" (every day at seven) or "30 6 * * 1-5" (on weekdays at half past six)`

// parseSchedule reads the five fields of cron. A schedule fires at most once a
// date: minute and hour are single numbers.
func parseSchedule(text string) (Schedule, error) {
	if strings.Contains(text, "TZ=") { // the parser panics on some of these
		return Schedule{}, errors.New("names a zone: that is what timezone is for")
	}
	parsed, err := cron.ParseStandard(text)
	if err != nil {
		return Schedule{}, errors.New("is not a schedule: " + err.Error())
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok || !single(spec.Minute) || !single(spec.Hour) {
		return Schedule{}, errors.New("fires more than once a day")
	}
	if spec.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Schedule{}, errors.New("never fires")
	}
	return Schedule{Text: text, Schedule: parsed}, nil
}

// single reports whether a field of cron allows one value. The highest bit says
// that it was a star.
func single(field uint64) bool { return bits.OnesCount64(field<<1) == 1 }

func (t *table) schedule(key string, into *Schedule) {
	text, ok := get[string](t, key, scheduleFix)
	if !ok {
		return
	}
	s, err := parseSchedule(text)
	if err != nil {
		t.wrong(key, fmt.Sprintf("%q %v", text, err), scheduleFix)
		return
	}
	*into = s
}

const hoursFix = `write it like "09:00-17:00" or "09:00-12:00, 13:30-18:00"; "" is a day off`

// hours reads the table of working hours, in place of the default as a whole: a
// day that it does not name is free of conversations.
func (t *table) hours(key string, into *map[time.Weekday][]ClockSpan) {
	if !t.has(key) {
		t.asked = append(t.asked, key)
		return
	}
	days := t.sub(key)
	hours := map[time.Weekday][]ClockSpan{}
	for day, name := range weekdayKeys {
		text, ok := get[string](days, name, hoursFix)
		if !ok || text == "" {
			continue
		}
		spans, err := parseClockSpans(text)
		if err != nil {
			days.wrong(name, fmt.Sprintf("%q %v", text, err), hoursFix)
			continue
		}
		hours[time.Weekday(day)] = spans
	}
	days.done(nil)
	*into = hours
}

// parseClockSpans reads stretches of a day, joined by commas, and sorts them.
func parseClockSpans(text string) ([]ClockSpan, error) {
	var spans []ClockSpan
	for part := range strings.SplitSeq(text, ",") {
		s, err := parseClockSpan(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b ClockSpan) int { return a.From - b.From })
	for i := 1; i < len(spans); i++ {
		if spans[i].From < spans[i-1].To {
			return nil, errors.New("has stretches that overlap")
		}
	}
	return spans, nil
}

func parseClockSpan(text string) (ClockSpan, error) {
	from, to, ok := strings.Cut(strings.ReplaceAll(text, "–", "-"), "-")
	a, okA := parseClock(from)
	b, okB := parseClock(to)
	switch {
	case !ok || !okA || !okB:
		return ClockSpan{}, errors.New("is not a stretch of a day")
	case a >= b:
		return ClockSpan{}, errors.New("ends before it begins; a night is two days' stretches")
	}
	return ClockSpan{From: a, To: b}, nil
}

// parseClock reads hh:mm as minutes from midnight; 24:00 is allowed.
func parseClock(text string) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", text)
	return t.Hour()*60 + t.Minute(), err == nil
}
