package app

import (
	"context"
	"time"

	"rsvpd/internal/mailbox"
)

// minRest keeps a clock that stands still from making the loop spin.
const minRest = 100 * time.Millisecond

// maxSilence is how long a connection is kept that nothing is said over: routers
// forget it about then.
const maxSilence = 9 * time.Minute

// reconnectWithin spreads the accounts of a server that has hung up on all.
const reconnectWithin = time.Second

// rest waits until it is time to look again.
func (w *watcher) rest(ctx context.Context, cause error) {
	d := w.patience(cause)
	switch {
	case w.link == nil:
		w.state(StateWaiting, w.app.opts.Now().Add(d))
		w.sleep(ctx, d)
	case w.app.opts.Config.Watch.Idle:
		w.state(StateWatching, time.Time{})
		w.listen(ctx, d)
	default:
		w.state(StatePolling, time.Time{})
		if d > maxSilence {
			w.hangUp(ctx)
		}
		w.sleep(ctx, d)
	}
}

// patience is how long to wait when nothing happens: until something is due, but
// no longer than the polling floor; after failures longer each time. The floor
// differs a little each time, so that a thousand accounts do not poll in step.
func (w *watcher) patience(cause error) time.Duration {
	if cause != nil {
		return w.app.backoff(w.failures, cause)
	}
	d := w.app.opts.Config.Watch.Poll
	d -= w.app.jitter(d / 10)
	if !w.due.IsZero() {
		d = min(d, max(w.due.Sub(w.app.opts.Now()), minRest))
	}
	return d
}

// listen lets the server tell of news (RFC 2177), or asks it now and then where
// it can't.
func (w *watcher) listen(ctx context.Context, d time.Duration) {
	if w.rung = w.called(); w.rung {
		return // it will not end the wait: that was not yet begun
	}
	box := w.link.box
	before := box.Arrivals()
	if err := box.Wait(ctx, w.link.marking.Attended, d); err != nil {
		w.broken(ctx, err)
		return
	}
	w.arrived = box.Arrivals() > before
}

// broken replaces a connection that has broken while waiting. That of a server
// that was restarted is no failure; one that breaks as soon as it is made is.
func (w *watcher) broken(ctx context.Context, cause error) {
	w.app.opts.Log.Debug("watching ended", "account", w.cfg.Email, "err", cause)
	d := w.app.jitter(reconnectWithin)
	if mailbox.Pause(cause) > 0 || time.Since(w.link.since) < steady {
		w.failures++
		d = w.app.backoff(w.failures, cause)
	}
	w.hangUp(ctx)
	w.state(StateWaiting, w.app.opts.Now().Add(d))
	w.sleep(ctx, d)
}

// sleep waits for d, or until the bell rings.
func (w *watcher) sleep(ctx context.Context, d time.Duration) {
	for d > 0 && !w.rung {
		w.beat()
		nap := min(d, maxSilence)
		d -= nap
		t := time.NewTimer(nap)
		select {
		case <-ctx.Done():
			d = 0
		case <-w.bell.rung:
			w.rung = true
		case <-t.C:
		}
		t.Stop()
	}
}
