package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"rsvpd/config"
	"rsvpd/internal/availability"
	"rsvpd/internal/ical"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// busyRecord is what the store keeps of a calendar: its busy times as they were
// read last, and what was wrong with it since.
type busyRecord struct {
	Times    []ical.BusyTime `json:"times"`
	Events   int             `json:"events"`
	Unread   int             `json:"unread"`   // entries that can't be read and may take time
	Problems []string        `json:"problems"` // the first of them
	Failed   string          `json:"failed"`   // why it could not be read just now; empty: it could
	readAt   time.Time       // zero: never
}

// doubt says in plain words why the busy times may be incomplete; empty: they
// are not.
func (r busyRecord) doubt(name string, zone *time.Location) string {
	switch {
	case r.Failed != "" && r.readAt.IsZero():
		return fmt.Sprintf("the calendar %s can't be read: %s", name, r.Failed)
	case r.Failed != "":
		return fmt.Sprintf("the calendar %s can't be read: %s. What it said on %s is still kept in mind", name, r.Failed, r.readAt.In(zone).Format("2 January at 15:04"))
	case r.Unread == 1:
		return fmt.Sprintf("the calendar %s has an entry that can't be read and may take time: %s", name, strings.Join(r.Problems, "; "))
	case r.Unread > 1:
		return fmt.Sprintf("the calendar %s has %d entries that can't be read and may take time: %s", name, r.Unread, strings.Join(r.Problems, "; "))
	}
	return ""
}

// busyTimes is when the user is taken, by all calendars.
type busyTimes struct {
	all        []ical.BusyTime
	taken      []availability.Span // merged
	tentative  []availability.Span // merged; they bind our offers, but are no conflict
	events     map[string]bool     // UIDs
	incomplete []string            // calendars whose times may be incomplete
}

func newBusyTimes(all []ical.BusyTime, incomplete []string) busyTimes {
	b := busyTimes{all: all, incomplete: incomplete, events: map[string]bool{}}
	for _, t := range all {
		b.events[t.UID] = true
	}
	b.taken, b.tentative = spansOf(all, "")
	return b
}

// spansOf divides busy times, those of one event left out.
func spansOf(times []ical.BusyTime, but string) (taken, tentative []availability.Span) {
	for _, t := range times {
		s := availability.Span{Start: t.Start, End: t.End}
		switch {
		case but != "" && t.UID == but:
		case t.Tentative:
			tentative = append(tentative, s)
		default:
			taken = append(taken, s)
		}
	}
	return availability.Merge(taken), availability.Merge(tentative)
}

// except is what stands against an invitation. Many calendars enter an
// invitation by themselves: it must not stand in its own way.
func (b busyTimes) except(uid string) (taken, tentative []availability.Span) {
	if uid == "" || !b.events[uid] {
		return b.taken, b.tentative
	}
	return spansOf(b.all, uid)
}

// busyDecoder reads stored calendars and remembers what it read, as decoder does.
type busyDecoder struct {
	mu   sync.Mutex
	rows map[string]store.Calendar
	busy busyTimes
}

// read joins the calendars of the configuration; one that has never been read is
// incomplete.
func (d *busyDecoder) read(tx *store.Tx, account string, names []string) (busyTimes, error) {
	if len(names) == 0 {
		return busyTimes{}, nil
	}
	rows, err := tx.Calendars(account)
	if err != nil {
		return busyTimes{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.knows(rows) {
		return d.busy, nil
	}
	known := map[string]store.Calendar{}
	for _, row := range rows {
		known[row.Name] = row
	}
	var all []ical.BusyTime
	var incomplete []string
	for _, name := range names {
		r, err := recordOfCalendar(known[name])
		if err != nil {
			return busyTimes{}, err
		}
		if r.Failed != "" || r.Unread > 0 {
			incomplete = append(incomplete, name)
		}
		all = append(all, r.Times...)
	}
	d.rows, d.busy = known, newBusyTimes(all, incomplete)
	return d.busy, nil
}

// knows reports whether the rows are those that were read last.
func (d *busyDecoder) knows(rows []store.Calendar) bool {
	if d.rows == nil || len(rows) != len(d.rows) {
		return false
	}
	for _, row := range rows {
		if string(d.rows[row.Name].Data) != string(row.Data) {
			return false
		}
	}
	return true
}

// recordOfCalendar decodes a row; without one, the calendar was never read.
func recordOfCalendar(row store.Calendar) (r busyRecord, err error) {
	if row.Name == "" {
		return busyRecord{Failed: "it has not been read yet"}, nil
	}
	if err := json.Unmarshal(row.Data, &r); err != nil {
		return r, fmt.Errorf("the calendar %s in the database can't be read: %w", row.Name, err)
	}
	r.readAt = row.ReadAt
	return r, nil
}

// holdBack withholds what offers or confirms times while a calendar is in doubt,
// where the user wants that.
func holdBack(c config.Availability, e *Entry, b busyTimes) {
	if !c.Strict || len(b.incomplete) == 0 {
		return
	}
	for i := range e.Decisions {
		d := &e.Decisions[i]
		if (d.Action == thread.Reschedule || d.Action == thread.Accept) && d.Withheld == "" {
			d.Slots = nil
			d.Withheld = fmt.Sprintf("the calendar %s can't be read in full, and `availability.strict` wants no times without it", b.incomplete[0])
		}
	}
}

// bookedTimes are the times of interviews that are booked: only where it is
// certain which of the times in the mail it is.
func bookedTimes(list []Entry, now time.Time) []offer {
	var all []offer
	for _, e := range list {
		if e.State != thread.Booked || len(e.Facts.Slots) != 1 {
			continue
		}
		if s := e.Facts.Slots[0]; s.Certain && !s.AllDay && s.End.After(s.Start) && s.End.After(now) {
			all = append(all, offers(e.Key, e.Facts.Slots)...)
		}
	}
	return all
}
