package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// makeDatabase writes a database with some rows and returns its path.
func makeDatabase(t *testing.T, dir string) string {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error {
		var errs []error
		for i := range 200 {
			m := Mail{Identity: strings.Repeat("x", i+1), Received: at(i), Relevant: true, Data: bytes.Repeat([]byte("data"), 50)}
			errs = append(errs, tx.PutMail(robin, m))
		}
		return errors.Join(errs...)
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, FileName)
}

// A damaged file is told from other errors, by every way to open it, and the
// error says that it may go. Deleting it helps.
func TestDamage(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(data []byte) []byte
	}{
		{"not a database", func([]byte) []byte { return []byte(strings.Repeat("this is no database\n", 300)) }},
		{"cut short", func(data []byte) []byte { return data[:len(data)/2] }},
		{"zeros in the middle", func(data []byte) []byte { clear(data[4096 : len(data)-4096]); return data }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			path := makeDatabase(t, dir)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, c.damage(data), 0o600); err != nil {
				t.Fatal(err)
			}
			for name, open := range map[string]func(string) (*Store, error){"Open": Open, "Snapshot": Snapshot} {
				_, err := open(dir)
				var corrupt *CorruptError
				if !errors.As(err, &corrupt) || corrupt.Path != path || !strings.Contains(err.Error(), "delete it") {
					t.Errorf("%s: %v", name, err)
				}
			}
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			openTest(t, dir)
		})
	}
}

func TestDamageWhileReading(t *testing.T) {
	dir := t.TempDir()
	path := makeDatabase(t, dir)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(data[len(data)/2:])
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := OpenReadOnly(dir) // looks at no more than it needs
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *Tx) error { _, err := tx.Mails(robin, at(0)); return err })
	var corrupt *CorruptError
	if !errors.As(err, &corrupt) {
		t.Errorf("got %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestNewerSchema(t *testing.T) {
	dir := t.TempDir()
	path := makeDatabase(t, dir)
	setVersion(t, path, 99)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(string) (*Store, error){"Open": Open, "OpenReadOnly": OpenReadOnly, "Snapshot": Snapshot} {
		_, err := open(dir)
		var newer *NewerError
		if !errors.As(err, &newer) || newer.Have != 99 || newer.Path != path || !strings.Contains(err.Error(), "newer rsvpd") {
			t.Errorf("%s: %v", name, err)
		}
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the refused database was changed (%v)", err)
	}
}

func setVersion(t *testing.T, path string, n int) {
	t.Helper()
	db, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec("PRAGMA user_version = " + string(rune('0'+n/10)) + string(rune('0'+n%10)))
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// Migrations are numbered without a gap and leave the number that outdated
// compares with.
func TestMigrations(t *testing.T) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := "migrations/000" + string(rune('1'+i)); !strings.HasPrefix(name, want) {
			t.Errorf("%s is not number %d", name, i+1)
		}
	}
	s := openTest(t, t.TempDir())
	if n, err := version(s.write); err != nil || n != len(names) {
		t.Errorf("version %d, %v; %d migrations", n, err, len(names))
	}
}

// A migration that fails leaves the schema as it was.
func TestMigrationFails(t *testing.T) {
	s := openTest(t, t.TempDir())
	before, err := version(s.write)
	if err != nil {
		t.Fatal(err)
	}
	if err := step(s.write, "CREATE TABLE half (x); CREATE TABLE mail (y)", before+1); err == nil {
		t.Fatal("no error")
	}
	if n, err := version(s.write); err != nil || n != before {
		t.Errorf("version %d, %v", n, err)
	}
	if _, err := s.write.Exec("SELECT * FROM half"); err == nil {
		t.Error("half a migration stayed")
	}
}
