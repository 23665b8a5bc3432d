package mailbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// AppendResult says where an appended message is. Both are zero on a server
// without UIDPLUS; then it has to be searched for.
type AppendResult struct {
	UID, UIDValidity uint32
}

// The two ways in which an APPEND can fail (errors.Is). Every error of Append
// that went as far as the server is one of them.
var (
	// ErrRefused: the message is certainly not stored.
	ErrRefused = errors.New("not stored")
	// ErrUnclear: the message may or may not be stored. It must be searched for
	// before anything else is done about it.
	ErrUnclear = errors.New("may or may not be stored")
	// ErrQuota and ErrTryCreate are the refusals that a user can mend: the mailbox
	// is full (RFC 5530), the folder is not there (RFC 9051 section 6.3.12).
	ErrQuota     = errors.New("mailbox is full")
	ErrTryCreate = errors.New("folder does not exist")
)

// AppendsAtOnce reports whether Append sends a message without first asking the
// server for leave (RFC 7888, LITERAL-): a refusal then leaves the connection as it
// was, and the message needs none of its own.
func (s *Session) AppendsAtOnce(raw []byte) bool { return s.atOnce(len(crlf(raw))) }

func (s *Session) atOnce(size int) bool {
	const most = 4096 // go-imap asks for more also where LITERAL+ would not have it ask
	return size <= most && s.caps.Has(imap.CapLiteralMinus)
}

// Append stores one message (RFC 9051 section 6.3.12). Line ends are made CRLF,
// and a NUL is an error, since strict servers (Cyrus) refuse both. A zero date
// leaves INTERNALDATE to the server.
//
// Unless AppendsAtOnce it is best done on a Session of its own: a refusal in the middle
// of the command closes the connection, and after any error the Session should be
// closed. Of one that AppendsAtOnce only an unclear end leaves nothing to go on with.
func (s *Session) Append(ctx context.Context, folder string, raw []byte, flags []string, date time.Time) (AppendResult, error) {
	what := "storing in " + folder
	if bytes.IndexByte(raw, 0) >= 0 {
		return AppendResult{}, s.fail(ErrRefused, what, errors.New("the message holds a NUL"), "")
	}
	if err := s.letGo(ctx, folder); err != nil {
		return AppendResult{}, &Error{Kind: ErrRefused, Server: s.target.addr, What: what, Err: err}
	}
	raw = crlf(raw)
	var options imap.AppendOptions
	options.Time = date
	for _, f := range flags {
		options.Flags = append(options.Flags, imap.Flag(f))
	}
	var result AppendResult
	begun := false // whether bytes of the message may have reached the server
	err := s.run(ctx, what, s.allowance(int64(len(raw))), func(c *imapclient.Client) error {
		data, err := s.store(c, folder, raw, &options, &begun)
		if err == nil {
			result = AppendResult{UID: uint32(data.UID), UIDValidity: data.UIDValidity}
		}
		return err
	})
	return result, s.appendError(what, err, begun)
}

// store is the exchange itself. The command's own answer counts for more than
// what writing says: a server may refuse while it is being written to.
func (s *Session) store(c *imapclient.Client, folder string, raw []byte, options *imap.AppendOptions, begun *bool) (*imap.AppendData, error) {
	// An early NO ends the wait for "+" inside Append; Write then fails without
	// having sent anything.
	*begun = s.atOnce(len(raw))
	cmd := c.Append(folder, int64(len(raw)), options)
	n, writeErr := cmd.Write(raw)
	*begun = *begun || n > 0
	closeErr := cmd.Close()
	data, err := cmd.Wait()
	if err != nil {
		return nil, err
	}
	return data, errors.Join(writeErr, closeErr)
}

// letGo closes the folder if it is open for reading: Courier stores nothing in a
// folder while this session has it open by EXAMINE. Servers with UNSELECT do, and
// are spared the question. CLOSE removes nothing from a folder that was opened by
// EXAMINE (RFC 9051 section 6.4.1).
func (s *Session) letGo(ctx context.Context, folder string) error {
	if s.open.folder != folder || s.open.writable || s.caps.Has(imap.CapUnselect) {
		return nil
	}
	s.open = selected{}
	return s.run(ctx, "closing "+folder, s.opts.timeout(), func(c *imapclient.Client) error {
		return c.UnselectAndExpunge().Wait()
	})
}

func (s *Session) appendError(what string, err error, begun bool) error {
	if err == nil {
		return nil
	}
	no := refusal(err)
	var known *Error
	if errors.As(err, &known) {
		err = known.Err // its kind says less than ours
	}
	switch {
	case no != nil && no.Code == imap.ResponseCodeOverQuota:
		err = fmt.Errorf("%w: %w", ErrQuota, err)
	case no != nil && (no.Code == imap.ResponseCodeTryCreate || no.Code == imap.ResponseCodeNonExistent):
		err = fmt.Errorf("%w: %w", ErrTryCreate, err)
	}
	kind := ErrUnclear
	if no != nil || !begun {
		kind = ErrRefused
	}
	return &Error{Kind: kind, Server: s.target.addr, What: what, Err: err}
}

// crlf makes every line end CRLF, bare CR and bare LF alike.
func crlf(raw []byte) []byte {
	out := make([]byte, 0, len(raw)+len(raw)/32)
	for i, b := range raw {
		switch {
		case b == '\n' && (i == 0 || raw[i-1] != '\r'):
			out = append(out, '\r', '\n')
		case b == '\r' && (i+1 == len(raw) || raw[i+1] != '\n'):
			out = append(out, '\r', '\n')
		default:
			out = append(out, b)
		}
	}
	return out
}
