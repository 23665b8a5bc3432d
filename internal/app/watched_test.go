package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// TestAllMail watches the folder of all mail, as Gmail has one: what a filter has
// archived is seen, and the copies there of the draft and of what was sent are not
// taken for anything else.
func TestAllMail(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			w := s.start(t)(t)
			w.makeFolder("All Mail")
			w.account = "folders = ['\\All']\n"
			raw, _ := w.mail(dana, subject, askFree, w.now)
			w.put("All Mail", raw, w.now)
			w.now = w.now.Add(hours(26))
			w.pass()
			w.oneDraft()

			for _, i := range w.list("Drafts") {
				w.put("All Mail", string(i.Raw), w.now, `\Draft`, `\Seen`)
			}
			w.pass()
			if n := w.kept(); n != 1 {
				t.Errorf("the copy of the draft is taken for a mail: %d are kept", n)
			}
			w.oneDraft()
			w.wantState("drafted")

			w.send(w.now.Add(hours(1)))
			w.now = w.now.Add(hours(2))
			for _, i := range w.list("Sent") {
				w.put("All Mail", string(i.Raw), w.now, `\Seen`)
			}
			w.pass()
			w.noDraft("it was sent")
			w.wantState("answered")
			w.forget()
			w.now = w.now.Add(hours(2))
			w.pass()
			w.noDraft("it was sent, whether the database knows it or not")
			w.wantState("answered")
			if n := len(w.entries()); n != 1 {
				t.Errorf("%d invitations", n)
			}
		})
	}
}

// kept is how many mails the database knows.
func (w *world) kept() (n int) {
	w.t.Helper()
	w.withApp(func(*app.App) {
		w.must(w.store.View(w.t.Context(), func(tx *store.Tx) error {
			mails, err := tx.Mails(owner, time.Time{})
			n = len(mails)
			return err
		}))
	})
	return n
}

// A watched folder that does not exist is told of with what comes near, and the
// others are read all the same; one that is named twice is read once.
func TestWatchedFolders(t *testing.T) {
	w := onMemory(t)(t)
	w.makeFolder("Interviews")
	w.account = "folders = [\"Inbox\", \"interviews\", \"INTERVIEWS\", \"Intervews\"]\n"
	raw, _ := w.mail(dana, subject, askFree, w.now)
	w.put("Interviews", raw, w.now)
	report, err := w.tryPass()
	if !errors.Is(err, mailbox.ErrNoFolder) || !strings.Contains(err.Error(), `"Intervews" does not exist: did you mean ["Interviews"]?`) {
		t.Errorf("the pass says %v", err)
	}
	if report.Accounts[0].New != 1 {
		t.Errorf("%d mails were read", report.Accounts[0].New)
	}
	w.wantState("waiting")
	w.account = "folders = [\"INBOX\", \"Interviews\"]\n"
	w.pass()
}

// Mail to another spelling of the user's address is an invitation to them, and is
// answered from there.
func TestInvitedElsewhere(t *testing.T) {
	w := onMemory(t)(t)
	raw, _ := w.mail(dana, subject, askFree, w.now)
	w.put("INBOX", strings.Replace(raw, owner, "Robin+Jobs@Example.org", 1), w.now)
	w.now = w.now.Add(26 * time.Hour)
	w.pass()
	if from := w.oneDraft().From.Address; from != "Robin+Jobs@Example.org" {
		t.Errorf("answered from %s", from)
	}
}
