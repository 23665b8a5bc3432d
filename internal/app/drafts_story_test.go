package app

import (
	"fmt"
	"strings"
	"time"

	"rsvpd/config"
	"rsvpd/internal/detect"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// deskAddress is the account's, deskAlias another of the user's.
const (
	deskAddress = "sam@rivera.example.com"
	deskAlias   = "sam.rivera@alumni.example.edu"
)

// story is one invitation with a past.
type story struct {
	*desk
	n     int
	stock draft.Input // a case of the catalogue: what such a mail says
	ask   thread.Mail // the mail that asks
	at    time.Time   // when the last thing happened
	acts  int
}

// oddFacts are what a broken or hostile mail may give for any fact.
var oddFacts = []string{
	"[Company]", "{{.Role}}", "<Role>", "Data\nAnalyst", "株式会社テスト", "Sorry Coffee", "Better Offer Inc.", "the", "TBD", "%s",
	"Head of the of the", "Visa Relocation Partners", "Yahoo!", "C++ / C# Engineer (m/f/d)", "https://example.org/x", "\u202eevil\u202c", "A.",
}

// newStory begins with the mail that asks.
func newStory(d *desk, n int) *story {
	lang := one(d.Rand, d.writer.Languages()...)
	s := &story{desk: d, n: n, stock: one(d.Rand, d.stock[lang]...)}
	s.at = d.now.Add(-time.Duration(d.IntN(5*24*60)) * time.Minute)
	if d.chance(6) {
		s.at = d.now.AddDate(0, 0, -one(d.Rand, 20, 185, 200))
	}
	host := fmt.Sprintf("host%d.example.%s", n, one(d.Rand, "org", "net"))
	from := message.Address{Name: s.stock.Invitation.Facts.Contact.Name, Address: "jo@" + host}
	s.ask = thread.Mail{
		MessageID: fmt.Sprintf("ask-%d@%s", n, host), Subject: s.subject(), From: from,
		Invited:  message.Address{Name: one(d.Rand, "", "Sam Rivera"), Address: one(d.Rand, deskAddress, deskAlias)},
		Received: s.at, Date: s.at, Score: one(d.Rand, 0, 0.95),
		Category: one(d.Rand, detect.Invitation, detect.Invitation, detect.Invitation, detect.Outreach, detect.Assessment),
		Text:     s.stock.Invitation.Ask.Text + one(d.Rand, "", "", " Salary: 50,000 EUR a year.", " "+one(d.Rand, oddFacts...)),
	}
	s.ask.Identity = s.ask.MessageID
	if d.chance(8) {
		s.ask.MessageID = "" // a mail without one
	}
	if d.chance(3) {
		s.ask.References = []string{fmt.Sprintf("before-%d@%s", n, host)}
	}
	s.ask.Facts = s.facts(from)
	return s
}

func (s *story) subject() string {
	if s.chance(8) {
		return one(s.Rand, "", "Re:", "(no subject)", "AW: Re: Fwd: Termin", "[Kestrel] <Interview> {2}", "Interview\r\n with us")
	}
	return fmt.Sprintf("%sInterview %d", one(s.Rand, "", "Re: ", "WG: "), s.n)
}

// facts are those of the stock, some missing, some odd.
func (s *story) facts(from message.Address) extract.Facts {
	f := s.stock.Invitation.Facts
	f.Form = extract.Form(one(s.Rand, config.Forms...))
	f.Stage = extract.Stage(one(s.Rand, append(config.Stages, "", "")...))
	f.Contact = from
	f.ReplyTo = &message.Address{Address: one(s.Rand, from.Address, "desk@"+from.Address[len("jo@"):])}
	for _, fact := range []*string{&f.Company, &f.Role, &f.Program, &f.Contact.Name, &f.Greeting, &f.Interviewer} {
		switch s.IntN(18) {
		case 0:
			*fact = one(s.Rand, oddFacts...)
		case 1, 2, 3:
			*fact = ""
		}
	}
	f.Zone = one(s.Rand, "", "Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu", "+05:45", "-03:00", "Mars/Base", "Pacific/Auckland")
	f.Slots, f.Duration = nil, one(s.Rand, 0, 0, 6*time.Minute, 20*time.Minute, 45*time.Minute, time.Hour, 2*time.Hour, 48*time.Hour)
	s.when(&f)
	if s.chance(12) {
		f.Lang = one(s.Rand, "", "xx", "pl")
	}
	if s.chance(20) {
		f.Kind = ""
	}
	if s.chance(15) {
		f.ReplyTo = nil
	}
	if s.chance(25) {
		f.Suspicious = []string{"it asks for money"}
	}
	if s.chance(6) {
		f.Network = "Linkrow"
	}
	return f
}

// when says what the mail says of times.
func (s *story) when(f *extract.Facts) {
	switch f.Form {
	case extract.Times, extract.Calendar:
		for range 1 + s.IntN(3) {
			f.Slots = append(f.Slots, s.slot())
		}
	case extract.Availability:
		if s.chance(2) {
			f.WithinStart = s.at.AddDate(0, 0, s.IntN(5)).Truncate(time.Hour)
			f.WithinEnd = f.WithinStart.AddDate(0, 0, s.IntN(8))
		}
	case extract.Booking:
		f.Links = []extract.Link{{Kind: extract.BookingLink, URL: "https://book.example.net/1"}}
	}
	if f.Form == extract.Calendar {
		f.Slots = f.Slots[:1]
		f.Slots[0].AllDay = false
		f.Event = extract.Event{UID: fmt.Sprintf("event-%d@example.com", s.n), Method: "REQUEST", Summary: "Interview", Organizer: f.Contact}
	}
	if s.chance(4) {
		at := s.at.Add(time.Duration(s.IntN(8*24)) * time.Hour)
		f.Deadline = &extract.Deadline{At: at, Text: "by " + at.Format("2 January")}
	}
}

// slot is a time that they propose, in some zone: half past any hour, a stretch,
// a day; a few lie in the past, or where clocks change.
func (s *story) slot() extract.Slot {
	if s.chance(3) { // a good time, by the user's clock
		y, m, day := s.now.AddDate(0, 0, 1+s.IntN(12)).Date()
		start, _ := workday.At(y, m, day, one(s.Rand, 10*60, 14*60+30, 16*60), s.cfg.Zone)
		return extract.Slot{Start: start, End: start.Add(30 * time.Minute), Certain: true, Zone: s.cfg.Zone.String()}
	}
	zone := extract.Location(one(s.Rand, "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "+02:00", "UTC"))
	start := s.at.Add(time.Duration(s.IntN(20*24)-12) * time.Hour).In(zone)
	y, m, day := start.Date()
	start, _ = workday.At(y, m, day, one(s.Rand, 90, 8*60, 10*60, 10*60+30, 14*60, 15*60+15, 23*60), zone)
	slot := extract.Slot{Start: start, Certain: !s.chance(5), Zone: zone.String()}
	switch s.IntN(8) {
	case 0:
		slot.Start = time.Date(y, m, day, 0, 0, 0, 0, zone)
		slot.End, slot.AllDay = slot.Start.AddDate(0, 0, 1), true
	case 1:
		slot.End = start.Add(5 * time.Hour)
	case 2: // no end named
	default:
		slot.End = start.Add(time.Duration(1+s.IntN(6)) * 15 * time.Minute)
	}
	return slot
}

// tell lays the mail on the desk, and what came after it.
func (s *story) tell() {
	s.mail(s.ask)
	what := s.IntN(12)
	if s.now.Sub(s.at) > 100*24*time.Hour {
		what = 0
	}
	switch what {
	case 0:
		s.answers(thread.Decline)
	case 1:
		s.answers(thread.Decline)
		s.asksAgain(detect.Invitation)
	case 2:
		s.answers(thread.Hold)
	case 3:
		s.answers(thread.Ask)
		s.asksAgain(detect.Invitation)
	case 4:
		s.answers(thread.Accept)
	case 5:
		s.answers(thread.Reschedule)
		s.books()
	case 6:
		s.asksAgain(detect.Reminder)
	case 7:
		s.stands()
	case 8:
		s.answers(thread.Decline)
		s.says(thread.Reopen, "")
	case 9:
		s.speaks()
	case 10:
		s.answers(thread.Accept)
		s.speaks() // and thinks better of it
	}
	if s.chance(40) {
		d := thread.Mail{Identity: fmt.Sprintf("own-%d", s.n), InReplyTo: []string{s.ask.Identity}, Received: s.at}
		s.known.mails = append(s.known.mails, mailRecord{Mail: d, UserDraft: true})
	}
}

// later moves on by up to some days, not past now.
func (s *story) later(days int) time.Time {
	s.at = s.at.Add(time.Duration(1+s.IntN(days*24*60)) * time.Minute)
	if !s.at.Before(s.now) {
		s.at = s.now.Add(-time.Minute)
	}
	return s.at
}

func (s *story) identity(what string) string {
	s.acts++
	return fmt.Sprintf("%s-%d-%d@example.com", what, s.n, s.acts)
}

// draftOf is a draft of ours for the present ask.
func (s *story) draftOf(a thread.Action, state thread.DraftState) thread.Draft {
	d := thread.Draft{Key: s.identity("key"), Ask: s.ask.Identity, Action: a, State: state, At: s.at, MessageID: s.identity("draft")}
	switch a {
	case thread.Hold:
		d.HoldUntil = s.at.AddDate(0, 0, 1+s.IntN(4))
	case thread.Reschedule:
		start := s.now.AddDate(0, 0, 1+s.IntN(6)).Truncate(time.Hour)
		d.Offers = []extract.Slot{{Start: start, End: start.Add(time.Hour), Certain: true}, {Start: start.AddDate(0, 0, 1), End: start.AddDate(0, 0, 1).Add(time.Hour), Certain: true}}
	}
	return d
}

// answers sends a draft of ours.
func (s *story) answers(a thread.Action) {
	s.later(2)
	d := s.draftOf(a, thread.Sent)
	d.SentAs = d.MessageID
	s.record(d)
	s.mail(thread.Mail{
		Identity: d.MessageID, MessageID: d.MessageID, InReplyTo: []string{s.ask.Identity}, Subject: "Re: " + s.ask.Subject,
		From: s.ask.Invited, To: []message.Address{s.ask.From}, Received: s.at, Date: s.at, Out: true,
	})
}

// stands leaves a draft of ours in Drafts.
func (s *story) stands() {
	s.later(2)
	s.record(s.draftOf(thread.Reschedule, one(s.Rand, thread.Standing, thread.Edited)))
}

// asksAgain is another mail of theirs in the thread.
func (s *story) asksAgain(c detect.Category) {
	before := s.ask.Identity
	s.ask.Identity = s.identity("again")
	s.ask.MessageID, s.ask.InReplyTo, s.ask.Category = s.ask.Identity, []string{before}, c
	s.ask.Received = s.later(2)
	s.ask.Date = s.at
	s.mail(s.ask)
}

// books is their confirmation of a time.
func (s *story) books() {
	m := s.ask
	m.Identity = s.identity("booked")
	m.MessageID, m.InReplyTo, m.Category = m.Identity, []string{s.ask.Identity}, detect.Confirmation
	m.Received = s.later(2)
	m.Facts.Slots = []extract.Slot{s.slot()}
	s.mail(m)
}

// says is the user's word.
func (s *story) says(a thread.Action, reason string) {
	s.known.acts = append(s.known.acts, thread.Act{At: s.later(3), Ask: s.ask.Identity, Action: a, Reason: reason})
}

// speaks is any of their words, with any reason that goes with it.
func (s *story) speaks() {
	action := one(s.Rand, config.Actions...)
	reason := ""
	if list := config.Reasons[action]; list != nil {
		reason = strings.TrimPrefix(one(s.Rand, append(list, "", "")...), "none")
	}
	s.says(thread.Action(action), reason)
}
