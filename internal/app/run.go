package app

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Run watches all accounts until ctx ends, each in a loop of its own, so that
// one that is stuck delays no other. It returns nil when ctx ended, and the
// errors when every account has stopped by itself, as one does whose login is
// refused: trying again would only lock it.
func (a *App) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var helpers sync.WaitGroup
	heard := a.words(ctx)
	helpers.Go(func() { a.feelClock(ctx) })
	helpers.Go(func() { a.listen(ctx, heard) })
	helpers.Go(func() { a.ledger.run(ctx) })

	errs := make([]error, len(a.accounts))
	var all sync.WaitGroup
	for i, acc := range a.accounts {
		all.Go(func() { errs[i] = acc.live(ctx) })
	}
	all.Wait()
	ended := ctx.Err() != nil
	stop()
	helpers.Wait()
	err := a.close(ctx)
	if ended {
		return err
	}
	return errors.Join(append(errs, err)...)
}

// close notes how the accounts were left.
func (a *App) close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopGrace)
	defer cancel()
	for _, acc := range a.accounts {
		if acc.stats.snapshot().State != StateNeedsLogin {
			acc.state(StateStopped, time.Time{})
		}
	}
	return a.ledger.write(ctx)
}

// stopGrace is how long a pass may go on after the program was asked to stop:
// time to finish the message in hand.
const stopGrace = 3 * time.Second

// finish makes a pass that outlives ctx by stopGrace.
func (p *pass) finish(ctx context.Context) {
	grace, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		time.AfterFunc(stopGrace, cancel)
	})()
	p.report.Err = p.run(grace)
}

// beat notes that the loop is alive.
func (a *account) beat() { a.alive.Store(time.Now().UnixNano()) }

// Alive returns when the account's loop that was heard of longest ago gave its
// last sign of life; a watchdog asks. Zero before Run.
func (a *App) Alive() time.Time {
	var oldest time.Time
	for _, acc := range a.accounts {
		n := acc.alive.Load()
		if n == 0 {
			return time.Time{}
		}
		if t := time.Unix(0, n); oldest.IsZero() || t.Before(oldest) {
			oldest = t
		}
	}
	return oldest
}
