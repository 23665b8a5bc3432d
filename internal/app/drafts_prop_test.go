package app

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"rsvpd/internal/decide"
	"rsvpd/internal/draft"
	"rsvpd/internal/thread"
)

var (
	draftsSeed = flag.Uint64("drafts.seed", 1, "the first random desk of the property of drafts")
	draftsN    = flag.Int("drafts.n", desks, "how many random desks")
)

// enough desks have something of everything on them.
const enough = 300

// TestEveryDraft: whatever invitations, rules, calendars and histories lie on a
// desk, each draft that is decided on can be written, passes the linter, goes to
// the one right address from the invited one, in the thread and its language, has
// no hole, states no reason and no interest that the user has not, and offers no
// time that is past, too soon, out of hours, busy, or offered elsewhere.
func TestEveryDraft(t *testing.T) {
	shipped := newShipped(t)
	seen, failed := map[string]int{}, 0
	for i := range *draftsN {
		seed := *draftsSeed + uint64(i)
		d := newDesk(t, seed, shipped)
		if wrong := d.examine(seen); len(wrong) > 0 {
			t.Errorf("-drafts.seed=%d -drafts.n=1:\n%s", seed, strings.Join(wrong, "\n"))
			if failed++; failed == 5 {
				t.Fatal("and so on")
			}
		}
	}
	if *draftsN < enough {
		return
	}
	for _, what := range covered(shipped.writer) {
		if seen[what] == 0 {
			t.Errorf("no draft of %q among %v: this test looks at too little", what, seen)
		}
	}
}

// covered is what must have been met among the drafts of a whole run.
func covered(w *draft.Writer) []string {
	list := []string{"decline again", "reschedule relayed", "booked", "late", "withheld", "outside", "impossible", "part"}
	for _, a := range []thread.Action{
		thread.Decline, thread.Reschedule, thread.Hold, thread.Ask, thread.Accept, thread.FollowUp, thread.Reopen, thread.Reconnect,
	} {
		list = append(list, string(a))
	}
	return append(list, w.Languages()...)
}

// examine writes and checks all drafts that a desk wants now. seen counts them.
func (d *desk) examine(seen map[string]int) (wrong []string) {
	list := d.account.entries(d.known, d.now)
	for i := range list {
		e := &list[i]
		for _, dec := range e.Decisions {
			if dec.Action == "" || dec.Action == thread.None {
				continue
			}
			if dec.Withheld != "" {
				seen["withheld"]++
				continue
			}
			l := letter{desk: d, entry: e, decision: &dec}
			l.check(list)
			for _, complaint := range l.wrong {
				wrong = append(wrong, l.name()+": "+complaint)
			}
			if len(l.wrong) > 0 {
				wrong = append(wrong, l.draft.Body, fmt.Sprint(l.draft.Findings))
			}
			l.count(seen)
		}
	}
	return wrong
}

// letter is one draft under examination.
type letter struct {
	*desk
	entry    *Entry
	decision *decide.Decision
	draft    draft.Draft
	wrong    []string
}

func (l *letter) fail(format string, args ...any) {
	l.wrong = append(l.wrong, fmt.Sprintf(format, args...))
}

// name tells which draft it is.
func (l *letter) name() string {
	f := &l.entry.Facts
	return fmt.Sprintf("%s %s %s %s (%s, %q)", f.Lang, f.Kind, f.Form, l.decision.Action, l.entry.State, l.decision.Why)
}

func (l *letter) count(seen map[string]int) {
	d := l.decision
	seen[string(d.Action)]++
	for what, is := range map[string]bool{
		string(d.Action) + " again": d.Again, string(d.Action) + " relayed": d.Relayed, "booked": l.entry.State == thread.Booked, "late": d.Late,
		"outside": d.Outside, "impossible": d.Impossible, "part": strings.Contains(string(l.draft.Raw), "text/calendar"), l.language(): true,
	} {
		if is {
			seen[what]++
		}
	}
}

// check writes the draft and holds it to all that must be true of it.
func (l *letter) check(all []Entry) {
	var err error
	p := &pass{account: l.account}
	if l.draft, err = p.compose(*l.entry, *l.decision, 0, l.now); err != nil {
		l.fail("not written: %v", err)
		return
	}
	l.checkEnvelope()
	l.checkLanguage()
	l.checkHoles()
	l.checkTruth()
	l.checkPart()
	switch l.decision.Action {
	case thread.Reschedule:
		l.checkOffers(all)
	case thread.Accept:
		l.checkAccepted()
	case thread.Hold:
		l.checkDay()
	case thread.FollowUp, thread.Reconnect, thread.Reopen:
		l.checkOnce()
	}
}

// shipped are the words and templates of the product, read once.
type shipped struct {
	reader *Reader
	writer *draft.Writer
	stock  map[string][]draft.Input // cases of the catalogue by language: what its mails say
}

func newShipped(t *testing.T) *shipped {
	w, err := draft.Parse(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	s := &shipped{reader: newTestReader(t), writer: w, stock: map[string][]draft.Input{}}
	for name, in := range w.Catalogue() {
		if strings.Contains(name, ", all facts: decline differs with a note") || strings.Contains(name, ", own program: decline ") {
			s.stock[in.Invitation.Facts.Lang] = append(s.stock[in.Invitation.Facts.Lang], in)
		}
	}
	return s
}
