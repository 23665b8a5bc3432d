package demo

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// TestDatesAgreeOnEveryDayOfAYear renders the whole mailbox for 366 days in a
// row, both changes of the clock and a turn of the year among them, and
// compares each weekday in the texts with the date that stands beside it.
func TestDatesAgreeOnEveryDayOfAYear(t *testing.T) {
	zone := zoneOf(t)
	names, err := fs.Glob(templates, "mail/*.eml")
	if err != nil {
		t.Fatal(err)
	}
	dates := 0
	for _, name := range names {
		src, err := fs.ReadFile(templates, name)
		if err != nil {
			t.Fatal(err)
		}
		f, body, err := splitFront(string(src))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for day := range 366 {
			wall := time.Date(2026, 1, 1+day, 11, 0, 0, 0, zone)
			c := calendar{day: Now(wall, zone), zone: zone}
			received, err := c.moment(f.received)
			if err != nil || received.After(c.day) || !businessDay(received) {
				t.Errorf("%s on %s: received %s, %v", name, wall.Format(time.DateOnly), received, err)
			}
			text, err := render(body, f, received, c)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			dates += checkDates(t, name, text, wall)
		}
	}
	if dates < 366*40 {
		t.Errorf("only %d dates were found to check", dates)
	}
}

// checkDates compares each weekday with the date behind it ("Monday, January 2",
// "Monday 2nd January"), and says how many it saw.
func checkDates(t *testing.T, name, text string, wall time.Time) int {
	t.Helper()
	n := 0
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i := 0; i+2 < len(words); i++ {
		weekday, ok := named(words[i], time.Sunday, time.Saturday)
		if !ok {
			continue
		}
		month, day, ok := dayAndMonth(words[i+1], words[i+2])
		if !ok {
			continue
		}
		n++
		date := nearest(month, day, wall)
		if date.Weekday() != weekday || !businessDay(date) {
			t.Errorf("%s on %s: %q is a %s", name, wall.Format(time.DateOnly), words[i:i+3], date.Weekday())
		}
	}
	return n
}

// named finds the weekday or month with that English name, of three letters or
// whole.
func named[T interface {
	~int
	String() string
}](word string, first, last T) (T, bool) {
	for x := first; x <= last; x++ {
		if word == x.String() || word == x.String()[:3] {
			return x, true
		}
	}
	return 0, false
}

// dayAndMonth reads "January", "2" in either order; the day may be ordinal.
func dayAndMonth(a, b string) (time.Month, int, bool) {
	month, ok := named(a, time.January, time.December)
	if !ok {
		if month, ok = named(b, time.January, time.December); !ok {
			return 0, 0, false
		}
		b = a
	}
	day, err := strconv.Atoi(strings.TrimRight(b, "stndrh"))
	return month, day, err == nil
}

// nearest is the day of that name whose year brings it closest to wall.
func nearest(month time.Month, day int, wall time.Time) time.Time {
	best := time.Date(wall.Year(), month, day, 12, 0, 0, 0, time.UTC)
	for _, year := range []int{wall.Year() - 1, wall.Year() + 1} {
		d := time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
		if d.Sub(wall).Abs() < best.Sub(wall).Abs() {
			best = d
		}
	}
	return best
}

// A weekday that is written into a template by hand would be wrong on six days
// of seven.
func TestTemplatesNameNoDays(t *testing.T) {
	names, err := fs.Glob(templates, "mail/*.eml")
	if err != nil {
		t.Fatal(err)
	}
	placeholder := regexp.MustCompile(`\{\{.*?\}\}`)
	literal := regexp.MustCompile(`\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(tomorrow|next month)\b|\b20(25|26|27|28)-\d\d-\d\d`)
	for _, name := range names {
		src, err := fs.ReadFile(templates, name)
		if err != nil {
			t.Fatal(err)
		}
		if l := literal.FindString(placeholder.ReplaceAllString(string(src), "")); l != "" {
			t.Errorf("%s says %q outside of a placeholder", name, l)
		}
	}
}

func TestMoment(t *testing.T) {
	zone := zoneOf(t)
	friday := calendar{day: time.Date(2026, 3, 6, 9, 30, 0, 0, zone), zone: zone}
	for _, c := range []struct{ expr, want string }{
		{"+0bd 09:30", "2026-03-06T09:30:00-05:00"},
		{"+1bd 14:00", "2026-03-09T14:00:00-04:00"}, // summer time has begun
		{"-1bd 14:00", "2026-03-05T14:00:00-05:00"},
		{"+5bd 14:00 Europe/Berlin", "2026-03-13T14:00:00+01:00"},
		{"-7d", "2026-02-27T00:00:00-05:00"},
		{"-5bd 23:59 America/Los_Angeles", "2026-02-27T23:59:00-08:00"},
	} {
		got, err := friday.moment(c.expr)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("moment(%q) = %s, %v; want %s", c.expr, got.Format(time.RFC3339), err, c.want)
		}
	}
	for _, bad := range []string{"", "5bd", "+1bd 9:00", "+1 09:00", "+1bd 09:00 Nowhere/Land", "tomorrow"} {
		if got, err := friday.moment(bad); err == nil {
			t.Errorf("moment(%q) = %s, want an error", bad, got)
		}
	}
}

func TestFormat(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 14, 5, 0, 0, time.UTC) }
	for _, c := range []struct {
		day          int
		layout, want string
	}{
		{1, "Monday 2nd January", "Sunday 1st November"}, {2, "2nd", "2nd"}, {3, "2nd", "3rd"}, {4, "2nd", "4th"},
		{11, "2nd", "11th"}, {12, "2nd", "12th"}, {13, "2nd", "13th"}, {21, "2nd", "21st"}, {22, "2nd", "22nd"}, {23, "2nd", "23rd"},
		{9, "ics", "20261109T140500"}, {9, "utc", "20261109T140500Z"}, {9, "3pm", "2pm"},
	} {
		if got := format(day(c.day), c.layout); got != c.want {
			t.Errorf("day %d in %q: %q, want %q", c.day, c.layout, got, c.want)
		}
	}
}
