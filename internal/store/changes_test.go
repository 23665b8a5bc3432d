package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A write is told of once, whoever makes it; between writes nothing is, also when
// the files are too young to go by.
func TestChanges(t *testing.T) {
	dir := t.TempDir()
	s, elsewhere := openTest(t, dir), openTest(t, dir)
	changes := s.Changes()
	defer func() {
		if err := changes.Close(); err != nil {
			t.Error(err)
		}
	}()
	any := func(when string, want bool) {
		t.Helper()
		if got, err := changes.Any(t.Context()); err != nil || got != want {
			t.Errorf("%s: %v, %v", when, got, err)
		}
	}
	age := func() {
		for _, name := range fileNames {
			old := time.Now().Add(-time.Hour)
			if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
	}
	uid := uint32(0)
	write := func(s *Store) {
		uid++
		update(t, s, func(tx *Tx) error { return tx.PutCursor(robin, Cursor{Folder: "INBOX", LastUID: uid}) })
	}
	any("at first", true)
	any("then", false)
	for name, s := range map[string]*Store{"this one": s, "another": elsewhere} {
		write(s)
		any("written by "+name, true)
		any("after that", false)
		age()
		any("long after", false)
		any("longer after", false)
		write(s)
		any("written by "+name+" to old files", true)
	}
}
