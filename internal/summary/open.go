package summary

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

func (t *teller) today() section {
	s := t.open("today", today)
	if t.pastToday() {
		s.Title = t.say.Sections.Soon
	}
	return s
}

// open is a section of invitations that wait for an answer. All of them are
// shown, however many: none may be overlooked.
func (t *teller) open(name string, p place) section {
	say := &t.say.Sections
	s := section{Name: name}
	switch p {
	case today:
		s.Title = say.Today
	case overdue:
		s.Title, s.Note = say.Overdue, say.OverdueNote
	case drafts:
		s.Title, s.Note = say.Drafts, say.DraftsNote
	case yours:
		s.Title, s.Note = say.Yours, say.YoursNote
	case waiting:
		s.Title = say.Waiting
	case suspicious:
		s.Title, s.Note = say.Suspicious, say.SuspiciousNote
	}
	for _, e := range t.places[p] {
		if p == suspicious {
			s.Items = append(s.Items, t.suspect(e))
		} else {
			s.Items = append(s.Items, t.item(e))
		}
	}
	return s
}

// item tells an invitation that waits for an answer.
func (t *teller) item(e *Entry) item {
	x := t.headed(e)
	x.Bar = t.bar(e)
	x.Lines = slices.Concat(t.closing(e), t.ask(e), t.answer(e), t.reasons(e), t.remarks(e))
	if script := t.script(e); len(script) > 0 {
		x.Call, x.Script = t.say.Labels.Call, script
	} else if e.Paste != "" {
		x.Call, x.Script = t.say.Labels.Paste, lines(e.Paste)
	}
	return x
}

// lines are those of a letter, without the empty ones between them.
func lines(letter string) []string {
	return slices.DeleteFunc(strings.Split(letter, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

// suspect tells a suspicious one: why, and nothing that could be clicked.
func (t *teller) suspect(e *Entry) item {
	x := t.headed(e)
	x.Tags = slices.DeleteFunc(x.Tags, func(tag string) bool { return tag == t.say.Lines.Undecided })
	x.Lines = t.closing(e)
	for _, why := range e.Invitation.Facts.Suspicious {
		x.Lines = append(x.Lines, line{Label: t.say.Labels.Why, Text: capital(clean(why, maxText))})
	}
	return x
}

// headed is an item with its heading alone: who, what for, which kind and round.
func (t *teller) headed(e *Entry) item {
	inv := &e.Invitation
	f := &inv.Facts
	kind := named(t.say.Names.Kind, string(f.Kind))
	if inv.Ask.Category == detect.Outreach || inv.Ask.Category == detect.Assessment {
		kind = named(t.say.Names.Category, string(inv.Ask.Category))
	}
	x := item{ID: e.ID, Head: t.head(inv)}
	tags := []string{kind, named(t.say.Names.Stage, string(f.Stage))}
	if e.undecided() {
		tags = append(tags, t.say.Lines.Undecided)
	}
	for _, tag := range tags {
		if tag != "" {
			x.Tags = append(x.Tags, tag)
		}
	}
	return x
}

// head names an invitation as well as it is known: who, and for what; without
// that, the subject.
func (t *teller) head(inv *thread.Invitation) string {
	name, about := t.who(inv), clean(inv.Facts.Role, maxTitle)
	if about == "" {
		if subject := clean(inv.Ask.Subject, maxTitle); subject != "" {
			about = fill(t.say.Lines.Quoted, "text", subject)
		}
	}
	if about == "" {
		return name
	}
	return fill(t.say.Lines.Head, "name", name, "about", about)
}

// who is the company or, where that is not known, the person.
func (t *teller) who(inv *thread.Invitation) string {
	f, from := &inv.Facts, inv.Ask.From
	for _, name := range []string{f.Company, f.Program, f.Contact.Name, from.Name, f.Contact.Address, from.Address} {
		if name = clean(name, maxName); name != "" {
			return name
		}
	}
	return t.say.Lines.Unknown
}

// closing says until when an answer is owed. What closes by their times is said
// in their clock too.
func (t *teller) closing(e *Entry) []line {
	w := &e.Window
	var theirs *time.Location
	if w.Closes.Before(w.Promised) {
		theirs = extract.Location(e.Invitation.Facts.Zone)
	}
	label := t.say.Labels.Closes
	if w.Closes.Before(t.in.Now) {
		label = t.say.Labels.Closed
	}
	lines := []line{{Label: label, Text: fill(t.say.Lines.Closes, "when", t.clock.momentWith(w.Closes, theirs),
		"distance", t.clock.distance(w.Closes), "why", clean(w.Because, maxText))}}
	if d := e.Invitation.Facts.Deadline; d != nil && !w.HardLimit.IsZero() {
		lines = append(lines, line{Label: t.say.Labels.Limit, Text: fill(t.say.Lines.Limit,
			"when", t.clock.momentWith(w.HardLimit, extract.Location(e.Invitation.Facts.Zone)), "text", clean(d.Text, maxQuote))})
	}
	return lines
}

// bar shows how much of the window is used.
func (t *teller) bar(e *Entry) *bar {
	w := &e.Window
	used, all := t.in.Now.Sub(w.Opens), w.Closes.Sub(w.Opens)
	part := 100
	if all > 0 && used < all {
		part = max(0, int(float64(used)/float64(all)*100))
	}
	return &bar{Label: t.say.Labels.Used, Percent: part,
		Text: fill(t.say.Lines.Used, "percent", strconv.Itoa(part), "span", t.clock.span(used))}
}

// maxTimes is how many of the proposed times are shown.
const maxTimes = 4

// ask says what they ask for.
func (t *teller) ask(e *Entry) []line {
	f := &e.Invitation.Facts
	text := t.say.Lines.Open
	switch {
	case len(f.Slots) > 0:
		text = t.proposed(f)
	case f.Form == extract.Availability && !f.WithinStart.IsZero() && f.WithinEnd.After(f.WithinStart):
		span := fill(t.say.Time.Within, "start", t.clock.date(f.WithinStart, t.in.zone()),
			"end", t.clock.date(f.WithinEnd.Add(-time.Second), t.in.zone()))
		text = fill(t.say.Lines.AvailabilityWithin, "times", span)
	case f.Form == extract.Availability:
		text = t.say.Lines.Availability
	case f.Form == extract.Booking:
		text = t.say.Lines.Booking
	}
	lines := []line{{Label: t.say.Labels.Asks, Text: text}}
	if len(e.Free) > 0 {
		lines = append(lines, line{Label: t.say.Labels.Note, Text: fill(t.say.Lines.Free, "times", t.slots(e.Free, f.Zone))})
	}
	return lines
}

func (t *teller) proposed(f *extract.Facts) string {
	phrase := t.say.Lines.Proposed
	switch {
	case f.Form == extract.Calendar:
		phrase = t.say.Lines.ProposedCalendar
	case len(f.Slots) > 1:
		phrase = t.say.Lines.ProposedChoice
	case t.over(f.Slots[0]):
		phrase = t.say.Lines.ProposedPast
	}
	return fill(phrase, "times", t.slots(f.Slots, f.Zone))
}

// slots lists times in the user's clock and the other side's.
func (t *teller) slots(list []extract.Slot, zone string) string {
	theirs := extract.Location(zone)
	var texts []string
	for _, s := range list[:min(len(list), maxTimes)] {
		text := t.clock.slot(s, theirs)
		if !s.Certain {
			text = fill(t.say.Lines.Uncertain, "time", text)
		}
		texts = append(texts, text)
	}
	if n := len(list) - maxTimes; n > 0 {
		texts = append(texts, t.say.Essence.More.of(n))
	}
	return strings.Join(texts, "; ")
}

// over reports whether a time has passed.
func (t *teller) over(s extract.Slot) bool { return !ends(s).After(t.in.Now) }

// remarks are what else is worth knowing.
func (t *teller) remarks(e *Entry) []line {
	var texts []string
	inv := &e.Invitation
	if inv.UserDraft {
		texts = append(texts, t.say.Lines.OwnDraft)
	}
	if len(e.standing()) > 1 {
		texts = append(texts, t.say.Lines.Several)
	}
	if !inv.HoldUntil.IsZero() {
		texts = append(texts, fill(t.say.Lines.Held, "day", t.clock.date(inv.HoldUntil, t.in.zone())))
	}
	if inv.Reminders > 0 {
		texts = append(texts, t.say.Lines.Reminded.of(inv.Reminders))
	}
	var lines []line
	for _, text := range texts {
		lines = append(lines, line{Label: t.say.Labels.Note, Text: text})
	}
	return lines
}

// address is a person as a mail program shows them.
func address(a message.Address) string {
	name, addr := clean(a.Name, maxName), clean(a.Address, 254)
	if name == "" || addr == "" {
		return name + addr
	}
	return name + " <" + addr + ">"
}
