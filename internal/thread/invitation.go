// Package thread gathers messages into threads and says how each of them, in or
// out, changes an Invitation: it is the state machine. Invitations are a fold
// over what was seen, so the same mails in any order of arrival, or after a lost
// database, give the same invitations. It is pure: it knows no mailbox and no
// store, and the time is passed in.
package thread

import (
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
)

// State is where an invitation stands.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Drafted   State = "drafted"
	Answered  State = "answered"
	Booked    State = "booked"
	Lapsed    State = "lapsed"    // the window closed in silence
	Dismissed State = "dismissed" // the user said leave it
	Withdrawn State = "withdrawn" // by the other side
)

// Open reports whether an answer may still be owed.
func (s State) Open() bool { return s == Waiting || s == Drafted }

// Action is what a draft does.
type Action string

// The actions. The zero value means: do nothing.
const (
	None       Action = "none"
	Decline    Action = "decline"
	Reschedule Action = "reschedule" // offers concrete times
	Hold       Action = "hold"       // asks for time, names the day of the answer
	Ask        Action = "ask"        // clarifies one condition first
	Accept     Action = "accept"     // confirms a proposed time

	// What may follow the first answer (ETIQUETTE A3–A5).
	FollowUp  Action = "follow-up" // asks whether a decline arrived
	Reopen    Action = "reopen"    // asks to open again what was declined
	Reconnect Action = "reconnect" // says hello months later
)

// Mail is one message as a thread sees it: enough to fold, decide and draft
// without reading the mailbox again.
type Mail struct {
	// Identity is the Message-ID, or, where there is none, a hash over Date,
	// From, Subject and size: the same mail in two folders is one.
	Identity   string            `json:"identity"`
	MessageID  string            `json:"message_id"` // empty when the mail has none
	InReplyTo  []string          `json:"in_reply_to"`
	References []string          `json:"references"`
	Subject    string            `json:"subject"`
	From       message.Address   `json:"from"`
	To         []message.Address `json:"to"`
	Cc         []message.Address `json:"cc"`
	// Invited is the user's own address that the mail was sent to: the From of
	// the answer.
	Invited message.Address `json:"invited"`
	// Received is when the mail reached the user (DESIGN: INTERNALDATE, unless
	// Date is earlier by less than 7 days); of a mail in Sent, when it was sent.
	Received time.Time `json:"received"`
	Date     time.Time `json:"date"` // of the Date header, in the sender's offset
	Out      bool      `json:"out"`  // written by the user and sent
	// Automatic marks machine-made mail (RFC 3834: Auto-Submitted). An automatic
	// answer in Sent, a vacation notice say, answers nobody.
	Automatic bool              `json:"automatic"`
	Category  detect.Category   `json:"category"`
	Score     float64           `json:"score"`
	Evidence  []detect.Evidence `json:"evidence"`
	Facts     extract.Facts     `json:"facts"`
	Text      string            `json:"text"` // new text, for the quote below an answer and for rules
}

// DraftState is what became of a draft of ours.
type DraftState string

// The states of a draft.
const (
	Intended DraftState = "intended" // in the journal, not yet known to stand
	Standing DraftState = "standing" // in Drafts, untouched
	Edited   DraftState = "edited"   // in Drafts, changed by the user: theirs now
	Sent     DraftState = "sent"
	Deleted  DraftState = "deleted" // by the user, with no answer in Sent
	Removed  DraftState = "removed" // by us: obsolete or replaced
)

// Draft is what the journal knows of a draft of ours.
type Draft struct {
	Key       string     `json:"key"`
	Ask       string     `json:"ask"` // Identity of the mail it answers
	Action    Action     `json:"action"`
	Reason    string     `json:"reason"`
	Revision  int        `json:"revision"`
	MessageID string     `json:"message_id"`
	State     DraftState `json:"state"`
	At        time.Time  `json:"at"`      // when State was entered
	SentAs    string     `json:"sent_as"` // Identity of the mail in Sent that it became; empty otherwise
	// HoldUntil is the day that a hold names; zero otherwise.
	HoldUntil time.Time `json:"hold_until"`
	// Offers are the slots a reschedule names.
	Offers []extract.Slot `json:"offers"`
	Late   bool           `json:"late"` // worded as a late answer
	// Unsure marks an Edited draft that was taken up after the database was lost
	// and can't be written again as it is: perhaps nobody has touched it.
	Unsure bool `json:"unsure,omitempty"`
}

// Act is a word of the user's: a command, or a mail filed for steering.
type Act struct {
	At     time.Time `json:"at"`
	Ask    string    `json:"ask"`    // Identity of the mail it is about
	Action Action    `json:"action"` // None: leave it alone
	Reason string    `json:"reason"`
}

// Change is one line of an invitation's history.
type Change struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // state entered, or event
	Why  string    `json:"why"`  // in plain words
}

// Invitation is the tracked thing.
type Invitation struct {
	Key     string        // hex, 24 digits: of the first mail that asked
	Account string        // e-mail address of the account
	First   Mail          // the first mail that asked
	Ask     Mail          // the newest mail that asks: the one to answer
	Facts   extract.Facts // of Ask, filled up from earlier mails of the thread
	State   State
	Since   time.Time // when State was entered
	Because string    // why State, in plain words
	// HoldUntil is the day a sent hold named; zero: the reply clock runs as usual.
	HoldUntil time.Time
	Opened    time.Time // when the present window opened: receipt of Ask
	Reminders int       // by the other side since Opened
	Asked     bool      // the user has already asked about a condition (ETIQUETTE D5)
	// LastWrite is the time of the newest mail in the thread, by anybody.
	LastWrite time.Time
	// LastSent is when the user last answered, LastHeard when the other side last
	// wrote; zero: never.
	LastSent, LastHeard time.Time
	// Answer is what the user's latest answer does, where it is a draft of ours;
	// empty: none was sent, or it is in words of their own, and nobody knows what
	// they say. A follow-up asks after an answer and is none.
	Answer Action
	// Declined is when the user last sent a decline of ours; zero: never. Only
	// while Answer is Decline is it their last word.
	Declined time.Time
	// UserDraft: a draft of the user's own stands in the thread; ours is suppressed.
	UserDraft bool
	Said      *Act     // the user's latest word on the present ask
	Drafts    []Draft  // for the present ask and earlier ones, oldest first
	Rounds    int      // asks so far in the thread
	Mails     []string // Identities of the thread's mails, in the order of receipt
	History   []Change
}
