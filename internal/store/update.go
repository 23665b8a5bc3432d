package store

import (
	"context"
	"database/sql"
	"errors"
)

// Tx is a transaction: all of it happens, or nothing. It is valid only inside
// the function it was passed to.
type Tx struct {
	ctx context.Context
	sql *sql.Tx
}

// Update runs f in a writing transaction. It is committed, durably, when f
// returns nil; else it is rolled back and f's error is returned.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	return s.commit(ctx, false, f)
}

// UpdateLoosely is Update without a wait for the disk, for what can be had again
// from where it came. A killed program loses nothing of it; a machine that loses its
// power may, back to some moment after the last Update, which makes durable whatever
// was written before it.
func (s *Store) UpdateLoosely(ctx context.Context, f func(*Tx) error) error {
	return s.commit(ctx, true, f)
}

// commit runs f on the writing connection, which syncs its log at each commit
// (synchronous = FULL) or leaves that to the next one that does (NORMAL). The log is
// appended to in order, so that no commit outlives an earlier one.
func (s *Store) commit(ctx context.Context, loosely bool, f func(*Tx) error) (err error) {
	if s.write == nil {
		return ErrReadOnly
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return explain(s.path, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := s.loosen(ctx, conn, loosely); err != nil {
		return explain(s.path, err)
	}
	if err := s.run(ctx, conn, f); err != nil {
		return err
	}
	s.commits.Add(1)
	return nil
}

// Commits counts what was written through this Store. While it stands still, only
// another process can have changed anything.
func (s *Store) Commits() uint64 { return s.commits.Load() }

// loosen sets whether commits of the writing connection sync. Nobody but its holder
// asks.
func (s *Store) loosen(ctx context.Context, conn *sql.Conn, loosely bool) error {
	if s.loose == loosely {
		return nil
	}
	mode := "FULL"
	if loosely {
		mode, s.loose = "NORMAL", true // also where it fails halfway
	}
	_, err := conn.ExecContext(ctx, "PRAGMA synchronous = "+mode)
	if err == nil {
		s.loose = loosely
	}
	return err
}

// beginner is a pool of connections, or one of them.
type beginner interface {
	BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error)
}

// View runs f on one consistent state of the database. Inside an Update use
// its own Tx instead.
func (s *Store) View(ctx context.Context, f func(*Tx) error) error {
	return s.run(ctx, s.read, f)
}

func (s *Store) run(ctx context.Context, db beginner, f func(*Tx) error) (err error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return explain(s.path, err)
	}
	done := false
	defer func() {
		if done {
			return
		}
		// Also on a panic in f: a transaction left open would hold the only
		// writer for ever.
		if e := t.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) {
			err = errors.Join(err, explain(s.path, e))
		}
	}()
	if err := f(&Tx{ctx: ctx, sql: t}); err != nil {
		return explain(s.path, err)
	}
	if err := t.Commit(); err != nil {
		return explain(s.path, err)
	}
	done = true
	return nil
}
