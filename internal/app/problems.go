package app

import (
	"context"
	"errors"
	"time"

	"rsvpd/internal/store"
)

// connectKey is the key of the problem that an account can't be connected to.
const connectKey = "connect"

// problems is which of an account's problems the store shows, so that what has
// gone well before and goes well again needs no write. No other process changes
// them while this one works.
type problems struct {
	shown map[string]bool // by key; nil: not known
}

func (s *problems) forget() { s.shown = nil }

func (s *problems) set(key string, shown bool) {
	if s.shown != nil {
		s.shown[key] = shown
	}
}

// shows reports whether the store shows a problem.
func (a *account) shows(ctx context.Context, key string) (bool, error) {
	s := &a.problems
	if s.shown != nil {
		return s.shown[key], nil
	}
	list, err := a.app.Problems(ctx, a.cfg.Email)
	if err != nil {
		return false, err
	}
	s.shown = map[string]bool{}
	for _, p := range list {
		s.shown[p.Key] = true
	}
	return s.shown[key], nil
}

// connected notes that the account can be connected to.
func (a *account) connected(ctx context.Context) error {
	return errors.Join(a.clear(ctx, connectKey), a.clear(ctx, LoginKey))
}

// remember shows what failed until it is mended, and clears it when it is.
func (p *pass) remember(ctx context.Context, key string, err error) error {
	if p.stop.Err() != nil {
		return err // being asked to stop is no problem of the mailbox
	}
	return p.account.remember(ctx, p.now, key, err)
}

func (a *account) remember(ctx context.Context, now time.Time, key string, err error) error {
	if err == nil {
		return a.clear(ctx, key)
	}
	key = problemKey(key, err)
	a.problems.set(key, true)
	return errors.Join(err, a.app.opts.Store.Update(ctx, func(tx *store.Tx) error {
		return tx.SetProblem(a.cfg.Email, key, now.UTC(), err.Error())
	}))
}

func (a *account) clear(ctx context.Context, key string) error {
	shown, err := a.shows(ctx, key)
	if err != nil || !shown {
		return err
	}
	err = a.app.opts.Store.Update(ctx, func(tx *store.Tx) error { return tx.ClearProblem(a.cfg.Email, key) })
	if err == nil {
		a.problems.set(key, false)
	}
	return err
}
