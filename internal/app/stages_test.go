package app_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/store"
	"rsvpd/internal/testlib"
)

// counting are the readings that open an invitation, or change one.
var counting = []detect.Category{
	detect.Invitation, detect.Outreach, detect.Assessment, detect.Reminder,
	detect.Confirmation, detect.Cancellation, detect.Rejection, detect.Offer,
}

// invitingMail reads the mails of a set that are labelled as invitations, by name.
func invitingMail(t *testing.T, set fs.FS) map[string][]byte {
	t.Helper()
	labels, err := fs.ReadFile(set, "labels.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	mails := map[string][]byte{}
	for line := range bytes.Lines(labels) {
		var l struct{ File, Label string }
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatal(err)
		}
		if l.Label != string(detect.Invitation) {
			continue
		}
		raw, err := fs.ReadFile(set, path.Join("mail", l.File))
		if err != nil {
			t.Fatal(err)
		}
		mails[l.File] = raw
	}
	return mails
}

// TestStagesLoseNothing: of mail that is fetched in stages, nothing is lost that
// reading all of it would find. The servers' side is real, from the header fields
// to the parts.
func TestStagesLoseNothing(t *testing.T) {
	const own = "../eval/testdata"
	entries, err := os.ReadDir(own)
	if err != nil {
		t.Fatal(err)
	}
	mails := map[string][]byte{}
	for _, e := range entries {
		for name, raw := range invitingMail(t, os.DirFS(path.Join(own, e.Name()))) {
			mails[e.Name()+"/"+name] = raw
		}
	}
	holdStages(t, mails)
}

// TestStagesOutside holds the same on labelled mail outside the repository.
func TestStagesOutside(t *testing.T) {
	for _, name := range []string{"invitations", "full-sample"} {
		holdStages(t, invitingMail(t, testlib.Labelled(t, name)))
	}
}

func holdStages(t *testing.T, mails map[string][]byte) {
	t.Helper()
	w := onMemory(t)(t)
	w.settings = "[window]\nlookback = \"3d\"\n[reply]\nundecided = \"none\"\n"
	for _, raw := range mails {
		if _, err := w.memory.Seed("robin", "INBOX", wired(raw), w.now); err != nil {
			t.Fatal(err)
		}
	}
	w.pass()
	lex, err := lexicon.Load(config.Embedded())
	w.must(err)
	reader, err := app.NewReader(lex)
	w.must(err)
	var lost []string
	w.must(w.store.View(t.Context(), func(tx *store.Tx) error {
		for name, raw := range mails {
			r := reader.Read(wired(raw), w.now, app.ReadOptions{Zone: w.config().Zone})
			known, _, err := tx.Mail(owner, r.Message.Identity())
			if err != nil {
				return err
			}
			if !known.Relevant && slices.Contains(counting, r.Verdict.Category) {
				lost = append(lost, name+": "+string(r.Verdict.Category))
			}
		}
		return nil
	}))
	slices.Sort(lost)
	t.Logf("%d invitations, %d lost", len(mails), len(lost))
	if len(mails) < 20 || len(lost) > 0 {
		t.Errorf("of %d mails lost:\n  %s", len(mails), strings.Join(lost, "\n  "))
	}
}

// wired gives a file the line ends of the wire.
func wired(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}
