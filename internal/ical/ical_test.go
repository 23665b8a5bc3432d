package ical

import (
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
)

func parseFile(t *testing.T, name string) Calendar {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	c := Parse([]byte(strings.ReplaceAll(string(data), "\n", "\r\n")), nil)
	if c.Problem != "" {
		t.Errorf("problem: %s", c.Problem)
	}
	if c.Method != Request || len(c.Events) != 1 {
		t.Fatalf("method %q, %d events", c.Method, len(c.Events))
	}
	return c
}

// The shapes that the three big senders of invitations write.
func TestInvitations(t *testing.T) {
	tests := []struct {
		file, start, end, zone string
		organizer              Person
		attendees              int
		location               string
	}{
		{"google.ics", "2026-06-11T10:00:00+01:00", "2026-06-11T10:45:00+01:00", "Europe/Lisbon", Person{Name: "Rita Nogueira", Address: "rita@marealta.example.com"}, 2, ""},
		{"outlook.ics", "2026-01-12T14:30:00+01:00", "2026-01-12T15:30:00+01:00", "Europe/Berlin", Person{Name: "Brandt, Jana", Address: "jana.brandt@muster.example.net"}, 2, "Musterweg 4, 1. Stock"},
		{"apple.ics", "2026-06-11T15:00:00-04:00", "2026-06-11T16:30:00-04:00", "America/New_York", Person{Name: "Noor Haddad", Address: "noor@lindgren.example.com"}, 2, "4 Quay Street\nPorthaven"},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			e := parseFile(t, tt.file).Events[0]
			if got := e.Start.Format(time.RFC3339); got != tt.start {
				t.Errorf("start %s, want %s", got, tt.start)
			}
			if got := e.End.Format(time.RFC3339); got != tt.end {
				t.Errorf("end %s, want %s", got, tt.end)
			}
			if e.Zone != tt.zone || !e.ZoneKnown {
				t.Errorf("zone %q known %v", e.Zone, e.ZoneKnown)
			}
			if e.Organizer != tt.organizer || len(e.Attendees) != tt.attendees || e.Location != tt.location {
				t.Errorf("organizer %+v, attendees %+v, location %q", e.Organizer, e.Attendees, e.Location)
			}
		})
	}
}

func TestTexts(t *testing.T) {
	e := parseFile(t, "google.ics").Events[0]
	if want := "Olá Sam,\n\nconversa sobre a vaga de analista; 45 minutos.\nEntrar: https://meet.example.com/abc-defg-hij"; e.Description != want {
		t.Errorf("description %q", e.Description)
	}
	if a := e.Attendees[0]; a != (Person{"Sam Rivera", "sam@example.org", "NEEDS-ACTION", "REQ-PARTICIPANT"}) {
		t.Errorf("folded attendee %+v", a)
	}
	e = parseFile(t, "apple.ics").Events[0]
	if a := e.Attendees[0]; a.Name != `Noor "NH" Haddad` || a.Address != "noor@lindgren.example.com" {
		t.Errorf("RFC 6868 name, EMAIL parameter: %+v", a)
	}
	e = parseFile(t, "outlook.ics").Events[0]
	if a := e.Attendees[1]; a.Address != "" || a.Name != "Raum 4" {
		t.Errorf("a room without an address: %+v", a)
	}
	if e.Description != "Sehr geehrte Frau Rivera,\n\nwir freuen uns auf das Gespräch." {
		t.Errorf("description %q; that of the alarm must not win", e.Description)
	}
}

// event parses one VEVENT made of the given lines.
func event(t *testing.T, floating *time.Location, lines ...string) Event {
	t.Helper()
	c := Parse([]byte("BEGIN:VCALENDAR\n"+strings.Join(lines, "\n")+"\nEND:VCALENDAR\n"), floating)
	if len(c.Events) != 1 {
		t.Fatalf("%d events, problem %q", len(c.Events), c.Problem)
	}
	return c.Events[0]
}

func vevent(lines ...string) []string {
	return append(append([]string{"BEGIN:VEVENT"}, lines...), "END:VEVENT")
}

func TestTimes(t *testing.T) {
	tokyo := time.FixedZone("", 9*3600)
	tests := []struct {
		name, lines, start, end, zone string
		known, allDay                 bool
	}{
		{"UTC", "DTSTART:20260611T080000Z\nDTEND:20260611T090000Z", "2026-06-11T08:00:00Z", "2026-06-11T09:00:00Z", "UTC", true, false},
		{"floating", "DTSTART:20260611T080000", "2026-06-11T08:00:00+09:00", "", "", false, false},
		{"a date", "DTSTART;VALUE=DATE:20260611", "2026-06-11T00:00:00+09:00", "2026-06-12T00:00:00+09:00", "", false, true},
		{"two days", "DTSTART;VALUE=DATE:20260611\nDTEND;VALUE=DATE:20260613", "2026-06-11T00:00:00+09:00", "2026-06-13T00:00:00+09:00", "", false, true},
		{"Outlook's whole day", "DTSTART:20260611T000000\nDTEND:20260612T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "2026-06-11T00:00:00+09:00", "2026-06-12T00:00:00+09:00", "", false, true},
		{"unknown zone", "DTSTART;TZID=Nowhere:20260611T080000", "2026-06-11T08:00:00+09:00", "", "", false, false},
		{"display name", "DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":20260611T080000", "2026-06-11T08:00:00-04:00", "", "America/New_York", true, false},
		{"Olson prefix", "DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/Europe/Berlin:20260611T080000", "2026-06-11T08:00:00+02:00", "", "Europe/Berlin", true, false},
		{"duration in days keeps the clock", "DTSTART;TZID=Europe/Berlin:20260328T090000\nDURATION:P1D", "2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00", "Europe/Berlin", true, false},
		{"end before start", "DTSTART:20260611T080000Z\nDTEND:20260611T070000Z", "2026-06-11T08:00:00Z", "", "UTC", true, false},
		{"ISO form", "DTSTART:2026-06-11T08:00:00", "2026-06-11T08:00:00+09:00", "", "", false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := event(t, tokyo, vevent(strings.Split(tt.lines, "\n")...)...)
			if got := e.Start.Format(time.RFC3339); got != tt.start {
				t.Errorf("start %s, want %s", got, tt.start)
			}
			end := ""
			if !e.End.IsZero() {
				end = e.End.Format(time.RFC3339)
			}
			if end != tt.end || e.Zone != tt.zone || e.ZoneKnown != tt.known || e.AllDay != tt.allDay {
				t.Errorf("end %q zone %q known %v all day %v", end, e.Zone, e.ZoneKnown, e.AllDay)
			}
		})
	}
}

// A zone whose name means nothing is taken from the rules sent along, wherever
// in the calendar they stand.
func TestCustomZone(t *testing.T) {
	zone := []string{"BEGIN:VTIMEZONE", "TZID:Customized Time Zone",
		"BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "END:STANDARD",
		"BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3", "END:DAYLIGHT", "END:VTIMEZONE"}
	for wall, want := range map[string]string{
		"20260115T090000": "2026-01-15T09:00:00-05:00",
		"20260307T090000": "2026-03-07T09:00:00-05:00",
		"20260308T090000": "2026-03-08T09:00:00-04:00",
		"20261031T090000": "2026-10-31T09:00:00-04:00",
		"20261101T090000": "2026-11-01T09:00:00-05:00",
	} {
		e := event(t, nil, append(vevent("DTSTART;TZID=Customized Time Zone:"+wall), zone...)...)
		if got := e.Start.Format(time.RFC3339); got != want || !e.ZoneKnown || e.Zone != "UTC"+want[19:] {
			t.Errorf("%s: %s in %q, want %s", wall, got, e.Zone, want)
		}
	}
}

func TestZoneByName(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Berlin": "Europe/Berlin", "W. Europe Standard Time": "Europe/Berlin", "w. europe standard time": "Europe/Berlin",
		"Pacific Standard Time 1": "America/Los_Angeles", "(GMT-08.00) Pacific Time (US & Canada); Tijuana": "America/Los_Angeles",
		"/mozilla.org/20070129_1/Asia/Tokyo": "Asia/Tokyo", "UTC": "UTC", "Coordinated Universal Time": "UTC", "tzone://Microsoft/Utc": "UTC",
		"(UTC+01:00) Brussels, Copenhagen, Madrid, Paris": "Europe/Paris", "UTC+02:00": "UTC+02:00", "GMT-5": "UTC-05:00", "+0530": "UTC+05:30",
		"India Standard Time": "Asia/Calcutta", "GMT Standard Time": "Europe/London",
	} {
		loc, ok := ZoneByName(name)
		if !ok || loc.String() != want {
			t.Errorf("%q: %v %v, want %s", name, loc, ok, want)
		}
	}
	for _, name := range []string{"", "Local", "local", "Customized Time Zone", "../etc/passwd", "/etc/passwd", "Europe/Nowhere", "+99:00", "UTC+1:75", strings.Repeat("a/", 500)} {
		if loc, ok := ZoneByName(name); ok {
			t.Errorf("%q is the zone %v", name, loc)
		}
	}
}

// Every row of the tables leads to a zone that exists.
func TestZoneTables(t *testing.T) {
	rows := 0
	for _, table := range []string{windowsZones, displayZones} {
		addRows(table, func(name, _ string) {
			rows++
			if _, ok := ZoneByName(name); !ok {
				t.Errorf("%q leads nowhere", name)
			}
		})
	}
	if rows < 180 {
		t.Errorf("only %d rows", rows)
	}
}

// Addresses that could be read as another one are dropped.
func TestAddresses(t *testing.T) {
	for value, want := range map[string]string{
		"mailto:ada@example.com": "ada@example.com", "MAILTO:ada@example.com": "ada@example.com", "ada@example.com": "ada@example.com",
		"mailto:ada@example.com,eve@example.net": "", "mailto:a<b@example.com>": "", "mailto:@example.com": "", "mailto:ada": "", "mailto:a b@example.com": "",
		"mailto:ada@example.com@example.net": "", `mailto:"ada"@example.com`: "", "mailto:ada%0a@example.com": "ada%0a@example.com", "urn:uuid:1": "",
	} {
		e := event(t, nil, vevent("ORGANIZER:"+value)...)
		if e.Organizer.Address != want {
			t.Errorf("%s: %q, want %q", value, e.Organizer.Address, want)
		}
	}
}

// What is broken is named, and the rest is there.
func TestProblems(t *testing.T) {
	tests := []struct{ name, in, problem string }{
		{"empty", "", "no VCALENDAR"},
		{"a parameter without a colon", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR", "no property"},
		{"an impossible date", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261341T000000\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR", "can't be read"},
		{"cut off", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART;TZID=Eur", "no property"},
		{"too deep", strings.Repeat("BEGIN:X\n", 100), "too deeply"},
		{"too many events", "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", ofInvitation.events+1) + "END:VCALENDAR", "more than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Parse([]byte(tt.in), nil)
			if !strings.Contains(c.Problem, tt.problem) {
				t.Errorf("problem %q, want %q", c.Problem, tt.problem)
			}
			if len(c.Events) > ofInvitation.events || strings.Contains(tt.in, "SUMMARY:x") && (len(c.Events) != 1 || c.Events[0].Summary != "x") {
				t.Errorf("%d events", len(c.Events))
			}
		})
	}
}

func TestDuration(t *testing.T) {
	start := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{"PT1H": time.Hour, "PT1H30M": 90 * time.Minute, "P1DT2H": 26 * time.Hour, "P1W": 168 * time.Hour, "+PT45M": 45 * time.Minute, "pt90s": 90 * time.Second} {
		if d, ok := parseDuration(s); !ok || d.after(start).Sub(start) != want {
			t.Errorf("%q: %v %v, want %v", s, d, ok, want)
		}
	}
	for _, s := range []string{"", "P", "1H", "PH", "PT999999H", "P1X", "PT1"} {
		if d, ok := parseDuration(s); ok {
			t.Errorf("%q is %v", s, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"google.ics", "outlook.ics", "apple.ics"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("BEGIN:VCALENDAR\rBEGIN:VTIMEZONE\rEND:VTIMEZONE\rDTSTART;TZID=\"\":\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, e := range Parse(data, nil).Events {
			if !e.End.IsZero() && e.End.Before(e.Start) {
				t.Errorf("ends before it starts: %v %v", e.Start, e.End)
			}
			if a := e.Organizer.Address; a != "" && !isPlainAddress(a) {
				t.Errorf("organizer %q", a)
			}
		}
	})
}
