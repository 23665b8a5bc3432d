package app_test

import (
	"errors"
	"strings"
	"testing"

	"rsvpd/internal/mailbox"
)

// filed returns the subjects of what stands in the folder for copies.
func (w *world) filed() []string {
	w.t.Helper()
	var list []string
	for _, i := range w.list("Career") {
		_, after, _ := strings.Cut(string(i.Header), "Subject: ")
		subject, _, _ := strings.Cut(after, "\r\n")
		list = append(list, subject)
	}
	return list
}

// TestFiling copies what is settled into the user's folder, each mail once, and
// touches no original.
func TestFiling(t *testing.T) {
	for _, s := range everyServer {
		t.Run(s.name, func(t *testing.T) {
			world := s.start(t)
			t.Run("Copies", func(t *testing.T) { filesCopies(t, world(t)) })
			t.Run("NoFolder", func(t *testing.T) { filesNowhere(t, world(t)) })
		})
	}
}

func filesCopies(t *testing.T, w *world) {
	w.settings = "[reply]\nfile_in = \"Career\"\n" // as people see it, also where folders lie below INBOX
	w.makeFolder("Career")
	w.arrive("Rob Field <rob@field.example.net>", "Lunch on Friday?", "Shall we?", w.now)
	drafted(w)
	if got := w.filed(); len(got) != 0 {
		t.Fatalf("filed before it is settled: %q", got)
	}
	w.send(w.now.Add(hours(1)))
	w.now = w.now.Add(hours(2))
	before := w.snapshot("INBOX", "Sent")
	w.pass()
	want := []string{subject, "Re: " + subject}
	check := func(when string) {
		t.Helper()
		if got := w.filed(); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: filed %q, want %q", when, got, want)
		}
	}
	check("after the answer")
	w.pass()
	check("after another pass")
	w.forget()
	w.pass()
	check("after the database is lost")
	if after := w.snapshot("INBOX", "Sent"); after != before {
		t.Errorf("originals changed:\n%s\nwere\n%s", after, before)
	}
}

// filesNowhere: a folder that is not there is told of, and everything else goes
// on.
func filesNowhere(t *testing.T, w *world) {
	w.settings = "[reply]\nfile_in = \"Career\"\n"
	drafted(w)
	w.send(w.now.Add(hours(1)))
	w.now = w.now.Add(hours(2))
	_, err := w.tryPass()
	if !errors.Is(err, mailbox.ErrNoFolder) || !strings.Contains(err.Error(), "Career") {
		t.Errorf("the pass says %v", err)
	}
	w.wantState("answered")
}
