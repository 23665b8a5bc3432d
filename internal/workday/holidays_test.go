package workday

import (
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
)

func TestHolidays(t *testing.T) {
	tests := []struct {
		code, day string
		want      bool
	}{
		{"us", "2026-07-03", true}, // Independence Day falls on a Saturday
		{"us", "2026-11-26", true},
		{"us", "2026-12-26", false},
		{"gb", "2026-12-28", true}, // Boxing Day moved from a Saturday
		{"de", "2026-10-03", true},
		{"de", "2026-01-06", false},
		{"de-by", "2026-01-06", true},
		{"DE-BY", "2026-01-06", true},
		{"fr", "2026-07-14", true},
		{"ie", "2026-03-17", true},
		{"au", "2026-01-26", true},
		{"au-vic", "2026-11-03", true},
		{"au", "2026-11-03", false}, // Melbourne Cup is Victoria's alone
		{"pt", "2026-06-10", true},
		{"pt", "2026-06-04", true}, // Corpus Christi
		{"fi", "2026-06-19", true}, // Midsummer Eve
		{"fi", "2026-12-06", true},
		{"jp", "2026-05-05", true},
		{"se", "2026-12-24", true}, // no public holiday, but nobody works
		{"", "2026-12-25", false},
	}
	for _, tt := range tests {
		f, err := Holidays(tt.code)
		if err != nil {
			t.Fatal(err)
		}
		day, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := f(day.Add(10 * time.Hour)); got != tt.want {
			t.Errorf("%q: %s holiday = %v, want %v", tt.code, tt.day, got, tt.want)
		}
	}
}

// The machine's zone may skip a midnight; a holiday of that day would be the day
// before if cal built its days there.
func TestHolidaysDoNotDependOnTheMachine(t *testing.T) {
	if cal.DefaultLoc != time.UTC {
		t.Errorf("cal counts days in %s", cal.DefaultLoc)
	}
}

func TestUnknownHolidaysAreNamed(t *testing.T) {
	for code, hint := range map[string]string{"xx": "at, au", "de-xx": "de-by", "germany": "de,"} {
		if _, err := NewCalendar(time.UTC, code); err == nil || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: %v, want a hint like %q", code, err, hint)
		}
	}
}

// A list with no days off, or very many, would be one that was read wrongly.
func TestEveryCodeHasHolidays(t *testing.T) {
	for _, code := range HolidayCodes() {
		f, err := Holidays(code)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for d := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() == 2026; d = d.AddDate(0, 0, 1) {
			if f(d) {
				n++
			}
		}
		if n < 5 || n > 30 {
			t.Errorf("%s has %d days off in 2026", code, n)
		}
	}
}
