package ical

import (
	"fmt"
	"slices"
	"time"
)

// Query says what busy times are wanted.
type Query struct {
	From, To time.Time // half-open: what touches it is told
	// Zone is the user's: times without a zone, and whole days, are meant in it.
	// Nil means UTC.
	Zone *time.Location
	// Mine reports whether an address is the user's; nil: none is. It tells whose
	// answer to a meeting counts.
	Mine func(address string) bool
}

// BusyTime is a stretch in which the owner of a calendar is taken.
type BusyTime struct {
	Start, End time.Time // in UTC, half-open
	UID        string    // of the event; empty where the calendar tells only times
	// Tentative marks what is no commitment (yet): tentative, or a meeting to
	// which the user has not answered.
	Tentative bool
}

// Busy is what a calendar says about when its owner is taken.
type Busy struct {
	Times  []BusyTime // by Start; they may overlap
	Events int        // how many events were read
	// Unread counts the events, or other parts, that can't be read and may well
	// take time; Problems names the first of them in plain words.
	Unread   int
	Problems []string
}

// Bounds on the work that one calendar makes. The greatest honest ones (some ten
// thousand events, a few of which repeat) stay far below.
const (
	maxWork     = 3_000_000 // days, times and periods looked at
	maxTimes    = 50_000
	maxProblems = 5
)

// ReadBusy reads a calendar that may consist of several documents, as CalDAV
// gives it: one per event. It never fails: what can't be read is counted and
// named, and the rest is read.
func ReadBusy(documents [][]byte, q Query) Busy {
	if q.Zone == nil {
		q.Zone = time.UTC
	}
	r := busyReader{Query: q, work: maxWork, room: ofCalendar}
	for _, data := range documents {
		r.document(data)
	}
	slices.SortStableFunc(r.busy.Times, func(a, b BusyTime) int { return a.Start.Compare(b.Start) })
	return r.busy
}

// busyReader reads one calendar.
type busyReader struct {
	Query
	busy Busy
	work int    // what is left of maxWork
	room limits // what is left of the bounds
	full bool   // more than maxTimes
}

// unread notes something that can't be read.
func (r *busyReader) unread(format string, args ...any) {
	r.busy.Unread++
	if text := fmt.Sprintf(format, args...); len(r.busy.Problems) < maxProblems && !slices.Contains(r.busy.Problems, text) {
		r.busy.Problems = append(r.busy.Problems, text)
	}
}

// document reads one VCALENDAR object, or several in a row.
func (r *busyReader) document(data []byte) {
	p := newParser(r.Zone, r.room)
	p.wanted = r.wants
	p.read(data)
	r.room.bytes -= min(len(data), r.room.bytes)
	r.room.events -= len(p.events) + len(p.freeBusy)
	r.busy.Events += len(p.events) + len(p.freeBusy)
	for _, problem := range p.problems {
		r.unread("%s", problem)
	}
	for _, s := range r.seriesOf(p) {
		r.series(s)
	}
	for _, raw := range p.freeBusy {
		r.freeBusy(p, raw)
	}
}

// kept are the properties that say when an event is, whether it takes time, and
// what to call it.
var kept = map[string]bool{
	"UID": true, "SEQUENCE": true, "SUMMARY": true, "DTSTART": true, "DTEND": true, "DURATION": true,
	"RRULE": true, "RDATE": true, "EXDATE": true, "RECURRENCE-ID": true, "STATUS": true, "TRANSP": true, "FREEBUSY": true, "ORGANIZER": true,
	"X-MICROSOFT-CDO-ALLDAYEVENT": true, "X-MICROSOFT-CDO-BUSYSTATUS": true,
}

// wants keeps little of each event, since there may be fifty thousand: of a
// meeting's guests only the user.
func (r *busyReader) wants(prop *property) bool {
	if prop.name == "ATTENDEE" {
		return r.Mine != nil && r.Mine(person(prop).Address)
	}
	return kept[prop.name]
}

// add takes in a stretch of time, if it touches the wanted span.
func (r *busyReader) add(t BusyTime) {
	if !t.Start.Before(t.End) || !t.Start.Before(r.To) || !t.End.After(r.From) {
		return
	}
	if len(r.busy.Times) >= maxTimes {
		if !r.full {
			r.unread("it has more than %d busy times", maxTimes)
		}
		r.full = true
		return
	}
	t.Start, t.End = t.Start.UTC(), t.End.UTC()
	r.busy.Times = append(r.busy.Times, t)
}
