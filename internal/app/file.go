package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// file copies the mails of invitations that are settled into the folder that the
// user named for them, `reply.file_in` (ETIQUETTE A7): what was asked, what was
// answered, and what came after. It copies and does nothing else: originals stay
// where they are, and no folder is made.
func (p *pass) file(ctx context.Context) error {
	into := p.app.opts.Config.Reply.FileIn
	if into == "" {
		return nil
	}
	k, err := p.know(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range p.entries(k, p.now) {
		if !settled(e.State) {
			continue
		}
		for _, m := range k.mails {
			if !m.Filed && !m.UserDraft && m.MessageID != "" && slices.Contains(e.Mails, m.Identity) {
				errs = append(errs, p.fileMail(ctx, e, m, into))
			}
		}
		if p.stop.Err() != nil || errors.Is(errors.Join(errs...), mailbox.ErrNoFolder) {
			break // the rest would fail the same way
		}
	}
	return errors.Join(errs...)
}

// settled reports whether an invitation has come to an end worth keeping.
func settled(s thread.State) bool {
	return s == thread.Answered || s == thread.Booked || s == thread.Withdrawn
}

// fileMail copies one mail, unless a copy is there already: of an earlier life
// of the database, or by the user's own hand. A mail that has left the folders
// that are read is where the user has put it.
func (p *pass) fileMail(ctx context.Context, e Entry, m mailRecord, into string) error {
	into, err := p.folders.Named(into)
	if err != nil {
		return err
	}
	q := mailbox.Query{MessageID: m.MessageID}
	if there, err := p.box.Find(ctx, into, q); err != nil || len(there) > 0 {
		return errors.Join(err, p.filed(ctx, m, err == nil))
	}
	for _, folder := range append(slices.Clone(p.watching), p.folders.Sent) {
		uids, err := p.box.Find(ctx, folder, q)
		if err != nil {
			return err
		}
		if len(uids) == 0 || folder == into {
			continue
		}
		p.report.Done = append(p.report.Done, fmt.Sprintf("filed a copy of %q in %s", m.Subject, into))
		if p.app.opts.DryRun {
			break
		}
		if err := p.box.Copy(ctx, folder, uids[0], into); err != nil {
			return fmt.Errorf("filing %s: %w", about(e), err)
		}
		break
	}
	return p.filed(ctx, m, true)
}

// filed remembers that a mail needs no further copy.
func (p *pass) filed(ctx context.Context, m mailRecord, done bool) error {
	if !done {
		return nil
	}
	m.Filed = true
	row, err := m.row()
	if err != nil {
		return err
	}
	return p.app.opts.Store.Update(ctx, func(tx *store.Tx) error { return tx.PutMail(p.cfg.Email, row) })
}
