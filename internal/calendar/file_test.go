package calendar

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "busy.ics")
	_, err := fetch(t, Options{URL: path})
	wants(t, err, "no such file")
	write(t, path, document)
	if got, err := fetch(t, Options{URL: path}); err != nil || got != document {
		t.Errorf("%q, %v", got, err)
	}
	write(t, path, strings.Repeat("x", 2000))
	if _, err := fetch(t, Options{URL: path, MaxBytes: 1999}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	_, err = fetch(t, Options{URL: os.DevNull})
	wants(t, err, "no regular file")
}

// A folder is the sum of its calendars.
func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "odd [name]*")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	_, err := fetch(t, Options{URL: dir})
	wants(t, err, "no .ics file")
	for _, name := range []string{"a.ics", "b.ics", "notes.txt"} {
		write(t, filepath.Join(dir, name), name+" ")
	}
	if got, err := fetch(t, Options{URL: dir}); err != nil || got != "a.ics b.ics " {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := fetch(t, Options{URL: dir, MaxBytes: 7}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large together: %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
