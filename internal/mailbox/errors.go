package mailbox

import (
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// The kinds of failure that callers tell apart with errors.Is. The error itself
// is an *Error, whose text says what to do.
var (
	// ErrLogin: the server refuses user and password. Trying again is of no use
	// and may lock the account.
	ErrLogin = errors.New("login refused")
	// ErrUnreachable: no connection, or the server turned it away. Try later.
	ErrUnreachable = errors.New("server not reachable")
	// ErrLost: the connection broke, stalled or carried something that is not
	// IMAP. The Session is of no more use; what was asked may have been done.
	ErrLost = errors.New("connection lost")
	// ErrTLS: no trustworthy encrypted connection could be had.
	ErrTLS = errors.New("no secure connection")
	// ErrPlain: the URL asks for an unencrypted connection to another machine.
	ErrPlain = errors.New("unencrypted connection refused")
	// ErrURL: the URL can't be understood.
	ErrURL = errors.New("bad server URL")
	// ErrNoFolder: a needed folder does not exist or could not be recognised.
	ErrNoFolder = errors.New("folder not found")
	// ErrServer: the server answered NO or BAD; nothing was changed.
	ErrServer = errors.New("server refused")
	// ErrChanged: the folder has another UIDVALIDITY than the UID belongs to.
	ErrChanged = errors.New("folder was recreated")
	// ErrNoUIDPlus: without UIDPLUS (RFC 4315) a single message can't be removed
	// without removing whatever else is marked deleted.
	ErrNoUIDPlus = errors.New("server has no UIDPLUS")
)

// errStalled is the watchdog's cause of death.
var errStalled = errors.New("no complete answer in time")

// Error is a failure with its kind, the server it came from, and a hint.
type Error struct {
	Kind   error  // one of the Err values of this package
	Server string // host:port
	What   string // what was being done
	Hint   string // what the user can do about it; may be empty
	Err    error  // cause; may be nil
}

// Error is one line: server, kind, what was tried, why it failed, what to do.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %v", e.Server, e.Kind)
	for _, s := range []string{e.What, text(e.Err), e.Hint} {
		if s != "" {
			b.WriteString(": " + s)
		}
	}
	return b.String()
}

// Unwrap makes errors.Is find both kind and cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}

// text is the cause as one line. A server's text may hold anything.
func text(err error) string {
	if err == nil {
		return ""
	}
	return oneLine(err.Error())
}

// oneLine makes a foreign text fit to be shown: no control characters, no end.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
	const limit = 300
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return strings.TrimSpace(s)
}

// refusal returns the NO or BAD behind err, or nil. A BYE is none: it says
// nothing about the command that was under way.
func refusal(err error) *imap.Error {
	var status *imap.Error
	if errors.As(err, &status) && (status.Type == imap.StatusResponseTypeNo || status.Type == imap.StatusResponseTypeBad) {
		return status
	}
	return nil
}

// fail makes an *Error of this session's server. An error that already is one
// keeps its kind.
func (s *Session) fail(kind error, what string, err error, hint string) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	return &Error{Kind: kind, Server: s.target.addr, What: what, Hint: hint, Err: err}
}
