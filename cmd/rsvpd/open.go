package main

import (
	"context"
	"errors"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/store"
)

// opened is the program with its configuration and its store.
type opened struct {
	app    *app.App
	config *config.Config
	close  func() error
}

// access is what a command means to do with the state directory.
type access int

const (
	work   access = iota // one instance at a time
	look                 // also while another works
	copied               // on a copy that is thrown away
)

// open loads the configuration and opens the state for it.
func (e *env) open(o app.Options, how access) (*opened, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	s, done, err := e.state(how)
	if err != nil {
		return nil, err
	}
	o.Config, o.Data, o.Store, o.Log, o.Getenv = c, config.Overlay(c.Dir), s, e.logger(), e.getenv
	a, err := app.New(o)
	if err != nil {
		return nil, errors.Join(codeError{err, exitUsage}, done())
	}
	return &opened{app: a, config: c, close: done}, nil
}

func (e *env) load() (*config.Config, error) {
	path := e.config
	if path == "" {
		found, err := config.Find(e.getenv)
		if err != nil {
			return nil, codeError{err, exitUsage}
		}
		path = found
	}
	c, err := config.Load(path, e.getenv)
	if err != nil {
		return nil, codeError{err, exitUsage}
	}
	return c, nil
}

// state opens the database in the state directory; done closes it and lets the
// directory go.
func (e *env) state(how access) (s *store.Store, done func() error, err error) {
	if how != work {
		return e.lookAt(how)
	}
	dir, err := config.StateDir(e.getenv)
	if err != nil {
		return nil, nil, err
	}
	release, err := store.Lock(dir)
	if err != nil {
		return nil, nil, err
	}
	if s, err = store.Open(dir); err != nil {
		return nil, nil, errors.Join(err, release())
	}
	return s, func() error { return errors.Join(s.Close(), release()) }, nil
}

// lookAt opens the state without changing anything in it, not even making the
// directory.
func (e *env) lookAt(how access) (s *store.Store, done func() error, err error) {
	dir, err := config.StatePath(e.getenv)
	if err != nil {
		return nil, nil, err
	}
	if how == copied {
		s, err = store.Snapshot(dir)
	} else {
		s, err = store.OpenReadOnly(dir)
	}
	if err != nil {
		return nil, nil, err
	}
	return s, s.Close, nil
}

// eachAccount calls f for every account of the configuration.
func (o *opened) eachAccount(ctx context.Context, now time.Time, f func(account string, list []app.Entry, problems []store.Problem) error) error {
	for _, account := range o.app.Accounts() {
		list, err := o.app.Entries(ctx, account, now)
		if err != nil {
			return err
		}
		problems, err := o.app.Problems(ctx, account)
		if err != nil {
			return err
		}
		if err := f(account, list, problems); err != nil {
			return err
		}
	}
	return nil
}
