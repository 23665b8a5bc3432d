package summary

import (
	"slices"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// maxNews is how many invitations a section shows in which nothing is to be
// done.
const maxNews = 25

// nextSlot is the booked time that comes next; false when all have passed or
// none is known.
func (in *Input) nextSlot(e *Entry) (next extract.Slot, found bool) {
	for _, s := range e.Invitation.Facts.Slots {
		if ends(s).After(in.Now) && (!found || s.Start.Before(next.Start)) {
			next, found = s, true
		}
	}
	return next, found
}

// ends is when a time is over; one without an end is when it has begun.
func ends(s extract.Slot) time.Time {
	switch {
	case s.AllDay:
		return s.Start.AddDate(0, 0, 1)
	case s.End.After(s.Start):
		return s.End
	}
	return s.Start
}

// furtherSection tells what may follow an answer: a booking to be called off, a
// follow-up, a word months later.
func (t *teller) furtherSection() section {
	s := section{Name: "further", Title: t.say.Sections.Further, Note: t.say.Sections.FurtherNote}
	return t.list(s, further, func(e *Entry) []line {
		return slices.Concat([]line{t.since(e)}, t.answer(e), t.reasons(e))
	})
}

func (t *teller) bookedSection() section {
	s := section{Name: "booked", Title: t.say.Sections.Booked}
	return t.list(s, booked, func(e *Entry) []line {
		text := t.say.Lines.BookedUnknown
		if slot, ok := t.in.nextSlot(e); ok {
			text = t.slots([]extract.Slot{slot}, e.Invitation.Facts.Zone)
		}
		return []line{{Label: t.say.Labels.When, Text: text}}
	})
}

func (t *teller) answeredSection() section {
	s := section{Name: "answered", Title: t.say.Sections.Answered}
	return t.list(s, answered, func(e *Entry) []line {
		when := t.clock.moment(e.Invitation.Since)
		did := e.Invitation.Answer
		if did == "" { // in words of their own
			return []line{t.since(e)}
		}
		lines := []line{{Label: t.say.Labels.When, Text: fill(t.say.Lines.AnsweredAs, "when", when, "action", named(t.say.Names.Action, string(did)))}}
		if did == thread.Decline && e.Invitation.Facts.Kind == detect.Job {
			// ETIQUETTE A9.
			lines = append(lines, line{Label: t.say.Labels.Note, Text: fill(t.say.Lines.Connect, "name", t.person(e))})
		}
		return lines
	})
}

// person is whom the answer went to.
func (t *teller) person(e *Entry) string {
	if name := clean(e.Invitation.Facts.Contact.Name, maxName); name != "" {
		return name
	}
	return t.who(&e.Invitation)
}

// news is a section of invitations that ended without the user's doing.
func (t *teller) news(name string, p place) section {
	say := &t.say.Sections
	s := section{Name: name}
	switch p {
	case withdrawn:
		s.Title = say.Withdrawn
	case dismissed:
		s.Title = say.Dismissed
	case lapsed:
		s.Title, s.Note = say.Lapsed, say.LapsedNote
	}
	return t.list(s, p, func(e *Entry) []line {
		if lines := t.links(e); p == lapsed && len(lines) > 0 && lines[0].Link != nil { // perhaps it still leads somewhere
			return append([]line{t.since(e)}, lines...)
		}
		return []line{t.since(e)}
	})
}

// since says when the state was entered, and why.
func (t *teller) since(e *Entry) line {
	inv := &e.Invitation
	return line{Label: t.say.Labels.Since, Text: fill(t.say.Lines.Since, "when", t.clock.moment(inv.Since), "why", clean(inv.Because, maxText))}
}

// list fills a section with the entries of a place, up to a bound.
func (t *teller) list(s section, p place, lines func(*Entry) []line) section {
	all := t.places[p]
	for _, e := range all[:min(len(all), maxNews)] {
		x := t.headed(e)
		x.Lines = lines(e)
		s.Items = append(s.Items, x)
	}
	if n := len(all) - maxNews; n > 0 {
		s.More = capital(t.say.Essence.More.of(n))
	}
	return s
}
