// Package decide turns an Invitation into a ReplyWindow and a Decision: until
// when an answer is owed and why, and which answer the user's policy wants. A
// Decision always says why. It writes no text for others and keeps no state. It
// is pure; the time and the user's free times are passed in.
package decide

import (
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// ReplyWindow is the time in which an answer is owed, in the user's zone.
type ReplyWindow struct {
	Opens  time.Time // receipt of the mail that asks
	Due    time.Time // when the draft must stand: Opens ≤ Due ≤ Closes
	Closes time.Time // Opens itself: an answer is owed at once
	// Because says why it closes then, in plain words.
	Because string
	// HardLimit is an explicit deadline later than Closes; zero when none.
	HardLimit time.Time
	// Promised is Opens + reply_within, or the end of the day that a sent hold
	// named: the point after which an answer is late and may apologise
	// (ETIQUETTE C4). Closes may be earlier.
	Promised time.Time
	// LateUntil is Closes + late: after it no draft is written any more.
	LateUntil time.Time
}

// Decision is what to do about an invitation. The zero value is: do nothing.
type Decision struct {
	Action thread.Action
	Reason string // one of the reasons of the configuration; empty: the neutral wording
	Note   string // the user's factual clause for the reason, from the rule
	// Condition is what an ask clarifies: "pay", "remote", "hours", "location"
	// or "title".
	Condition string
	// Referral is whom the user lets us name instead; empty: nobody.
	Referral string
	// Door says whether the rule wants the door left open (ETIQUETTE R7).
	Door Door
	// Interest is true only where the user has said that they want it: by
	// `undecided = "reschedule"`, by a rule, or by their own word (P10).
	Interest bool
	Why      string    // in plain words: which rule, or that none matched
	Rule     int       // index of the rule that decided, from 0; -1: none
	When     time.Time // when the draft is to be written: the window's Due
	// Slots are what a reschedule offers, or the one slot an accept confirms.
	Slots []extract.Slot
	// Outside says that some of Slots lie after the span they asked about,
	// because it holds too little free time.
	Outside bool
	// Impossible says that every proposed time is known to be impossible, and
	// Conflict what shows it: "hours", "calendar", "rule".
	Impossible bool
	Conflict   string
	// Again: the user has declined in this thread before, and they ask once more
	// (ETIQUETTE A2). Unless is the one thing that would change the answer, in the
	// words of the rule; empty: nothing.
	Again  bool
	Unless string
	// Relayed: the mail came through a network's relay, and the answer only moves
	// the talk to e-mail (A6): it offers no times.
	Relayed bool
	// Until is the end of the day a hold names, in the user's zone.
	Until time.Time
	// Late: the answer comes after reply_within has passed (ETIQUETTE C4).
	Late bool
	// SameDay: the conversation is today or within a day.
	SameDay bool
	// LateStage: so far into the process that a phone call is the kinder channel
	// (ETIQUETTE D8).
	LateStage bool
	// Withheld, when not empty, says why no draft can be written although
	// Action asks for one: no address to answer, suspicious, too late. A draft
	// that already stands is no worse for it and stays.
	Withheld string
}

// Ready reports whether a draft is to be written at now.
func (d Decision) Ready(now time.Time) bool {
	return d.wantsDraft() && d.Withheld == "" && !d.When.After(now)
}

func (d Decision) wantsDraft() bool {
	return d.Action != "" && d.Action != thread.None
}

// Door is whether a decline leaves the door open.
type Door string

// The doors. The zero value leaves it to the template.
const (
	DoorOpen   Door = "open"
	DoorClosed Door = "closed"
)
