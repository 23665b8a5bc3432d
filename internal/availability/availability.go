// Package availability finds free slots: working hours and holidays less busy
// times. It reads no calendar; busy times are passed in. It decides nothing
// about what is offered to whom. It is pure.
package availability

import (
	"slices"
	"time"

	"rsvpd/internal/workday"
)

// Span is a half-open stretch of time [Start, End).
type Span struct {
	Start, End time.Time
}

// IsZero reports whether the span is not set.
func (s Span) IsZero() bool { return s.Start.IsZero() && s.End.IsZero() }

// Overlaps reports whether the two spans share an instant.
func (s Span) Overlaps(o Span) bool {
	return s.Start.Before(o.End) && o.Start.Before(s.End)
}

// Contains reports whether o lies wholly within s.
func (s Span) Contains(o Span) bool {
	return !o.Start.Before(s.Start) && !o.End.After(s.End)
}

// Hours says when the user takes conversations: per weekday the spans of the
// clock, in minutes from midnight. A day without an entry is free of them.
type Hours map[time.Weekday][]ClockSpan

// ClockSpan is a stretch of a day in minutes from midnight, half-open; To may be
// 1440.
type ClockSpan struct{ From, To int }

// Request is what free times are wanted.
type Request struct {
	Now      time.Time
	Zone     *time.Location // the user's; nil: UTC
	Theirs   *time.Location // the inviter's; nil when unknown
	Hours    Hours
	Holiday  func(time.Time) bool // nil: none; asked with a time in Zone
	Busy     []Span               // the user's calendars, and slots offered in other open drafts
	Avoid    []Span               // times the invitation itself proposes: offering them back would be foolish
	Notice   time.Duration        // no slot starts sooner than Now+Notice
	Within   Span                 // the span they ask about; zero: the next ten business days
	Duration time.Duration        // 0: 30 minutes
	Count    int                  // at most so many; 0: 3
}

// DefaultDuration is how long a conversation is taken to be when nobody said.
const DefaultDuration = 30 * time.Minute

// Length is the wanted length of a slot.
func (r Request) Length() time.Duration {
	if r.Duration <= 0 {
		return DefaultDuration
	}
	return r.Duration
}

func (r Request) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

func (r Request) count() int {
	if r.Count <= 0 {
		return 3
	}
	return r.Count
}

// Obstacle is what stands against a time; empty: it is free.
type Obstacle string

// The obstacles.
const (
	Past     Obstacle = "past"
	OffHours Obstacle = "hours"    // outside the user's hours, or on a holiday
	Calendar Obstacle = "calendar" // the user's calendar is busy then
)

// Check returns what stands against a time that somebody proposes: it is not in
// the past, lies within the user's hours on a day that is no holiday, and meets
// nothing busy. Notice, Within and Avoid bind only what we offer, not this.
func Check(r Request, s Span) Obstacle {
	switch {
	case !s.Start.After(r.Now):
		return Past
	case overlapsAny(r.Busy, s):
		return Calendar
	case !r.inHours(s):
		return OffHours
	}
	return ""
}

// IsFree reports whether nothing stands against a proposed time.
func IsFree(r Request, s Span) bool { return Check(r, s) == "" }

func overlapsAny(spans []Span, s Span) bool {
	return slices.ContainsFunc(spans, s.Overlaps)
}

// inHours reports whether s lies within one span of the hours of its day.
func (r Request) inHours(s Span) bool {
	d := dayOf(s.Start.In(r.zone()))
	return slices.ContainsFunc(r.open(d), func(h ClockSpan) bool { return d.span(h, r.zone()).Contains(s) })
}

// open returns the hours of a day, none on a holiday.
func (r Request) open(d day) []ClockSpan {
	hours := r.Hours[d.weekday()]
	if len(hours) == 0 {
		return nil
	}
	noon, _ := d.at(12*60, r.zone())
	if r.Holiday != nil && r.Holiday(noon) {
		return nil
	}
	return hours
}

// day is a date apart from any zone.
type day struct {
	year  int
	month time.Month
	dom   int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

func (d day) add(n int) day {
	return dayOf(time.Date(d.year, d.month, d.dom+n, 0, 0, 0, 0, time.UTC))
}

func (d day) weekday() time.Weekday {
	return time.Date(d.year, d.month, d.dom, 0, 0, 0, 0, time.UTC).Weekday()
}

func (d day) at(minutes int, zone *time.Location) (time.Time, bool) {
	return workday.At(d.year, d.month, d.dom, minutes, zone)
}

func (d day) span(h ClockSpan, zone *time.Location) Span {
	from, _ := d.at(h.From, zone)
	to, _ := d.at(h.To, zone)
	return Span{from, to}
}
