package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Snapshot opens a private copy of the database in dir, for dry runs: what is
// written to it is gone when it is closed. Nothing is written into dir, not even
// a time stamp. A database that does not exist is an empty one.
func Snapshot(dir string) (*Store, error) {
	private, err := os.MkdirTemp("", "rsvpd-snapshot-") // 0700
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	remove := func() error { return os.RemoveAll(private) }
	if err := copyDatabase(dir, private); err != nil {
		return nil, errors.Join(err, remove())
	}
	s, err := Open(private)
	if err != nil {
		return nil, errors.Join(explainCopy(err, dir), remove())
	}
	s.onDone = remove
	return s, nil
}

// explainCopy names the original instead of the copy.
func explainCopy(err error, dir string) error {
	path := filepath.Join(dir, FileName)
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		corrupt.Path = path
	}
	var newer *NewerError
	if errors.As(err, &newer) {
		newer.Path = path
	}
	return err
}
