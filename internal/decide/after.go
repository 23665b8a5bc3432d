package decide

import (
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/thread"
	"rsvpd/internal/workday"
)

// The times in which a word after the first answer still makes sense. A first
// run, or one after a long pause, must not dig out what lies far behind.
const (
	followUpUntil  = 30 * 24 * time.Hour // after it could first be written
	reconnectUntil = 60 * 24 * time.Hour
)

// After says what to write about an invitation to which no answer is owed: the
// request to open it again that the user asked for (ETIQUETTE A4), the word owed
// after an accepted offer (D10: see Owed), one follow-up to a decline that nobody
// has acknowledged (A3), one greeting months later (A5). False: nothing. None of
// them is written twice, whatever became of the draft.
func After(inv thread.Invitation, p Policy, agenda Agenda, now time.Time) (Decision, bool) {
	if inv.UserDraft {
		return Decision{}, false
	}
	for _, next := range []func() (Decision, bool){
		func() (Decision, bool) { return reopening(inv) },
		func() (Decision, bool) { return Owed(inv, p, agenda, now) },
		func() (Decision, bool) { return p.followUp(inv, now) },
		func() (Decision, bool) { return p.reconnect(inv, agenda, now) },
	} {
		if d, ok := next(); ok {
			return d, true
		}
	}
	return Decision{}, false
}

// Reopens says why an invitation can't be opened again by a letter; empty: it
// can. That takes an answer that was sent, and a process that the other side has
// not ended, and an answer that may have been a decline: of one in words of their
// own the user says so by asking.
func Reopens(inv thread.Invitation) string {
	switch {
	case inv.State == thread.Answered && (inv.Answer == thread.Reschedule || inv.Answer == thread.Ask):
		return "your last answer did not decline it"
	case inv.State == thread.Answered:
		return ""
	case inv.State == thread.Withdrawn:
		return "they have ended it"
	}
	return "only what you have answered can be opened again; this is " + string(inv.State)
}

// reopening follows the user's word; one letter for one word.
func reopening(inv thread.Invitation) (Decision, bool) {
	if inv.Said == nil || inv.Said.Action != thread.Reopen || Reopens(inv) != "" {
		return Decision{}, false
	}
	if wrote(inv, thread.Reopen, inv.Said.At) {
		return Decision{}, false
	}
	return after(inv, thread.Reopen, inv.Said.At, "You said reopen."), true
}

// followUp asks whether a decline arrived when nobody has said so.
func (p Policy) followUp(inv thread.Invitation, now time.Time) (Decision, bool) {
	declined, ok := lastDecline(inv)
	if !ok || !silent(inv) || wrote(inv, thread.FollowUp, time.Time{}) {
		return Decision{}, false
	}
	from, ok := p.ripe(declined, p.FollowUpAfter, followUpUntil, now)
	if !ok {
		return Decision{}, false
	}
	why := fmt.Sprintf("Nobody has answered your decline of %s in %s.", declined.In(p.zone()).Format("2 January"), p.FollowUpAfter.Words())
	return after(inv, thread.FollowUp, from, why), true
}

// reconnect says hello again, unless a rule has closed the door.
func (p Policy) reconnect(inv thread.Invitation, agenda Agenda, now time.Time) (Decision, bool) {
	declined, ok := lastDecline(inv)
	if !ok || wrote(inv, thread.Reconnect, time.Time{}) || p.shut(inv, agenda, now) {
		return Decision{}, false
	}
	from, ok := p.ripe(declined, p.ReconnectAfter, reconnectUntil, now)
	if !ok {
		return Decision{}, false
	}
	why := fmt.Sprintf("You declined on %s, and `reply.reconnect_after` is %s.", declined.In(p.zone()).Format("2 January 2006"), p.ReconnectAfter)
	return after(inv, thread.Reconnect, from, why), true
}

// ripe returns when a span after t has passed; false where none is wanted, it
// has not passed, or did so too long ago.
func (p Policy) ripe(t time.Time, s workday.Span, until time.Duration, now time.Time) (time.Time, bool) {
	if s.IsZero() {
		return time.Time{}, false
	}
	from := p.Calendar.Add(t, s)
	return from, !now.Before(from) && now.Before(from.Add(until))
}

// shut reports whether the rule that speaks of an invitation leaves no door open.
func (p Policy) shut(inv thread.Invitation, agenda Agenda, now time.Time) bool {
	i, _, ok := p.Rules.first(know(inv, p, agenda, now), 0)
	return ok && p.Rules.list[i].Rule.Door == DoorClosed
}

// lastDecline returns when the user sent a decline of ours that is their last
// word in the thread, but for a follow-up. Of an answer in their own words it is
// not known what it says.
func lastDecline(inv thread.Invitation) (time.Time, bool) {
	return inv.Declined, inv.State == thread.Answered && inv.Answer == thread.Decline
}

// silent reports whether the other side has not written since the user did.
func silent(inv thread.Invitation) bool { return !inv.LastHeard.After(inv.LastSent) }

// wrote reports whether a draft of an action was made since a time and is done
// with: sent, edited or thrown away by the user. One that we took back ourselves
// does not count.
func wrote(inv thread.Invitation, a thread.Action, since time.Time) bool {
	return slices.ContainsFunc(inv.Drafts, func(d thread.Draft) bool {
		done := d.State == thread.Sent || d.State == thread.Deleted
		return d.Action == a && done && !d.At.Before(since)
	})
}

func after(inv thread.Invitation, a thread.Action, when time.Time, why string) Decision {
	return Decision{
		Action: a, Rule: -1, When: when, Why: why, Withheld: unreachable(inv),
		Interest: a == thread.Reopen, // the user has said so by asking for it
	}
}
