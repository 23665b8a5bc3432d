package main

import (
	"errors"
	"os"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/store"
)

// opened is the program with its configuration and its store.
type opened struct {
	app    *app.App
	config *config.Config
	store  *store.Store
	close  func() error
}

// access is what a command means to do with the state directory.
type access int

const (
	work   access = iota // one instance at a time
	look                 // also while another works
	copied               // on a copy that is thrown away
	beside               // to leave a word for the instance that works
	empty                // on an empty one that is thrown away
)

// open loads the configuration and opens the state for it.
func (e *env) open(o app.Options, how access) (*opened, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	return e.openWith(c, o, how)
}

// openWith opens the state for a configuration that is loaded.
func (e *env) openWith(c *config.Config, o app.Options, how access) (*opened, error) {
	s, done, err := e.state(how)
	if err != nil {
		return nil, err
	}
	p, err := e.build(c, s, o)
	if err != nil {
		return nil, errors.Join(err, done())
	}
	p.close = done
	return p, nil
}

// again reads the configuration anew and builds the program on the same store.
func (e *env) again(old *opened, o app.Options) (*opened, error) {
	c, err := e.load()
	if err != nil {
		return nil, err
	}
	p, err := e.build(c, old.store, o)
	if err != nil {
		return nil, err
	}
	p.close = old.close
	return p, nil
}

func (e *env) build(c *config.Config, s *store.Store, o app.Options) (*opened, error) {
	dir, err := config.StatePath(e.getenv)
	if err != nil {
		return nil, err
	}
	e.processors(len(c.Accounts))
	o.Config, o.Data, o.Store, o.Log, o.LoginDir = c, c.Data(), s, e.logger(), loginDir(dir)
	a, err := app.New(o)
	if err != nil {
		return nil, codeError{err, exitUsage}
	}
	return &opened{app: a, config: c, store: s}, nil
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
	if how == look || how == copied {
		return e.lookAt(how)
	}
	if how == empty {
		return emptyState()
	}
	dir, err := config.StateDir(e.getenv)
	if err != nil {
		return nil, nil, err
	}
	if how == beside {
		s, err := store.Open(dir)
		if err != nil {
			return nil, nil, err
		}
		return s, s.Close, nil
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

// emptyState makes a database in a folder of its own, which done removes.
func emptyState() (s *store.Store, done func() error, err error) {
	dir, err := os.MkdirTemp("", "rsvpd-") // 0700
	if err != nil {
		return nil, nil, err
	}
	if s, err = store.Open(dir); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, func() error { return errors.Join(s.Close(), os.RemoveAll(dir)) }, nil
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
