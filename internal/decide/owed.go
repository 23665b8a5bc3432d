package decide

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/thread"
)

// alive is how long after the last word in it a process counts as open: six
// weeks of silence end one.
const alive = 6 * 7 * 24 * time.Hour

// Owed says what the user still owes an invitation that Decide has nothing to
// say about, because it is answered or booked: once they have accepted an offer,
// a word to every open process (ETIQUETTE D10, A1). The rule with the reason
// "accepted-offer" must be the first that matches. The Decision is a decline; the
// state of the invitation tells whether it cancels what was booked or withdraws
// from what goes on. When is the moment from which it is owed, which has passed.
//
// A rule that says since when speaks of what was answered or booked by the end of
// that day: what the user did afterwards, they did knowingly. One without a date
// speaks only of what is certainly open: a time agreed that lies ahead, or an
// answer by a draft that declined nothing.
func Owed(inv thread.Invitation, p Policy, agenda Agenda, now time.Time) (Decision, bool) {
	if inv.State != thread.Answered && inv.State != thread.Booked || inv.UserDraft {
		return Decision{}, false
	}
	k := know(inv, p, agenda, now)
	i, what, ok := p.Rules.first(k, 0)
	if !ok {
		return Decision{}, false
	}
	r := p.Rules.list[i].Rule
	if r.Then != thread.Decline || r.Reason != acceptedOffer || closed(inv, now) || !p.concerns(r, inv, now) {
		return Decision{}, false
	}
	d := Decision{
		Action: thread.Decline, Reason: r.Reason, Note: r.Note, Referral: r.Referral, Door: r.Door, Rule: i,
		Why:  ruleWhy(r, what) + fmt.Sprintf(" It is %s, and you owe them word.", inv.State),
		When: inv.Since, SameDay: sameDay(inv, now), LateStage: lateStage(inv),
	}
	if r.Since.After(d.When) {
		d.When = r.Since
	}
	d.Withheld = unreachable(inv)
	if d.Withheld == "" && len(inv.Facts.Suspicious) > 0 {
		d.Withheld = "it looks suspicious: " + strings.Join(inv.Facts.Suspicious, "; ")
	}
	return d, true
}

// closed reports whether the process has come to its end: by the user's decline,
// by a draft of this kind that they sent or threw away, or by silence.
func closed(inv thread.Invitation, now time.Time) bool {
	over := func(d thread.Draft) bool {
		return d.Ask == inv.Ask.Identity && d.Action == thread.Decline && (d.State == thread.Sent || d.State == thread.Deleted)
	}
	return slices.ContainsFunc(inv.Drafts, over) || !ahead(inv, now) && now.Sub(inv.LastWrite) > alive
}

// ahead reports whether a time that was agreed is still to come.
func ahead(inv thread.Invitation, now time.Time) bool {
	if inv.State != thread.Booked {
		return false
	}
	for _, s := range inv.Facts.Slots {
		if !passed(s, now) {
			return true
		}
	}
	return false
}

// concerns reports whether a rule of an accepted offer speaks of an invitation
// that was answered or booked.
func (p Policy) concerns(r Rule, inv thread.Invitation, now time.Time) bool {
	if !r.Since.IsZero() {
		return inv.Since.Before(r.Since.In(p.zone()).AddDate(0, 0, 1))
	}
	return ahead(inv, now) || slices.ContainsFunc(inv.Drafts, func(d thread.Draft) bool {
		return d.Ask == inv.Ask.Identity && d.State == thread.Sent && d.Action != thread.Decline
	})
}
