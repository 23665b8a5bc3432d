package app

import (
	"context"

	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// Word is what the user says about an invitation: do this, for that reason.
type Word struct {
	Action thread.Action // thread.None: leave it alone
	Reason string
}

// Say stores a word of the user's about the mail that is to be answered now. The
// next pass carries it out.
func (a *App) Say(ctx context.Context, e Entry, w Word) error {
	return a.opts.Store.Update(ctx, func(tx *store.Tx) error {
		return tx.PutAct(e.Account, store.Act{
			Ask: e.Ask.Identity, At: a.opts.Now().UTC(), Action: string(w.Action), Reason: w.Reason,
		})
	})
}
