package app

import (
	"context"
	"errors"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// sync reads what is new in the watched folders and in Sent. Sent comes last:
// an answer is then never known before the mail it answers, and a draft that is
// found gone later in the pass is not taken for deleted when it was sent.
func (p *pass) sync(ctx context.Context) error {
	var err error
	p.watching, err = p.watched(p.folders)
	errs := []error{p.remember(ctx, "watched folders", err)}
	for _, name := range p.watching {
		if p.unchanged(name) {
			continue
		}
		errs = append(errs, p.remember(ctx, "folder "+name, p.catchUp(ctx, &folderReader{pass: p, folder: name})))
	}
	errs = append(errs, p.steer(ctx))
	sent := &folderReader{pass: p, folder: p.folders.Sent, sent: true}
	if p.unchanged(sent.folder) {
		return errors.Join(errs...)
	}
	errs = append(errs, p.remember(ctx, "folder "+sent.folder, p.catchUp(ctx, sent)))
	return errors.Join(errs...)
}

// catchUp reads what is new in one folder. The cursor is stored together with
// the mails it covers, so that nothing is read twice and nothing is lost.
func (p *pass) catchUp(ctx context.Context, f *folderReader) error {
	cur, err := p.cursor(ctx, f.folder)
	if err != nil {
		return err
	}
	f.first = cur.UIDValidity == 0
	next, err := p.box.CatchUp(ctx, f.folder, p.lookback(), cur, f.sieve(ctx), func(i mailbox.Item) error { return f.visit(ctx, i) })
	if next != cur || f.pending() {
		err = errors.Join(err, f.flush(ctx, next))
	}
	return errors.Join(err, errors.Join(f.errs...))
}

func (p *pass) cursor(ctx context.Context, folder string) (cur mailbox.Cursor, err error) {
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		c, _, err := tx.Cursor(p.cfg.Email, folder)
		cur = mailbox.Cursor{UIDValidity: c.UIDValidity, Last: c.LastUID}
		return err
	})
	return cur, err
}
