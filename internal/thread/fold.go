package thread

import (
	"cmp"
	"slices"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// Log is everything that was seen of one account. The order of its lists does
// not matter.
type Log struct {
	Account string // e-mail address of the account
	Mails   []Mail // in and out; the same mail may come more than once
	Drafts  []Draft
	Acts    []Act
	// UserDrafts are drafts in the Drafts folder that are not ours.
	UserDrafts []Mail
	// Tracks says which categories become invitations.
	Tracks func(detect.Category) bool
	// Now hides what came later.
	Now time.Time
}

// Fold returns the invitations of an account, by the time they were first
// asked. States depending on the reply window (lapsed) are not its business.
func Fold(log Log) []Invitation {
	mails := known(log.Mails, log.Now)
	var all []Invitation
	for _, g := range group(mails, log.Tracks) {
		f := folder{log: &log, mails: g}
		if inv, ok := f.fold(); ok {
			all = append(all, inv)
		}
	}
	slices.SortFunc(all, func(a, b Invitation) int {
		return cmp.Or(a.First.Received.Compare(b.First.Received), cmp.Compare(a.Key, b.Key))
	})
	return all
}

// known returns each mail received by now once, in the order of receipt. Of two
// copies the sent one wins: a copy to oneself is still the user's own mail.
func known(mails []Mail, now time.Time) []Mail {
	byID := make(map[string]Mail, len(mails))
	for _, m := range mails {
		if m.Received.After(now) {
			continue
		}
		old, seen := byID[m.Identity]
		if !seen || (m.Out && !old.Out) || (m.Out == old.Out && m.Received.Before(old.Received)) {
			byID[m.Identity] = m
		}
	}
	list := make([]Mail, 0, len(byID))
	for _, m := range byID {
		list = append(list, m)
	}
	slices.SortFunc(list, byReceipt)
	return list
}

func byReceipt(a, b Mail) int {
	out := 0
	if a.Out != b.Out {
		out = -1
		if a.Out {
			out = 1
		}
	}
	return cmp.Or(a.Received.Compare(b.Received), out, cmp.Compare(a.Identity, b.Identity))
}

// event is one thing that happened in a thread.
type event struct {
	at    time.Time
	mail  *Mail
	act   *Act
	draft *Draft
}

// folder folds one thread.
type folder struct {
	log   *Log
	mails []Mail
	inv   Invitation
	found bool // an ask has been seen
}

func (f *folder) fold() (Invitation, bool) {
	if !slices.ContainsFunc(f.mails, f.asks) {
		return Invitation{}, false
	}
	for _, e := range f.events() {
		switch {
		case e.mail != nil && e.mail.Out:
			f.sent(e.mail)
		case e.mail != nil:
			f.received(e.mail)
		case e.act != nil:
			f.said(e.act)
		case e.draft != nil:
			f.deleted(e.draft)
		}
	}
	f.finish()
	return f.inv, f.found
}

// events returns what happened in the thread in order. A draft is an event only
// when the user deleted it; standing drafts are looked at in the end.
func (f *folder) events() []event {
	var list []event
	for i := range f.mails {
		list = append(list, event{at: f.mails[i].Received, mail: &f.mails[i]})
	}
	for i, a := range f.log.Acts {
		if f.has(a.Ask) && !a.At.After(f.log.Now) {
			list = append(list, event{at: a.At, act: &f.log.Acts[i]})
		}
	}
	for i, d := range f.log.Drafts {
		if !f.has(d.Ask) {
			continue
		}
		f.inv.Drafts = append(f.inv.Drafts, d)
		if d.State == Deleted && !d.At.After(f.log.Now) {
			list = append(list, event{at: d.At, draft: &f.log.Drafts[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b event) int { return a.at.Compare(b.at) })
	slices.SortStableFunc(f.inv.Drafts, func(a, b Draft) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Key, b.Key))
	})
	return list
}

func (f *folder) has(identity string) bool {
	return slices.ContainsFunc(f.mails, func(m Mail) bool { return m.Identity == identity })
}

// asks reports whether a mail asks the user for an interview.
func (f *folder) asks(m Mail) bool { return !m.Out && f.log.Tracks(m.Category) }

// enter changes the state and writes the history.
func (f *folder) enter(s State, at time.Time, why string) {
	f.inv.State, f.inv.Since, f.inv.Because = s, at, why
	f.inv.History = append(f.inv.History, Change{At: at, What: string(s), Why: why})
}

func (f *folder) note(at time.Time, what, why string) {
	f.inv.History = append(f.inv.History, Change{At: at, What: what, Why: why})
}

// received folds a mail of the other side.
func (f *folder) received(m *Mail) {
	switch {
	case f.found && f.confirmsAgreed(m):
		f.book(m, "they sent the calendar entry for the time you had agreed to")
	case f.asks(*m):
		f.ask(m)
	case !f.found:
		return
	case m.Category == detect.Reminder:
		f.remind(m)
	case m.Category == detect.Confirmation && f.inv.State != Withdrawn:
		f.book(m, "they confirmed the time")
	case m.Category == detect.Cancellation:
		f.enter(Withdrawn, m.Received, "they called it off")
	case m.Category == detect.Rejection:
		f.enter(Withdrawn, m.Received, "they decided against it")
	default:
		f.note(m.Received, "mail", "they wrote in the thread")
	}
	f.inv.LastWrite, f.inv.LastHeard = m.Received, m.Received
}

// ask opens the invitation, or opens it again. What the user dismissed stays
// dismissed: they said to leave it alone.
func (f *folder) ask(m *Mail) {
	why := "they ask for an interview"
	switch {
	case !f.found:
		f.found = true
		f.inv.Account = f.log.Account
		f.inv.First = *m
		f.inv.Key = Key(f.log.Account, m.Identity, "", 0)
	case f.inv.State == Dismissed:
		f.note(m.Received, "mail", "they asked again; you had said to leave it")
		return
	case f.inv.State.Open():
		why = "they wrote again before you had answered"
	default:
		why = "they asked again after it was " + string(f.inv.State)
	}
	f.inv.Facts = merge(m.Facts, f.inv.Facts)
	f.inv.Ask = *m
	f.inv.Opened = m.Received
	f.inv.HoldUntil = time.Time{}
	f.inv.Reminders = 0
	f.inv.Said = nil
	f.inv.Rounds++
	f.enter(Waiting, m.Received, why)
}

// remind raises the urgency of an open invitation; the newest mail is the one
// to answer, the times and links of the ask it repeats still hold.
func (f *folder) remind(m *Mail) {
	switch {
	case f.inv.State.Open():
		f.inv.Reminders++
		f.inv.Facts = repeat(m.Facts, f.inv.Facts)
		f.inv.Ask = *m
		f.note(m.Received, "reminder", "they reminded you")
	default:
		f.note(m.Received, "reminder", "they sent a reminder")
	}
}

func (f *folder) book(m *Mail, why string) {
	if len(m.Facts.Slots) > 0 {
		f.inv.Facts.Slots = m.Facts.Slots
	}
	f.enter(Booked, m.Received, why)
}

// confirmsAgreed tells a calendar entry that only writes down what was agreed
// from one that asks: its time is one that the user named in an answer of
// theirs, or that is booked already.
func (f *folder) confirmsAgreed(m *Mail) bool {
	if m.Facts.Form != extract.Calendar || len(m.Facts.Slots) == 0 {
		return false
	}
	if f.inv.State != Answered && f.inv.State != Booked {
		return false
	}
	start := m.Facts.Slots[0].Start
	same := func(s extract.Slot) bool { return !s.AllDay && s.Start.Equal(start) }
	if f.inv.State == Booked && slices.ContainsFunc(f.inv.Facts.Slots, same) {
		return true
	}
	return slices.ContainsFunc(f.mails, func(o Mail) bool {
		return o.Out && o.Received.Before(m.Received) && slices.ContainsFunc(o.Facts.Slots, same)
	})
}

// sent folds a mail of the user's.
func (f *folder) sent(m *Mail) {
	if !f.found || !f.answers(m) {
		return
	}
	f.inv.LastWrite, f.inv.LastSent = m.Received, m.Received
	d := f.draftSentAs(m)
	f.answered(d, m.Received)
	switch {
	case m.Facts.Event.Method == "REPLY" && m.Facts.Event.PartStat == "ACCEPTED":
		f.enter(Booked, m.Received, "you accepted the calendar invitation")
	case m.Facts.Event.Method == "REPLY" && m.Facts.Event.PartStat == "TENTATIVE":
		f.note(m.Received, "tentative", "you answered the calendar invitation with maybe, which is no answer yet")
	case d != nil && d.Action == Hold:
		f.inv.HoldUntil = d.HoldUntil
		f.enter(Waiting, m.Received, "you asked for time until "+d.HoldUntil.Format("Mon 2 January"))
	case d != nil && d.Action == Accept:
		f.enter(Booked, m.Received, "you accepted")
	case d != nil && f.inv.State == Booked && (d.Action == Decline || d.Action == Reschedule):
		f.enter(Answered, m.Received, "you called off the time that was agreed")
	case d != nil && d.Action == FollowUp:
		f.note(m.Received, "follow-up", "you asked whether your answer had arrived")
	case d != nil && d.Action == Reconnect:
		f.note(m.Received, "reconnect", "you wrote to them again")
	case d != nil && d.Action == Reopen:
		f.enter(Answered, m.Received, "you asked them to open it again")
	case d != nil && d.Action == Ask:
		f.inv.Asked = true
		f.enter(Answered, m.Received, "you asked them a question first")
	case f.inv.State == Booked || f.inv.State == Withdrawn:
		// A word of thanks changes nothing about what is agreed or called off.
		f.note(m.Received, "answer", "you wrote in the thread")
	default:
		f.enter(Answered, m.Received, "you answered")
	}
}

// answered notes what the user's latest answer does; d is the draft of ours that
// it left as, nil for words of their own.
func (f *folder) answered(d *Draft, at time.Time) {
	switch {
	case d == nil:
		f.inv.Answer = ""
	case d.Action == FollowUp:
	case d.Action == Decline:
		f.inv.Answer, f.inv.Declined = Decline, at
	default:
		f.inv.Answer = d.Action
	}
}

// draftSentAs returns the draft of ours that left as m: by its Message-ID, or,
// since clients give what they send a new one, as the one the journal saw go.
func (f *folder) draftSentAs(m *Mail) *Draft {
	for i := range f.inv.Drafts {
		d := &f.inv.Drafts[i]
		if d.MessageID != "" && d.MessageID == m.MessageID {
			return d
		}
	}
	for i := range f.inv.Drafts {
		d := &f.inv.Drafts[i]
		if d.State == Sent && d.SentAs == m.Identity {
			return d
		}
	}
	return nil
}

// said folds a word of the user's.
func (f *folder) said(a *Act) {
	if !f.found {
		return
	}
	if a.Action == None {
		f.inv.Said = nil
		f.enter(Dismissed, a.At, "you said to leave it alone")
		return
	}
	word := *a // the log belongs to the caller
	f.inv.Said = &word
	if a.Action == Reopen {
		f.note(a.At, "reopen", "you want to ask them to open it again")
		return
	}
	if !f.inv.State.Open() {
		f.enter(Waiting, a.At, "you asked for a draft")
	}
}

// deleted folds the user's deletion of a draft of ours. It counts only when the
// draft was for the mail that is still to be answered.
func (f *folder) deleted(d *Draft) {
	if !f.found || !f.inv.State.Open() || d.Ask != f.inv.Ask.Identity {
		return
	}
	f.enter(Dismissed, d.At, "you deleted the draft without answering")
}

// finish looks at what stands in Drafts.
func (f *folder) finish() {
	f.inv.UserDraft = slices.ContainsFunc(f.log.UserDrafts, f.belongs)
	for _, m := range f.mails {
		f.inv.Mails = append(f.inv.Mails, m.Identity)
	}
	if f.inv.State != Waiting {
		return
	}
	for _, d := range f.inv.Drafts {
		if d.State == Standing || d.State == Edited {
			f.enter(Drafted, d.At, "a draft stands in Drafts")
		}
	}
}

// belongs reports whether a draft of the user's own is part of the thread.
func (f *folder) belongs(d Mail) bool {
	return slices.ContainsFunc(f.mails, func(m Mail) bool {
		return m.MessageID != "" && (slices.Contains(d.References, m.MessageID) || slices.Contains(d.InReplyTo, m.MessageID))
	})
}
