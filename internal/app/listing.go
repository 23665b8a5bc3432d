package app

import (
	"context"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// The Drafts folder is listed in every pass that does not know better. Over a link
// that lasts, the marks of the last pass say whether anything has changed there
// (link.drafts). From one connection to the next the store says it: while the folder
// looks as it did when it was listed last, and no mail has come that a draft could
// belong to, all that is known of the drafts holds.

// marked has the pass know what Drafts looks like as it begins. What changes later
// is seen by the next one.
func (p *pass) marked(marks map[string]mailbox.Mark) { p.mark = marks[p.folders.Drafts].Lasting() }

// ask asks the server for that mark alone, without opening a folder.
func (p *pass) ask(ctx context.Context) error {
	marks, err := p.box.Marks(ctx, mailbox.Marking{Changes: []string{p.folders.Drafts}})
	p.marked(marks)
	return err
}

// asListed reports whether the first pass over a link need not list Drafts. Once an
// hour it does all the same: a server may forget to tell of a change.
func (p *pass) asListed(ctx context.Context) (same bool, err error) {
	if p.news != nil || !p.link.listed.IsZero() || p.mark == "" || p.report.New > 0 {
		return false, nil
	}
	err = p.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		l, ok, err := tx.Listing(p.cfg.Email, p.folders.Drafts)
		same = ok && l.Mark == p.mark && p.now.Sub(l.At).Abs() < listEvery
		return err
	})
	return same, err
}

// keepListing notes, at the end of a pass that has gone well, that Drafts was listed
// and what it looked like.
func (p *pass) keepListing(ctx context.Context) error {
	if !p.listed || p.mark == "" {
		return nil
	}
	l := store.Listing{Folder: p.folders.Drafts, Mark: p.mark, At: p.now}
	return p.app.opts.Store.UpdateLoosely(ctx, func(tx *store.Tx) error { return tx.PutListing(p.cfg.Email, l) })
}
