package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	copyTries = 10
	// settled is how old a file's time stamp must be to tell a later write from
	// an earlier one: file systems stamp by the tick of the kernel.
	settled = 50 * time.Millisecond
)

// copyDatabase copies the database from one folder to another. Neither SQLite
// nor the lock is used as long as that can be helped: readers of SQLite write
// its -shm file, and a daemon that starts meanwhile would find the lock taken.
// Files that did not change while they were copied are as good as those of a
// killed process. Under a daemon that writes without pause, SQLite writes the
// copy, from the state as of its last commit.
func copyDatabase(from, to string) error {
	for range copyTries {
		began := time.Now()
		before, err := stamps(from)
		if err != nil {
			return err
		}
		if err := copyFiles(from, to); err != nil {
			return err
		}
		after, err := stamps(from)
		if err != nil {
			return err
		}
		if after == before && began.Sub(before.latest()) > settled {
			return nil
		}
		time.Sleep(settled)
	}
	if err := removeFiles(to); err != nil {
		return err
	}
	return copyLive(filepath.Join(from, FileName), filepath.Join(to, FileName))
}

// fileNames are the files that make up the state of a database. A rollback
// journal exists only while the file is made: the log takes over then.
var fileNames = [...]string{FileName, FileName + "-wal", FileName + "-journal"}

// fileStamp tells whether a file was written; zero for one that is absent.
type fileStamp struct {
	size     int64
	modified time.Time
}

type databaseStamp [len(fileNames)]fileStamp

func (s databaseStamp) latest() (t time.Time) {
	for _, f := range s {
		if f.modified.After(t) {
			t = f.modified
		}
	}
	return t
}

func stamps(dir string) (s databaseStamp, err error) {
	for i, name := range fileNames {
		info, err := os.Stat(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return s, fmt.Errorf("store: %w", err)
		}
		s[i] = fileStamp{info.Size(), info.ModTime()}
	}
	return s, nil
}

func copyFiles(from, to string) error {
	if err := removeFiles(to); err != nil { // of the try before
		return err
	}
	for _, name := range fileNames {
		if err := copyFile(filepath.Join(from, name), filepath.Join(to, name)); err != nil {
			return err
		}
	}
	return nil
}

func removeFiles(dir string) error {
	for _, name := range fileNames {
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("store: %w", err)
		}
	}
	return nil
}

// copyLive copies a database that another process may be writing.
func copyLive(from, to string) (err error) {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := open(from, "mode=ro")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(explain(from, err), db.Close()) }()
	_, err = db.Exec("VACUUM INTO ?", to)
	return err
}

// copyFile copies a file that may be absent.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
