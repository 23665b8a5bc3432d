// Package detect reads a Message and says what it is: an interview invitation,
// one of the thirteen things that look like one, or neither, with the evidence
// that led there. It knows cues (phrases, from the lexicon) and signals
// (structure, in code). It is pure and explainable: every point of the score
// has a quoted span or a named structural fact.
package detect

// Category is what a message is to its recipient.
type Category string

// The categories.
const (
	Invitation      Category = "invitation"      // asks the user to be interviewed or to speak, an answer is needed
	Outreach        Category = "outreach"        // an approach; no interview is asked yet
	Assessment      Category = "assessment"      // a test, take-home task or one-way video
	Confirmation    Category = "confirmation"    // a time both sides have agreed
	Reminder        Category = "reminder"        // of an invitation or a booked interview
	Cancellation    Category = "cancellation"    // the other side calls it off
	Rejection       Category = "rejection"       // the other side says no
	Acknowledgement Category = "acknowledgement" // receipt of an application or of an answer
	Offer           Category = "offer"           // of a job
	Alert           Category = "alert"           // job alerts, newsletters, digests, marketing about interviews
	Interviewer     Category = "interviewer"     // the user is asked to interview someone
	Meeting         Category = "meeting"         // ordinary business
	Own             Category = "own"             // written by the user
	Other           Category = "other"
)

// Kind is what sort of conversation an invitation asks for.
type Kind string

// The kinds.
const (
	Job      Kind = "job"
	Media    Kind = "media"
	Speaking Kind = "speaking"
	Academic Kind = "academic"
)

// Sure is the score from which an invitation is taken at its word. Below it the
// readings are close ("maybe"): of what looks like an invitation there, more than
// half is none, against one in forty above, and of the true ones fewer than one in
// a hundred are that faint. A draft to the wrong people costs more than a line in a
// summary that asks the user to look.
const Sure = 0.65

// Evidence is one thing that fired.
type Evidence struct {
	ID       string   `json:"id"`     // cue id or signal name
	Weight   float64  `json:"weight"` // towards Category; may be negative
	Text     string   `json:"text"`   // the quoted span, verbatim; empty for a structural fact
	Offset   int      `json:"-"`      // byte offset in the text it was found in
	Why      string   `json:"why"`    // in plain words
	Category Category `json:"-"`      // the reading it speaks for
}

// Verdict is the reading of one message.
type Verdict struct {
	Category Category
	Score    float64    // 0…1: how sure the reading is
	Kind     Kind       // of an invitation, outreach or assessment; else empty
	Lang     string     // ISO 639-1 of the new text
	Evidence []Evidence // for and against the winning category, strongest first
}
