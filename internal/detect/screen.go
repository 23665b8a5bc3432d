package detect

import (
	"slices"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// telling is how many bytes of text in the beginning of a message tell what it
// is about. Below it the text may not have begun yet: a page of styles can stand
// in front of it.
const telling = 600

// Telling reports whether enough of a message's text has come to say what it is
// about, or all of it has. Where not, Screen lets it pass.
func Telling(m *message.Message) bool { return m.TextWhole || len(m.Text) >= telling }

// The belief in a reading that matters below which a message is not read on: by
// its words alone (dim), with its times (faint), with its times where there was
// more text than was looked at (goesOn), and where it came over a mailing list
// (listed). Of all labelled mail that matters the faintest beginning has at least
// twice as much, all but a handful ten times; none of it came over a list.
const (
	dim    = 0.015
	faint  = 0.025
	goesOn = 0.1
	listed = 0.15
)

// idle are the readings that matter to nobody: of such a message nothing is kept
// but that it was seen.
var idle = []Category{Other, Alert, Meeting, Own}

// Idle reports whether a reading matters to nobody.
func (c Category) Idle() bool { return slices.Contains(idle, c) }

// Screen reports, from the beginning of a message, whether reading it can
// matter: whether it may be anything but Other, Alert or Meeting. whole says that
// m was parsed from all of the message. Calendar parts and the houses through
// which employers write always pass, and so does what says too little. An answer
// is judged by what it says: whoever knows its thread need not ask. Times are
// looked for only where words have raised the question, since they cost most.
func (d *Detector) Screen(m *message.Message, whole bool) bool {
	whole = whole || m.TextWhole
	s, known := d.lex.SenderOf(m.From.Address)
	switch {
	case known && (s.Role == lexicon.ATS || s.Role == lexicon.Scheduler || s.Role == lexicon.Network || s.Role == lexicon.Testing):
		return true
	case len(m.Calendars) > 0 || len(m.Attachments) > 0 && m.Text == "":
		return true
	case !whole && !Telling(m):
		return true
	}
	r := d.read(m, Context{})
	if !r.hinted() || r.belief() < dim {
		return false
	}
	r.times(d.times)
	return r.belief() >= least(m, whole)
}

// least is the belief that a message needs to be read on.
func least(m *message.Message, whole bool) float64 {
	switch {
	case overList(m):
		return listed
	case !whole:
		return goesOn
	}
	return faint
}

// hinted reports whether anything was found that can speak for a reading that
// matters.
func (r *reading) hinted() bool {
	return slices.ContainsFunc(r.found, func(f finding) bool { return f.Weight > 0 && hints(f.speaks) })
}

// belief is the share of all readings that matter.
func (r *reading) belief() float64 {
	sum := 0.0
	for i, share := range r.weights.shares(r.features()) {
		if !Categories[i].Idle() {
			sum += share
		}
	}
	return sum
}
