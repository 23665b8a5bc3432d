package thread

import (
	"cmp"

	"rsvpd/internal/extract"
)

// merge fills what the newer mail leaves open from what the thread knew: who
// and what it is about. Its times, deadline, links and form are its own.
func merge(fresh, known extract.Facts) extract.Facts {
	f := fresh
	f.Kind = cmp.Or(f.Kind, known.Kind)
	f.Stage = cmp.Or(f.Stage, known.Stage)
	f.Lang = cmp.Or(f.Lang, known.Lang)
	f.Company = cmp.Or(f.Company, known.Company)
	f.Role = cmp.Or(f.Role, known.Role)
	f.Program = cmp.Or(f.Program, known.Program)
	f.Interviewer = cmp.Or(f.Interviewer, known.Interviewer)
	f.Zone = cmp.Or(f.Zone, known.Zone)
	f.Duration = cmp.Or(f.Duration, known.Duration)
	if f.Contact.IsZero() {
		f.Contact = known.Contact
	}
	return f
}

// repeat is merge for a reminder: it repeats the ask, so what it does not say
// again still holds.
func repeat(fresh, known extract.Facts) extract.Facts {
	f := merge(fresh, known)
	if len(f.Slots) == 0 {
		f.Slots = known.Slots
		f.WithinStart, f.WithinEnd = known.WithinStart, known.WithinEnd
		f.Form = known.Form
	}
	if f.Deadline == nil {
		f.Deadline = known.Deadline
	}
	if len(f.Links) == 0 {
		f.Links = known.Links
	}
	if f.ReplyTo == nil {
		f.ReplyTo = known.ReplyTo
	}
	if f.Event.UID == "" {
		f.Event = known.Event
	}
	return f
}
