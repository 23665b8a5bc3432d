package workday

import (
	"testing"
	"time"
)

func TestAt(t *testing.T) {
	tests := []struct {
		name, zone, day string
		minutes         int
		want            string // in UTC
		exact           bool
	}{
		{"plain", "Europe/Berlin", "2026-03-03", 600, "2026-03-03 09:00", true},
		{"skipped: the first instant after the gap", "America/New_York", "2026-03-08", 150, "2026-03-08 07:00", false},
		{"shown twice: the first", "America/New_York", "2026-11-01", 90, "2026-11-01 05:30", false},
		{"just after the gap", "America/New_York", "2026-03-08", 180, "2026-03-08 07:00", true},
		{"a midnight that Cairo skips", "Africa/Cairo", "2026-04-24", 0, "2026-04-23 22:00", false},
		{"half an hour skipped on Lord Howe", "Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03 15:30", false},
		{"half an hour twice on Lord Howe", "Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04 14:45", false},
		{"a day that Samoa skipped", "Pacific/Apia", "2011-12-30", 600, "2011-12-30 10:00", false},
		{"24:00 is the next midnight", "Asia/Kathmandu", "2026-03-03", 1440, "2026-03-03 18:15", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			day := in(t, "UTC", tt.day+" 00:00")
			zone := in(t, tt.zone, tt.day+" 12:00").Location()
			got, exact := At(day.Year(), day.Month(), day.Day(), tt.minutes, zone)
			if got.UTC().Format(layout) != tt.want || exact != tt.exact {
				t.Errorf("got %s, exact %v; want %s UTC, %v", got, exact, tt.want, tt.exact)
			}
		})
	}
}

// In every zone below and every quarter of an hour of two years, a time that is
// exact shows the clock that was asked for.
func TestAtShowsTheClockAskedFor(t *testing.T) {
	for _, name := range []string{"America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "America/Havana"} {
		zone := in(t, name, "2026-01-01 00:00").Location()
		for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2028; day = day.AddDate(0, 0, 1) {
			for m := 0; m < 1440; m += 15 {
				got, exact := At(day.Year(), day.Month(), day.Day(), m, zone)
				if want := day.Add(time.Duration(m) * time.Minute).Format(layout); exact && got.Format(layout) != want {
					t.Fatalf("%s: %s shows %s", name, want, got)
				}
			}
		}
	}
}
