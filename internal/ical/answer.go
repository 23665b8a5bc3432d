package ical

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// PartStat says how an attendee answered (RFC 5545 section 3.2.12).
type PartStat string

// The answers.
const (
	Accepted PartStat = "ACCEPTED"
	Declined PartStat = "DECLINED"
)

// Answer is what an attendee writes back to an organizer who asked: a REPLY, or
// a COUNTER that proposes another time (RFC 5546 sections 3.2.3 and 3.2.7).
type Answer struct {
	Method       Method    // Reply or Counter
	UID          string    // of the event that is answered, as Sequence and RecurrenceID
	Sequence     int       //
	RecurrenceID time.Time // the one instance that was asked about; zero: the whole
	InstanceDay  bool      // RecurrenceID names a day
	Organizer    Person    // whom the answer is for
	Attendee     Person    // who answers; PartStat is written from PartStat below
	PartStat     PartStat  // of a Reply
	Summary      string    // the event's own
	Start, End   time.Time // of a Counter: the time that is proposed, both needed
	Stamp        time.Time // when the answer was made
}

// Bytes writes the answer as an iCalendar object with its own METHOD, CRLF line
// ends, lines folded at 75 octets. It refuses what would be no valid answer.
// Times are written in UTC: then no VTIMEZONE is needed, and no reader can take
// them for others.
func (a Answer) Bytes() ([]byte, error) {
	if err := a.check(); err != nil {
		return nil, fmt.Errorf("calendar answer not written: %w", err)
	}
	var w lineWriter
	w.line("BEGIN:VCALENDAR")
	w.line("PRODID:-//rsvpd//EN")
	w.line("VERSION:2.0")
	w.line("METHOD:" + string(a.Method))
	w.line("BEGIN:VEVENT")
	w.line("UID:" + escape(a.UID))
	w.line("SEQUENCE:" + strconv.Itoa(a.Sequence))
	w.line("DTSTAMP:" + utc(a.Stamp))
	a.instance(&w)
	w.line("ORGANIZER" + party(a.Organizer, ""))
	w.line("ATTENDEE" + party(a.Attendee, a.partStat()))
	if a.Summary != "" {
		w.line("SUMMARY:" + escape(a.Summary))
	}
	if a.Method == Counter {
		w.line("DTSTART:" + utc(a.Start))
		w.line("DTEND:" + utc(a.End))
	}
	w.line("END:VEVENT")
	w.line("END:VCALENDAR")
	return []byte(w.String()), nil
}

// check says what makes an answer that nobody could use.
func (a Answer) check() error {
	var errs []error
	switch a.Method {
	case Reply:
		if a.PartStat == "" {
			errs = append(errs, errors.New("a REPLY says how the attendee answers"))
		}
	case Counter:
		if a.Start.IsZero() || !a.End.After(a.Start) {
			errs = append(errs, errors.New("a COUNTER proposes a time, with an end"))
		}
	default:
		errs = append(errs, fmt.Errorf("%q is no method of an answer", a.Method))
	}
	if a.UID == "" || a.Stamp.IsZero() {
		errs = append(errs, errors.New("an answer names the event, and when it was made"))
	}
	for _, p := range []Person{a.Organizer, a.Attendee} {
		if !isPlainAddress(p.Address) {
			errs = append(errs, fmt.Errorf("%q is no plain address", p.Address))
		}
	}
	return errors.Join(errs...)
}

// instance names the one occurrence that is answered (RFC 5545 section 3.8.4.4).
func (a Answer) instance(w *lineWriter) {
	switch {
	case a.RecurrenceID.IsZero():
	case a.InstanceDay:
		w.line("RECURRENCE-ID;VALUE=DATE:" + a.RecurrenceID.Format("20060102"))
	default:
		w.line("RECURRENCE-ID:" + utc(a.RecurrenceID))
	}
}

// partStat is what a counter leaves open: who proposes another time has not
// agreed to any (RFC 5546 section 3.2.7 has the attendee decide again).
func (a Answer) partStat() PartStat {
	if a.Method == Counter {
		return "TENTATIVE"
	}
	return a.PartStat
}

// party is the rest of an ORGANIZER or ATTENDEE line. A parameter can't hold
// quotes or control characters (RFC 5545 section 3.2): they are left out.
func party(p Person, s PartStat) string {
	var b strings.Builder
	if s != "" {
		b.WriteString(";PARTSTAT=" + string(s))
	}
	name := strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == 0x7f {
			return -1
		}
		return r
	}, p.Name)
	if name != "" {
		b.WriteString(`;CN="` + name + `"`)
	}
	return b.String() + ":mailto:" + p.Address
}

// utc writes an instant as RFC 5545 section 3.3.5, form 2.
func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

var escaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

// escape writes a TEXT value (RFC 5545 section 3.3.11).
func escape(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, escaper.Replace(s))
}

// lineWriter writes content lines.
type lineWriter struct{ strings.Builder }

// maxOctets is how long a line may be, without its end (RFC 5545 section 3.1).
const maxOctets = 75

// line writes one content line, folded between characters.
func (w *lineWriter) line(s string) {
	room := maxOctets
	for len(s) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		w.WriteString(s[:cut] + "\r\n ")
		s, room = s[cut:], maxOctets-1
	}
	w.WriteString(s + "\r\n")
}
