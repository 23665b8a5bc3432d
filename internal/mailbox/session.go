package mailbox

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"sync/atomic"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-message/charset"
)

// Session is one logged-in connection. Its methods must not be called at the
// same time; a program that watches and writes uses two Sessions.
type Session struct {
	opts   Options
	target target

	client *imapclient.Client
	conn   *bounded
	caps   imap.CapSet
	events chan struct{} // holds at most one token: something changed in the open folder
	open   selected
	closed bool
	spare  int // reconnections that may still be spent on messages that break the connection

	arrivals atomic.Uint64 // announcements of new mail so far
	life     context.Context
	drop     context.CancelFunc // ends life
}

// run does one command under a watchdog: when ctx ends or the allowance is used
// up the connection is closed, which is the only way to make go-imap return.
func (s *Session) run(ctx context.Context, what string, allowance time.Duration, f func(*imapclient.Client) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, allowance, errStalled)
	defer cancel()
	s.conn.nextCommand()
	client := s.client
	stop := context.AfterFunc(ctx, func() { s.shut(client) })
	defer context.AfterFunc(s.life, func() { s.shut(client) })()
	err := f(client)
	switch {
	case err == nil:
		stop()
	case s.life.Err() != nil:
		stop()
		err = errDropped
	case !stop():
		// The error of a connection we closed ourselves says nothing.
		err = context.Cause(ctx)
	}
	return s.explain(what, err)
}

// errDropped is the cause of death by Drop.
var errDropped = errors.New("given up by this program")

// Drop gives the connection up at once, without a word to the server: it is
// probably dead, as after the machine has slept, and TCP would take minutes to
// notice. The command under way, and each later one, fails with ErrLost. It may
// be called from any goroutine.
func (s *Session) Drop() { s.drop() }

// shut closes a connection at once. Its error is only ever that it was already
// dead, which is why it is being closed.
func (s *Session) shut(c *imapclient.Client) {
	if err := c.Close(); err != nil {
		s.opts.log().Debug("imap: connection closed", "server", s.target.addr, "cause", oneLine(err.Error()))
	}
}

// explain gives a command's error its kind.
func (s *Session) explain(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%s: %s: %w", s.target.addr, what, err)
	case refusal(err) != nil:
		return s.fail(ErrServer, what, err, "")
	}
	if bye := s.conn.farewell(); bye != nil {
		err = bye // says more than that the connection is closed
	}
	return s.fail(ErrLost, what, err, "")
}

// allowance is the patience for an answer of so many bytes: a slow line must not
// be taken for a dead server.
func (s *Session) allowance(bytes int64) time.Duration {
	const slowest = 16 << 10 // bytes a second
	return s.opts.timeout() + time.Duration(bytes/slowest)*time.Second
}

// Traffic is what the present connection has moved so far, in bytes of IMAP text,
// without what TLS and TCP add.
func (s *Session) Traffic() (received, sent int64) {
	return s.conn.received.Load(), s.conn.sent.Load()
}

// Close logs out and closes the connection. A server that does not answer the
// LOGOUT is not waited for longer than ctx or five seconds.
func (s *Session) Close(ctx context.Context) error {
	if s.closed || s.client.State() == imap.ConnStateLogout {
		return nil // already dead, and why was said when it happened
	}
	s.closed = true
	err := s.run(ctx, "logout", min(s.opts.timeout(), 5*time.Second), func(c *imapclient.Client) error {
		return c.Logout().Wait()
	})
	s.shut(s.client)
	return err
}

// clientOptions are go-imap's options. Its DebugWriter is never used: it would
// write out the password.
func (s *Session) clientOptions() *imapclient.Options {
	return &imapclient.Options{
		WordDecoder: &mime.WordDecoder{CharsetReader: charset.Reader},
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{
			Expunge: func(uint32) { s.wake() },
			Mailbox: func(m *imapclient.UnilateralDataMailbox) {
				if m.NumMessages != nil {
					s.arrivals.Add(1)
				}
				s.wake()
			},
			Fetch: func(m *imapclient.FetchMessageData) {
				for m.Next() != nil {
				}
				s.wake()
			},
		},
	}
}

// Wake ends the Wait under way, or else the next one. It may be called from any
// goroutine.
func (s *Session) Wake() { s.wake() }

// wake notes that something changed. It runs on go-imap's reading goroutine and
// must not block.
func (s *Session) wake() {
	select {
	case s.events <- struct{}{}:
	default:
	}
}
