package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/store"
)

// dull is an answer that says nothing of an interview.
const dull = "Thanks for the note. The printer on the third floor is out of paper again, could\nsomebody order some?"

// answering are the headers of an answer.
func answering(ids ...string) []string {
	var refs []string
	for _, id := range ids {
		refs = append(refs, "<"+id+">")
	}
	return []string{"In-Reply-To: " + refs[len(refs)-1], "References: " + strings.Join(refs, " ")}
}

// relevant counts the mails that take part in decisions.
func (w *world) relevant() (n int) {
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

// wantMails wants one invitation with exactly these mails.
func (w *world) wantMails(want ...string) {
	w.t.Helper()
	list := w.entries()
	if len(list) != 1 {
		w.t.Fatalf("%d invitations, want 1", len(list))
	}
	got := slices.Sorted(slices.Values(list[0].Mails))
	if slices.Sort(want); !slices.Equal(got, want) {
		w.t.Errorf("the invitation's mails are %q, want %q", got, want)
	}
}

// TestAnswersAreNoticed: an answer in a known thread counts whatever it says,
// and one among others leaves the invitations alone.
func TestAnswersAreNoticed(t *testing.T) {
	w := onMemory(t)(t)
	asks := w.arrive(dana, subject, askFree, w.now)
	w.pass()
	later := w.arrive("Facilities <desk@acme.example.com>", "Re: Paper", dull, w.now.Add(hours(1)), answering(asks)...)
	w.arrive("Facilities <desk@acme.example.com>", "Re: Printer", dull, w.now.Add(hours(1)), answering("unknown@example.com")...)
	w.now = w.now.Add(hours(2))
	w.pass()
	w.wantMails(asks, later)
	if n := w.relevant(); n != 2 {
		t.Errorf("%d mails count, want 2", n)
	}
}

// TestAnswersAhead: answers that come before what they answer, as in a folder
// that mail was moved back to, are part of the thread all the same, and so are
// the answers to them.
func TestAnswersAhead(t *testing.T) {
	w := onMemory(t)(t)
	raw, asks := w.mail(dana, subject, askFree, w.now.Add(-hours(9)))
	first := w.arrive("Facilities <desk@acme.example.com>", "Re: Paper", dull, w.now.Add(-hours(8)), answering(asks)...)
	second := w.arrive("Facilities <desk@acme.example.com>", "Re: Paper", dull, w.now.Add(-hours(7)), "In-Reply-To: <"+first+">")
	w.pass()
	if n := w.relevant(); n != 0 {
		t.Errorf("%d mails count before anything was asked", n)
	}
	w.put("INBOX", raw, w.now)
	w.pass()
	w.wantMails(asks, first, second)
}

// TestAnswersOfABatch: the same when all is read at once, in the wrong order.
func TestAnswersOfABatch(t *testing.T) {
	w := onMemory(t)(t)
	raw, asks := w.mail(dana, subject, askFree, w.now.Add(-hours(9)))
	first := w.arrive("Facilities <desk@acme.example.com>", "Re: Paper", dull, w.now.Add(-hours(8)), answering(asks)...)
	w.put("INBOX", raw, w.now)
	last := w.arrive("Facilities <desk@acme.example.com>", "Re: Paper", dull, w.now, answering(asks, first)...)
	w.pass()
	w.wantMails(asks, first, last)
}

// TestKilledReading: a first reading that is killed goes on where it was, and
// reads nothing twice.
func TestKilledReading(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			w := s.start(t)(t)
			w.fill(1100, 100)
			w.killAt("read 500")
			r := w.pass()
			if r.Accounts[0].New != 600 {
				t.Errorf("the second run read %d mails, want the 600 that were left", r.Accounts[0].New)
			}
			if list := w.entries(); len(list) != 2 {
				t.Errorf("%d invitations, want the one before the kill and the one after", len(list))
			}
			if r := w.pass(); r.Accounts[0].New != 0 {
				t.Errorf("a further run read %d mails", r.Accounts[0].New)
			}
		})
	}
}

// fill puts n mails into INBOX; the one at the given place from either end is an
// invitation.
func (w *world) fill(n, at int) {
	w.t.Helper()
	c := w.client()
	for i := range n {
		raw, _ := w.mail("Facilities <desk@acme.example.com>", fmt.Sprint("Paper ", i), dull, w.now)
		if i == at || i == n-at {
			raw, _ = w.mail(dana, subject, askFree, w.now)
			raw = strings.ReplaceAll(raw, "Acme Robotics", fmt.Sprint("Company ", i))
		}
		_, err := c.Append(w.t.Context(), "INBOX", []byte(raw), nil, w.now)
		w.must(err)
	}
	w.must(c.Close(w.t.Context()))
}
