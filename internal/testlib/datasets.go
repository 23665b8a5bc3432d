package testlib

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// LabelledNames lists what Labelled can open, sorted. Where there is nothing the
// test is skipped.
func LabelledNames(t testing.TB) []string {
	t.Helper()
	dir, suffix := os.Getenv("RSVPD_EVAL"), ""
	if dir == "" {
		dir, suffix = filepath.Join(sharedFolder(), "data"), ".tar.gz"
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no labelled data: set RSVPD_EVAL or RSVPD_SHARED (%v)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), suffix); ok && e.IsDir() == (suffix == "") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
