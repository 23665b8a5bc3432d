// Package mailbox is rsvpd's side of IMAP: it connects and logs in, finds the
// folders, reads what is new without leaving a trace (EXAMINE, PEEK), waits for
// more, and writes or removes single drafts. It is the only package besides
// imapmem that knows go-imap. It knows nothing of what mail means, parses no
// message and remembers nothing: cursors are handed in and out.
//
// Servers are foreign and may lie, stall or speak badly, and so may the mail
// they serve. go-imap waits for ever and gives up the connection at the first
// byte it can't parse; so every command here runs under a watchdog, answers are
// bounded, and a message that breaks the connection is found by dividing the
// batch and set aside by itself.
package mailbox

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"time"
)

// Options say where a mailbox is and how to open it. URL, User, and one of
// Password and Token are required.
type Options struct {
	// URL is imaps://host[:993], imap+starttls://host[:143], or
	// imap://127.0.0.1[:143], which is taken for loopback only.
	URL  string
	User string
	// Password is asked for at each login, so that it need not be kept. It is
	// never logged and cut out of every error. Its errors are of kind ErrLogin, for only
	// the user can help, but for those that wrap ErrUnreachable: it can't be had at present.
	Password func(context.Context) (string, error)
	// Token is asked for an access token instead, at each login; refused is one
	// that the server has just turned down, for which another is wanted. Its errors
	// are passed on: they wrap ErrLogin where only the user can help.
	Token func(ctx context.Context, refused string) (string, error)
	// Mechanisms are the SASL mechanisms for tokens, the preferred first; of those
	// that are not named the standard one comes first.
	Mechanisms []string

	// TLSConfig is the base of the TLS settings; nil means the system's roots.
	// ServerName is filled in from the URL when empty.
	TLSConfig *tls.Config
	// CA are certificates (PEM) of authorities to trust besides the system's.
	CA []byte
	// Fingerprint is the SHA-256 of the server's own certificate (DER). When set,
	// that certificate is accepted and no other; without CA whatever it says.
	Fingerprint []byte
	// Resume keeps the TLS session of the last connection (RFC 8446 section 2.2), so
	// that the next one begins with less computing and fewer bytes; nil: each begins
	// anew. What was trusted once is not asked for again: it must be shared only by
	// Options with the same CA and Fingerprint.
	Resume tls.ClientSessionCache
	// Quirks are what is known of the provider.
	Quirks Quirks
	// Dialer replaces net.Dialer; tests hand out pipes here.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)
	// CommandTimeout is how long the server may take for one command, 60 s when
	// zero. Commands that move much data get more (see allowance).
	CommandTimeout time.Duration

	// Drafts and Sent are the folders as the user configured them, by name or role
	// (see Folders.Named); empty means to find them. What is configured wins over
	// whatever the server says.
	Drafts, Sent string
	// FolderNames are the localised names that folders are known by where the
	// server does not say what they are for.
	FolderNames FolderNames

	// Log receives connection events; nil discards them. Neither mail content
	// nor secrets are ever logged.
	Log *slog.Logger
}

// Item is one message of a folder, or as much of it as was asked for.
type Item struct {
	UID          uint32
	UIDValidity  uint32
	InternalDate time.Time // when the server received it, in the zone it was given in
	Flags        []string  // from List and Fetch: sorted, system flags in their usual case (`\Seen`)
	Size         int64     // RFC822.SIZE: of the whole message

	// Header is the header block with its closing empty line, cut at 64 KB; of
	// what a Sieve keeps from being read, the fields that it names.
	Header []byte
	// Raw is the whole message; with Partial its leading bytes.
	Raw []byte
	// Parts are the texts and calendars of a message too large to be read
	// whole. Together with Header they make up a message again.
	Parts []Part
	// Partial is set where Raw or Parts are not all of the message.
	Partial bool

	// Err says why this one message could not be read. UID is valid, the other
	// fields may not be. The messages after it are not affected.
	Err error
}

// Part is one leaf of a large message's MIME tree.
type Part struct {
	Header    []byte // the part's MIME header with its closing empty line
	Body      []byte // as transferred (still encoded), cut at 256 KB
	Truncated bool   // Body was cut
}

// Cursor is how far a folder has been read. The zero value means: not at all.
type Cursor struct {
	UIDValidity uint32 // of the folder when Last was read; 0 before the first run
	Last        uint32 // every UID up to this one has been accepted or passed over
}

// defaultTimeout is the patience for one command. Gmail and Exchange take tens
// of seconds for a SEARCH in a large mailbox now and then.
const defaultTimeout = 60 * time.Second

func (o Options) timeout() time.Duration {
	if o.CommandTimeout > 0 {
		return o.CommandTimeout
	}
	return defaultTimeout
}

func (o Options) log() *slog.Logger {
	if o.Log != nil {
		return o.Log
	}
	return slog.New(slog.DiscardHandler)
}
