package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// listing describes a folder: names, modes, times and contents.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %v %d", path, info.Mode(), info.ModTime().UnixNano())
		if !d.IsDir() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %x", sha256.Sum256(data))
		}
		b.WriteByte('\n')
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func appendKey(t *testing.T, s *Store, key string) {
	t.Helper()
	update(t, s, func(tx *Tx) error { _, err := tx.Append(robin, Entry{Key: key, Step: Done, At: at(0)}); return err })
}

func keys(t *testing.T, s *Store) string {
	t.Helper()
	var all []string
	for _, e := range view(t, s, func(tx *Tx) ([]Entry, error) { return tx.Journal(robin, time.Time{}) }) {
		all = append(all, e.Key)
	}
	return strings.Join(all, " ")
}

// A snapshot can be read and written, and leaves no trace in the state
// directory or, once closed, anywhere else.
func TestSnapshot(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup func(t *testing.T, dir string)
		want  string
	}{
		{"of nothing", func(*testing.T, string) {}, ""},
		{"of a closed database", func(t *testing.T, dir string) {
			s := openTest(t, dir)
			appendKey(t, s, "a")
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}, "a"},
		// What a killed process leaves: rows that are only in the log.
		{"of a database with a log", func(t *testing.T, dir string) {
			s := openTest(t, filepath.Join(t.TempDir()))
			appendKey(t, s, "a")
			appendKey(t, s, "b")
			for _, name := range []string{FileName, FileName + "-wal"} {
				if err := copyFile(filepath.Join(filepath.Dir(s.path), name), filepath.Join(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}, "a b"},
		{"with a daemon at work", func(t *testing.T, dir string) {
			lock(t, dir)
			s := openTest(t, dir)
			appendKey(t, s, "a")
			appendKey(t, s, "b")
		}, "a b"},
		{"with a daemon that has just begun", func(t *testing.T, dir string) { lock(t, dir) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			dir := t.TempDir()
			c.setup(t, dir)
			before := listing(t, dir)
			s, err := Snapshot(dir)
			if err != nil {
				t.Fatal(err)
			}
			if got := keys(t, s); got != c.want {
				t.Errorf("keys %q, want %q", got, c.want)
			}
			appendKey(t, s, "dry")
			if got := keys(t, s); got != strings.TrimSpace(c.want+" dry") {
				t.Errorf("after writing: %q", got)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			if after := listing(t, dir); after != before {
				t.Errorf("the state directory changed:\n%s\nwas:\n%s", after, before)
			}
			if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) != 0 {
				t.Errorf("left behind: %v %v", left, err)
			}
		})
	}
}

func TestSnapshotWithoutFolder(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := filepath.Join(t.TempDir(), "absent")
	s, err := Snapshot(dir)
	if err != nil {
		t.Fatal(err)
	}
	appendKey(t, s, "dry")
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the state directory was made: %v", err)
	}
}

func TestReadOnly(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup func(t *testing.T, dir string)
		want  string
	}{
		{"nothing there", func(*testing.T, string) {}, ""},
		{"closed", func(t *testing.T, dir string) {
			s, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			appendKey(t, s, "a")
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}, "a"},
		{"a daemon at work", func(t *testing.T, dir string) {
			lock(t, dir)
			appendKey(t, openTest(t, dir), "a")
		}, "a"},
		{"an older schema", func(t *testing.T, dir string) {
			if err := touch(filepath.Join(dir, FileName)); err != nil {
				t.Fatal(err)
			}
			db, err := open(filepath.Join(dir, FileName), "_pragma=journal_mode(WAL)")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec("CREATE TABLE stray (x)"); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("TMPDIR", t.TempDir())
			dir := t.TempDir()
			c.setup(t, dir)
			before := listing(t, dir)
			s, err := OpenReadOnly(dir)
			if err != nil {
				t.Fatal(err)
			}
			if got := keys(t, s); got != c.want {
				t.Errorf("keys %q, want %q", got, c.want)
			}
			err = s.Update(t.Context(), func(*Tx) error { return nil })
			if !errors.Is(err, ErrReadOnly) {
				t.Errorf("Update: %v", err)
			}
			if err := s.View(t.Context(), func(tx *Tx) error { return tx.PutMail(robin, Mail{Identity: "a"}) }); err == nil {
				t.Error("a View could write")
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			// With a daemon at work, SQLite's own -shm file records its readers.
			if after := listing(t, dir); after != before && c.name != "a daemon at work" {
				t.Errorf("reading left a trace:\n%s\nwas:\n%s", after, before)
			}
		})
	}
}

// A reader sees what the daemon writes after it has opened.
func TestReadOnlyFollows(t *testing.T) {
	dir := t.TempDir()
	writer := openTest(t, dir)
	appendKey(t, writer, "a")
	reader, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	appendKey(t, writer, "b")
	if got := keys(t, reader); got != "a b" {
		t.Errorf("keys %q", got)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
}

func lock(t *testing.T, dir string) {
	t.Helper()
	release, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := release(); err != nil {
			t.Error(err)
		}
	})
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	before := listing(t, dir)
	release, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("a second lock: %v", err)
	}
	if err := release(); err != nil {
		t.Error(err)
	}
	lock(t, dir)
	if listing(t, dir) != before {
		t.Error("the lock left a trace")
	}
	if _, err := Lock(filepath.Join(dir, "absent")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of nothing: %v", err)
	}
}

// A daemon that never pauses is copied by SQLite instead, and consistently: each
// entry with the mail of its transaction.
func TestSnapshotOfBusyDaemon(t *testing.T) {
	dir := t.TempDir()
	daemon := openTest(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	busy := make(chan struct{})
	group.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			if i == 1 {
				close(busy) // there is something to copy
			}
			update(t, daemon, func(tx *Tx) error {
				_, err := tx.Append(robin, Entry{Key: "k", Step: Done, At: at(0)})
				return errors.Join(err, tx.PutMail(robin, Mail{Identity: fmt.Sprint(i), Received: at(0), Relevant: true}))
			})
		}
	})
	<-busy
	s, err := Snapshot(dir)
	stop()
	group.Wait()
	if err != nil {
		t.Fatal(err)
	}
	entries := view(t, s, func(tx *Tx) ([]Entry, error) { return tx.History(robin, "k") })
	mails := view(t, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, at(0)) })
	if len(entries) != len(mails) || len(entries) == 0 {
		t.Errorf("%d entries, %d mails", len(entries), len(mails))
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
