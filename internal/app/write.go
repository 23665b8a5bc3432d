package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// draftWriter puts one draft into Drafts exactly once (DESIGN section 7,
// "Writing a draft"): the intent goes into the journal; Drafts, Sent and Trash
// are searched; only if nothing of it is there is it appended; then it is found
// and read back, and the journal says so. It may be killed at any point: the
// next run begins again with the same key and finds what was done.
type draftWriter struct {
	*pass
	entry    Entry
	draft    draftRecord
	box      Mailbox // a connection of its own
	appended bool    // by this run
}

// run reports whether a draft of ours stands at its end. A draft that needs none
// any more (sent meanwhile, deleted, the user's own begun) is no error.
func (w *draftWriter) run(ctx context.Context) (stands bool, err error) {
	if w.box, err = w.dial(ctx); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, w.box.Close(ctx)) }()
	sending, err := w.interrupted(ctx)
	if err != nil {
		return false, err
	}
	if err := w.journal(ctx, store.Intent, "to be written"); err != nil {
		return false, err
	}
	settled, err := w.search(ctx, sending)
	if err != nil || settled {
		return w.draft.State == thread.Standing || w.draft.State == thread.Edited, err
	}
	if err := w.append(ctx); err != nil {
		return false, err
	}
	return true, nil
}

// interrupted returns when an earlier run handed this draft to the server
// without learning the outcome; zero when none did.
func (w *draftWriter) interrupted(ctx context.Context) (at time.Time, err error) {
	err = w.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		h, err := tx.History(w.cfg.Email, w.draft.Key)
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

// journal makes a step durable, together with the draft's state.
func (w *draftWriter) journal(ctx context.Context, s store.Step, detail string) error {
	err := w.app.opts.Store.Update(ctx, func(tx *store.Tx) error { return putDraft(tx, w.cfg.Email, w.draft, s, detail) })
	if err == nil {
		w.app.opts.At(string(s))
	}
	return err
}

// search looks for the draft, and for any other answer, before anything is
// appended. When an earlier APPEND may still be under way it looks twice.
func (w *draftWriter) search(ctx context.Context, sending time.Time) (settled bool, err error) {
	if settled, err = w.searchOnce(ctx); err != nil || settled || sending.IsZero() {
		return settled, err
	}
	if err := wait(ctx, time.Until(sending.Add(w.app.opts.SearchAgain))); err != nil {
		return false, err
	}
	return w.searchOnce(ctx)
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

// searchOnce looks for the key in Drafts, Sent and Trash, then for another
// answer from the user's address. What it finds settles the matter.
func (w *draftWriter) searchOnce(ctx context.Context) (settled bool, err error) {
	key := mailbox.Query{MessageID: w.draft.MessageID}
	if uids, err := w.box.Find(ctx, w.folders.Drafts, key); err != nil || len(uids) > 0 {
		if err != nil {
			return false, err
		}
		return true, w.found(ctx, uids)
	}
	for _, f := range []struct {
		folder string
		state  thread.DraftState
	}{{w.folders.Sent, thread.Sent}, {w.folders.Trash, thread.Deleted}} {
		if f.folder == "" {
			continue
		}
		uids, err := w.box.Find(ctx, f.folder, key)
		if err != nil {
			return false, err
		}
		if len(uids) > 0 {
			w.draft.State, w.draft.At, w.draft.SentAs = f.state, w.now, w.draft.MessageID
			return true, w.journal(ctx, store.Done, "found in "+f.folder)
		}
	}
	return w.otherAnswer(ctx)
}

// otherAnswer looks for a draft or a sent mail of the user's that answers the
// same mail and is not known yet: then ours is not needed.
func (w *draftWriter) otherAnswer(ctx context.Context) (bool, error) {
	if w.entry.Ask.MessageID == "" {
		return false, nil
	}
	q := mailbox.Query{InReplyTo: w.entry.Ask.MessageID, From: w.entry.Ask.Invited.Address}
	for _, folder := range []string{w.folders.Drafts, w.folders.Sent} {
		uids, err := w.box.Find(ctx, folder, q)
		if err != nil {
			return false, err
		}
		if uids, err = w.unknownOf(ctx, folder, uids); err != nil {
			return false, err
		}
		if len(uids) > 0 {
			w.draft.State, w.draft.At = thread.Removed, w.now
			return true, w.journal(ctx, store.Failed, "not written: another answer is in "+folder)
		}
	}
	return false, nil
}

// unknownOf leaves out what the store knows to stand in the folder: drafts of
// ours, and sent mail that the state already counts with.
func (w *draftWriter) unknownOf(ctx context.Context, folder string, uids []uint32) ([]uint32, error) {
	if len(uids) == 0 {
		return nil, nil
	}
	known := map[uint32]bool{}
	err := w.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		list, err := drafts(tx, w.cfg.Email)
		if err != nil {
			return err
		}
		for _, d := range list {
			if d.Folder == folder {
				known[d.UID] = true
			}
		}
		cur, _, err := tx.Cursor(w.cfg.Email, folder)
		if err != nil {
			return err
		}
		seen, err := tx.Sightings(w.cfg.Email, folder, cur.UIDValidity)
		for _, s := range seen {
			known[s.UID] = true
		}
		return err
	})
	return slices.DeleteFunc(uids, func(u uint32) bool { return known[u] }), err
}

// append hands the draft to the server.
func (w *draftWriter) append(ctx context.Context) error {
	if err := w.journal(ctx, store.Sending, "handed to the server"); err != nil {
		return err
	}
	result, err := w.box.Append(ctx, w.folders.Drafts, w.draft.Content, []string{`\Draft`, `\Seen`}, w.now)
	switch {
	case errors.Is(err, mailbox.ErrUnclear):
		return w.unclear(ctx, err)
	case err != nil:
		return errors.Join(w.explain(err), w.journal(ctx, store.Failed, "refused by the server"))
	}
	w.appended = true
	w.app.opts.At("appended")
	if result.UID != 0 {
		return w.found(ctx, []uint32{result.UID})
	}
	uids, err := w.box.Find(ctx, w.folders.Drafts, mailbox.Query{MessageID: w.draft.MessageID})
	if err != nil {
		return err
	}
	return w.found(ctx, uids)
}

// unclear looks for a draft whose fate the server did not tell, on a new
// connection, now and once more later. It is never blindly written again: that
// is left to the next pass, which begins with a search.
func (w *draftWriter) unclear(ctx context.Context, cause error) error {
	sent := time.Now()
	for _, at := range []time.Time{sent, sent.Add(w.app.opts.SearchAgain)} {
		if err := wait(ctx, time.Until(at)); err != nil {
			return errors.Join(cause, err)
		}
		box, err := w.dial(ctx)
		if err != nil {
			cause = errors.Join(cause, err)
			continue
		}
		old := w.box
		w.box = box
		// The old connection is broken; that closing it says so is no news.
		if e := old.Close(ctx); e != nil {
			w.app.opts.Log.Debug("closing the broken connection", "err", e)
		}
		settled, err := w.searchOnce(ctx)
		if err != nil {
			return errors.Join(cause, err)
		}
		if settled {
			w.appended = w.draft.State == thread.Standing
			return nil
		}
	}
	return fmt.Errorf("%w; it was searched for twice and is not there; the next pass writes it", cause)
}

// found reads the draft back and makes it official. What was read back is what
// "untouched" will be compared with, since servers may re-encode.
func (w *draftWriter) found(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return fmt.Errorf("the server said that the draft is stored, but it is not in %s", w.folders.Drafts)
	}
	items, err := w.box.Fetch(ctx, w.folders.Drafts, uids[:1])
	if err != nil {
		return err
	}
	if len(items) == 0 || items[0].Err != nil {
		return fmt.Errorf("the draft in %s can't be read back; the next pass looks again", w.folders.Drafts)
	}
	intended := w.draft.Content
	w.draft.draftAt(w.folders.Drafts, items[0])
	w.draft.Content, w.draft.ReadBack = items[0].Raw, true
	w.draft.State, w.draft.At = thread.Standing, w.now
	if !w.same(intended, items[0].Raw) {
		// It stands, but says something else: of an interrupted run that wrote
		// it as of another time, or edited meanwhile. It is left alone.
		w.draft.State = thread.Edited
	}
	return w.journal(ctx, store.Done, "stands in "+w.folders.Drafts)
}

func (d *draftRecord) draftAt(folder string, i mailbox.Item) { *d = d.at(folder, i) }

// explain adds what the user can do about a refusal.
func (w *draftWriter) explain(err error) error {
	switch {
	case errors.Is(err, mailbox.ErrQuota):
		return fmt.Errorf("%w; the mailbox is full: make room, the next pass writes the draft", err)
	case errors.Is(err, mailbox.ErrTryCreate):
		return fmt.Errorf("%w; the folder %q is not there: create it, or name another with drafts = \"…\"", err, w.folders.Drafts)
	}
	return err
}
