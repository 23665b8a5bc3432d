package draft

import (
	"testing"
	"time"

	"rsvpd/internal/extract"
)

// TestSlotLines: both sides read each time, in the custom of where they are.
func TestSlotLines(t *testing.T) {
	l := writer(t).language("en")
	for _, c := range []struct{ theirs, mine, start, want string }{
		{"Europe/Berlin", "America/New_York", "2026-03-03T15:00:00+01:00", "Tuesday 3 March, 15:00–15:30 CET (9:00 a.m. ET)"},
		{"Europe/Berlin", "America/New_York", "2026-03-10T15:00:00+01:00", "Tuesday 10 March, 15:00–15:30 CET (10:00 a.m. ET)"},
		{"America/New_York", "Europe/Berlin", "2026-03-10T11:45:00-04:00", "Tuesday, March 10, 11:45 a.m.–12:15 p.m. ET (16:45 CET)"},
		{"America/Chicago", "America/Chicago", "2026-03-10T15:00:00-05:00", "Tuesday, March 10, 3:00–3:30 p.m. CT"},
		{"Europe/Paris", "Europe/Berlin", "2026-03-10T15:00:00+01:00", "Tuesday 10 March, 15:00–15:30 CET"},
		{"", "Europe/London", "2026-07-10T15:00:00+01:00", "Friday 10 July, 15:00–15:30 BST"},
		{"+01:00", "Europe/Berlin", "2026-03-10T15:00:00+01:00", "Tuesday 10 March, 15:00–15:30 CET"},
		{"+05:45", "Europe/Berlin", "2026-03-10T15:00:00+01:00", "Tuesday 10 March, 19:45–20:15 UTC+5:45 (15:00 CET)"},
		{"-03:30", "UTC", "2026-03-10T15:00:00Z", "Tuesday 10 March, 11:30–12:00 UTC−3:30 (15:00 UTC)"},
		{"Asia/Tokyo", "America/Los_Angeles", "2026-03-11T09:00:00+09:00", "Wednesday 11 March, 09:00–09:30 JST (Tuesday, March 10, 5:00 p.m. PT)"},
		{"Asia/Shanghai", "Europe/London", "2026-03-10T09:00:00Z", "Tuesday 10 March, 17:00–17:30 UTC+8 (09:00 GMT)"},
		{"America/Havana", "Europe/London", "2026-03-06T09:00:00Z", "Friday 6 March, 04:00–04:30 Cuba time (09:00 GMT)"},
		{"Europe/Dublin", "Europe/London", "2026-07-10T15:00:00+01:00", "Friday 10 July, 15:00–15:30 Irish time"},
		{"Local", "Europe/London", "2026-03-10T09:00:00Z", "Tuesday 10 March, 09:00–09:30 GMT"},
		{"Mars/Olympus", "Europe/London", "2026-03-10T09:00:00Z", "Tuesday 10 March, 09:00–09:30 GMT"},
		{"../../etc/passwd", "Europe/London", "2026-03-10T09:00:00Z", "Tuesday 10 March, 09:00–09:30 GMT"},
		{"Europe/Berlin", "Europe/Berlin", "2027-01-04T09:00:00+01:00", "Monday 4 January 2027, 09:00–09:30 CET"},
	} {
		in := Input{Zone: zoneOf(t, c.mine), Now: catalogueNow}
		in.Invitation.Facts.Zone = c.theirs
		start := timeOf(t, c.start)
		slot := extract.Slot{Start: start, End: start.Add(30 * time.Minute)}
		if got := l.clock(&in).line(slot); got != c.want {
			t.Errorf("%s, %s: %q, want %q", c.theirs, c.mine, got, c.want)
		}
	}
}
