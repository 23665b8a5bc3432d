// Package summary writes the morning mail: what closes today, which drafts wait,
// what only the user can answer, and what has become of the rest. It shows what
// others decided; it decides nothing, asks no mailbox and remembers nothing: what
// "since the last summary" means is passed in. All words are data, one file per
// language. It is pure, and the same input gives the same bytes.
package summary

import (
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// Input is what a summary is made of: one account at one time.
type Input struct {
	Account  string // e-mail address: both sender and recipient of the mail
	Me       string // the user's name, for the call script; may be empty
	Language string // of the summary; English where there is none for it
	Now      time.Time
	Zone     *time.Location // the user's; nil: UTC
	// Date is the local date that the summary is for, YYYY-MM-DD; empty: that of
	// Now. There is one summary a date: the Message-ID comes from it.
	Date string
	// LateBy is how long after its time the summary is made; 0: in time, or
	// asked for by hand.
	LateBy time.Duration
	// Since is when the previous summary was made: what has happened since is
	// news. Zero: there was none.
	Since time.Time
	// Next is when the next summary is to be made: what closes before it is told
	// with what closes today. Zero: unknown, then today ends at midnight.
	Next time.Time

	Entries  []Entry
	Problems []Problem
}

// Entry is an invitation with all that follows from it now.
type Entry struct {
	ID         string // short, as the commands take it
	Invitation thread.Invitation
	Window     decide.ReplyWindow
	Decisions  []decide.Decision
	// Notes are what is known of the drafts that stand beyond their record, by
	// their Key. A draft without one is shown all the same.
	Notes map[string]Note
	// Paste is the letter for a form where only a link answers; empty: none.
	Paste string
	// Free are those of the proposed times that the user's calendars show as free;
	// empty where none is, or nothing is known.
	Free []extract.Slot
}

// Note is what a look at a draft in Drafts has shown.
type Note struct {
	To    []message.Address // as it stands; empty: the address of the invitation
	Stale string            // decide.Stale: why what it says no longer holds; empty: it does
	// Checked says that the linter has read it, and Findings what it found: the
	// checklist of ETIQUETTE A8.
	Checked  bool
	Findings []draft.Finding
}

// Problem is something that went wrong and is not mended.
type Problem struct {
	Since time.Time
	Text  string // what failed and what to do, in plain words
}

// Summary is the mail, and its texts for those who only want to look.
type Summary struct {
	Subject string
	Text    string // lines of at most 72 columns, but for what can't be broken
	HTML    string // a whole page; it loads nothing
	Raw     []byte // RFC 5322, CRLF, ready for APPEND
}
