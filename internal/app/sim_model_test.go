package app_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// model is what should be true by the rules of state, kept apart from the
// program: what every folder holds, and where every thread stands.
type model struct {
	shelves map[string][]imapmem.Message // INBOX, Sent, Drafts
	talks   []*talk
	papers  map[uint32]*paper // what lies in Drafts
	deleted map[string]bool   // Message-IDs of drafts that the user threw away
	days    map[string]int    // summaries, by the date they are for
	unsure  map[*talk]bool    // threads with a draft that a lost database had been sure of
	wrote   map[thread.Action]int
	adopted map[thread.DraftState]int // what became of drafts when the database was lost
	serial  int
}

func newModel() model {
	return model{shelves: map[string][]imapmem.Message{}, papers: map[uint32]*paper{}, deleted: map[string]bool{}, days: map[string]int{}, unsure: map[*talk]bool{}, adopted: map[thread.DraftState]int{}, wrote: map[thread.Action]int{}}
}

// talk is a thread: one invitation and what came of it.
type talk struct {
	party
	letter  letter
	subject string
	uid     string   // of the calendar event
	changes int      // of it
	refs    []string // Message-IDs, oldest first
	ask     string   // Message-ID of the mail to answer; empty: nobody can know
	// want is the state: waiting stands for all in which an answer is owed; empty
	// is one that nobody can know, since the database that knew it is lost.
	want thread.State
	// deep: part of want rests on what only the database knows (P7).
	deep  bool
	after aftermath
	// gone: the thread reaches further back than a first run looks.
	gone  bool
	begun time.Time
}

// paper is a message in Drafts.
type paper struct {
	id      string
	talk    *talk
	ask     string        // Message-ID of the mail it answers
	action  thread.Action // of a draft of the daemon's; empty: the user's own
	touched bool          // by the user
}

// id makes a Message-ID.
func (s *sim) id(domain string) string {
	s.serial++
	return fmt.Sprintf("m%d.%d@%s", s.serial, s.seed, domain)
}

// open are the threads in which an answer is owed.
func (s *sim) pick(may func(*talk) bool) *talk {
	var list []*talk
	for _, t := range s.talks {
		if !t.gone && may(t) {
			list = append(list, t)
		}
	}
	if len(list) == 0 {
		return nil
	}
	// Most of what happens, happens in threads of the last days.
	return one(s, list[max(0, len(list)-12):])
}

func open(t *talk) bool { return t.want == thread.Waiting }

// papersOf returns the UIDs of what lies in Drafts for a thread, in order.
func (s *sim) papersOf(t *talk, may func(*paper) bool) []uint32 {
	var list []uint32
	for uid, p := range s.papers {
		if p.talk == t && may(p) {
			list = append(list, uid)
		}
	}
	slices.Sort(list)
	return list
}

func ours(p *paper) bool      { return p.action != "" }
func untouched(p *paper) bool { return p.action != "" && !p.touched }
func own(p *paper) bool       { return p.action == "" }

// paper finds a paper by what it is.
func (s *sim) paper(may func(*paper) bool) (uint32, *paper) {
	var uids []uint32
	for uid, p := range s.papers {
		if !p.talk.gone && may(p) {
			uids = append(uids, uid)
		}
	}
	if len(uids) == 0 {
		return 0, nil
	}
	slices.Sort(uids)
	uid := one(s, uids)
	return uid, s.papers[uid]
}

func (s *sim) onShelf(folder string, uid uint32) imapmem.Message {
	i := slices.IndexFunc(s.shelves[folder], func(m imapmem.Message) bool { return m.UID == uid })
	if i < 0 {
		s.fail("the model has no message %d of %s", uid, folder)
	}
	return s.shelves[folder][i]
}

// talkOf finds the thread that a message belongs to.
func (s *sim) talkOf(m *message.Message) *talk {
	for _, id := range append(slices.Clone(m.InReplyTo), m.References...) {
		for _, t := range s.talks {
			if slices.Contains(t.refs, id) {
				return t
			}
		}
	}
	return nil
}

// entry returns the program's idea of a thread; false when it has none.
func (t *talk) entry(list []app.Entry) (app.Entry, bool) {
	for _, e := range list {
		if slices.Contains(t.refs, e.First.MessageID) || slices.Contains(t.refs, e.Ask.MessageID) {
			return e, true
		}
	}
	return app.Entry{}, false
}

// lost says what becomes of the threads when the database is lost.
func (s *sim) lost() {
	for _, t := range s.talks {
		t.after.forgets()
		if t.deep || t.want == thread.Dismissed {
			t.want, t.ask = "", ""
		}
	}
	for _, p := range s.papers {
		if foreign(p.id) {
			p.action = "" // saved under another Message-ID: now it is the user's own
		}
	}
	clear(s.deleted)
}

// foreign tells a Message-ID that the user's mail program made from one of the
// daemon's.
func foreign(id string) bool { return strings.HasSuffix(id, "@mail.example.org") }

// redated gives a message another Date and, if asked for, another Message-ID, as
// mail programs do on sending.
func (s *sim) redated(raw []byte, id string) string {
	text := redate(string(raw), s.now())
	if id == "" {
		return text
	}
	head, body, _ := strings.Cut(text, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "Message-ID: ") {
			lines[i] = "Message-ID: <" + id + ">"
		}
	}
	return strings.Join(lines, "\r\n") + "\r\n\r\n" + body
}
