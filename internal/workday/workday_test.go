package workday

import (
	"math/rand/v2"
	"testing"
	"time"
)

const layout = "2006-01-02 15:04"

func in(t *testing.T, zone, clock string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(layout, clock, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func calendar(t *testing.T, zone, code string) Calendar {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	c, err := NewCalendar(loc, code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAdd(t *testing.T) {
	tests := []struct {
		name, zone, holidays, from, span, want string
	}{
		{"the same clock time, days on", "Europe/London", "", "2026-03-03 10:20", "2 business days", "2026-03-05 10:20"},
		{"over a weekend", "Europe/London", "", "2026-03-06 10:20", "2 business days", "2026-03-10 10:20"},
		{"from a Saturday: from 00:00 on Monday", "Europe/London", "", "2026-03-07 15:00", "2 business days", "2026-03-11 00:00"},
		{"from a Sunday night: the same", "Europe/London", "", "2026-03-08 23:59", "2 business days", "2026-03-11 00:00"},
		{"from a holiday: from 00:00 after it", "Europe/Berlin", "de", "2026-05-01 09:00", "1 business day", "2026-05-05 00:00"},
		{"over Easter in Germany", "Europe/Berlin", "de", "2026-04-02 09:00", "2 business days", "2026-04-08 09:00"},
		{"over Christmas in Britain, Boxing Day moved", "Europe/London", "gb", "2026-12-24 11:00", "2 business days", "2026-12-30 11:00"},
		{"Thanksgiving is one day off", "America/New_York", "us", "2026-11-25 16:00", "1 business day", "2026-11-27 16:00"},
		{"elapsed time knows no weekend", "Europe/London", "", "2026-03-06 10:20", "48h", "2026-03-08 10:20"},
		{"the wall clock holds when clocks go forward", "America/New_York", "", "2026-03-06 09:00", "1 business day", "2026-03-09 09:00"},
		{"and when they go back", "America/New_York", "", "2026-10-30 09:00", "1 business day", "2026-11-02 09:00"},
		{"elapsed time does not hold it", "America/New_York", "", "2026-03-07 09:00", "24h", "2026-03-08 10:00"},
		{"Kathmandu, 5:45 ahead", "Asia/Kathmandu", "", "2026-03-06 10:20", "1 business day", "2026-03-09 10:20"},
		{"Samoa had no Friday 30 December 2011", "Pacific/Apia", "", "2011-12-29 10:00", "1 business day", "2012-01-02 10:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := ParseSpan(tt.span)
			if err != nil {
				t.Fatal(err)
			}
			got := calendar(t, tt.zone, tt.holidays).Add(in(t, tt.zone, tt.from), s)
			if got.In(in(t, tt.zone, tt.from).Location()).Format(layout) != tt.want {
				t.Errorf("%s + %s = %s, want %s", tt.from, tt.span, got, tt.want)
			}
		})
	}
}

func TestSub(t *testing.T) {
	tests := []struct{ name, from, span, want string }{
		{"the same clock time, days before", "2026-03-05 10:20", "2 business days", "2026-03-03 10:20"},
		{"over a weekend", "2026-03-09 10:20", "1 business day", "2026-03-06 10:20"},
		{"from a Sunday: a whole business day lies between", "2026-03-08 18:00", "1 business day", "2026-03-06 00:00"},
		{"from a Saturday: the same", "2026-03-07 08:00", "1 business day", "2026-03-06 00:00"},
		{"elapsed time", "2026-03-09 10:20", "24h", "2026-03-08 10:20"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := ParseSpan(tt.span)
			if err != nil {
				t.Fatal(err)
			}
			got := calendar(t, "Europe/Paris", "").Sub(in(t, "Europe/Paris", tt.from), s)
			if got.Format(layout) != tt.want {
				t.Errorf("%s - %s = %s, want %s", tt.from, tt.span, got, tt.want)
			}
		})
	}
}

// oracle counts business days by walking minute by minute: slow, but nothing in
// it can be wrong about weekends, holidays or clocks.
func oracle(c Calendar, t time.Time, n int) time.Time {
	clock := t.In(c.Zone).Format("15:04")
	if !c.IsBusinessDay(t) {
		clock = "00:00"
		for !c.IsBusinessDay(t) {
			t = t.Add(time.Minute)
		}
	}
	for n > 0 {
		day := t.In(c.Zone).YearDay()
		for t.In(c.Zone).YearDay() == day || !c.IsBusinessDay(t) {
			t = t.Add(time.Minute)
		}
		n--
	}
	for t.In(c.Zone).Format("15:04") < clock { // the first instant not before it, if the clock skips it
		t = t.Add(time.Minute)
	}
	return t
}

func TestAddAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for zone, code := range map[string]string{
		"America/New_York": "us", "Europe/Berlin": "de-by", "Asia/Kathmandu": "", "Australia/Lord_Howe": "au-nsw",
		"Africa/Cairo": "", "America/Havana": "", "Asia/Tokyo": "jp",
	} {
		c := calendar(t, zone, code)
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for range 60 {
			from := start.Add(time.Duration(r.IntN(2*365*24*60)) * time.Minute)
			n := 1 + r.IntN(4)
			got, want := c.Add(from, BusinessDays(n)), oracle(c, from, n)
			if !got.Equal(want) {
				t.Errorf("%s: %s + %d business days = %s, want %s", zone, from.In(c.Zone), n, got, want.In(c.Zone))
			}
		}
	}
}

func TestAddAndSubAreMonotoneMirrors(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, zone := range []string{"America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"} {
		c := calendar(t, zone, "us")
		start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for range 500 {
			a := start.Add(time.Duration(r.IntN(365*24*60)) * time.Minute)
			b := a.Add(time.Duration(r.IntN(4*24*60)) * time.Minute)
			s := BusinessDays(1 + r.IntN(5))
			if c.Add(b, s).Before(c.Add(a, s)) {
				t.Errorf("%s: from %s later than from %s, + %s", zone, a, b, s)
			}
			if c.Sub(b, s).Before(c.Sub(a, s)) {
				t.Errorf("%s: from %s later than from %s, - %s", zone, a, b, s)
			}
			if c.Sub(a, s).After(a) || c.Add(a, s).Before(a) {
				t.Errorf("%s: %s goes the wrong way by %s", zone, a, s)
			}
			if _, exact := resolve(dateOf(c.Add(a, s).In(c.Zone)), clockOf(a.In(c.Zone)), c.Zone); !exact {
				continue // a clock time that the target day lacks or has twice
			}
			if back := c.Sub(c.Add(a, s), s); c.IsBusinessDay(a) && !back.Equal(a) {
				t.Errorf("%s: %s + and - %s = %s", zone, a, s, back)
			}
		}
	}
}

func TestIsBusinessDayGoesByTheZone(t *testing.T) {
	c := calendar(t, "Pacific/Auckland", "nz")
	for clock, want := range map[string]bool{
		"2026-02-05 21:00": false, // a Thursday in UTC, Friday there: Waitangi Day
		"2026-02-04 21:00": true,  // a Wednesday in UTC, Thursday there
		"2026-02-08 12:00": true,  // a Sunday in UTC, Monday there
		"2026-02-06 12:00": false, // a Friday in UTC, Saturday there
	} {
		at := in(t, "UTC", clock)
		if got := c.IsBusinessDay(at); got != want {
			t.Errorf("business day at %s = %v, want %v", at.In(c.Zone), got, want)
		}
	}
}

func TestZeroCalendar(t *testing.T) {
	var c Calendar
	got := c.Add(in(t, "UTC", "2026-12-24 10:00"), BusinessDays(1))
	if got.Format(layout) != "2026-12-25 10:00" {
		t.Errorf("without holidays Christmas is a business day, got %s", got)
	}
}
