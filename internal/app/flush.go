package app

import (
	"context"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// flush stores the mails read so far and the cursor that covers them. What the disk
// loses of it is read again.
func (f *folderReader) flush(ctx context.Context, cur mailbox.Cursor) error {
	known := 0
	err := f.app.opts.Store.UpdateLoosely(ctx, func(tx *store.Tx) error {
		known = 0
		for _, m := range f.mails {
			had, err := f.put(tx, m)
			if err != nil {
				return err
			}
			if had {
				known++
			}
		}
		for _, u := range f.unreadable {
			if err := tx.SetProblem(f.cfg.Email, u.Key, f.now.UTC(), u.Text); err != nil {
				return err
			}
		}
		if f.visited > known {
			// What is known now is judged by when it was looked at (App.AsOf).
			if err := tx.PutPass(f.cfg.Email, f.now); err != nil {
				return err
			}
		}
		return tx.PutCursor(f.cfg.Email, store.Cursor{Folder: f.folder, UIDValidity: cur.UIDValidity, LastUID: cur.Last})
	})
	if err != nil {
		return err
	}
	f.report.New += f.visited - known
	f.visited, f.mails, f.unreadable = 0, f.mails[:0], nil
	return nil
}

// put stores a mail, where it was seen, and what it says by being there.
func (f *folderReader) put(tx *store.Tx, m incoming) (known bool, err error) {
	row, err := m.row()
	if err != nil {
		return false, err
	}
	if m.only() && f.word == "" {
		related, err := f.kin(tx)
		if err != nil {
			return false, err
		}
		if !related.has(m.Mail) {
			row.Relevant, row.Root = false, root(m.Mail)
			known, err := tx.PutAside(f.cfg.Email, row)
			return known, err
		}
	}
	if known, err = f.putMail(tx, row); err != nil {
		return known, err
	}
	if f.word != "" {
		if err := f.instruct(tx, row, m.sighting(f.folder)); err != nil {
			return known, err
		}
	}
	if row.Relevant {
		if err := f.gather(tx, m.Mail); err != nil {
			return known, err
		}
	}
	return known, tx.PutSighting(f.cfg.Email, m.sighting(f.folder))
}

func (m incoming) sighting(folder string) store.Sighting {
	return store.Sighting{Folder: folder, UIDValidity: m.uidValidity, UID: m.uid, Identity: m.Identity}
}

// putMail stores a mail unless a copy of it is known that says more: the one in
// Sent wins over the copy a person sent to themselves.
func (f *folderReader) putMail(tx *store.Tx, m store.Mail) (known bool, err error) {
	old, known, err := tx.Mail(f.cfg.Email, m.Identity)
	if err != nil || (known && old.Relevant && !f.sent) {
		return known, err
	}
	return known, tx.PutMail(f.cfg.Email, m)
}

// kindred are the Message-IDs of the mails that matter and of those they answer:
// an answer to one of them matters too.
type kindred map[string]bool

func (k kindred) add(m thread.Mail) {
	for _, id := range ids(m) {
		k[id] = true
	}
}

func (k kindred) has(m thread.Mail) bool {
	for _, id := range ids(m)[1:] {
		if k[id] {
			return true
		}
	}
	return false
}

// ids are a mail's own Message-ID and then those it refers to.
func ids(m thread.Mail) []string {
	all := make([]string, 0, 1+len(m.References)+len(m.InReplyTo))
	return append(append(append(all, m.MessageID), m.References...), m.InReplyTo...)
}

// root is the mail that a conversation began with, as far as an answer tells.
func root(m thread.Mail) string {
	if len(m.References) > 0 {
		return m.References[0]
	}
	return m.InReplyTo[0]
}

// kin returns the kindred of the account. It is read from the store once and
// kept: a name too many only costs the reading of a mail that does not matter.
func (a *account) kin(tx *store.Tx) (kindred, error) {
	if a.related != nil {
		return a.related, nil
	}
	mails, err := a.mails(tx, a.app.opts.Now().Add(-kept))
	if err != nil {
		return nil, err
	}
	a.related = kindred{}
	for _, m := range mails {
		a.related.add(m.Mail)
	}
	return a.related, nil
}

// gather takes in the answers that were put aside before a mail came that makes
// their conversation matter, and the answers to these.
func (f *folderReader) gather(tx *store.Tx, m thread.Mail) error {
	related, err := f.kin(tx)
	if err != nil {
		return err
	}
	related.add(m)
	for roots := ids(m); len(roots) > 0; {
		if roots, err = tx.TakeUp(f.cfg.Email, roots); err != nil {
			return err
		}
		for _, id := range roots {
			related[id] = true
		}
	}
	return nil
}
