package app

import (
	"context"
	"sync"
	"time"

	"rsvpd/internal/store"
)

// ledger gathers what is worth a note and no write of its own: when each account
// was looked at last, and how it is watched. A thousand accounts that look every
// five minutes and find nothing would otherwise sync the disk three times a
// second. What a kill loses of it is made good by the next look.
type ledger struct {
	app *App

	mu     sync.Mutex
	looked map[string]time.Time
	states map[string]store.Watch
}

func newLedger(a *App) *ledger {
	return &ledger{app: a, looked: map[string]time.Time{}, states: map[string]store.Watch{}}
}

// ledgerEvery is how often it is written.
const ledgerEvery = time.Minute

// last returns when an account was last looked at; zero where it never was.
func (l *ledger) last(ctx context.Context, account string) (at time.Time, err error) {
	l.mu.Lock()
	at = l.looked[account]
	l.mu.Unlock()
	if !at.IsZero() {
		return at, nil
	}
	err = l.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		p, _, err := tx.Passes(account)
		at = p.Last
		return err
	})
	return at, err
}

// look notes that an account was looked at.
func (l *ledger) look(account string, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looked[account] = at
}

// state notes how an account is watched.
func (l *ledger) state(account string, w store.Watch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.states[account] = w
}

// run writes the ledger every minute until ctx ends.
func (l *ledger) run(ctx context.Context) {
	for wait(ctx, ledgerEvery) == nil {
		if err := l.write(ctx); err != nil && ctx.Err() == nil {
			l.app.opts.Log.Warn("noting when the accounts were looked at", "err", err)
		}
	}
}

// write stores what has gathered, all of it in one transaction.
func (l *ledger) write(ctx context.Context) error {
	l.mu.Lock()
	looked, states := l.looked, l.states
	l.looked, l.states = map[string]time.Time{}, map[string]store.Watch{}
	l.mu.Unlock()
	if len(looked)+len(states) == 0 {
		return nil
	}
	return l.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		for account, at := range looked {
			if err := tx.PutPass(account, at); err != nil {
				return err
			}
		}
		for account, w := range states {
			if err := tx.PutWatch(account, w); err != nil {
				return err
			}
		}
		return nil
	})
}
