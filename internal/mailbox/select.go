package mailbox

import (
	"context"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// selected is the folder that is open on the connection.
type selected struct {
	folder      string // empty: none
	writable    bool
	uidValidity uint32
	uidNext     uint32 // as of opening; 0 where the server does not say (Courier)
	messages    uint32 // as of opening
	next        uint32 // uidNext as of opening, also when it is no longer that
	arrivals    uint64 // announced before it was opened
	heard       uint64 // announced before it was looked into last
}

// examine opens a folder for reading. A folder that is open already is only
// asked for news: that costs 50 bytes instead of 500, and an open folder's
// UIDVALIDITY can't change. One whose server has just told of mail unasked, as at
// the end of an IDLE, is not even asked.
func (s *Session) examine(ctx context.Context, folder string) error {
	if s.open.folder == folder && !s.open.writable {
		s.open.uidNext = 0 // no longer known
		defer func() { s.open.heard = s.arrivals.Load() }()
		if s.arrivals.Load() != s.open.heard {
			return nil
		}
		return s.run(ctx, "NOOP", s.opts.timeout(), func(c *imapclient.Client) error { return c.Noop().Wait() })
	}
	return s.openFolder(ctx, folder, true)
}

// openFolder does EXAMINE or SELECT (RFC 9051 sections 6.3.2 and 6.3.3).
func (s *Session) openFolder(ctx context.Context, folder string, readOnly bool) error {
	what := "opening " + folder
	s.open = selected{} // a failed SELECT leaves none open
	before := s.arrivals.Load()
	return s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.Select(folder, &imap.SelectOptions{ReadOnly: readOnly}).Wait()
		if no := refusal(err); no != nil && no.Code != imap.ResponseCodeUnavailable && no.Code != imap.ResponseCodeServerBug {
			return s.fail(ErrNoFolder, what, err, "")
		}
		if err != nil {
			return err
		}
		s.open = selected{folder: folder, writable: !readOnly,
			uidValidity: data.UIDValidity, uidNext: uint32(data.UIDNext), messages: data.NumMessages,
			next: uint32(data.UIDNext), arrivals: before, heard: s.arrivals.Load()}
		return nil
	})
}

// leave closes the open folder without expunging anything: CLOSE would remove
// what others have marked deleted. Where UNSELECT (RFC 3691) is missing, EXAMINE
// of the same folder has the same effect.
func (s *Session) leave(ctx context.Context) error {
	folder := s.open.folder
	if !s.caps.Has(imap.CapUnselect) {
		return s.openFolder(ctx, folder, true)
	}
	s.open = selected{}
	return s.run(ctx, "closing "+folder, s.opts.timeout(), func(c *imapclient.Client) error {
		return c.Unselect().Wait()
	})
}

// unchanged reports whether a folder that is not open holds nothing above the
// cursor, without opening it (STATUS, RFC 9051 section 6.3.11; of the open folder
// it may say what is out of date). A server that does not tell is taken to have
// something.
func (s *Session) unchanged(ctx context.Context, folder string, cur Cursor) (same bool, err error) {
	if s.open.folder == folder || cur.UIDValidity == 0 {
		return false, nil
	}
	what := "asking for news of " + folder
	err = s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.Status(folder, &imap.StatusOptions{UIDNext: true, UIDValidity: true}).Wait()
		if refusal(err) != nil {
			return nil // opening it tells why
		}
		if err != nil {
			return err
		}
		next := uint32(data.UIDNext)
		same = data.UIDValidity == cur.UIDValidity && next > 0 && next <= cur.Last+1
		return nil
	})
	return same, err
}
