package store

import (
	"context"
	"errors"
	"testing"
)

// What is written loosely does not wait for the disk; the journal does, also right
// after, and also where the connection was left by one that failed.
func TestLoosely(t *testing.T) {
	s := openTest(t, t.TempDir())
	mode := func(write func(context.Context, func(*Tx) error) error) (n int) {
		t.Helper()
		err := write(t.Context(), func(tx *Tx) error {
			return tx.sql.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const normal, full = 1, 2
	for i, want := range []struct {
		write func(context.Context, func(*Tx) error) error
		mode  int
	}{{s.Update, full}, {s.UpdateLoosely, normal}, {s.UpdateLoosely, normal}, {s.Update, full}, {s.UpdateLoosely, normal}} {
		if got := mode(want.write); got != want.mode {
			t.Errorf("write %d: synchronous = %d, want %d", i, got, want.mode)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Update(ended, func(*Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	if got := mode(s.Update); got != full {
		t.Errorf("after one that was called off: synchronous = %d", got)
	}
}

// One transaction sees what was written loosely before it, and a store opened anew
// does too.
func TestLooselyKept(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = s.UpdateLoosely(t.Context(), func(tx *Tx) error { return tx.PutCursor(robin, Cursor{Folder: "INBOX", UIDValidity: 7, LastUID: 9}) })
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	cur := view(t, openTest(t, dir), func(tx *Tx) (Cursor, error) {
		c, _, err := tx.Cursor(robin, "INBOX")
		return c, err
	})
	same(t, "cursor", cur, Cursor{Folder: "INBOX", UIDValidity: 7, LastUID: 9})
}

// What was written is counted, and nothing else is.
func TestCommits(t *testing.T) {
	s := openTest(t, t.TempDir())
	before := s.Commits()
	update(t, s, func(*Tx) error { return nil })
	refused := errors.New("refused")
	if err := s.Update(t.Context(), func(*Tx) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("error: %v", err)
	}
	if err := s.View(t.Context(), func(*Tx) error { return nil }); err != nil {
		t.Error(err)
	}
	if err := s.UpdateLoosely(t.Context(), func(*Tx) error { return nil }); err != nil {
		t.Error(err)
	}
	if n := s.Commits() - before; n != 2 {
		t.Errorf("%d commits were counted, want 2", n)
	}
}
