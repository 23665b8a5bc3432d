// Package store keeps what rsvpd knows between two passes in one SQLite file:
// mails seen, drafts written, the journal of what was done to the world, the
// user's words, summaries made. It knows nothing of mailboxes or invitations:
// rows carry what is asked for by column and a JSON blob of their writer's. The
// mailbox stays the truth; the file may be deleted at any time and is rebuilt.
package store

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

// FileName is the name of the database in the state directory.
const FileName = "rsvpd.db"

// ErrReadOnly is returned by Update of a store opened by OpenReadOnly.
var ErrReadOnly = errors.New("store: opened for reading only")

// Store is an open database. It may be used by several goroutines: one writes
// at a time, readers are not held up by it.
type Store struct {
	path   string
	write  *sql.DB // one connection; nil when read-only
	read   *sql.DB // the same as write for a database in memory
	loose  bool    // the writing connection does not sync; of whoever holds that
	onDone func() error

	commits atomic.Uint64
}

// Open opens the database in the state directory dir, creates it (0600) if it
// is absent, and brings its schema up to date. The caller holds the Lock of dir.
// Errors: *CorruptError, *NewerError, or what the file system says.
func Open(dir string) (*Store, error) {
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := touch(path); err != nil {
		return nil, err
	}
	s := &Store{path: path}
	if err := s.connect(); err != nil {
		return nil, errors.Join(explain(path, err), s.Close())
	}
	return s, nil
}

// touch makes sure that the file exists and only its owner may read it: SQLite
// itself would leave that to the umask. Its side files take over the mode.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("store: can't open the database: %w", err)
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

// connect opens both pools and migrates.
func (s *Store) connect() error {
	var err error
	// The writer takes its lock when a transaction begins: two that read first
	// and write later would refuse each other. FULL makes a commit durable
	// before it returns; the journal rests on that.
	s.write, err = open(s.path, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)")
	if err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := check(s.write); err != nil {
		return err
	}
	if err := migrate(s.write); err != nil {
		return err
	}
	s.read, err = open(s.path, "_pragma=query_only(1)")
	return err
}

// open opens a pool on the file. Options are added to what every connection has.
func open(path string, options ...string) (*sql.DB, error) {
	query := "?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)"
	for _, o := range options {
		query += "&" + o
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: path}
	return sql.Open("sqlite", u.String()+query)
}

// check looks for damage before anything is built upon the file.
func check(db *sql.DB) error {
	var found string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&found); err != nil {
		return err
	}
	if found != "ok" {
		return fmt.Errorf("%w: %s", errDamaged, found)
	}
	return nil
}

// Close closes the database. A snapshot is removed with it.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil && s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	// The writer goes last: it is the one that can fold the WAL into the file.
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	if s.onDone != nil {
		errs = append(errs, s.onDone())
	}
	return errors.Join(errs...)
}
