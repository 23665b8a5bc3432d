package app_test

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/decide"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// check holds everything against the promises.
func (s *sim) check() {
	s.t.Helper()
	entries := s.entries()
	s.checkShelf("INBOX")
	s.checkShelf("Sent")
	s.checkDrafts(entries)
	for _, t := range s.talks {
		s.checkPapers(t)
		if !t.gone {
			s.checkState(t, entries)
		}
		t.after.looked()
	}
	s.checkOthers(entries)
	s.checkInTime(entries)
	s.checkSummary()
}

func (s *sim) entries() []app.Entry {
	s.t.Helper()
	list, err := s.app.Entries(s.t.Context(), owner, s.now().In(s.zone()))
	s.must(err)
	return list
}

// same compares what the daemon must not change: UID, flags, date and bytes.
func same(a, b imapmem.Message) bool {
	return a.UID == b.UID && a.InternalDate.Unix() == b.InternalDate.Unix() && slices.Equal(a.Flags, b.Flags) && bytes.Equal(a.Raw, b.Raw)
}

// checkShelf: INBOX and Sent hold what the world and the user put there, and
// summaries (P1, P2).
func (s *sim) checkShelf(folder string) {
	s.t.Helper()
	list := s.messages(folder)
	for _, want := range s.shelves[folder] {
		i := slices.IndexFunc(list, func(m imapmem.Message) bool { return m.UID == want.UID })
		if i < 0 {
			s.fail("P2: message %d of %s is gone", want.UID, folder)
		}
		if !same(list[i], want) {
			s.fail("P2: message %d of %s changed: flags %v, were %v", want.UID, folder, list[i].Flags, want.Flags)
		}
		list = slices.Delete(list, i, i+1)
	}
	for _, m := range list {
		day := message.ParseHeader(m.Raw).Get("X-Rsvpd-Summary")
		if folder != "INBOX" || day == "" {
			s.fail("P2: a message has come into %s: %.300q", folder, m.Raw)
		}
		s.days[day]++
		s.log("  summary of %s", day)
		if s.days[day] > 1 {
			s.fail("P5: a second summary for %s", day)
		}
		s.shelves[folder] = append(s.shelves[folder], m)
	}
}

// checkDrafts: what vanished from Drafts was an untouched draft of the daemon's,
// and what came is one (P2).
func (s *sim) checkDrafts(entries []app.Entry) {
	s.t.Helper()
	list := s.messages("Drafts")
	var kept []imapmem.Message
	for _, want := range s.shelves["Drafts"] {
		i := slices.IndexFunc(list, func(m imapmem.Message) bool { return m.UID == want.UID })
		if i < 0 {
			p := s.papers[want.UID]
			if !untouched(p) {
				s.failFor(p.talk, "P2: the user's draft is gone")
			}
			s.log("  the %s draft to %s was removed", p.action, p.talk.company)
			delete(s.papers, want.UID)
			continue
		}
		if !same(list[i], want) {
			s.fail("P2: message %d of Drafts changed: flags %v, were %v", want.UID, list[i].Flags, want.Flags)
		}
		kept = append(kept, want)
		list = slices.Delete(list, i, i+1)
	}
	for _, m := range list {
		s.papers[m.UID] = s.newDraft(m, entries)
	}
	s.shelves["Drafts"] = append(kept, list...)
}

// newDraft takes up a draft that the daemon has written.
func (s *sim) newDraft(m imapmem.Message, entries []app.Entry) *paper {
	s.t.Helper()
	head := message.ParseHeader(m.Raw)
	p := &paper{id: head.ID, talk: s.talkOf(head)}
	if p.talk == nil || len(head.InReplyTo) != 1 {
		s.fail("a draft for no thread: %.300q", m.Raw)
	}
	p.ask = head.InReplyTo[0]
	for _, e := range entries {
		for _, d := range e.Drafts {
			if d.MessageID == p.id {
				p.action = d.Action
			}
		}
	}
	s.log("  the %s draft to %s stands", p.action, p.talk.company)
	switch {
	case p.action == "":
		s.failFor(p.talk, "P3: the daemon does not know the draft %s", p.id)
	case s.deleted[p.id]:
		s.failFor(p.talk, "P3: the deleted draft %s is back", p.id)
	case strings.Join(m.Flags, " ") != `\Draft \Seen`:
		s.failFor(p.talk, "P2: the draft has the flags %v", m.Flags)
	case p.ask != p.talk.ask && p.talk.ask != "" && !p.talk.gone:
		s.failFor(p.talk, "the draft answers %s, not %s, the newest mail", p.ask, p.talk.ask)
	}
	s.wrote[p.action]++
	return p
}

// checkPapers: one draft per decision, none beside the user's own, none where
// no answer is owed (P3).
func (s *sim) checkPapers(t *talk) {
	s.t.Helper()
	pure := s.papersOf(t, untouched)
	touched := len(s.papersOf(t, func(p *paper) bool { return p.touched }))
	actions := map[thread.Action]int{}
	for _, uid := range pure {
		p := s.papers[uid]
		actions[p.action]++
		if actions[p.action] > 1 {
			s.failFor(t, "P3: two %s drafts", p.action)
		}
	}
	switch {
	case len(pure) == 0 || t.gone || t.want == "" || s.unsure[t]:
	case len(pure) > 1 && s.wish.undecided != "both":
		s.failFor(t, "P3: %d drafts: %v", len(pure), actions)
	case len(s.papersOf(t, own)) > 0:
		s.failFor(t, "P3: a draft stands beside the user's own")
	case touched > 0:
		s.failFor(t, "P3: a draft stands beside one that the user edited")
	}
	s.checkAfter(t)
}

// checkState: the program's idea of a thread is the model's.
func (s *sim) checkState(t *talk, entries []app.Entry) {
	s.t.Helper()
	e, ok := t.entry(entries)
	if !ok {
		s.failFor(t, "there is no such invitation")
	}
	got := e.State
	if got == thread.Drafted || got == thread.Lapsed {
		got = thread.Waiting
	}
	if t.want != "" && got != t.want {
		s.failFor(t, "it is %s, want %s", e.State, t.want)
	}
	if e.State == thread.Lapsed && e.Because == "" {
		s.failFor(t, "it is lapsed, and nothing says why")
	}
	stands := len(s.papersOf(t, ours)) > 0
	if open(t) && stands != (e.State == thread.Drafted) {
		s.failFor(t, "it is %s, and a draft stands: %v", e.State, stands)
	}
}

// checkOthers: nothing is taken for an invitation that is none, and no thread for
// two.
func (s *sim) checkOthers(entries []app.Entry) {
	s.t.Helper()
	seen := map[*talk]bool{}
	for _, e := range entries {
		i := slices.IndexFunc(s.talks, func(t *talk) bool { return slices.Contains(t.refs, e.First.MessageID) })
		if i < 0 || seen[s.talks[i]] {
			s.fail("one invitation too many: %q %s", e.First.Subject, e.First.MessageID)
		}
		seen[s.talks[i]] = true
	}
}

// lag is how long after its time a draft may come while the daemon is well.
const lag = time.Minute

// checkInTime: for every invitation the draft stands when it is due, or the
// reason why not can be seen (P4).
func (s *sim) checkInTime(entries []app.Entry) {
	s.t.Helper()
	for _, t := range s.talks {
		e, ok := t.entry(entries)
		if !ok || !e.State.Open() || t.gone || len(s.papersOf(t, all)) > 0 {
			continue
		}
		if len(e.Decisions) == 0 {
			s.failFor(t, "P4: nothing is decided, and it is %s", e.State)
		}
		due := slices.ContainsFunc(e.Decisions, func(d decide.Decision) bool { return d.Ready(s.now().Add(-lag)) })
		if due {
			s.failFor(t, "P4: it is due, and there is no draft")
		}
		if s.now().After(e.Window.Closes) && e.Decisions[0].Withheld == "" && e.Decisions[0].Action != thread.None {
			s.failFor(t, "P4: its window has closed, and nothing says why there is no draft")
		}
	}
}

func all(*paper) bool { return true }

// checkSummary: a summary for every date, once its time has come, while the
// daemon lives (P5). Where the database was lost after that time, the first
// comes on the next date.
func (s *sim) checkSummary() {
	s.t.Helper()
	now := s.now().In(s.zone())
	y, m, d := now.Date()
	at := time.Date(y, m, d, 7, 0, 0, 0, now.Location())
	if s.reborn.After(at) || now.Before(at.Add(2*lag)) {
		return
	}
	if day := now.Format(time.DateOnly); s.days[day] == 0 {
		s.fail("P5: no summary for %s, %s after its time", day, now.Sub(at))
	}
}
