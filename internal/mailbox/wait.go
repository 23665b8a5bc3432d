package mailbox

import (
	"context"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	// maxIdle ends an IDLE before routers forget the connection and servers tire
	// of it (RFC 2177 says 29 minutes; home routers drop flows after 10).
	maxIdle = 9 * time.Minute
	// pollEvery is how often a server without IDLE is asked.
	pollEvery = time.Minute
)

// Wait returns when something happened in the folder, or after limit, of which
// no more than nine minutes count. It returns nil in both cases: IDLE (RFC 2177)
// is a hint, never the truth, and after each Wait a CatchUp has to look. A server
// without IDLE is asked every minute.
//
// Mail that arrived between CatchUp and Wait ends the wait at once, provided that
// no other folder was opened in between: catch up on the watched folder last.
func (s *Session) Wait(ctx context.Context, folder string, limit time.Duration) error {
	if s.open.folder != folder || s.open.writable {
		if err := s.openFolder(ctx, folder, true); err != nil {
			return err
		}
	}
	limit = min(limit, maxIdle)
	if !s.caps.Has(imap.CapIdle) {
		return s.poll(ctx, limit)
	}
	return s.idle(ctx, limit)
}

// idle holds one IDLE. The watchdog's allowance is the wait and a command's time
// for its end.
func (s *Session) idle(ctx context.Context, limit time.Duration) error {
	return s.run(ctx, "IDLE", limit+s.opts.timeout(), func(c *imapclient.Client) error {
		cmd, err := c.Idle()
		if err != nil {
			return err
		}
		s.sleep(ctx, limit)
		if err := cmd.Close(); err != nil {
			return err
		}
		return cmd.Wait()
	})
}

// poll asks by NOOP until something happened.
func (s *Session) poll(ctx context.Context, limit time.Duration) error {
	for limit > 0 {
		err := s.run(ctx, "NOOP", s.opts.timeout(), func(c *imapclient.Client) error { return c.Noop().Wait() })
		if err != nil || s.sleep(ctx, min(limit, pollEvery)) {
			return err
		}
		limit -= pollEvery
	}
	return ctx.Err()
}

// calm forgets what was announced.
func (s *Session) calm() {
	select {
	case <-s.events:
	default:
	}
}

// sleep waits for an event, the end of ctx or of the connection, or d. It reports
// whether there was an event.
func (s *Session) sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-s.events:
		return true
	case <-timer.C:
	case <-ctx.Done():
	case <-s.client.Closed():
	}
	return false
}
