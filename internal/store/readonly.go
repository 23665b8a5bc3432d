package store

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// OpenReadOnly opens the database in dir for looking, also while another
// process writes it. One that does not exist yet is an empty one; one of an
// older schema is looked at through a Snapshot. Nothing is ever changed in it. It
// is for commands that look once: what is written later may not be seen.
func OpenReadOnly(dir string) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return openEmpty()
	}
	s := &Store{path: path}
	s.read, err = open(path, readOptions(path)...)
	if err != nil {
		return nil, explain(path, err)
	}
	behind, err := outdated(s.read)
	if err != nil {
		return nil, errors.Join(explain(path, err), s.Close())
	}
	if !behind {
		return s, nil
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return sealedSnapshot(dir)
}

// sealedSnapshot is a Snapshot, whose schema is this program's, to look at only.
func sealedSnapshot(dir string) (*Store, error) {
	s, err := Snapshot(dir)
	if err != nil {
		return nil, err
	}
	err = s.write.Close()
	s.write = nil
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// readOptions says how to read a database without writing beside it. A log that
// holds something is read with it, in turn with whoever writes. Without one, the
// file holds still and everything is in it: SQLite is told so, since it would
// leave an empty log behind.
func readOptions(path string) []string {
	options := []string{"mode=ro", "_pragma=query_only(1)"}
	if info, err := os.Stat(path + "-wal"); err != nil || info.Size() == 0 {
		options = append(options, "immutable=1")
	}
	return options
}

// openEmpty returns an empty database in memory, for reading only.
func openEmpty() (*Store, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	s := &Store{path: ":memory:", read: db}
	if err := migrate(db); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if _, err := db.Exec("PRAGMA query_only = 1"); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}
