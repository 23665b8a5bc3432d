package extract

import (
	"testing"
	"time"
)

func TestLocation(t *testing.T) {
	at := time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{
		"Europe/Berlin": "14:00", "+02:00": "14:00", "-09:30": "02:30", "UTC": "12:00",
		"": "", "Local": "", "CEST": "", "Europe/Nowhere": "", "../etc/passwd": "",
	} {
		got := ""
		if loc := Location(zone); loc != nil {
			got = at.In(loc).Format("15:04")
		}
		if got != want {
			t.Errorf("noon in %q is %q, want %q", zone, got, want)
		}
	}
}
