// Package decide turns an Invitation into a ReplyWindow and a Decision: until
// when an answer is owed and why, and which answer the user's policy wants. A
// Decision always says why. It is pure; the time and the free slots are passed
// in.
package decide

import (
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// ReplyWindow is the time in which an answer is owed.
type ReplyWindow struct {
	Opens  time.Time // receipt of the mail that asks
	Due    time.Time // when the draft must stand
	Closes time.Time
	// Because says why it closes then, in plain words.
	Because string
	// HardLimit is an explicit deadline later than Closes; zero when none.
	HardLimit time.Time
	// Promised is Opens + reply_within: the point after which an answer is late
	// and may apologise (ETIQUETTE C4). Closes may be earlier.
	Promised time.Time
}

// Decision is what to do about an invitation. The zero value is: do nothing.
type Decision struct {
	Action thread.Action
	Reason string // one of the reasons of the configuration; empty: the neutral wording
	Note   string // the user's factual clause for the reason, from the rule
	// Referral is whom the user lets us name instead; empty: nobody.
	Referral string
	// Interest is true only where the user has said that they want it: by
	// `undecided = "reschedule"` or by a rule (P10).
	Interest bool
	Why      string    // in plain words: which rule, or that none matched
	Rule     int       // index of the rule that decided, from 0; -1: none
	When     time.Time // when the draft is to be written: the window's Due
	// Slots are what a reschedule offers, or the one slot an accept confirms.
	Slots []extract.Slot
	// Impossible says that every proposed time is known to be impossible, and
	// Because what shows it: "hours", "calendar", "rule".
	Impossible bool
	Conflict   string
	// Until is the day a hold names.
	Until time.Time
	// Late: the answer comes after reply_within has passed (ETIQUETTE C4).
	Late bool
	// SameDay: the conversation is today or within a day.
	SameDay bool
	// Withheld, when not empty, says why no draft can be written although
	// Action asks for one: no address to answer, suspicious, too late.
	Withheld string
}
