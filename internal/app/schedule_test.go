package app

import (
	"testing"
	"time"

	"rsvpd/config"
)

func schedule(t *testing.T, at string) config.Schedule {
	t.Helper()
	c, err := config.Parse("rsvpd.toml", []byte("[me]\nname = \"R\"\n[[account]]\nemail = \"r@example.org\"\nimap = \"imaps://mail.example.org\"\npassword_file = \"p\"\n[summary]\nat = \""+at+"\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return c.Summary.At
}

// TestOneFiringADate: every date of a year has its one firing, in order, also
// where the clock leaps over it or repeats it.
func TestOneFiringADate(t *testing.T) {
	for _, name := range []string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []string{"0 7 * * *", "30 2 * * *", "30 1 * * *", "0 0 * * *"} {
			s := schedule(t, at)
			last := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).Add(-time.Second)
			for d := time.Date(2026, 1, 1, 12, 0, 0, 0, zone); d.Year() == 2026; d = day(d, zone, 1) {
				got, ok := firing(s, d, zone)
				if !ok || got.YearDay() != d.YearDay() {
					t.Fatalf("%s %s: firing of %s is %v", name, at, d, got)
				}
				if next, ok := nextFiring(s, last, zone); !ok || !next.Equal(got) {
					t.Fatalf("%s %s: after %s comes %s, want %s", name, at, last, next, got)
				}
				if before, ok := lastFiring(s, got.Add(time.Nanosecond), zone); !ok || !before.Equal(got) {
					t.Fatalf("%s %s: before %s came %s", name, at, got, before)
				}
				last = got
			}
		}
	}
}

// TestWeekdays: a schedule of weekdays has none on a Saturday.
func TestWeekdays(t *testing.T) {
	s := schedule(t, "0 7 * * 1-5")
	saturday := time.Date(2026, 3, 7, 9, 0, 0, 0, time.UTC)
	if at, ok := firing(s, saturday, time.UTC); ok {
		t.Errorf("fires at %s", at)
	}
	if at, ok := nextFiring(s, saturday, time.UTC); !ok || at.Weekday() != time.Monday {
		t.Errorf("next is %s", at)
	}
	if at, ok := lastFiring(s, saturday, time.UTC); !ok || at.Weekday() != time.Friday {
		t.Errorf("last was %s", at)
	}
}
