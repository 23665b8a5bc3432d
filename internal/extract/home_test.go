package extract_test

import (
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// TestTheirClock: a time without a zone is one of the writer's clock on that day,
// and not of the day of writing.
func TestTheirClock(t *testing.T) {
	c := newChain(t)
	cape, err := time.LoadLocation("Africa/Johannesburg")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		lang, date, text string
		zone             *time.Location
		want             string
		sure             bool
	}{
		{"de", "Tue, 03 Feb 2026 10:00:00 +0100", "Passt Ihnen der 9. Oktober um 11:30 Uhr?", nil, "2026-10-09T11:30:00+02:00", true},
		{"de", "Tue, 03 Feb 2026 10:00:00 +0100", "Passt Ihnen der 9. Februar um 11:30 Uhr?", nil, "2026-02-09T11:30:00+01:00", true},
		{"fr", "Wed, 01 Jul 2026 10:00:00 -0400", "Seriez-vous libre le 12 novembre à 14h ?", nil, "2026-11-12T14:00:00-05:00", false},
		{"fr", "Wed, 01 Jul 2026 10:00:00 +0200", "Seriez-vous libre le 12 novembre à 14h ?", nil, "2026-11-12T14:00:00+01:00", false},
		{"es", "Wed, 01 Jul 2026 10:00:00 -0600", "¿Podría el 12 de noviembre a las 14:00?", nil, "2026-11-12T14:00:00-06:00", true},
		{"it", "Wed, 01 Jul 2026 10:00:00 +0200", "Le va bene il 12 novembre alle 14:00?", nil, "2026-11-12T14:00:00+01:00", true},
		{"nl", "Wed, 01 Jul 2026 10:00:00 +0200", "Kun je op 12 november om 14:00 uur?", nil, "2026-11-12T14:00:00+01:00", true},
		{"pt", "Wed, 01 Jul 2026 10:00:00 +0100", "Pode no dia 12 de novembro às 14:00?", nil, "2026-11-12T14:00:00Z", true},
		{"pt", "Wed, 01 Jul 2026 10:00:00 -0300", "Pode no dia 12 de novembro às 14:00?", nil, "2026-11-12T14:00:00-03:00", true},
		{"en", "Tue, 08 Sep 2026 10:00:00 -0700", "Could you do 12 November at 2 pm?", nil, "2026-11-12T14:00:00-08:00", false},
		{"en", "Tue, 08 Sep 2026 10:00:00 +0200", "Could you do 12 November at 2 pm?", cape, "2026-11-12T14:00:00+02:00", true},
		{"en", "Tue, 08 Sep 2026 10:00:00 +0530", "Could you do 12 November at 2 pm?", nil, "2026-11-12T14:00:00+05:30", true},
		{"en", "Tue, 03 Feb 2026 10:00:00 +0000", "Could you do 12 May at 2 pm?", time.UTC, "2026-05-12T14:00:00+01:00", false},
		{"en", "Tue, 08 Sep 2026 10:00:00 -0400", "Could you do 12 November at 2 pm your time?", cape, "2026-11-12T14:00:00+02:00", true},
		{"en", "Tue, 08 Sep 2026 10:00:00 +0100", "Could you do 12 November at 2 pm CET?", nil, "2026-11-12T14:00:00+01:00", true},
	} {
		mail := "From: " + somebody + "\nTo: Sam <sam@example.com>\nDate: " + tt.date + "\nContent-Type: text/plain; charset=utf-8\nSubject: Interview\n\nSam,\n\n" + tt.text + "\n"
		m := c.parser.Parse([]byte(mail), time.Time{})
		f := c.extractor.Facts(m, detect.Verdict{Category: detect.Invitation, Kind: detect.Job, Lang: tt.lang}, extract.Context{Zone: tt.zone})
		got, sure := "", false
		if len(f.Slots) == 1 {
			got, sure = f.Slots[0].Start.Format(time.RFC3339), f.Slots[0].Certain
		}
		if got != tt.want || sure != tt.sure {
			t.Errorf("%s, written %s: %s (certain %v), want %s", tt.text, tt.date, got, sure, tt.want)
		}
	}
}
