// Package extract takes the facts of an invitation from a Message: who asks,
// for what, when, and how to answer. What it does not find it leaves empty; it
// never guesses. It is pure.
package extract

import (
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// Form is how an invitation asks.
type Form string

// The forms.
const (
	Calendar     Form = "calendar"     // an iTIP request
	Times        Form = "times"        // proposes times
	Availability Form = "availability" // asks for times
	Booking      Form = "booking"      // a self-schedule link
	Open         Form = "open"         // none of these
)

// Stage is how far a job process is.
type Stage string

// The stages.
const (
	Screen Stage = "screen"
	First  Stage = "first"
	Later  Stage = "later"
	Final  Stage = "final"
)

// Slot is a proposed or booked time.
type Slot struct {
	Start      time.Time       `json:"start"`
	End        time.Time       `json:"end"`     // zero when not named
	AllDay     bool            `json:"all_day"` // only a day is named: Start is its midnight
	Zone       string          `json:"zone"`
	ZoneSource when.ZoneSource `json:"zone_source"`
	Certain    bool            `json:"certain"`
	Text       string          `json:"text"` // the quoted span; for a calendar part its DTSTART line
}

// Deadline is "please answer by".
type Deadline struct {
	At     time.Time `json:"at"` // for a day: the end of that day's business (17:00 there)
	AllDay bool      `json:"all_day"`
	Text   string    `json:"text"`
}

// LinkKind is what a link is for.
type LinkKind string

// The kinds of link.
const (
	BookingLink LinkKind = "booking"
	MeetingLink LinkKind = "meeting"
	PortalLink  LinkKind = "portal"
)

// Link is a link that matters to answering.
type Link struct {
	Kind LinkKind `json:"kind"`
	URL  string   `json:"url"`
}

// Event identifies the calendar request an invitation carries, for iTIP answers
// and for matching updates (RFC 5546 section 2.1.5: UID, then SEQUENCE).
type Event struct {
	UID          string `json:"uid"`
	Sequence     int    `json:"sequence"`
	RecurrenceID string `json:"recurrence_id"`
	Method       string `json:"method"`
	PartStat     string `json:"part_stat"` // of a REPLY: what was answered

	Summary   string          `json:"summary"`
	Organizer message.Address `json:"organizer"` // whom an iTIP answer goes to
	// Instance is the one occurrence of a series that is meant; zero: the whole.
	Instance    time.Time `json:"instance"`
	InstanceDay bool      `json:"instance_day"` // Instance names a day
}

// Facts is what an invitation says. Unknown is empty.
type Facts struct {
	Kind    detect.Kind     `json:"kind"`
	Form    Form            `json:"form"`
	Stage   Stage           `json:"stage"`
	Lang    string          `json:"lang"`
	Company string          `json:"company"` // company, outlet, event or institution
	Role    string          `json:"role"`    // role, or topic of a media, speaking or academic invitation
	Program string          `json:"program"` // name of the podcast, series, conference, when it differs from Company
	Contact message.Address `json:"contact"` // the person to be answered, as they sign
	// ReplyTo is the address that reaches them; nil where only a link can answer.
	ReplyTo *message.Address `json:"reply_to"`
	// Network is the name of the network through whose relay the mail came and
	// the answer goes ("LinkedIn"); empty for mail that people sent themselves.
	Network     string `json:"network"`
	Greeting    string `json:"greeting"` // how they greeted the user, verbatim ("Hi Sam"); tells the register
	Interviewer string `json:"interviewer"`
	Slots       []Slot `json:"slots"`
	// Within is the span they ask about ("next week"), zero when none is named.
	WithinStart time.Time     `json:"within_start"`
	WithinEnd   time.Time     `json:"within_end"`
	Duration    time.Duration `json:"duration"` // asked length; 0 when not named
	Deadline    *Deadline     `json:"deadline"`
	Links       []Link        `json:"links"`
	Zone        string        `json:"zone"` // the inviter's zone: IANA name or offset; empty when unknown
	Event       Event         `json:"event"`
	Suspicious  []string      `json:"suspicious"` // why a reply might be unwise, in plain words
	// Sources tells how each name was found: for measuring, and no part of what is kept.
	Sources Sources `json:"-"`
}

// Sources names the readings of a mail that gave a fact, joined by "+" where several
// agree: "domain+signature". Each is empty where its fact is.
type Sources struct{ Company, Role string }
