package ical

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// calendarOf wraps events, each made of lines separated by "|".
func calendarOf(events ...string) []byte {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
	for _, e := range events {
		b.WriteString("BEGIN:VEVENT\r\n" + strings.ReplaceAll(e, "|", "\r\n") + "\r\nEND:VEVENT\r\n")
	}
	b.WriteString("END:VCALENDAR\r\n")
	return []byte(b.String())
}

func berlin(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// query asks for 2026 of a user in Berlin.
func query(t testing.TB) Query {
	return Query{
		From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Zone: berlin(t),
		Mine: func(a string) bool { return a == "robin@example.org" || a == "r.example@work.example.com" },
	}
}

// show writes busy times as the user's clock shows them; "?" marks a tentative
// one.
func show(zone *time.Location, b Busy) string {
	var list []string
	for _, x := range b.Times {
		text := x.Start.In(zone).Format("2 Jan 15:04") + "–" + x.End.In(zone).Format("15:04")
		if days := x.End.Sub(x.Start); days > 20*time.Hour {
			text = x.Start.In(zone).Format("2 Jan 15:04") + "–" + x.End.In(zone).Format("2 Jan 15:04")
		}
		if x.Tentative {
			text += "?"
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}

func TestReadBusy(t *testing.T) {
	const zone = ";TZID=Europe/Berlin:"
	tests := []struct{ name, events, want string }{
		{"in UTC", "DTSTART:20260303T090000Z|DTEND:20260303T100000Z", "3 Mar 10:00–11:00"},
		{"in a zone", "DTSTART;TZID=America/New_York:20260303T090000|DTEND;TZID=America/New_York:20260303T093000", "3 Mar 15:00–15:30"},
		{"in a Windows zone", "DTSTART;TZID=\"W. Europe Standard Time\":20260303T090000|DURATION:PT45M", "3 Mar 09:00–09:45"},
		{"without a zone: the user's", "DTSTART:20260303T090000|DTEND:20260303T100000", "3 Mar 09:00–10:00"},
		{"a whole day: the user's", "DTSTART;VALUE=DATE:20260303", "3 Mar 00:00–4 Mar 00:00"},
		{"whole days, over a change of clocks", "DTSTART;VALUE=DATE:20260328|DTEND;VALUE=DATE:20260330", "28 Mar 00:00–30 Mar 00:00"},
		{"a whole day that is free", "DTSTART;VALUE=DATE:20260303|TRANSP:TRANSPARENT", ""},
		{"opaque in so many words", "DTSTART;VALUE=DATE:20260303|TRANSP:OPAQUE", "3 Mar 00:00–4 Mar 00:00"},
		{"Outlook's whole day", "DTSTART" + zone + "20260303T000000|DTEND" + zone + "20260304T000000|X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "3 Mar 00:00–4 Mar 00:00"},
		{"free for Outlook", "DTSTART:20260303T090000|DTEND:20260303T100000|X-MICROSOFT-CDO-BUSYSTATUS:FREE", ""},
		{"cancelled", "DTSTART:20260303T090000|DTEND:20260303T100000|STATUS:CANCELLED", ""},
		{"tentative", "DTSTART:20260303T090000|DTEND:20260303T100000|STATUS:TENTATIVE", "3 Mar 09:00–10:00?"},
		{"no length takes no time", "DTSTART:20260303T090000", ""},
		{"another year", "DTSTART:20250303T090000|DTEND:20250303T100000", ""},
		{"into the span", "DTSTART;VALUE=DATE:20251230|DTEND;VALUE=DATE:20260103", "30 Dec 00:00–3 Jan 00:00"},

		{"I declined", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE;PARTSTAT=DECLINED:mailto:robin@example.org", ""},
		{"somebody else declined", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE;PARTSTAT=DECLINED:mailto:sam@example.org", "3 Mar 09:00–10:00"},
		{"I have not answered", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:robin@example.org", "3 Mar 09:00–10:00?"},
		{"I was not even asked", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE:mailto:robin@example.org", "3 Mar 09:00–10:00?"},
		{"I accepted", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE;PARTSTAT=ACCEPTED:mailto:robin@example.org", "3 Mar 09:00–10:00"},
		{"I accepted under another address", "DTSTART:20260303T090000|DTEND:20260303T100000|ATTENDEE;PARTSTAT=DECLINED:mailto:robin@example.org|ATTENDEE;PARTSTAT=ACCEPTED:mailto:r.example@work.example.com", "3 Mar 09:00–10:00"},
		{"I call the meeting", "DTSTART:20260303T090000|DTEND:20260303T100000|ORGANIZER:mailto:robin@example.org|ATTENDEE:mailto:robin@example.org", "3 Mar 09:00–10:00"},

		{"weekly, nine on the clock over both changes", "DTSTART" + zone + "20260320T090000|DTEND" + zone + "20260320T100000|RRULE:FREQ=WEEKLY;COUNT=3",
			"20 Mar 09:00–10:00, 27 Mar 09:00–10:00, 3 Apr 09:00–10:00"},
		{"weekly in another zone: its clock counts", "DTSTART;TZID=America/New_York:20260304T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=5",
			"4 Mar 15:00–16:00, 11 Mar 14:00–15:00, 18 Mar 14:00–15:00, 25 Mar 14:00–15:00, 1 Apr 15:00–16:00"},
		{"until, in UTC, inclusive", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260303T080000Z",
			"1 Mar 09:00–10:00, 2 Mar 09:00–10:00, 3 Mar 09:00–10:00"},
		{"until a date, that day included", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20260302", "1 Mar 09:00–10:00, 2 Mar 09:00–10:00"},
		{"excepted", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=4|EXDATE" + zone + "20260302T090000,20260303T090000", "1 Mar 09:00–10:00, 4 Mar 09:00–10:00"},
		{"excepted in UTC", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2|EXDATE:20260302T080000Z", "1 Mar 09:00–10:00"},
		{"the first is excepted", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2|EXDATE" + zone + "20260301T090000", "2 Mar 09:00–10:00"},
		{"excepted by date alone", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2|EXDATE;VALUE=DATE:20260302", "1 Mar 09:00–10:00"},
		{"a whole day excepted by time", "DTSTART;VALUE=DATE:20260301|RRULE:FREQ=DAILY;COUNT=2|EXDATE:20260302T000000", "1 Mar 00:00–2 Mar 00:00"},
		{"further dates", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RDATE" + zone + "20260305T110000|RDATE;VALUE=DATE:20260306|RDATE;VALUE=PERIOD:20260307T100000Z/PT2H",
			"1 Mar 09:00–10:00, 5 Mar 11:00–12:00, 6 Mar 09:00–10:00, 7 Mar 11:00–13:00"},
		{"since long ago", "DTSTART;VALUE=DATE:17530301|RRULE:FREQ=YEARLY", "1 Mar 00:00–2 Mar 00:00"},
		{"the same date twice", "DTSTART" + zone + "20260301T090000|DURATION:PT1H|RDATE" + zone + "20260301T090000|RRULE:FREQ=DAILY;COUNT=1", "1 Mar 09:00–10:00"},

		{"one of a series is moved",
			"UID:a|DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3//UID:a|RECURRENCE-ID" + zone + "20260302T090000|DTSTART" + zone + "20260302T160000|DURATION:PT30M",
			"1 Mar 09:00–10:00, 2 Mar 16:00–16:30, 3 Mar 09:00–10:00"},
		{"one of a series is cancelled",
			"UID:a|DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3//UID:a|RECURRENCE-ID:20260302T080000Z|DTSTART:20260302T080000Z|STATUS:CANCELLED",
			"1 Mar 09:00–10:00, 3 Mar 09:00–10:00"},
		{"one of a series of days is free",
			"UID:a|DTSTART;VALUE=DATE:20260301|RRULE:FREQ=DAILY;COUNT=2//UID:a|RECURRENCE-ID;VALUE=DATE:20260302|DTSTART;VALUE=DATE:20260302|TRANSP:TRANSPARENT",
			"1 Mar 00:00–2 Mar 00:00"},
		{"one of a free series takes time",
			"UID:a|DTSTART:20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3|TRANSP:TRANSPARENT//UID:a|RECURRENCE-ID:20260302T090000|DTSTART:20260302T090000|DURATION:PT1H",
			"2 Mar 09:00–10:00"},
		{"from some day on at another time",
			"UID:a|DTSTART" + zone + "20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=4//UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE" + zone + "20260303T090000|DTSTART" + zone + "20260303T110000|DURATION:PT2H",
			"1 Mar 09:00–10:00, 2 Mar 09:00–10:00, 3 Mar 11:00–13:00, 4 Mar 11:00–13:00"},
		{"moved without its series", "UID:a|RECURRENCE-ID" + zone + "20260302T090000|DTSTART" + zone + "20260302T160000|DURATION:PT30M", "2 Mar 16:00–16:30"},
		{"a later edition", "UID:a|SEQUENCE:1|DTSTART:20260301T090000|DURATION:PT1H//UID:a|DTSTART:20260301T070000|DURATION:PT1H", "1 Mar 09:00–10:00"},
		{"a later edition cancels", "UID:a|DTSTART:20260301T070000|DURATION:PT1H//UID:a|SEQUENCE:2|STATUS:CANCELLED|DTSTART:20260301T070000", ""},
		{"one UID for everything", "UID:a|DTSTART:20260301T090000|DURATION:PT1H//UID:a|DTSTART:20260302T070000|DURATION:PT1H", "1 Mar 09:00–10:00, 2 Mar 07:00–08:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := query(t)
			b := ReadBusy([][]byte{calendarOf(strings.Split(tt.events, "//")...)}, q)
			if got := show(q.Zone, b); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if b.Unread != 0 {
				t.Errorf("unread: %v", b.Problems)
			}
		})
	}
}

// A zone that only the calendar knows has other offsets in summer.
func TestReadBusyInAZoneOfItsOwn(t *testing.T) {
	const zone = `BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
END:VCALENDAR`
	events := string(calendarOf("DTSTART;TZID=Office:20260327T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;UNTIL=20260403T070000Z"))
	data := strings.Replace(events, "END:VCALENDAR", strings.ReplaceAll(zone, "\n", "\r\n"), 1)
	q := query(t)
	b := ReadBusy([][]byte{[]byte(data)}, q)
	if got, want := show(q.Zone, b), "27 Mar 09:00–10:00, 3 Apr 09:00–10:00"; got != want || b.Unread > 0 {
		t.Errorf("got %s, want %s; %v", got, want, b.Problems)
	}
}

func TestReadBusyFreeBusy(t *testing.T) {
	data := "BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nDTSTART:20260301T000000Z\nDTEND:20260401T000000Z\n" +
		"FREEBUSY:20260303T090000Z/20260303T100000Z,20260304T090000Z/PT30M\nFREEBUSY;FBTYPE=FREE:20260305T090000Z/PT1H\n" +
		"FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260306T090000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260307T090000Z/PT1H\nEND:VFREEBUSY\nEND:VCALENDAR\n"
	q := query(t)
	b := ReadBusy([][]byte{[]byte(data)}, q)
	if got, want := show(q.Zone, b), "3 Mar 10:00–11:00, 4 Mar 10:00–10:30, 6 Mar 10:00–11:00?, 7 Mar 10:00–11:00"; got != want || b.Unread > 0 {
		t.Errorf("got %s, want %s; %v", got, want, b.Problems)
	}
}

// What can't be read is named and counted, and the rest is read.
func TestReadBusyProblems(t *testing.T) {
	const good = "UID:good|DTSTART:20260303T090000|DURATION:PT1H"
	for event, problem := range map[string]string{
		"SUMMARY:Odd|DTSTART:2026-33-03":                                             `"Odd": start "2026-33-03" can't be read`,
		"SUMMARY:Odd|DTSTART:20260304T090000|DTEND:soon":                             `"Odd": end "soon" can't be read`,
		"DTEND:20260304T090000":                                                      "an event without a title: it has no start",
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:FREQ=SOMETIMES":                   `"Odd": FREQ=SOMETIMES in its rule is not understood`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:BYDAY=MO":                         `"Odd": its rule "BYDAY=MO" has no FREQ`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:FREQ=DAILY;BYMONTH=13":            `"Odd": BYMONTH=13 in its rule is not understood`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:FREQ=DAILY;INTERVAL=0":            `"Odd": INTERVAL=0 in its rule is not understood`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:FREQ=DAILY;FREQ=DAILY":            `"Odd": FREQ stands twice in its rule`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RRULE:FREQ=YEARLY;RSCALE=CHINESE":       `"Odd": RSCALE=CHINESE in its rule is not understood`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RDATE:when it rains":                    `"Odd": RDATE "when it rains" can't be read`,
		"SUMMARY:Odd|DTSTART:20270304T090000|EXDATE:never":                           `"Odd": EXDATE "never" can't be read`,
		"SUMMARY:Odd|DTSTART:20270304T090000|RECURRENCE-ID:x":                        `"Odd": RECURRENCE-ID "x" can't be read`,
		"SUMMARY:Odd|DTSTART;TZID=Atlantis:20270304T090000":                          `"Odd": the zone "Atlantis" is unknown`,
		"SUMMARY:Odd|DTSTART:20200304T090000|RRULE:FREQ=SECONDLY|DURATION:PT1S":      `"Odd": it repeats too often to be followed`,
		"SUMMARY:Odd|DTSTART:20200304T090000|RRULE:FREQ=MINUTELY;COUNT=900000":       `"Odd": it repeats too often to be followed`,
		"SUMMARY:Odd|DTSTART:20250101T100000|RRULE:FREQ=SECONDLY;BYMONTH=2;BYHOUR=3": `"Odd": it repeats too often to be followed`,
	} {
		q := query(t)
		b := ReadBusy([][]byte{calendarOf(event, good)}, q)
		if len(b.Problems) != 1 || b.Problems[0] != problem || b.Unread != 1 {
			t.Errorf("%s: %q (%d), want %q", event, b.Problems, b.Unread, problem)
		}
		if !slices.ContainsFunc(b.Times, func(x BusyTime) bool { return x.UID == "good" }) {
			t.Errorf("%s: the good event is lost", event)
		}
	}
	for line, unread := range map[string]int{"and the rest of a text": 0, "X-APPLE-RADIUS=49": 0, "RRULE FREQ=DAILY": 1, "EXDATE;TZID=Europe/Berlin": 1} {
		if b := ReadBusy([][]byte{calendarOf(good + "|" + line)}, query(t)); b.Unread != unread || len(b.Times) != 1 {
			t.Errorf("the line %q: %d unread, %v", line, b.Unread, b.Problems)
		}
	}
	if b := ReadBusy([][]byte{calendarOf("TRANSP:TRANSPARENT|DTSTART:nonsense", good)}, query(t)); b.Unread != 0 || len(b.Times) != 1 {
		t.Errorf("what takes no time need not be read: %v", b.Problems)
	}
	for _, data := range []string{"", "<html>Please log in</html>"} {
		if b := ReadBusy([][]byte{[]byte(data)}, query(t)); b.Unread == 0 {
			t.Errorf("%q is no calendar, and that is not said", data)
		}
	}
}

// However much a calendar holds, the work and the result are bounded.
func TestReadBusyIsBounded(t *testing.T) {
	bombs := map[string][]byte{
		"many rules that never come": calendarOf(slices.Repeat([]string{"DTSTART:19500101T100000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=9;BYMONTH=2;BYMONTHDAY=30"}, 500)...),
		"one UID, all of it":         calendarOf(slices.Repeat([]string{"UID:a|DTSTART:20260101T100000|DURATION:PT1H|RRULE:FREQ=DAILY", "UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE:20260102T100000|DTSTART:20260102T110000"}, 1000)...),
		"every second":               calendarOf(slices.Repeat([]string{"DTSTART:20260101T100000|DURATION:PT1H|RRULE:FREQ=HOURLY;BYMINUTE=" + upTo(59) + ";BYSECOND=" + upTo(59)}, 30)...),
		"events without end":         []byte("BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nDTSTART:20260303T090000Z\nDURATION:PT1H\nEND:VEVENT\n", 60_000)),
	}
	for name, data := range bombs {
		t.Run(name, func(t *testing.T) {
			b := ReadBusy([][]byte{data, data}, query(t))
			if len(b.Times) > maxTimes || b.Unread == 0 || len(b.Problems) == 0 || len(b.Problems) > maxProblems {
				t.Errorf("%d times, %d unread, %v", len(b.Times), b.Unread, b.Problems)
			}
		})
	}
}

// upTo lists the numbers from 0 to n.
func upTo(n int) string {
	var list []string
	for i := range n + 1 {
		list = append(list, fmt.Sprint(i))
	}
	return strings.Join(list, ",")
}

// Times of two documents, as CalDAV gives them, are one calendar.
func TestReadBusyDocuments(t *testing.T) {
	q := query(t)
	b := ReadBusy([][]byte{calendarOf("UID:a|DTSTART:20260305T090000|DURATION:PT1H"), calendarOf("UID:b|DTSTART:20260303T090000|DURATION:PT1H")}, q)
	if got, want := show(q.Zone, b), "3 Mar 09:00–10:00, 5 Mar 09:00–10:00"; got != want || b.Events != 2 {
		t.Errorf("got %s of %d events, want %s", got, b.Events, want)
	}
}

func FuzzReadBusy(f *testing.F) {
	f.Add(calendarOf("UID:a|DTSTART;TZID=Europe/Berlin:20260301T090000|DURATION:PT1H|RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1|EXDATE;VALUE=DATE:20260302"))
	f.Add(calendarOf("UID:a|DTSTART:20260301T090000Z|RRULE:FREQ=YEARLY;BYWEEKNO=-1,53;BYDAY=SU;WKST=SU", "UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE:20260301T090000Z|DTSTART;VALUE=DATE:20260301"))
	f.Add(calendarOf("DTSTART:20260301T090000|DTEND:20260301T080000|RRULE:FREQ=SECONDLY;BYHOUR=1;INTERVAL=86400"))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY:20260303T090000Z/20260303T100000Z,20260304T090000Z/P9999W"))
	f.Fuzz(func(t *testing.T, data []byte) {
		q := query(t)
		b := ReadBusy([][]byte{data}, q)
		for i, x := range b.Times {
			if !x.Start.Before(x.End) || !x.Start.Before(q.To) || !x.End.After(q.From) {
				t.Errorf("%v does not touch the wanted span", x)
			}
			if i > 0 && x.Start.Before(b.Times[i-1].Start) {
				t.Errorf("%v is out of order", x)
			}
		}
		if (b.Unread > 0) != (len(b.Problems) > 0) {
			t.Errorf("%d unread, %q", b.Unread, b.Problems)
		}
	})
}
