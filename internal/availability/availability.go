// Package availability finds free slots: working hours and holidays less busy
// times. It reads no calendar; busy times are passed in. It is pure.
package availability

import "time"

// Span is a half-open stretch of time [Start, End).
type Span struct {
	Start, End time.Time
}

// Hours says when the user takes conversations: per weekday the spans of the
// clock, in minutes from midnight. A day without an entry is free of them.
type Hours map[time.Weekday][]ClockSpan

// ClockSpan is a stretch of a day in minutes from midnight, half-open.
type ClockSpan struct{ From, To int }

// Request is what free times are wanted.
type Request struct {
	Now      time.Time
	Zone     *time.Location // the user's
	Theirs   *time.Location // the inviter's; nil when unknown
	Hours    Hours
	Holiday  func(time.Time) bool // nil: none; asked with a time in Zone
	Busy     []Span               // the user's calendars, and slots offered in other open drafts
	Avoid    []Span               // times the invitation itself proposes: offering them back would be foolish
	Notice   time.Duration        // no slot starts sooner than Now+Notice
	Within   Span                 // the span they ask about; zero: the next ten business days
	Duration time.Duration        // 0: 30 minutes
	Count    int                  // at most so many
}
