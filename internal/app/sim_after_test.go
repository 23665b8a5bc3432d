package app_test

import (
	"slices"
	"time"

	"rsvpd/internal/thread"
)

// aftermath is what the model knows of a thread once the user has answered in it:
// whether one follow-up to a decline may stand (ETIQUETTE A3).
type aftermath struct {
	said     thread.Action // what the user's latest answer does; empty: words of their own
	saidAs   string        // Message-ID of that answer
	latest   string        // Message-ID of the user's latest mail, a follow-up too
	declined time.Time     // when they sent a decline of the daemon's
	heard    bool          // the other side has written since
	followed bool          // a follow-up was sent
	thrown   bool          // one was thrown away, which only the database knows

	// What happened since the daemon last looked: drafts deleted, drafts sent under
	// another Message-ID, and all mail under such a one. Of which draft that is,
	// and whether it is one, it has to guess.
	deleted, renamed, foreign int
	blurred                   bool // perhaps it has guessed wrong
}

// spoke notes a mail of the user's: a draft of the daemon's, or words of their own.
func (a *aftermath) spoke(act thread.Action, id string, at time.Time) {
	a.heard, a.latest = false, id
	if foreign(id) {
		a.foreign++
	}
	if act == thread.FollowUp {
		a.followed = true
		return
	}
	a.said, a.saidAs = act, id
	if act == thread.Decline {
		a.declined = at
	}
}

// sent notes a draft of the daemon's that was sent.
func (a *aftermath) sent(act thread.Action, id string, at time.Time) {
	a.spoke(act, id, at)
	if foreign(id) {
		a.renamed++
	}
}

// looked ends the time in which things happened unseen.
func (a *aftermath) looked() {
	a.blurred = a.blurred || a.deleted > 0 && a.foreign > 0 || a.renamed > 0 && a.foreign > 1
	a.deleted, a.renamed, a.foreign = 0, 0, 0
}

// forgets is what a lost database does: a draft that went under another
// Message-ID is like any words of the user's.
func (a *aftermath) forgets() {
	a.thrown, a.blurred = false, a.thrown // perhaps it lies in the trash
	if foreign(a.saidAs) || foreign(a.latest) {
		a.said = ""
	}
}

// When a follow-up may stand: five business days after the decline, for 30 days.
const (
	followUpDays  = 5
	followUpUntil = 30 * 24 * time.Hour
)

// ripe is when a follow-up to a decline may first be written.
func (s *sim) ripe(declined time.Time) time.Time {
	t := declined.In(s.zone())
	free := func() bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }
	next := func(clock time.Time) {
		y, m, d := t.Date()
		t = time.Date(y, m, d+1, clock.Hour(), clock.Minute(), clock.Second(), 0, t.Location())
	}
	for free() {
		next(time.Time{})
	}
	clock := t
	for n := 0; n < followUpDays; {
		if next(clock); !free() {
			n++
		}
	}
	return t
}

// followable reports whether a follow-up is right in a thread at all, whatever
// the time.
func (s *sim) followable(t *talk) bool {
	return t.want == thread.Answered && t.after.said == thread.Decline && !t.after.heard && !t.after.followed && !t.after.thrown && len(s.papersOf(t, own)) == 0
}

// checkAfter: one follow-up stands where a decline of the daemon's, their last
// word, has met silence; none stands anywhere else, and no draft that answers
// where no answer is owed (P3, P10).
func (s *sim) checkAfter(t *talk) {
	s.t.Helper()
	if t.gone || t.want == "" || s.unsure[t] {
		return
	}
	if open(t) {
		if slices.ContainsFunc(s.papersOf(t, untouched), func(uid uint32) bool { return s.papers[uid].action == thread.FollowUp }) {
			s.failFor(t, "a follow-up stands, and an answer is owed")
		}
		return
	}
	for _, uid := range s.papersOf(t, untouched) {
		switch p := s.papers[uid]; {
		case p.action != thread.FollowUp:
			s.failFor(t, "a %s draft stands, and it is %s", p.action, t.want)
		case t.after.blurred:
		case !s.followable(t):
			s.failFor(t, "a follow-up stands: it is %s; they said %q last, heard %v, followed %v, thrown away %v", t.want, t.after.said, t.after.heard, t.after.followed, t.after.thrown)
		case s.now().Before(s.ripe(t.after.declined)):
			s.failFor(t, "a follow-up stands before its time, %s", s.ripe(t.after.declined))
		}
	}
	now, ripe := s.now(), s.ripe(t.after.declined)
	if !t.after.blurred && s.followable(t) && now.After(ripe.Add(lag)) && now.Before(ripe.Add(followUpUntil-lag)) && len(s.papersOf(t, ours)) == 0 {
		s.failFor(t, "A3: nobody has answered the decline, and no follow-up stands since %s", ripe)
	}
	if !t.after.blurred && now.After(ripe.Add(followUpUntil+lag)) && len(s.papersOf(t, untouched)) > 0 {
		s.failFor(t, "a follow-up stands long after its time, %s", ripe)
	}
}
