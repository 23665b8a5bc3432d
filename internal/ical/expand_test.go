package ical

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
)

// The examples of RFC 5545 section 3.8.5.3 that are hard to get right; all start
// on 2 September 1997 at nine unless they say otherwise.
func TestExpandExamples(t *testing.T) {
	tests := []struct{ start, rule, want string }{
		{"", "FREQ=DAILY;INTERVAL=10;COUNT=5", "Sep 2 12 22, Oct 2 12"},
		{"", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "Sep 2 4 16 18 30, Oct 2 14 16"},
		{"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "Aug 5 10 19 24"},
		{"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "Aug 5 17 19 31"},
		{"19970905", "FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "Sep 5, Oct 3, Nov 7"},
		{"19970922", "FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "Sep 22, Oct 20, Nov 17"},
		{"", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "Sep 28, Oct 29, Nov 28"},
		{"", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2", "Feb 13, Mar 13"},
		{"19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "Sep 4, Oct 7, Nov 6"},
		{"", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3", "Sep 29, Oct 30, Nov 27"},
		{"19970519", "FREQ=YEARLY;BYDAY=20MO;COUNT=2", "May 19, May 18"},
		{"19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2", "May 12, May 11"},
		{"19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200", "Jan 1, Apr 10, Jul 19, Jan 1"},
		{"19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=2", "Nov 5, Nov 7"},
		{"19970115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=4", "Jan 15 30, Feb 15, Mar 15"},
		{"19970131", "FREQ=MONTHLY;COUNT=3", "Jan 31, Mar 31, May 31"}, // never on a day that does not exist
		{"19960229", "FREQ=YEARLY;COUNT=2", "Feb 29, Feb 29"},
		{"", "FREQ=YEARLY;BYWEEKNO=53;COUNT=1", "Dec 29"}, // the weekday of the first, a Tuesday
	}
	for _, tt := range tests {
		start, err := time.Parse("20060102T1504", cmp.Or(tt.start, "19970902")+"T0900")
		if err != nil {
			t.Fatal(err)
		}
		got, err := expandAll(tt.rule, start, start.AddDate(20, 0, 0))
		if err != nil || months(got) != tt.want {
			t.Errorf("%s: %s, want %s (%v)", tt.rule, months(got), tt.want, err)
		}
	}
}

// months writes days in the manner of the RFC's examples.
func months(list []time.Time) string {
	var b strings.Builder
	for i, at := range list {
		switch {
		case i == 0:
			b.WriteString(at.Format("Jan 2"))
		case at.Month() == list[i-1].Month() && at.Year() == list[i-1].Year():
			b.WriteString(at.Format(" 2"))
		default:
			b.WriteString(at.Format(", Jan 2"))
		}
	}
	return b.String()
}

func expandAll(text string, start, to time.Time) (list []time.Time, err error) {
	r, err := parseRule(text)
	if err != nil {
		return nil, err
	}
	work := 10_000_000
	err = r.expand(start, start, to, &work, func(t time.Time) { list = append(list, t) })
	return list, err
}

// An independent implementation finds the same occurrences.
func TestExpandAgreesWithAnother(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	compared := 0
	for range 300 {
		text := randomRule(rnd)
		start := time.Date(2020+rnd.IntN(5), time.Month(1+rnd.IntN(12)), 1+rnd.IntN(31), rnd.IntN(24), rnd.IntN(60), 0, 0, time.UTC)
		to := start.AddDate(3, 0, 0)
		got, err := expandAll(text, start, to)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		option, err := rrule.StrToROption(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		option.Dtstart = start
		other, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		want := other.Between(start, to.Add(-time.Second), true)
		if !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Fatalf("%s from %s:\ngot  %v\nwant %v", text, start, first(got), first(want))
		}
		compared += len(got)
	}
	if compared < 3_000 {
		t.Errorf("only %d occurrences compared: this test looks at too little", compared)
	}
}

func first(list []time.Time) []time.Time { return list[:min(len(list), 6)] }

// randomRule makes a rule that the other implementation reads alike: it repeats
// by the day or longer, and a week of the year comes with its days.
func randomRule(rnd *rand.Rand) string {
	freq := frequencies[rnd.IntN(4)]
	parts := []string{"FREQ=" + freq, fmt.Sprintf("INTERVAL=%d", 1+rnd.IntN(3))}
	add := func(chance int, key string, value func() string) bool {
		if rnd.IntN(chance) > 0 {
			return false
		}
		values := []string{value()}
		for rnd.IntN(2) == 0 {
			if v := value(); !slices.Contains(values, v) { // the other one would count it twice
				values = append(values, v)
			}
		}
		parts = append(parts, key+"="+strings.Join(values, ","))
		return true
	}
	number := func(least, most int) func() string {
		return func() string { return fmt.Sprint(least + rnd.IntN(most-least+1)) }
	}
	signed := func(most int) func() string {
		return func() string { return fmt.Sprint((1 + rnd.IntN(most)) * (1 - 2*rnd.IntN(2))) }
	}
	days := []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	plain := func() string { return days[rnd.IntN(7)] }
	weeks := 20
	if add(4, "BYMONTH", number(1, 12)) {
		weeks = 5 // the other one panics at the twentieth Monday of a month
	}
	switch {
	case freq == "YEARLY" && add(5, "BYWEEKNO", number(2, 50)):
		add(1, "BYDAY", plain)
	case freq == "YEARLY" && add(5, "BYYEARDAY", signed(366)):
	case freq == "MONTHLY" && add(3, "BYDAY", func() string { return signed(5)() + plain() }):
	case freq == "YEARLY" && add(4, "BYDAY", func() string { return signed(weeks)() + plain() }):
	default:
		add(2, "BYDAY", plain)
		if freq != "WEEKLY" {
			add(4, "BYMONTHDAY", signed(31))
		}
	}
	add(4, "BYHOUR", number(0, 23))
	add(4, "BYMINUTE", number(0, 59))
	if len(parts) > 2 && freq != "WEEKLY" { // the other one begins its first week with the start
		add(6, "BYSETPOS", signed(4))
	}
	add(3, "WKST", plain)
	if rnd.IntN(3) == 0 {
		parts = append(parts, fmt.Sprintf("COUNT=%d", 1+rnd.IntN(30)))
	}
	return strings.Join(onlyOnce(parts), ";")
}

// onlyOnce takes the last weekday of WKST, which is no list.
func onlyOnce(parts []string) []string {
	for i, p := range parts {
		if key, value, _ := strings.Cut(p, "="); key == "WKST" {
			parts[i] = key + "=" + value[len(value)-2:]
		}
	}
	return parts
}

// Looking at a late window gives what looking at everything gives there.
func TestExpandFromTheMiddle(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		r, err := parseRule(randomRule(rnd))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Date(2000, time.Month(1+rnd.IntN(12)), 1+rnd.IntN(31), 10, 0, 0, 0, time.UTC)
		from, to := start.AddDate(9, rnd.IntN(12), rnd.IntN(31)), start.AddDate(11, 0, 0)
		var all, part []time.Time
		work := 10_000_000
		whole := r.expand(start, start, to, &work, func(at time.Time) {
			if !at.Before(from) {
				all = append(all, at)
			}
		})
		half := r.expand(start, from, to, &work, func(at time.Time) { part = append(part, at) })
		if whole != nil || half != nil || !slices.Equal(all, part) {
			t.Fatalf("%+v from %s: %v and %v, %v %v", r, start, first(all), first(part), whole, half)
		}
	}
}

// Shorter periods than a day are followed as long as that is little work.
func TestExpandWithinADay(t *testing.T) {
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"FREQ=HOURLY;INTERVAL=3;UNTIL=20260301T170000Z": "09:00:00 12:00:00 15:00:00",
		"FREQ=MINUTELY;INTERVAL=90;COUNT=3":             "09:00:00 10:30:00 12:00:00",
		"FREQ=HOURLY;BYHOUR=10,14;BYMINUTE=15;COUNT=2":  "10:15:00 14:15:00",
		"FREQ=SECONDLY;INTERVAL=20;COUNT=3":             "09:00:00 09:00:20 09:00:40",
		"FREQ=HOURLY;INTERVAL=24;BYHOUR=3":              "", // never, and that is found out
	} {
		got, err := expandAll(text, start, start.AddDate(0, 0, 2))
		var clocks []string
		for _, at := range got {
			clocks = append(clocks, at.Format("15:04:05"))
		}
		if err != nil || strings.Join(clocks, " ") != want {
			t.Errorf("%s: %v, want %s (%v)", text, clocks, want, err)
		}
	}
}
