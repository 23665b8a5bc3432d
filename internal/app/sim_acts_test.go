package app_test

import (
	"fmt"
	"strings"

	"rsvpd/internal/app"
	"rsvpd/internal/thread"
)

// deed is something that the world or the user does. It returns false when there
// is nothing to do it to.
type deed struct {
	name   string
	weight int
	do     func(*sim) bool
}

// deeds is all that happens in a life, by how often.
var deeds = []deed{
	{"an invitation comes", 14, (*sim).invite},
	{"they remind", 4, (*sim).remind},
	{"they propose anew", 5, (*sim).proposeAnew},
	{"they move the event", 2, (*sim).moveEvent},
	{"they cancel", 2, (*sim).cancelled},
	{"they reject", 2, (*sim).rejected},
	{"they confirm", 3, (*sim).confirmed},
	{"they chat", 2, (*sim).chat},
	{"the user answers", 4, (*sim).answers},
	{"the user answers without threading", 2, (*sim).answersLoosely},
	{"the user accepts the event", 2, (*sim).acceptsEvent},
	{"the user sends a draft", 9, (*sim).sends},
	{"the user edits a draft", 4, (*sim).edits},
	{"the user deletes a draft", 3, (*sim).deletes},
	{"the user begins a draft of their own", 3, (*sim).beginsOwn},
	{"the user sends a draft of their own", 2, (*sim).sendsOwn},
	{"the user drops a draft of their own", 2, (*sim).dropsOwn},
	{"the user says a word", 6, (*sim).says},
	{"flags change", 4, (*sim).flags},
}

// comes delivers a letter of the other side in a thread.
func (s *sim) comes(t *talk, l letter) {
	id := s.id("mail." + strings.SplitN(t.address, "@", 2)[1])
	var headers []string
	if len(t.refs) > 0 {
		headers = []string{"In-Reply-To: <" + t.refs[len(t.refs)-1] + ">", "References: <" + strings.Join(t.refs, "> <") + ">"}
	}
	days := 2 + s.rng.IntN(10)
	s.put("INBOX", l.write(t.party, id, t.subject, t.uid, t.changes, s.now(), days, headers...))
	t.refs = append(t.refs, id)
	t.after.heard = true
}

func (s *sim) invite() bool {
	p, l := partyOf(len(s.talks)), one(s, asks)
	t := &talk{party: p, letter: l, begun: s.now(), subject: fill(l.subject, p, "", "", s.now(), 0), want: thread.Waiting}
	if l.calendar != "" {
		t.uid = fmt.Sprintf("event-%d@example.com", len(s.talks))
	}
	s.talks = append(s.talks, t)
	s.comes(t, l)
	t.ask = t.refs[0]
	return true
}

func (s *sim) remind() bool {
	t := s.pick(func(t *talk) bool { return !t.letter.nobody })
	if t == nil {
		return false
	}
	s.comes(t, reminder)
	switch {
	case open(t):
		t.ask = t.refs[len(t.refs)-1]
	case t.want == "":
		t.ask = ""
	}
	return true
}

// asked is what a new mail that asks does to a thread: what the user said to
// leave alone stays so.
func (t *talk) asked() {
	switch t.want {
	case thread.Dismissed:
	case "":
		t.ask = ""
	default:
		t.want, t.deep, t.ask = thread.Waiting, false, t.refs[len(t.refs)-1]
	}
}

func (s *sim) proposeAnew() bool {
	t := s.pick(func(t *talk) bool { return !t.letter.nobody && t.letter.calendar == "" })
	if t == nil {
		return false
	}
	s.comes(t, again)
	t.asked()
	return true
}

func (s *sim) moveEvent() bool {
	t := s.pick(func(t *talk) bool { return t.uid != "" && t.want != thread.Booked && t.want != thread.Answered })
	if t == nil {
		return false
	}
	t.changes++
	s.comes(t, t.letter)
	t.asked()
	return true
}

func (s *sim) theyWrite(l letter, after func(*talk)) bool {
	t := s.pick(func(t *talk) bool { return !t.letter.nobody })
	if t == nil {
		return false
	}
	s.comes(t, l)
	after(t)
	return true
}

func (s *sim) cancelled() bool {
	return s.theyWrite(cancellation, func(t *talk) { t.want, t.deep = thread.Withdrawn, false })
}

func (s *sim) rejected() bool {
	return s.theyWrite(rejection, func(t *talk) { t.want, t.deep = thread.Withdrawn, false })
}

func (s *sim) confirmed() bool {
	return s.theyWrite(confirmation, func(t *talk) {
		if t.want != thread.Withdrawn && t.want != "" {
			t.want = thread.Booked
		}
	})
}

func (s *sim) chat() bool { return s.theyWrite(smallTalk, func(*talk) {}) }

// answered is what an answer of the user's does to a thread: what is agreed, or
// called off, stays so.
func (t *talk) answered() {
	if t.want != thread.Booked && t.want != thread.Withdrawn && t.want != "" {
		t.want = thread.Answered
	}
}

// letterOf makes a mail of the user's in a thread.
func (s *sim) letterOf(t *talk, text string, headers ...string) (raw, id string) {
	id = s.id("mail.example.org")
	return crlf(strings.Join(append([]string{
		"From: Robin Hale <" + owner + ">", fmt.Sprintf("To: %s <%s>", t.name, t.address), "Subject: Re: " + t.subject,
		"Date: " + s.now().Format("Mon, 02 Jan 2006 15:04:05 -0700"), "Message-ID: <" + id + ">",
		"MIME-Version: 1.0",
	}, append(headers, text)...), "\n")), id
}

const plain = "Content-Type: text/plain; charset=utf-8\n\n"

func (s *sim) answer(t *talk, headers ...string) {
	raw, id := s.letterOf(t, plain+"Thank you, I will call you.\n\nRobin", headers...)
	s.put("Sent", raw, `\Seen`)
	t.refs = append(t.refs, id)
	t.after.spoke("", id, s.now())
}

func (t *talk) reply() string { return "In-Reply-To: <" + t.refs[len(t.refs)-1] + ">" }

func (s *sim) answers() bool {
	t := s.pick(func(t *talk) bool { return !t.letter.nobody })
	if t == nil {
		return false
	}
	s.answer(t, t.reply())
	t.answered()
	return true
}

func (s *sim) answersLoosely() bool {
	t := s.pick(func(t *talk) bool { return open(t) && !t.letter.nobody })
	if t == nil {
		return false
	}
	s.answer(t)
	t.answered()
	return true
}

func (s *sim) acceptsEvent() bool {
	t := s.pick(func(t *talk) bool { return open(t) && t.uid != "" })
	if t == nil {
		return false
	}
	event := vevent("REPLY", "ACCEPTED", t.uid, t.changes, "Interview with "+t.company, t.address, s.now(), first(s.now(), 5))
	raw, id := s.letterOf(t, "Content-Type: text/calendar; charset=utf-8; method=REPLY\n\n"+event+"\n")
	s.put("Sent", raw, `\Seen`)
	t.refs = append(t.refs, id)
	t.after.spoke("", id, s.now())
	t.want, t.deep = thread.Booked, false
	return true
}

// sends does what a mail program does with a draft: a copy in Sent, with a new
// Date and perhaps a new Message-ID, and out of Drafts.
func (s *sim) sends() bool {
	uid, p := s.paper(ours)
	if p == nil {
		return false
	}
	id, sent := "", p.id
	if s.chance(3) {
		id = s.id("mail.example.org")
		sent = id
	}
	s.log("  the %s draft to %s", p.action, p.talk.company)
	s.put("Sent", s.redated(s.onShelf("Drafts", uid).Raw, id), `\Seen`)
	s.discard(uid)
	t := p.talk
	t.refs = append(t.refs, sent)
	action := p.action
	if foreign(sent) && s.mistaken(p) {
		action = "" // so this counts as words of the user's own
	}
	t.after.sent(action, sent, s.now())
	plainly := false // any answer in the thread would do the same
	switch {
	case action == thread.FollowUp: // it asks after an answer, and is none
	case action == thread.Hold:
		t.want = thread.Waiting
	case action == thread.Accept:
		t.want = thread.Booked
	case t.want == thread.Booked && (action == thread.Decline || action == thread.Reschedule):
		t.want = thread.Answered // they call off what was agreed
	default:
		plainly = true
		t.answered()
	}
	// Under another Message-ID nothing but the database tells what was sent.
	t.deep = t.deep || !plainly && foreign(sent)
	return true
}

func (s *sim) discard(uid uint32) {
	s.drop("Drafts", uid)
	delete(s.papers, uid)
}

// edits changes a draft, as a person does who saves it again; some programs give
// it a new Message-ID.
func (s *sim) edits() bool {
	uid, p := s.paper(ours)
	if p == nil {
		return false
	}
	id := ""
	if s.chance(3) {
		id = s.id("mail.example.org")
	}
	raw := s.redated(s.onShelf("Drafts", uid).Raw, id)
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	s.log("  the %s draft to %s", p.action, p.talk.company)
	s.put("Drafts", head+"\r\n\r\nP.S. later.\r\n"+body, `\Draft`)
	s.discard(uid)
	list := s.shelves["Drafts"]
	after := *p
	after.touched = true
	if id != "" {
		after.id = id
	}
	s.papers[list[len(list)-1].UID] = &after
	return true
}

// deletes throws a draft away: into the trash, or for good.
func (s *sim) deletes() bool {
	uid, p := s.paper(ours)
	if p == nil {
		return false
	}
	s.log("  the %s draft to %s", p.action, p.talk.company)
	if s.chance(2) {
		s.put("Trash", string(s.onShelf("Drafts", uid).Raw))
	}
	s.deleted[p.id] = true
	s.discard(uid)
	p.talk.after.deleted++
	if s.mistaken(p) {
		return true
	}
	p.talk.after.thrown = p.talk.after.thrown || p.action == thread.FollowUp
	switch {
	case p.talk.ask == "":
		p.talk.want = ""
	case open(p.talk) && p.ask == p.talk.ask:
		p.talk.want = thread.Dismissed
	}
	return true
}

// mistaken: the user's own draft can't be told from ours saved again under another
// Message-ID, and is taken for it when ours is gone. False: there is none.
func (s *sim) mistaken(p *paper) bool {
	left := s.papersOf(p.talk, own)
	if len(left) == 0 {
		return false
	}
	after := *p
	after.id, after.touched = s.papers[left[0]].id, true
	s.papers[left[0]] = &after
	return true
}

// beginsOwn starts an answer in the user's own words.
func (s *sim) beginsOwn() bool {
	t := s.pick(func(t *talk) bool { return open(t) && !t.letter.nobody && len(s.papersOf(t, own)) == 0 })
	if t == nil {
		return false
	}
	raw, id := s.letterOf(t, plain+"Dear "+t.name+", I", t.reply())
	s.put("Drafts", raw, `\Draft`)
	list := s.shelves["Drafts"]
	s.papers[list[len(list)-1].UID] = &paper{id: id, talk: t}
	return true
}

func (s *sim) sendsOwn() bool {
	uid, p := s.paper(own)
	if p == nil {
		return false
	}
	s.put("Sent", s.redated(s.onShelf("Drafts", uid).Raw, ""), `\Seen`)
	s.discard(uid)
	p.talk.refs = append(p.talk.refs, p.id)
	p.talk.after.spoke("", p.id, s.now())
	p.talk.answered()
	return true
}

func (s *sim) dropsOwn() bool {
	uid, p := s.paper(own)
	if p == nil {
		return false
	}
	s.log("  to %s", p.talk.company)
	s.discard(uid)
	return true
}

// says leaves a word about an invitation, as the commands do.
func (s *sim) says() bool {
	t := s.pick(func(t *talk) bool { return t.want != "" })
	if t == nil {
		return false
	}
	e, ok := t.entry(s.entries())
	if !ok {
		return false
	}
	w := app.Word{Action: one(s, []thread.Action{thread.Decline, thread.Reschedule, thread.Hold, thread.Accept, thread.None})}
	s.log("  %s to %s", w.Action, t.company)
	s.must(s.app.Say(s.t.Context(), e, w))
	t.want, t.deep = thread.Waiting, true
	if w.Action == thread.None {
		t.want = thread.Dismissed
	}
	return true
}

// flags sets flags as a person does who reads mail.
func (s *sim) flags() bool {
	folder := one(s, []string{"INBOX", "Sent", "Drafts"})
	if len(s.shelves[folder]) == 0 {
		return false
	}
	m := &s.shelves[folder][s.rng.IntN(len(s.shelves[folder]))]
	m.Flags = one(s, [][]string{{`\Seen`}, {}, {`\Flagged`, `\Seen`}, {`\Answered`, `\Seen`}})
	s.must(s.srv.SetFlags("robin", folder, m.UID, m.Flags...))
	return true
}
