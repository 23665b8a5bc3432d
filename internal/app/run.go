package app

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// Run watches all accounts until ctx ends, each in a loop of its own, so that
// one that is stuck delays no other. It returns nil when ctx ended, and the
// errors when every account has stopped by itself, as one does whose login is
// refused: trying again would only lock it.
func (a *App) Run(ctx context.Context) error {
	errs := make([]error, len(a.accounts))
	var all sync.WaitGroup
	for i, acc := range a.accounts {
		all.Go(func() { errs[i] = acc.live(ctx) })
	}
	all.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return errors.Join(errs...)
}

// live is the loop that owns an account: a pass, then a wait for the first of
// news from the server, a word from the user, the next instant at which
// something is due, and the polling floor.
func (a *account) live(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var helpers sync.WaitGroup
	defer helpers.Wait()
	defer stop()
	news := make(chan struct{}, 1)
	if a.app.opts.Config.Watch.Idle {
		helpers.Go(func() { a.watch(ctx, news) })
	}
	helpers.Go(func() { a.feelClock(ctx, news) })
	helpers.Go(func() { a.listen(ctx, news) })
	for failures := 0; ; {
		a.beat()
		// A pass that has begun ends its message even when ctx ends; it has
		// stopGrace for that.
		report := a.finishing(ctx)
		a.app.tell(report)
		if errors.Is(report.Err, mailbox.ErrLogin) {
			if !a.awaitLogin(ctx) {
				return report.Err
			}
			failures = 0
			continue
		}
		failures++
		if report.Err == nil {
			failures = 0
		}
		if err := await(ctx, news, a.rest(ctx, failures)); err != nil {
			return nil
		}
	}
}

// stopGrace is how long a pass may go on after the program was asked to stop:
// time to finish the message in hand.
const stopGrace = 3 * time.Second

// finishing makes a pass that outlives ctx by stopGrace.
func (a *account) finishing(ctx context.Context) AccountReport {
	grace, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer context.AfterFunc(ctx, func() {
		time.AfterFunc(stopGrace, cancel)
	})()
	return a.passUntil(grace, ctx)
}

// await returns when there is news, after d, or with an error when ctx ends.
func await(ctx context.Context, news <-chan struct{}, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-news:
	case <-t.C:
	}
	return nil
}

// rest is how long to wait after a pass when nothing happens: until something
// is due, but no longer than the polling floor; after failures longer each time.
func (a *account) rest(ctx context.Context, failures int) time.Duration {
	now := a.app.opts.Now()
	d := a.app.opts.Config.Watch.Poll
	if failures > 0 {
		return backoff(failures, d)
	}
	if next := a.nextWake(ctx, now); !next.IsZero() {
		d = min(d, max(next.Sub(now), minRest))
	}
	return d
}

const (
	minRest      = 100 * time.Millisecond
	firstBackoff = 5 * time.Second
	maxBackoff   = 15 * time.Minute
)

// backoff grows with the failures, with full jitter: many clients of one server
// that was down must not come back in step.
func backoff(failures int, floor time.Duration) time.Duration {
	d := firstBackoff << min(failures-1, 10)
	d = min(d, max(maxBackoff, floor))
	return minRest + rand.N(d)
}

// nextWake is the next instant at which the clock alone changes something.
func (a *account) nextWake(ctx context.Context, now time.Time) time.Time {
	k, err := a.know(ctx, now)
	if err != nil {
		return time.Time{} // the next pass tells
	}
	next := a.nextSummary(now)
	for _, e := range a.entries(k, now) {
		if t := decide.NextWake(e.Invitation, e.Window, e.Decisions, now); !t.IsZero() && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	return next
}

// watch tells of changes in INBOX as the server notices them. It only hints:
// the pass looks for itself. What breaks is tried again with growing patience;
// meanwhile polling goes on.
func (a *account) watch(ctx context.Context, news chan<- struct{}) {
	for failures := 0; ctx.Err() == nil; failures++ {
		begun := time.Now()
		err := a.watchOnce(ctx, news)
		if errors.Is(err, mailbox.ErrLogin) { // the pass has been told the same
			if !a.awaitStamp(ctx) {
				return
			}
			continue
		}
		a.app.opts.Log.Debug("watching ended", "account", a.cfg.Email, "err", err)
		if time.Since(begun) > maxBackoff {
			failures = 0
		}
		if wait(ctx, backoff(failures+1, 0)) != nil {
			return
		}
	}
}

// watchOnce watches over one connection.
func (a *account) watchOnce(ctx context.Context, news chan<- struct{}) error {
	box, err := a.connect(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if err := box.Close(context.WithoutCancel(ctx)); err != nil {
			a.app.opts.Log.Debug("closing the watching connection", "account", a.cfg.Email, "err", err)
		}
	}()
	// From the first, short wait on, the server tells of everything; what came
	// before it is found by the pass that hint asks for.
	for limit := time.Millisecond; ; limit = watchLimit {
		if err := box.Wait(ctx, "INBOX", limit); err != nil {
			return err
		}
		hint(news)
	}
}

// watchLimit is as long as Wait will take: routers forget silent connections.
const watchLimit = 9 * time.Minute

// hint asks for a pass; one that is asked for already is enough.
func hint(news chan<- struct{}) {
	select {
	case news <- struct{}{}:
	default:
	}
}

// clockEvery is how often the wall clock is compared with the running time, and
// clockGap what tells a suspend or a set clock from a busy machine.
const (
	clockEvery = 10 * time.Second
	clockGap   = 5 * time.Second
)

// feelClock asks for a pass when the wall clock has jumped: the machine was
// suspended, or its clock set. Timers do not run meanwhile.
func (a *account) feelClock(ctx context.Context, news chan<- struct{}) {
	wall, running := a.app.opts.Now().Round(0), time.Now()
	for wait(ctx, clockEvery) == nil {
		w, r := a.app.opts.Now().Round(0), time.Now()
		if gap := w.Sub(wall) - r.Sub(running); gap > clockGap || gap < -clockGap {
			a.app.opts.Log.Info("the clock jumped", "account", a.cfg.Email, "by", gap.Round(time.Second))
			hint(news)
		}
		wall, running = w, r
	}
}

// listenEvery is how often the store is asked whether another process has
// written to it: a command of the user's.
const listenEvery = time.Second

// listen asks for a pass when the user has said something by a command.
func (a *account) listen(ctx context.Context, news chan<- struct{}) {
	heard := a.words(ctx)
	for wait(ctx, listenEvery) == nil {
		if n := a.words(ctx); n != heard {
			heard = n
			hint(news)
		}
	}
}

// words counts what the user has said so far.
func (a *account) words(ctx context.Context) (count int) {
	err := a.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		n, err := tx.CountActs(a.cfg.Email)
		count = n
		return err
	})
	if err != nil && ctx.Err() == nil {
		a.app.opts.Log.Warn("asking for the user's words", "account", a.cfg.Email, "err", err)
	}
	return count
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
