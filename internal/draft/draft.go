// Package draft writes the answer: Invitation and Decision to a Draft, the bytes
// of a message that every mail client can open and send as it stands, and the
// linter that holds every draft to the etiquette. Texts are templates from data;
// this package chooses and joins them. It is pure and deterministic: the same
// invitation, decision and time give the same bytes.
package draft

import (
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// Me is the user, as far as a draft shows them.
type Me struct {
	Name      string
	Phone     string
	Signature string // lines below the name; empty: name and phone alone
}

// Input is what a draft is made of.
type Input struct {
	Invitation thread.Invitation
	Decision   decide.Decision
	Revision   int
	Me         Me
	Zone       *time.Location // the user's
	Now        time.Time      // becomes the Date
	Tone       string         // "warm", "formal", or "" = by the invitation's own
	Quote      bool           // quote the invitation below the signature
	ITIP       bool           // answer a calendar invitation as one too (RFC 6047)
	Languages  []string       // to answer in, where the invitation is in one of them; nil: all there are
}

// Draft is a message ready to send.
type Draft struct {
	Key       string // 24 hex digits, the idempotency key
	MessageID string // KEY@domain, without angle brackets
	Action    thread.Action
	Revision  int
	From      message.Address
	To        []message.Address
	Cc        []message.Address
	Subject   string
	Body      string // decoded text, "\n" line ends, unwrapped
	Raw       []byte // RFC 5322, CRLF
	Findings  []Finding
}

// Severity of a finding.
type Severity string

// The severities (ETIQUETTE, "The linter knows").
const (
	Must   Severity = "must"   // withholds the draft
	Should Severity = "should" // a wish
)

// Finding is one thing the linter has against a text.
type Finding struct {
	Check    string // "R1" … "R13" and a word: "R2 decision"
	Severity Severity
	Text     string // the words at fault; empty when something is missing
	Offset   int    // byte offset in the body; -1 when something is missing
	Message  string // what is wrong and what to do
	// Withheld says that a fuller text of ours was given up because of this; the
	// draft itself does not have it.
	Withheld bool
}
