package app_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/decide"
	"rsvpd/internal/demo"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// fillers surround the sample mailbox with everyday mail.
const fillers = 150

// TestMailbox runs the program on the sample mailbox among everyday mail, more
// than two hundred in all: exactly the expected drafts stand, further passes
// change nothing, and every mail keeps its flags.
func TestMailbox(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			w := sampleWorld(t, s.start(t)(t))
			before := w.snapshot(demo.Inbox, demo.Sent)
			w.pass()
			w.checkSample()
			drafts := w.snapshot(demo.Drafts)
			for range 2 {
				if r := w.pass(); len(r.Accounts[0].Done) != 0 {
					t.Errorf("a further pass did %q", r.Accounts[0].Done)
				}
			}
			if again := w.snapshot(demo.Drafts); again != drafts {
				t.Errorf("Drafts changed:\n%s\nwas\n%s", again, drafts)
			}
			if after := w.snapshot(demo.Inbox, demo.Sent); after != before {
				t.Errorf("the mailbox changed:\n%s\nwas\n%s", after, before)
			}
			w.forget()
			w.pass()
			if again := w.snapshot(demo.Drafts); again != drafts {
				t.Errorf("with the database lost, Drafts became\n%s\nwas\n%s", again, drafts)
			}
		})
	}
}

// sampleWorld fills a world with the sample mailbox.
func sampleWorld(t *testing.T, w *world) *world {
	zone, err := time.LoadLocation(demo.ZoneName)
	w.must(err)
	w.now = demo.Now(time.Date(2026, 5, 13, 12, 0, 0, 0, zone), zone)
	mails, err := demo.Mailbox(w.now, zone)
	w.must(err)
	w.sample = append(mails, demo.Filler(fillers, 1, w.now)...)
	c := w.client()
	for _, m := range w.sample {
		if m.Folder == demo.Archive {
			continue // not watched, and not on every server
		}
		_, err := c.Append(t.Context(), w.at(m.Folder), m.Raw, m.Flags, m.Received)
		w.must(err)
	}
	w.must(c.Close(t.Context()))
	return w
}

// checkSample compares what became of each mail with what should have.
func (w *world) checkSample() {
	w.t.Helper()
	entries := map[string]app.Entry{} // by Message-ID
	for _, e := range w.entries() {
		entries[e.Ask.MessageID] = e
	}
	for _, m := range w.sample {
		id := message.ParseHeader(m.Raw).ID
		e, found := entries[id]
		delete(entries, id)
		switch {
		case !found && m.Want.State != "":
			w.t.Errorf("%s: no invitation, want one that is %s", m.Name, m.Want.State)
		case found && m.Want.State == "":
			w.t.Errorf("%s: taken for an invitation (%s): %v", m.Name, e.State, e.Ask.Evidence)
		case found:
			w.checkEntry(m, e)
		}
	}
	for _, e := range entries {
		w.t.Errorf("unknown invitation %q", e.Ask.Subject)
	}
}

func (w *world) checkEntry(m demo.Mail, e app.Entry) {
	w.t.Helper()
	var d decide.Decision
	if len(e.Decisions) > 0 {
		d = e.Decisions[0]
	}
	compare := func(what, got, want string) {
		if want != "" && got != want {
			w.t.Errorf("%s: %s is %q, want %q", m.Name, what, got, want)
		}
	}
	compare("state", string(e.State), m.Want.State)
	compare("kind", string(e.Facts.Kind), m.Want.Kind)
	compare("form", string(e.Facts.Form), m.Want.Form)
	compare("action", string(d.Action), m.Want.Action)
	compare("reason", cmp.Or(d.Reason, "none"), cmp.Or(m.Want.Reason, "none"))
	stands := slices.ContainsFunc(e.Drafts, func(d thread.Draft) bool { return d.State == thread.Standing })
	if stands != m.Want.Draft {
		w.t.Errorf("%s: a draft stands: %v, want %v; %+v", m.Name, stands, m.Want.Draft, d)
	}
}
