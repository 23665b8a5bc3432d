package app

import (
	"context"
	"fmt"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// draftWriter delivers one draft.
type draftWriter struct {
	*delivery
	entry Entry
	draft draftRecord
}

func (p *pass) newDraftWriter(e Entry, d draftRecord) *draftWriter {
	w := &draftWriter{entry: e, draft: d}
	w.delivery = &delivery{
		pass: p, key: d.Key, folder: p.folders.Drafts, messageID: d.MessageID, raw: d.Content,
		flags:  []string{`\Draft`, `\Seen`},
		record: w.keep, search: w.look, stored: w.found,
	}
	return w
}

// stands reports whether the draft is in Drafts now, as ours or as the user's.
func (w *draftWriter) stands() bool {
	return w.draft.State == thread.Standing || w.draft.State == thread.Edited
}

// keep stores the draft's state with each step.
func (w *draftWriter) keep(tx *store.Tx, s store.Step, detail string) error {
	return putDraft(tx, w.cfg.Email, w.draft, s, detail)
}

// look searches Drafts, Sent and Trash for the key, and Drafts and Sent for
// another answer from the user's address, which counts only where the key is
// nowhere. Each folder is opened and searched once.
func (w *draftWriter) look(ctx context.Context) (settled bool, err error) {
	var others []answerFound
	for _, f := range []struct {
		folder string
		state  thread.DraftState
	}{{w.folders.Drafts, thread.Standing}, {w.folders.Sent, thread.Sent}, {w.folders.Trash, thread.Deleted}} {
		if f.folder == "" {
			continue
		}
		other := mailbox.Query{}
		if f.state != thread.Deleted && w.entry.Ask.MessageID != "" {
			other = mailbox.Query{InReplyTo: w.entry.Ask.MessageID, From: w.entry.Ask.Invited.Address}
		}
		uids, err := w.box.FindEach(ctx, f.folder, mailbox.Query{MessageID: w.draft.MessageID}, other)
		if err != nil {
			return false, err
		}
		if len(uids[0]) > 0 {
			return true, w.met(ctx, f.folder, f.state, uids[0][0])
		}
		others = append(others, answerFound{f.folder, uids[1]})
	}
	return w.otherAnswer(ctx, others)
}

// answerFound is what answers the same mail in a folder.
type answerFound struct {
	folder string
	uids   []uint32
}

// met records that the draft is somewhere already.
func (w *draftWriter) met(ctx context.Context, folder string, s thread.DraftState, uid uint32) error {
	if s == thread.Standing {
		return w.found(ctx, uid)
	}
	w.draft.State, w.draft.At = s, w.now
	if s == thread.Sent {
		w.draft.SentAs = w.draft.MessageID
	}
	return w.step(ctx, store.Done, "found in "+folder)
}

// otherAnswer looks whether a draft or a sent mail of the user's that answers the
// same mail is not known yet: then ours is not needed.
func (w *draftWriter) otherAnswer(ctx context.Context, found []answerFound) (bool, error) {
	for _, f := range found {
		if len(f.uids) == 0 {
			continue
		}
		known, err := w.known(ctx, f.folder)
		if err != nil {
			return false, err
		}
		for _, uid := range f.uids {
			if !known[uid] {
				w.draft.State, w.draft.At = thread.Removed, w.now
				return true, w.step(ctx, store.Failed, "not written: another answer is in "+f.folder)
			}
		}
	}
	return false, nil
}

// known are the UIDs of a folder that the state already counts with: drafts of
// ours, and sent mail that was read.
func (w *draftWriter) known(ctx context.Context, folder string) (map[uint32]bool, error) {
	known := map[uint32]bool{}
	err := w.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		list, err := w.drafts(tx)
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
	return known, err
}

// found reads the draft back and makes it official. What was read back is what
// "untouched" will be compared with, since servers may re-encode.
func (w *draftWriter) found(ctx context.Context, uid uint32) error {
	items, err := w.box.Fetch(ctx, w.folder, []uint32{uid})
	if err != nil {
		return err
	}
	if len(items) == 0 || items[0].Err != nil {
		return fmt.Errorf("the draft in %s can't be read back; the next pass looks again", w.folder)
	}
	intended := w.draft.Content
	w.draft = w.draft.at(w.folder, items[0])
	w.draft.Content = items[0].Raw
	w.draft.State, w.draft.At = thread.Standing, w.now
	if !w.same(intended, items[0].Raw) {
		// It stands, but says something else: the user was quicker. It is theirs.
		w.draft.State = thread.Edited
	}
	return w.step(ctx, store.Done, "stands in "+w.folder)
}
