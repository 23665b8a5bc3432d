package mailbox

import (
	"context"
	"errors"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Expunge removes exactly one message: it marks it deleted and expunges that UID
// alone (RFC 4315). Where the server can't do that it changes nothing and fails
// with ErrNoUIDPlus; where the folder's UIDVALIDITY is not the one given, with
// ErrChanged. A message that is not there any more is no error. It is the only
// method that opens a folder for writing, and it closes it again.
func (s *Session) Expunge(ctx context.Context, folder string, uidValidity, uid uint32) error {
	what := "removing a message of " + folder
	if !s.caps.Has(imap.CapUIDPlus) {
		return s.fail(ErrNoUIDPlus, what, nil, "delete it in your mail program")
	}
	if uid == 0 {
		return s.fail(ErrServer, what, errors.New("no UID given"), "")
	}
	if err := s.openFolder(ctx, folder, false); err != nil {
		return err
	}
	if s.open.uidValidity != uidValidity {
		return errors.Join(s.fail(ErrChanged, what, nil, ""), s.leave(ctx))
	}
	return errors.Join(s.remove(ctx, what, uid), s.leaveIfOpen(ctx))
}

// errStays is for a server that says yes and does nothing, as Dovecot does where
// the user has no right to change the folder.
var errStays = errors.New("the server said that it is done, and the message is still there")

// remove marks and expunges. If the mark stood but the expunge was refused, the
// mark is taken back: another program's EXPUNGE must not finish the work.
func (s *Session) remove(ctx context.Context, what string, uid uint32) error {
	set := imap.UIDSetNum(imap.UID(uid))
	mark := func(op imap.StoreFlagsOp) error {
		return s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
			return c.Store(set, &imap.StoreFlags{Op: op, Silent: true, Flags: []imap.Flag{imap.FlagDeleted}}, nil).Close()
		})
	}
	if err := mark(imap.StoreFlagsAdd); err != nil {
		return err
	}
	err := s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error { return c.UIDExpunge(set).Close() })
	if err == nil {
		err = s.gone(ctx, what, set)
	}
	if refusal(err) != nil || errors.Is(err, errStays) {
		return errors.Join(err, mark(imap.StoreFlagsDel))
	}
	return err
}

// gone makes sure that a message is removed.
func (s *Session) gone(ctx context.Context, what string, uid imap.UIDSet) error {
	there, err := s.search(ctx, what, &imap.SearchCriteria{UID: []imap.UIDSet{uid}})
	if err == nil && len(there) > 0 {
		err = s.fail(ErrServer, what, errStays, "may you change this folder?")
	}
	return err
}

// leaveIfOpen closes the folder unless the connection is gone anyway.
func (s *Session) leaveIfOpen(ctx context.Context) error {
	if s.client.State() != imap.ConnStateSelected {
		return nil
	}
	return s.leave(ctx)
}
