package summary

import (
	"testing"
	"time"

	"rsvpd/internal/extract"
)

func (in *Input) clock(t testing.TB) clock { return newTeller(in, newMaker(t).language("en")).clock }

// TestMoment: times as they are said on the morning of Tuesday 3 March 2026.
func TestMoment(t *testing.T) {
	in := morning(t)
	c := in.clock(t)
	for when, want := range map[string]string{
		"2026-03-03 17:05": "today at 17:05", "2026-03-04 00:00": "at the end of today", "2026-03-04 00:01": "tomorrow at 00:01",
		"2026-03-05 00:00": "at the end of tomorrow", "2026-03-03 00:00": "at the end of yesterday", "2026-03-02 23:59": "yesterday at 23:59",
		"2026-03-06 09:00": "Friday 6 March at 09:00", "2026-03-08 00:00": "at the end of Saturday 7 March", "2027-01-04 09:00": "Monday 4 January 2027 at 09:00",
	} {
		if got := c.moment(at(t, when, in.Zone)); got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
}

// TestDistance: counts and plurals, rounded down, across a change of clocks.
func TestDistance(t *testing.T) {
	in := morning(t)
	c := in.clock(t)
	for d, want := range map[time.Duration]string{
		0: "now", 59 * time.Second: "now", time.Minute: "in 1 minute", -119 * time.Second: "1 minute ago", 119 * time.Minute: "in 119 minutes",
		2 * time.Hour: "in 2 hours", 47*time.Hour + 59*time.Minute: "in 47 hours", 48 * time.Hour: "in 2 days", -100 * time.Hour: "4 days ago",
	} {
		if got := c.distance(c.now.Add(d)); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
	c.now = at(t, "2026-03-28 12:00", in.Zone)
	if got, want := c.moment(at(t, "2026-03-29 12:00", in.Zone)), "tomorrow at 12:00"; got != want {
		t.Errorf("over the change of clocks: %q, want %q", got, want)
	}
}

// TestSlot: the user's clock first, the other side's beside it where it differs.
func TestSlot(t *testing.T) {
	in := morning(t)
	c := in.clock(t)
	start := at(t, "2026-03-10 15:00", in.Zone)
	for _, x := range []struct {
		zone string
		slot extract.Slot
		want string
	}{
		{"", extract.Slot{Start: start}, "Tuesday 10 March, 15:00 CET"},
		{"Europe/Paris", extract.Slot{Start: start, End: start.Add(time.Hour)}, "Tuesday 10 March, 15:00–16:00 CET"},
		{"America/New_York", extract.Slot{Start: start}, "Tuesday 10 March, 15:00 CET (10:00 ET)"},
		{"+05:30", extract.Slot{Start: start}, "Tuesday 10 March, 15:00 CET (19:30 UTC+05:30)"},
		{"Pacific/Auckland", extract.Slot{Start: start}, "Tuesday 10 March, 15:00 CET (Wednesday 11 March, 03:00 NZDT)"},
		{"Asia/Tokyo", extract.Slot{Start: time.Date(2026, 3, 10, 0, 0, 0, 0, zone(t, "Asia/Tokyo")), AllDay: true}, "Tuesday 10 March, the whole day"},
		{"Local", extract.Slot{Start: start}, "Tuesday 10 March, 15:00 CET"},
		{"Nowhere/At_All", extract.Slot{Start: start, End: start}, "Tuesday 10 March, 15:00 CET"},
	} {
		if got := c.slot(x.slot, extract.Location(x.zone)); got != x.want {
			t.Errorf("%s: %q, want %q", x.zone, got, x.want)
		}
	}
}
