package detect

import (
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// telling is how many bytes of text in the beginning of a message tell what it
// is about. Below it the text may not have begun yet: a page of styles can stand
// in front of it.
const telling = 600

// Screen reports, from the beginning of a message, whether reading it can
// matter: whether it may be anything but Other, Alert or Meeting. whole says that
// m was parsed from all of the message. Answers, calendar parts and the houses
// through which employers write always pass, and so does what says too little.
func (d *Detector) Screen(m *message.Message, whole bool) bool {
	s, known := d.lex.SenderOf(m.From.Address)
	switch {
	case known && (s.Role == lexicon.ATS || s.Role == lexicon.Scheduler || s.Role == lexicon.Network || s.Role == lexicon.Testing):
		return true
	case len(m.InReplyTo) > 0 || len(m.References) > 0 || len(m.Calendars) > 0:
		return true
	case !whole && len(m.Text) < telling:
		return true
	}
	return d.speaks(m.Subject) || d.speaks(m.Text)
}
