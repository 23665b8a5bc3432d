package app_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

var (
	lifeSeed  = flag.Uint64("life.seed", 0, "live the one life of this seed; 0: the first ones")
	lifeSeeds = flag.Uint64("life.seeds", 1, "how many lives to live")
	lifeDays  = flag.Int("life.days", days, "days of a life")
	lifeStory = flag.Bool("life.story", false, "tell every life, not only those that fail")
)

// TestSimulation lives whole lives: the daemon runs for 90 days while mail comes,
// the user works in their mailbox, the server breaks down and the machine sleeps,
// in a random order. After every step the promises are checked.
func TestSimulation(t *testing.T) {
	if *lifeSeed != 0 {
		live(t, *lifeSeed)
		return
	}
	for seed := range *lifeSeeds {
		t.Run(fmt.Sprint("seed=", seed+1), func(t *testing.T) { live(t, seed+1) })
	}
}

func live(t *testing.T, seed uint64) {
	begun := time.Now()
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, seed)
		s.settle(2)
		for end := s.now().AddDate(0, 0, *lifeDays); s.now().Before(end); {
			s.disturb()
			s.act()
			s.settle(2)
			s.check()
			s.rest()
			s.check()
		}
		if *lifeStory {
			for _, l := range s.trace {
				t.Log(l)
			}
		}
		n, looks := s.count()
		t.Logf("%d threads, %d passes (%d failed), drafts %v, taken up %v, %d summaries", len(s.talks), n, looks-n, s.wrote, s.adopted, len(s.days))
		if *lifeDays >= 90 && len(s.wrote) < 3 {
			t.Errorf("hardly anything happened: drafts %v", s.wrote)
		}
	})
	t.Logf("took %v", time.Since(begun).Round(time.Millisecond))
}

// act does a few things at once, in different threads or one after the other.
func (s *sim) act() {
	n := 1
	if s.chance(4) {
		n += s.rng.IntN(3)
	}
	for range n {
		s.deed()
		if !s.chance(3) {
			s.settle(2)
			s.check()
		}
	}
}

func (s *sim) deed() {
	total := 0
	for _, d := range deeds {
		total += d.weight
	}
	at := s.rng.IntN(total)
	i := slices.IndexFunc(deeds, func(d deed) bool { at -= d.weight; return at < 0 })
	s.log("%s", deeds[i].name)
	if !deeds[i].do(s) {
		s.log("  there is nothing to do it to")
	}
	// Mail has times in whole seconds.
	time.Sleep(time.Second)
}

// rest lets time pass: awake, or asleep with the lid closed.
func (s *sim) rest() {
	s.log("time passes")
	switch s.rng.IntN(12) {
	case 0:
		time.Sleep(time.Duration(1+s.rng.IntN(90)) * time.Minute)
	case 1:
		time.Sleep(time.Duration(1+s.rng.IntN(30)) * time.Minute)
	case 3:
		s.suspend(time.Duration(1+s.rng.IntN(30)) * time.Minute)
	default:
		s.suspend(time.Duration(2+s.rng.IntN(24)) * time.Hour)
	}
	s.settle(1)
}

// disturb breaks something now and then.
func (s *sim) disturb() {
	for _, d := range []struct {
		name  string
		every int
		do    func()
	}{
		{"the server drops all connections", 10, s.srv.Drop},
		{"the next mail is refused", 25, func() { s.will(imapmem.Fault{No: "[OVERQUOTA] mailbox is full"}) }},
		{"the next mail is lost on the way", 25, func() { s.will(imapmem.Fault{Drop: true}) }},
		{"the answer to the next mail is lost", 15, func() { s.will(imapmem.Fault{Drop: true, Stored: true}) }},
		{"the server is busy at login", 25, s.busy},
		{"the server can't be reached", 25, s.outage},
		{"the process will die", 12, func() { s.dieAt(one(s, []string{"intent", "sending", "appended", "done", "failed"})) }},
		{"a folder gets a new UIDVALIDITY", 20, s.recreate},
		{"restart", 12, func() { s.restart(false, func() {}) }},
		{"restart with other settings", 15, func() { s.restart(false, s.change) }},
		{"the database is lost", 15, func() { s.restart(true, func() {}) }},
	} {
		if s.chance(d.every) {
			s.log("%s", d.name)
			d.do()
		}
	}
}

func (s *sim) will(f imapmem.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, f)
}

func (s *sim) busy() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logins = append(s.logins, imapmem.Fault{No: "[UNAVAILABLE] try again later"}, imapmem.Fault{Drop: true})
}

func (s *sim) dieAt(point string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.crashAt = point
}

// outage takes the server away for a while: that has to be said (P4).
func (s *sim) outage() {
	s.mu.Lock()
	s.offline = true
	s.mu.Unlock()
	s.srv.Drop()
	s.suspend(time.Duration(1+s.rng.IntN(120)) * time.Minute)
	time.Sleep(time.Duration(1+s.rng.IntN(90)) * time.Minute)
	problems, err := s.app.Problems(s.t.Context(), owner)
	s.must(err)
	if len(problems) == 0 {
		s.fail("P4: the server can't be reached, and nothing says so")
	}
	s.mu.Lock()
	s.offline = false
	s.mu.Unlock()
}

// recreate does what moving a mailbox to another server does.
func (s *sim) recreate() {
	folder := one(s, []string{"INBOX", "Sent", "Drafts"})
	s.log("  %s", folder)
	s.must(s.srv.Recreate("robin", folder))
	list := s.shelves[folder]
	s.shelves[folder] = nil
	papers := s.papers
	if folder == "Drafts" {
		s.papers = map[uint32]*paper{}
	}
	for _, m := range list {
		s.restore(folder, m)
		if folder == "Drafts" {
			now := s.shelves[folder][len(s.shelves[folder])-1].UID
			s.papers[now] = papers[m.UID]
		}
	}
	if s.chance(2) {
		s.srv.Drop()
	}
}

func (s *sim) restart(forget bool, change func()) {
	s.stop()
	change()
	if forget {
		s.forgetAll()
		return
	}
	s.start()
}

// change gives the user other wishes, or another place.
func (s *sim) change() {
	s.wish.poll = one(s, []string{"2m", "3m", "5m"})
	s.wish.idle = s.chance(2)
	s.wish.undecided = one(s, []string{"reschedule", "reschedule", "decline", "hold", "both", "none"})
	s.wish.rules = one(s, []string{"", "", rules})
	if s.chance(2) {
		s.wish.zone = one(s, []string{"America/New_York", "Australia/Lord_Howe", "Europe/Berlin"})
	}
	s.log("  %+v", s.wish)
}

const rules = `
[[rule]]
when = {role = "Data Engineer"}
then = "decline"
reason = "direction"
[[rule]]
when = {kind = "media"}
then = "hold"
[[rule]]
when = {form = "calendar"}
then = "accept"
[[rule]]
when = {role = "Site Reliability Engineer"}
then = "ask"
reason = "pay"
`

// lookback is how far back a first run reads, less the time that tests take.
const lookback = 29 * 24 * time.Hour

// forgetAll deletes the database and starts again: the same drafts stand (P7).
func (s *sim) forgetAll() {
	before := map[string]*paper{}
	for _, p := range s.papers {
		before[p.id] = p
	}
	s.forget()
	s.lost()
	for _, t := range s.talks {
		if s.now().Sub(t.begun) > lookback {
			t.gone = true
		}
	}
	s.reborn = s.now()
	s.start()
	s.settle(2)
	successors := map[string]int{} // by the mail they answer
	for _, m := range s.messages("Drafts") {
		if before[idOf(m.Raw)] == nil {
			successors[message.ParseHeader(m.Raw).InReplyTo[0]]++
		}
		delete(before, idOf(m.Raw))
	}
	for _, p := range before {
		if untouched(p) && successors[p.ask] > 0 {
			successors[p.ask]-- // replaced, since a time it offered has passed just now
			continue
		}
		s.failFor(p.talk, "P7: with the database lost, the %s draft is gone", p.action)
	}
	s.sure()
}

func idOf(raw []byte) string { return message.ParseHeader(raw).ID }

// sure asks which of the drafts that stand the program still knows to be
// untouched: what it can't be sure of it leaves alone from now on.
func (s *sim) sure() {
	for _, e := range s.entries() {
		for _, d := range e.Drafts {
			for _, p := range s.papers {
				if p.id != d.MessageID {
					continue
				}
				if untouched(p) && !s.unsure[p.talk] {
					s.adopted[d.State]++
				}
				if d.State == thread.Edited {
					s.unsure[p.talk] = true
				}
			}
		}
	}
}
