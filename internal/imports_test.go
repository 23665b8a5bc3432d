// Package internal_test holds the rules of the house that no compiler knows:
// who may import whom.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// chain is the pure core in the order in which it may import: each only what
// stands before it. lexicon and workday are leaves for all of it.
var chain = []string{"ical", "message", "when", "detect", "extract", "thread", "availability", "terms", "decide", "draft", "summary"}

var leaves = []string{"lexicon", "workday"}

// sides do not know each other, nor the core.
var sides = []string{"mailbox", "calendar", "store", "credential"}

// impure is what the core must not import itself: it is handed the time and the
// bytes, and hands back values.
var impure = []string{"net", "net/http", "os", "os/exec", "io/ioutil", "path/filepath", "log", "log/slog", "database/sql"}

// TestImports reads every non-test file and checks its imports.
func TestImports(t *testing.T) {
	seen := 0
	for file, imports := range sources(t) {
		seen++
		dir := path.Dir(file)
		for _, imp := range imports {
			if why := forbidden(dir, imp); why != "" {
				t.Errorf("%s imports %s: %s", file, imp, why)
			}
		}
	}
	if seen < 20 {
		t.Fatalf("only %d files read: the walk is broken", seen)
	}
}

// sources returns the imports of every Go file outside tests, by path from the
// root of the repository.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	root := ".."
	files := map[string][]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		files[rel] = []string{}
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			files[rel] = append(files[rel], name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// forbidden says why a package in dir must not import imp; empty when it may.
func forbidden(dir, imp string) string {
	name := strings.TrimPrefix(dir, "internal/")
	own, isOwn := strings.CutPrefix(imp, "rsvpd/internal/")
	core := slices.Contains(chain, name)
	switch {
	case strings.Contains(imp, "smtp"):
		return "rsvpd cannot send"
	case strings.HasPrefix(imp, "github.com/emersion/go-imap") && name != "mailbox" && name != "imapmem" && dir != "bench/floor":
		return "only mailbox and imapmem speak IMAP"
	case strings.HasPrefix(imp, "github.com/emersion/go-message") && name != "message" && (name != "mailbox" || imp != "github.com/emersion/go-message/charset"):
		return "only message reads and writes messages"
	case imp == "rsvpd/config" && name != "app" && dir != "cmd/rsvpd":
		return "only app and the command know the configuration"
	case (core || slices.Contains(leaves, name)) && slices.Contains(impure, imp):
		return "the core is pure"
	case own == "testlib":
		return "testlib is for tests"
	case slices.Contains(leaves, name) && isOwn:
		return "lexicon and workday are leaves"
	case core && isOwn && !slices.Contains(leaves, own) && !slices.Contains(chain[:slices.Index(chain, name)], own):
		return "imports point one way: " + strings.Join(chain, " -> ")
	case slices.Contains(sides, name) && isOwn:
		return "mailbox, calendar, store, credential and the core do not know each other"
	}
	return ""
}

// TestForbidden: the rules can fail.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		dir, imp string
		bad      bool
	}{
		{"internal/when", "os", true},
		{"internal/when", "rsvpd/internal/lexicon", false},
		{"internal/when", "rsvpd/internal/detect", true},
		{"internal/decide", "rsvpd/internal/thread", false},
		{"internal/store", "rsvpd/internal/thread", true},
		{"internal/draft", "net/smtp", true},
		{"internal/app", "rsvpd/config", false},
		{"internal/draft", "rsvpd/config", true},
		{"internal/app", "github.com/emersion/go-imap/v2", true},
		{"internal/mailbox", "github.com/emersion/go-message/charset", false},
		{"internal/mailbox", "github.com/emersion/go-message/mail", true},
	} {
		if got := forbidden(c.dir, c.imp) != ""; got != c.bad {
			t.Errorf("%s importing %s: forbidden %v, want %v", c.dir, c.imp, got, c.bad)
		}
	}
}

// TestCannotSend: nothing that is linked into the program speaks SMTP (P1).
func TestCannotSend(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "rsvpd/cmd/rsvpd").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 100 {
		t.Fatalf("only %d dependencies listed", len(deps))
	}
	for _, d := range deps {
		if strings.Contains(strings.ToLower(d), "smtp") {
			t.Errorf("%s is linked in", d)
		}
	}
}
