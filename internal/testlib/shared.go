package testlib

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
)

// Labelled returns the folder of labelled data called name ("suites",
// "invitations"). It looks in RSVPD_EVAL, where each is a folder, then for
// data/NAME.tar.gz in RSVPD_SHARED, or where that is not set in the folder shared
// beside the repository. The data is no part of the project: where it is absent
// the test is skipped.
func Labelled(t testing.TB, name string) fs.FS {
	t.Helper()
	if dir := os.Getenv("RSVPD_EVAL"); dir != "" {
		return os.DirFS(filepath.Join(dir, name))
	}
	files, err := untar(filepath.Join(sharedFolder(), "data", name+".tar.gz"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("no labelled data: set RSVPD_EVAL or RSVPD_SHARED (%v)", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	sub, err := fs.Sub(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// sharedFolder is where the data lies that no variable points to.
func sharedFolder() string {
	if dir := os.Getenv("RSVPD_SHARED"); dir != "" {
		return dir
	}
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "../../../shared")
}

// untar reads an archive into memory.
func untar(path string) (fs.FS, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	packed, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := fstest.MapFS{}
	for r := tar.NewReader(packed); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", path, h.Name, err)
		}
		out[filepath.ToSlash(filepath.Clean(h.Name))] = &fstest.MapFile{Data: data}
	}
}
