package message

import (
	"net/mail"
	"strings"
	"time"
)

// looseDates are layouts seen in the wild that RFC 5322 section 3.3 and
// net/mail do not know.
var looseDates = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006 15:04",
	"2 Jan 06 15:04:05 -0700", "2 January 2006 15:04:05 -0700", "2-Jan-2006 15:04:05 -0700",
	"Jan 2 15:04:05 2006 -0700", "Jan 2 15:04:05 -0700 2006", "Jan 2 15:04:05 2006", "Jan 2, 2006 15:04:05 -0700",
	"2006-01-02T15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05",
}

// usualDate is how nearly all programs write dates. net/mail comes to it last,
// after dozens of others.
const usualDate = "Mon, 2 Jan 2006 15:04:05 -0700"

// parseDate reads a date of a header, also damaged ones: a missing or wrong
// weekday, a zone in words behind the offset, dots instead of colons.
func parseDate(s string) (time.Time, bool) {
	s = oneLine(s)
	if len(s) > 100 {
		return time.Time{}, false
	}
	usual, _, _ := strings.Cut(s, " (") // the zone's name
	if t, err := time.Parse(usualDate, usual); err == nil {
		return saneDate(t)
	}
	if !strings.Contains(s, "+") && !strings.Contains(s, " -") {
		s = zoneWords.Replace(s) // package time reads "EST" as UTC
	}
	if t, err := mail.ParseDate(s); err == nil {
		return saneDate(t)
	}
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	if day, rest, ok := strings.Cut(s, ","); ok && !strings.ContainsAny(day, "0123456789") {
		s = strings.TrimSpace(rest)
	} else if day, rest, ok := strings.Cut(s, " "); ok && len(day) == 3 && isWeekday(day) {
		s = rest
	}
	for _, layout := range looseDates {
		if t, err := time.Parse(layout, s); err == nil {
			return saneDate(t)
		}
	}
	return time.Time{}, false
}

// zoneWords gives the zone names of RFC 5322 section 4.3 their offsets.
var zoneWords = strings.NewReplacer(" GMT", " +0000", " UTC", " +0000", " UT", " +0000", " EST", " -0500", " EDT", " -0400",
	" CST", " -0600", " CDT", " -0500", " MST", " -0700", " MDT", " -0600", " PST", " -0800", " PDT", " -0700")

func isWeekday(s string) bool {
	switch strings.ToLower(s) {
	case "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return true
	}
	return false
}

// saneDate refuses years in which no mail was written and offsets no place has.
func saneDate(t time.Time) (time.Time, bool) {
	_, offset := t.Zone()
	if t.Year() < 1970 || t.Year() > 2200 || offset < -14*3600 || offset > 14*3600 {
		return time.Time{}, false
	}
	return t, true
}

// messageDate finds the best date of the header: Date, else the topmost
// Received, else the fallback.
func messageDate(h header, fallback time.Time) (time.Time, DateSource) {
	if t, ok := parseDate(h.get("Date")); ok {
		return t, DateHeader
	}
	received := h.get("Received")
	if i := strings.LastIndexByte(received, ';'); i >= 0 {
		if t, ok := parseDate(received[i+1:]); ok {
			return t, DateReceived
		}
	}
	return fallback, DateFallback
}
