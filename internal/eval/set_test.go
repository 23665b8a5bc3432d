package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"rsvpd/internal/testlib"
)

// label is what a mail is known to be: one line of labels.jsonl.
type label struct {
	File      string `json:"file"` // below mail/
	Category  string `json:"label"`
	Kind      string `json:"kind"`
	Lang      string `json:"lang"`
	Family    string `json:"family"` // where the mail comes from
	Ambiguous bool   `json:"ambiguous"`
	Gold      *gold  `json:"gold"` // of invitations: what the mail says
}

// gold is what an invitation says. Keys that are not there are not known, empty
// ones are known to be unsaid.
type gold struct {
	Company        *string     `json:"company"`
	Role           *string     `json:"role"`
	Contact        *string     `json:"contact"`
	ContactAddress *string     `json:"contact_address"`
	ReplyPossible  *bool       `json:"reply_possible"`
	Form           string      `json:"form"`
	Stage          string      `json:"stage"`
	Slots          *[]goldSlot `json:"slots"`
	Deadline       *string     `json:"deadline_at"`
	Link           *string     `json:"link"`
}

type goldSlot struct {
	Start string `json:"start"` // RFC 3339, or the day alone
	End   string `json:"end"`
}

// set is mail from one place: labelled, or known to hold no invitation.
type set struct {
	name   string
	labels []label // none: real mail that invites nobody
	mail   fs.FS   // by label.File; for real mail all its files
}

// open reads a set from a folder.
func open(name string, dir fs.FS) (set, error) {
	raw, err := fs.ReadFile(dir, "labels.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		return set{name: name, mail: dir}, nil
	}
	if err != nil {
		return set{}, err
	}
	mail, err := fs.Sub(dir, "mail")
	if err != nil {
		return set{}, err
	}
	s := set{name: name, mail: mail}
	for n, line := range bytes.Split(bytes.TrimSpace(raw), []byte("\n")) {
		var l label
		if err := json.Unmarshal(line, &l); err != nil {
			return set{}, fmt.Errorf("%s: labels.jsonl:%d: %w", name, n+1, err)
		}
		s.labels = append(s.labels, l)
	}
	return s, nil
}

// labelled reports whether a folder is a set, or holds real mail.
func labelled(name string, dir fs.FS) bool {
	_, err := fs.Stat(dir, "labels.jsonl")
	return err == nil || strings.Contains(name, "ham") || strings.Contains(name, "spam")
}

// outside reads all sets that lie outside the repository, in order of their
// names; the test is skipped where there are none.
func outside(t testing.TB) []set {
	t.Helper()
	var all []set
	for _, name := range testlib.LabelledNames(t) {
		if dir := testlib.Labelled(t, name); labelled(name, dir) {
			all = append(all, must(t, name, dir))
		}
	}
	return all
}

// own reads the project's own sets.
func own(t testing.TB) []set {
	t.Helper()
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	var all []set
	for _, e := range entries {
		all = append(all, must(t, e.Name(), os.DirFS("testdata/"+e.Name())))
	}
	return all
}

func must(t testing.TB, name string, dir fs.FS) set {
	t.Helper()
	s, err := open(name, dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
