package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// delivery puts one message into a folder exactly once (DESIGN section 7): the
// intent goes into the journal; the mailbox is searched; only if nothing of it is
// there is it appended; then it is found again and the journal says so. It may be
// killed at any point: the next run begins again with the same key and finds what
// was done. Drafts and summaries differ in what they search for and record.
type delivery struct {
	*pass
	key       string // in the journal
	folder    string
	messageID string
	raw       []byte
	flags     []string
	box       Mailbox // for searching and reading back
	appended  bool    // by this run
	lost      bool    // box was the pass's own, and is of no more use

	// record makes a step durable, with whatever belongs to it.
	record func(tx *store.Tx, s store.Step, detail string) error
	// search looks for the message, or for what makes it needless. What it finds
	// it records, and the matter is settled.
	search func(ctx context.Context) (settled bool, err error)
	// stored records that the message stands at a UID of the folder.
	stored func(ctx context.Context, uid uint32) error
}

func (d *delivery) run(ctx context.Context) error {
	if d.box = d.pass.box; !d.box.AppendsAtOnce(d.raw) {
		d.beginWriting(ctx) // while the mailbox is searched
	}
	sending, err := d.interrupted(ctx)
	if err != nil {
		return err
	}
	if err := d.intend(ctx); err != nil {
		return err
	}
	if settled, err := d.searchFor(ctx, sending); err != nil || settled {
		return err
	}
	return d.append(ctx)
}

// interrupted returns when an earlier run handed this message to the server
// without learning the outcome; zero when none did.
func (d *delivery) interrupted(ctx context.Context) (at time.Time, err error) {
	err = d.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		h, err := tx.History(d.cfg.Email, d.key)
		for _, e := range slices.Backward(h) {
			switch e.Step {
			case store.Sending:
				at = e.At
				return err
			case store.Intent:
				continue // of a run that came to no more
			}
			return err
		}
		return err
	})
	return at, err
}

// intend notes the intent. Nothing is done to the mailbox before the next step, and
// that one makes the log durable, this entry with it.
func (d *delivery) intend(ctx context.Context) error {
	err := d.app.opts.Store.UpdateLoosely(ctx, func(tx *store.Tx) error { return d.record(tx, store.Intent, "to be written") })
	if err == nil {
		d.app.opts.At(string(store.Intent))
	}
	return err
}

// step makes a step durable.
func (d *delivery) step(ctx context.Context, s store.Step, detail string) error {
	err := d.app.opts.Store.Update(ctx, func(tx *store.Tx) error { return d.record(tx, s, detail) })
	if err == nil {
		d.app.opts.At(string(s))
	}
	return err
}

// searchFor searches before anything is appended. When an earlier APPEND may
// still be under way it looks twice.
func (d *delivery) searchFor(ctx context.Context, sending time.Time) (settled bool, err error) {
	if settled, err = d.search(ctx); err != nil || settled || sending.IsZero() {
		return settled, err
	}
	if err := wait(ctx, time.Until(sending.Add(d.app.opts.SearchAgain))); err != nil {
		return false, err
	}
	return d.search(ctx)
}

// wait sleeps unless the context ends first.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// appender is the connection to append over: the one that is there where that can
// take no harm, else one of its own.
func (d *delivery) appender(ctx context.Context) (Mailbox, error) {
	if d.box.AppendsAtOnce(d.raw) {
		return d.box, nil
	}
	return d.writer(ctx)
}

// append hands the message to the server.
func (d *delivery) append(ctx context.Context) error {
	writer, err := d.appender(ctx)
	if err != nil {
		return err
	}
	if err := d.step(ctx, store.Sending, "handed to the server"); err != nil {
		return err
	}
	result, err := writer.Append(ctx, d.folder, d.raw, d.flags, d.now)
	if err != nil {
		d.endWriting(ctx) // it is of no more use
		d.lost = writer == d.pass.box
	}
	switch {
	case errors.Is(err, mailbox.ErrUnclear):
		return d.unclear(ctx, err)
	case err != nil:
		return errors.Join(d.explain(err), d.step(ctx, store.Failed, "refused by the server"))
	}
	d.appended = true
	d.app.opts.At("appended")
	if result.UID != 0 {
		return d.stored(ctx, result.UID)
	}
	uids, err := d.box.Find(ctx, d.folder, mailbox.Query{MessageID: d.messageID})
	if err != nil {
		return err
	}
	if len(uids) == 0 {
		return fmt.Errorf("the server said that the message is stored, but it is not in %s", d.folder)
	}
	return d.stored(ctx, uids[0])
}

// unclear looks for a message whose fate the server did not tell, on a new
// connection, now and once more later. It is never blindly written again: that
// is left to the next pass, which begins with a search.
func (d *delivery) unclear(ctx context.Context, cause error) error {
	sent := time.Now()
	for _, at := range []time.Time{sent, sent.Add(d.app.opts.SearchAgain)} {
		if err := wait(ctx, time.Until(at)); err != nil {
			return errors.Join(cause, err)
		}
		if err := d.redial(ctx); err != nil {
			cause = errors.Join(cause, err)
			continue
		}
		settled, err := d.search(ctx)
		if err != nil {
			return errors.Join(cause, err)
		}
		if settled {
			d.appended = true
			return nil
		}
	}
	return fmt.Errorf("%w; it was searched for twice and is not there; the next pass writes it", cause)
}

// redial searches over a new connection from now on. Where it was the pass's own that
// was lost, the rest of the pass goes on over the new one.
func (d *delivery) redial(ctx context.Context) (err error) {
	d.endWriting(ctx)
	d.box, err = d.writer(ctx)
	if err == nil && d.lost {
		d.pass.box = d.box
	}
	return err
}

// explain adds what the user can do about a refusal.
func (d *delivery) explain(err error) error {
	switch {
	case errors.Is(err, mailbox.ErrQuota):
		return fmt.Errorf("%w; the mailbox is full: make room, the next pass writes it", err)
	case errors.Is(err, mailbox.ErrTryCreate):
		return fmt.Errorf("%w; the folder %q is not there: create it, or name another in the configuration", err, d.folder)
	}
	return err
}
