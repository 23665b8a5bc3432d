package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// errDamaged is what the check on opening finds.
var errDamaged = errors.New("damaged")

// CorruptError says that the database can't be read any more. Nothing is lost
// but time: the next run rebuilds it from the mailbox.
type CorruptError struct {
	Path string
	Err  error
}

// Error says what to do.
func (e *CorruptError) Error() string {
	return fmt.Sprintf("store: the database %s is damaged (%v): delete it, with %[1]s-wal and %[1]s-shm beside it if they are there; "+
		"the next run rebuilds it from the mailbox", e.Path, e.Err)
}

// Unwrap returns what SQLite said.
func (e *CorruptError) Unwrap() error { return e.Err }

// NewerError says that a newer rsvpd has written the database.
type NewerError struct {
	Path        string
	Have, Known int // schema of the file, and the newest this program knows
}

// Error says what to do.
func (e *NewerError) Error() string {
	return fmt.Sprintf("store: the database %s was written by a newer rsvpd (schema %d, this one knows %d): "+
		"use the newer program, or delete the file; the next run rebuilds it from the mailbox", e.Path, e.Have, e.Known)
}

// explain turns what SQLite says about a damaged file into a CorruptError, and
// puts the path where it is missing. Other errors stay as they are.
func explain(path string, err error) error {
	var newer *NewerError
	if errors.As(err, &newer) {
		newer.Path = path
		return err
	}
	var corrupt *CorruptError
	if err == nil || errors.As(err, &corrupt) || !damaged(err) {
		return err
	}
	return &CorruptError{Path: path, Err: err}
}

// damaged reports whether err says that the file itself is bad. The low byte is
// the primary result code.
func damaged(err error) bool {
	if errors.Is(err, errDamaged) {
		return true
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	code := e.Code() & 0xff
	return code == sqlite3.SQLITE_CORRUPT || code == sqlite3.SQLITE_NOTADB
}
