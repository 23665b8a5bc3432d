package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
)

// Outcome is what became of a mail that asked, without rsvpd.
type Outcome string

// The outcomes of a backtest.
const (
	InTime  Outcome = "in time" // the user wrote before the window closed
	Late    Outcome = "late"    // the user wrote after it
	Never   Outcome = "never"   // nobody wrote: the other side was left waiting
	Settled Outcome = "settled" // it was called off, or booked, before an answer was owed
	Open    Outcome = "open"    // the window has not closed yet
)

// Past is one mail that asked, as rsvpd would have stood to it when its draft
// was due, beside what the user did.
type Past struct {
	Entry
	Asked    time.Time // when the mail that asks was received
	Stands   time.Time // when a draft would have stood
	Answered time.Time // when the user first wrote in the thread after it; zero: not yet
	Outcome  Outcome
}

// AccountPast is the backtest of one account.
type AccountPast struct {
	Account string
	Read    int // mails
	Past    []Past
	Err     error
}

// Backtest reads the watched folders and Sent back to the start of the lookback,
// writes nothing to any mailbox, and says what today's settings would have made
// of every mail that asked since then. Calendars are not looked at: what they
// held then is not known now. The store must be an empty one of its own.
//
// The mails are read as they would be today. What the user deleted in the
// meantime is missing.
func (a *App) Backtest(ctx context.Context) ([]AccountPast, error) {
	var list []AccountPast
	var errs []error
	for _, acc := range a.accounts {
		past := acc.backtest(ctx)
		if past.Err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", acc.cfg.Email, past.Err))
		}
		list = append(list, past)
	}
	return list, errors.Join(errs...)
}

func (a *account) backtest(ctx context.Context) AccountPast {
	now := a.app.opts.Now()
	read, err := a.readBack(ctx)
	k, e := a.know(ctx, now)
	return AccountPast{Account: a.cfg.Email, Read: read, Past: a.past(k, now), Err: errors.Join(err, e)}
}

// readBack reads mail and nothing else: no draft of today belongs to the past. It
// returns how many mails it has read.
func (a *account) readBack(ctx context.Context) (read int, err error) {
	l, err := a.join(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, l.box.Close(ctx)) }()
	p := a.newPass(ctx, l, nil)
	names, err := p.watched(p.folders)
	errs := []error{err}
	for _, name := range names {
		errs = append(errs, p.catchUp(ctx, &folderReader{pass: p, folder: name}))
	}
	errs = append(errs, p.catchUp(ctx, &folderReader{pass: p, folder: p.folders.Sent, sent: true}))
	return p.report.New, errors.Join(errs...)
}

// past goes through the threads, oldest ask first.
func (a *account) past(k knowledge, now time.Time) []Past {
	var list []Past
	for _, e := range a.fold(k, now) {
		own := knowledge{mails: k.of(e.Mails)}
		for _, asked := range asks(e.History) {
			if x, ok := a.asked(own, e.Key, asked, now); ok {
				list = append(list, x)
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Past) int { return x.Asked.Compare(y.Asked) })
	return list
}

// of returns the mails with these identities.
func (k knowledge) of(identities []string) []mailRecord {
	var list []mailRecord
	for _, m := range k.mails {
		if slices.Contains(identities, m.Identity) {
			list = append(list, m)
		}
	}
	return list
}

// until returns what was known at t.
func (k knowledge) until(t time.Time) knowledge {
	var then knowledge
	for _, m := range k.mails {
		if !m.Received.After(t) {
			then.mails = append(then.mails, m)
		}
	}
	return then
}

// asks are the times at which an answer came to be owed.
func asks(history []thread.Change) []time.Time {
	var list []time.Time
	for _, c := range history {
		if c.What == string(thread.Waiting) {
			list = append(list, c.At)
		}
	}
	return list
}

// asked tells of one ask: how the thread stood when a draft for it was due, what
// would have been written then, and what the user did. False where the mail that
// asked is an older one than the lookback shows.
func (a *account) asked(k knowledge, key string, asked, now time.Time) (Past, bool) {
	opened, ok := find(a.fold(k.until(asked), asked), key)
	if !ok {
		return Past{}, false
	}
	x := Past{Entry: opened, Asked: asked, Stands: later(opened.Window.Due, asked), Answered: k.wrote(asked)}
	due := x.Stands
	if due.After(now) {
		due = now
	}
	if then, ok := find(a.entries(k.until(due), due), key); ok {
		x.Entry = then
	}
	x.Window = opened.Window
	x.Outcome = x.outcome(now)
	if x.Outcome != Settled && x.State != thread.Waiting && x.State != thread.Drafted && len(x.Decisions) == 0 {
		// The user had answered before a draft was due: what would have been
		// written is what the rules said when it came.
		if e, ok := find(a.entries(k.until(asked), asked), key); ok {
			x.Decisions = e.Decisions
		}
	}
	return x, true
}

func find(list []Entry, key string) (Entry, bool) {
	i := slices.IndexFunc(list, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return Entry{}, false
	}
	return list[i], true
}

// wrote returns when the user first wrote after t; an automatic answer does not
// count.
func (k knowledge) wrote(t time.Time) time.Time {
	var first time.Time
	for _, m := range k.mails {
		if m.Out && !m.Automatic && m.Received.After(t) && (first.IsZero() || m.Received.Before(first)) {
			first = m.Received
		}
	}
	return first
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// outcome compares what the user did with the window.
func (x *Past) outcome(now time.Time) Outcome {
	closes := x.Window.Closes
	switch {
	case !x.Answered.IsZero() && !x.Answered.After(closes):
		return InTime
	case x.State == thread.Withdrawn || x.State == thread.Booked:
		return Settled
	case !x.Answered.IsZero():
		return Late
	case now.Before(closes):
		return Open
	}
	return Never
}

// Draft returns the decision that would have become a draft; false where none
// would.
func (x *Past) Draft() (decide.Decision, bool) {
	list := writable(x.Decisions)
	if len(list) == 0 {
		return decide.Decision{}, false
	}
	return list[0], true
}
