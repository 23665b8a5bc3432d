package mailbox

import (
	"context"
	"errors"
	"fmt"
	"mime"
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
	stop := context.AfterFunc(ctx, func() { s.shut(s.client) })
	err := f(s.client)
	if !stop() && err != nil {
		// The error of a connection we closed ourselves says nothing.
		err = context.Cause(ctx)
	}
	return s.explain(what, err)
}

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
			Mailbox: func(*imapclient.UnilateralDataMailbox) { s.wake() },
			Fetch: func(m *imapclient.FetchMessageData) {
				for m.Next() != nil {
				}
				s.wake()
			},
		},
	}
}

// wake notes that something changed. It runs on go-imap's reading goroutine and
// must not block.
func (s *Session) wake() {
	select {
	case s.events <- struct{}{}:
	default:
	}
}
