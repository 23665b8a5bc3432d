// Package when finds time expressions in running text: single times, ranges,
// lists, deadlines, in the languages of the lexicon. Every find keeps the words
// it came from. It never guesses silently: what is ambiguous is marked
// uncertain. It is pure; the reference time is passed in.
package when

import "time"

// Role is what a time is for.
type Role string

// The roles.
const (
	Slot     Role = "slot"     // a time offered or booked for the conversation
	Deadline Role = "deadline" // answer by then
	Window   Role = "window"   // a span within which times are asked or offered ("next week")
	Mention  Role = "mention"  // any other time
)

// Grain is the smallest unit that the words name.
type Grain string

// The grains.
const (
	Minute Grain = "minute"
	Hour   Grain = "hour"
	Part   Grain = "part" // part of a day: morning, afternoon
	Day    Grain = "day"
	Week   Grain = "week"
	Month  Grain = "month"
	Year   Grain = "year"
)

// ZoneSource says where the zone of an expression comes from.
type ZoneSource string

// The sources of a zone, best first.
const (
	ZoneText     ZoneSource = "text"     // named beside the time, or once for the whole message
	ZoneMessage  ZoneSource = "message"  // the offset of the message's Date header
	ZoneCalendar ZoneSource = "calendar" // a calendar part
	ZoneDefault  ZoneSource = "default"  // the caller's default
)

// Expr is one time expression.
type Expr struct {
	Text   string    // the words, verbatim
	Offset int       // byte offset of Text
	Start  time.Time // in the expression's zone
	End    time.Time // exclusive; zero when the words name no end. A day-grain date has none
	Grain  Grain
	Role   Role
	// Certain is false when the words allow another reading: day and month may
	// be swapped, the weekday contradicts the date, am or pm was inferred, the
	// zone abbreviation is ambiguous.
	Certain    bool
	Doubt      string // why it is not certain, in plain words
	Zone       string // IANA name, fixed offset "+02:00", or abbreviation as written
	ZoneSource ZoneSource
}

// Context is what the text does not say itself.
type Context struct {
	// Now is the reference time, in the sender's offset: "tomorrow" is the day
	// after it there.
	Now time.Time
	// ZoneSource says where Now's offset comes from: ZoneMessage or ZoneDefault.
	ZoneSource ZoneSource
	Lang       string // ISO 639-1; empty: recognised from the text
	// Reader is the zone in which the message is read, whose clock "your time"
	// means; nil when it is not known.
	Reader *time.Location
}
