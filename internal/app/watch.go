package app

import (
	"context"
	"errors"
	"time"

	"rsvpd/internal/mailbox"
)

// watcher is the loop that owns an account while the program runs. It looks, and
// waits for the first of news from the server, a word from the user, the next
// instant at which something is due, and the polling floor. News are a hint: a
// look sees for itself, over the same connection.
type watcher struct {
	*account
	link     *link
	due      time.Time // when the clock alone changes something; zero: never
	settled  bool      // the last pass succeeded, and due is true
	failures int       // in a row
	arrived  bool      // the server has announced mail in the attended folder
	rung     bool      // the bell has rung since the last look
	asked    bool      // this look was asked for by it
	again    bool      // the last look made a pass
}

// live runs the loop until ctx ends or only the user can help.
func (a *account) live(ctx context.Context) error {
	w := &watcher{account: a}
	defer w.hangUp(ctx)
	for {
		a.beat()
		report := w.look(ctx)
		if ctx.Err() != nil && !report.passed {
			return nil // cut short: that says nothing of the account
		}
		w.measure(report)
		a.app.tell(report)
		if errors.Is(report.Err, mailbox.ErrLogin) {
			w.hangUp(ctx)
			w.state(StateNeedsLogin, time.Time{})
			if !a.awaitLogin(ctx) {
				return report.Err
			}
			w.failures = 0
			continue
		}
		w.failures++
		if report.Err == nil {
			w.failures = 0
		}
		if w.again = report.passed && report.Err == nil; w.again && ctx.Err() == nil {
			continue // what came while other folders were open was not announced
		}
		if w.rest(ctx, report.Err); ctx.Err() != nil {
			return nil
		}
	}
}

// look looks at the account once. A connection that has died since the last look
// is replaced: only the failure of a new one counts.
func (w *watcher) look(ctx context.Context) AccountReport {
	old := w.link != nil
	w.asked = w.called()
	report := w.lookOnce(ctx)
	if old && w.link == nil && ctx.Err() == nil {
		w.app.opts.Log.Debug("the connection was lost", "account", w.cfg.Email, "err", report.Err)
		report = w.lookOnce(ctx)
	}
	return report
}

// lookOnce asks what has changed, and makes a pass where that or the clock calls
// for one. Mail that the server has announced is read before anything is asked.
func (w *watcher) lookOnce(ctx context.Context) AccountReport {
	if w.link == nil {
		return w.arrive(ctx)
	}
	var first AccountReport
	if w.arrived && w.settled {
		w.arrived = false
		attended := w.link.marking.Attended
		marks := map[string]mailbox.Mark{attended: w.link.box.Attended()}
		first = w.pass(ctx, marks, map[string]bool{attended: true})
		if first.Err != nil {
			return first
		}
	}
	return first.and(w.check(ctx))
}

// and joins the reports of two parts of a look.
func (r AccountReport) and(next AccountReport) AccountReport {
	next.New += r.New
	next.Done = append(r.Done, next.Done...)
	next.Drafts = append(r.Drafts, next.Drafts...)
	next.passed = next.passed || r.passed
	return next
}

// arrive opens a connection and reads what is new. So many accounts do that at a
// time as memory has room for.
func (w *watcher) arrive(ctx context.Context) AccountReport {
	turn, err := w.app.limits.reads.enter(ctx)
	if err != nil {
		return w.failed(ctx, err)
	}
	defer turn.leave()
	link, err := w.join(ctx)
	if err != nil {
		return w.failed(ctx, err)
	}
	turn.move()
	link.turn = turn
	defer func() { link.turn = nil }()
	w.link = link
	w.bell.attach(link.box)
	w.state(StateReading, time.Time{})
	return w.check(ctx)
}

// listEvery is how often all folders are listed and looked into, whatever their
// marks say: a server may forget to tell of a change.
const listEvery = time.Hour

// check compares the marks of all folders with those of the last pass. Where
// nothing has happened that is all: one round trip, and no question to the store.
func (w *watcher) check(ctx context.Context) AccountReport {
	l, now := w.link, w.app.opts.Now()
	all := time.Since(l.listed) > listEvery
	if all && !l.listed.IsZero() {
		if err := w.list(ctx, l); err != nil {
			return w.failed(ctx, err)
		}
		w.problems.forget()
	}
	marks, err := l.box.Marks(ctx, l.marking)
	if err != nil {
		return w.failed(ctx, err)
	}
	w.arrived = false // the marks tell
	news := changed(l.marks, marks, !w.again)
	switch {
	case all:
		return w.pass(ctx, marks, nil)
	case len(news) > 0 || w.asked || !w.settled || w.isDue(now):
		return w.pass(ctx, marks, news)
	}
	w.app.ledger.look(w.cfg.Email, now)
	return AccountReport{Account: w.cfg.Email}
}

// called reports whether the bell has rung, and hushes it.
func (w *watcher) called() bool {
	called := w.rung
	w.rung = false
	select {
	case <-w.bell.rung:
		called = true
	default:
	}
	return called
}

func (w *watcher) isDue(now time.Time) bool { return !w.due.IsZero() && !now.Before(w.due) }

// pass makes a pass over the link. Folders are the ones to read; nil: all.
func (w *watcher) pass(ctx context.Context, marks map[string]mailbox.Mark, folders map[string]bool) AccountReport {
	p := w.newPass(ctx, w.link, folders)
	p.marked(marks)
	p.finish(ctx)
	w.due, w.settled = p.due, p.report.Err == nil
	if w.settled {
		w.link.keep(marks)
	}
	if w.settled && folders == nil {
		w.link.listed = time.Now()
	}
	p.report.passed = true
	if errors.Is(p.report.Err, mailbox.ErrLost) {
		w.hangUp(ctx)
	}
	return p.report
}

// failed is the report of a look that came to nothing. Where no connection can be
// had that is shown until it can.
func (w *watcher) failed(ctx context.Context, err error) AccountReport {
	had := w.link != nil
	w.hangUp(ctx)
	if !had && ctx.Err() == nil {
		err = w.remember(ctx, w.app.opts.Now(), connectKey, err)
	}
	return AccountReport{Account: w.cfg.Email, Err: err}
}

// hangUp gives the link up.
func (w *watcher) hangUp(ctx context.Context) {
	if w.link == nil {
		return
	}
	w.bell.attach(nil)
	received, sent := w.link.box.Traffic()
	w.stats.traffic(received, sent, true)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := w.link.box.Close(ctx); err != nil {
		w.app.opts.Log.Debug("closing the connection", "account", w.cfg.Email, "err", err)
	}
	w.link = nil
}

// measure counts a look.
func (w *watcher) measure(r AccountReport) {
	if w.link != nil {
		received, sent := w.link.box.Traffic()
		w.stats.traffic(received, sent, false)
	}
	w.stats.count(r, w.app.opts.Now())
}
