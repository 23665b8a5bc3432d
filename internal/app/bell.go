package app

import (
	"context"
	"io"
	"sync"
	"time"

	"rsvpd/internal/store"
)

// bell ends an account's wait from other goroutines.
type bell struct {
	mu   sync.Mutex
	box  Mailbox       // that the account may be waiting on; nil: none
	rung chan struct{} // holds at most one token: a look is asked for
}

func newBell() *bell { return &bell{rung: make(chan struct{}, 1)} }

// attach names the connection that the account waits on; nil: none.
func (b *bell) attach(box Mailbox) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.box = box
}

// ring asks for a look; one that is asked for already is enough.
func (b *bell) ring() { b.end(Mailbox.Wake) }

// cut asks for a look over a new connection: the present one is dead.
func (b *bell) cut() { b.end(Mailbox.Drop) }

func (b *bell) end(wait func(Mailbox)) {
	select {
	case b.rung <- struct{}{}:
	default:
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.box != nil {
		wait(b.box)
	}
}

// clockEvery is how often the wall clock is compared with the running time, and
// clockGap what tells a suspend or a set clock from a busy machine.
const (
	clockEvery = 10 * time.Second
	clockGap   = 5 * time.Second
)

// feelClock has all accounts look over new connections when the wall clock has
// jumped: the machine was suspended, or its clock set. Timers do not run
// meanwhile, and routers and servers forget connections without a word.
func (a *App) feelClock(ctx context.Context) {
	wall, running := a.opts.Now().Round(0), time.Now()
	for wait(ctx, clockEvery) == nil {
		w, r := a.opts.Now().Round(0), time.Now()
		if gap := w.Sub(wall) - r.Sub(running); gap > clockGap || gap < -clockGap {
			a.opts.Log.Info("the clock jumped", "by", gap.Round(time.Second))
			for _, acc := range a.accounts {
				acc.bell.cut()
			}
		}
		wall, running = w, r
	}
}

// listenEvery is how often the store is asked whether anybody has written to it: soon
// enough for who has said something, and nearly all that an idle program does.
const listenEvery = 2 * time.Second

// listen has an account look when the user has said something by a command. One
// cheap question serves all accounts.
func (a *App) listen(ctx context.Context, heard map[string]int) {
	changes := a.opts.Store.Changes()
	defer a.shut(changes)
	for wait(ctx, listenEvery) == nil {
		written, err := changes.Any(ctx)
		if err != nil && ctx.Err() == nil {
			a.opts.Log.Warn("asking for the user's words", "err", err)
		}
		if !written {
			continue
		}
		words := a.words(ctx)
		for _, acc := range a.accounts {
			if words[acc.cfg.Email] != heard[acc.cfg.Email] {
				acc.bell.ring()
			}
		}
		heard = words
	}
}

func (a *App) shut(c io.Closer) {
	if err := c.Close(); err != nil {
		a.opts.Log.Debug("closing", "err", err)
	}
}

// words counts what the user has said so far, by account.
func (a *App) words(ctx context.Context) (count map[string]int) {
	err := a.opts.Store.View(ctx, func(tx *store.Tx) (err error) {
		count, err = tx.CountActs()
		return err
	})
	if err != nil && ctx.Err() == nil {
		a.opts.Log.Warn("asking for the user's words", "err", err)
	}
	return count
}
