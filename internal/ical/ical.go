// Package ical reads the iCalendar objects (RFC 5545) and iTIP messages
// (RFC 5546) that interview invitations carry, and when the user's own calendars
// say that they are taken. It is not a calendar store: it knows the few properties
// that say who asks whom to be where and when.
// It is pure: no network, no files.
package ical

import "time"

// Method is the iTIP method (RFC 5546 section 1.4), upper case; empty when the
// calendar names none.
type Method string

// The methods that mean something to an invitation.
const (
	Request Method = "REQUEST"
	Reply   Method = "REPLY"
	Cancel  Method = "CANCEL"
	Counter Method = "COUNTER"
	Publish Method = "PUBLISH"
)

// Calendar is one VCALENDAR object.
type Calendar struct {
	Method  Method
	ProdID  string
	Events  []Event
	Problem string // what could not be read, in plain words; empty when all was
}

// Event is one VEVENT.
type Event struct {
	UID          string
	Sequence     int
	RecurrenceID string    // verbatim value, empty for the whole series
	Instance     time.Time // RecurrenceID read; zero for the whole series, or when unreadable
	InstanceDay  bool      // RecurrenceID is a DATE: only the date of Instance counts
	Summary      string
	Description  string
	Location     string
	Status       string // TENTATIVE, CONFIRMED, CANCELLED or empty
	Transparent  bool   // TRANSP:TRANSPARENT
	URL          string
	Organizer    Person
	Attendees    []Person
	Start        time.Time // in the event's own zone; zero when unreadable
	End          time.Time // exclusive; zero when absent and underivable
	AllDay       bool      // DTSTART is a DATE: only the date of Start counts
	Zone         string    // IANA name, "UTC", "UTC+02:00" for a zone known only by its rules, or "" for a floating time
	ZoneKnown    bool      // false: floating, or the TZID could not be resolved; Start is then in the zone passed to Parse
	RRule        string    // verbatim; expanded only by ReadBusy
}

// Person is an ORGANIZER or ATTENDEE.
type Person struct {
	Name     string // CN
	Address  string // mailto: without the scheme; empty when it is no valid addr-spec
	PartStat string // NEEDS-ACTION, ACCEPTED, DECLINED, TENTATIVE …; empty when absent
	Role     string
}
