package app

import (
	"cmp"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"

	"rsvpd/config"
	"rsvpd/internal/draft"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// checkEnvelope: one recipient, the address that reaches them; from the invited
// address; in the thread.
func (l *letter) checkEnvelope() {
	ask := &l.entry.Ask
	m := message.NewParser(nil).Parse(l.draft.Raw, time.Time{})
	if want := l.entry.Facts.ReplyTo.Address; len(m.To) != 1 || m.To[0].Address != want || len(m.Cc) > 0 {
		l.fail("goes to %v, cc %v, not to %s alone", m.To, m.Cc, want)
	}
	if m.From.Address != ask.Invited.Address {
		l.fail("comes from %s, invited was %s", m.From.Address, ask.Invited.Address)
	}
	if raw, err := mail.ReadMessage(strings.NewReader(string(l.draft.Raw))); err != nil || raw.Header.Get("Bcc") != "" {
		l.fail("the header: %v", err)
	}
	theirs := message.BaseSubject(strings.Join(strings.Fields(ask.Subject), " "))
	switch {
	case strings.TrimSpace(m.Subject) == "":
		l.fail("has no subject")
	case theirs != "" && (message.BaseSubject(m.Subject) != theirs || m.Subject == theirs):
		l.fail("subject %q does not answer %q", m.Subject, ask.Subject)
	}
	if id := ask.MessageID; id != "" && (!slices.Equal(m.InReplyTo, []string{id}) || len(m.References) == 0 || m.References[len(m.References)-1] != id) {
		l.fail("answers %v, %v, not %s", m.InReplyTo, m.References, id)
	}
}

// text is what the user says: without contact details and quote.
func (l *letter) text() string {
	text, _, _ := strings.Cut(l.draft.Body, "\n-- \n")
	return text
}

// language is the one that the answer owes.
func (l *letter) language() string {
	lang, allowed := l.entry.Facts.Lang, l.cfg.Reply.Languages
	if !slices.Contains(l.writer.Languages(), lang) || len(allowed) > 0 && !slices.Contains(allowed, lang) {
		return "en"
	}
	return lang
}

// checkLanguage goes by the commonest words of each language. Of a letter of two
// lines they say too little; that its language's linter finds thanks and decision
// in it says the same.
func (l *letter) checkLanguage() {
	if got := l.writer.Guess(l.text()); got != l.language() && len(strings.Fields(l.text())) > 45 {
		l.fail("reads as %s, not %s", got, l.language())
	}
}

// checkHoles: nothing was left to fill in.
func (l *letter) checkHoles() {
	text := l.text()
	for _, mark := range []string{"[", "]", "{", "}", "<", ">", "%!", "¤", "  ", "TBD", "\u202e"} {
		if strings.Contains(text, mark) {
			l.fail("has a hole: %q", mark)
		}
	}
	if !strings.HasSuffix(strings.TrimSpace(text), "Sam Rivera") {
		l.fail("is not signed")
	}
}

// rule is the one that decided, as the settings have it; nil: none.
func (l *letter) rule() *config.Rule {
	if l.decision.Rule < 0 {
		return nil
	}
	return &l.cfg.Rules[l.decision.Rule]
}

// checkTruth lints the letter against what the user really said and what their
// calendar shows, taken from settings and desk and not from the decision.
func (l *letter) checkTruth() {
	told := *l.decision
	told.Reason, told.Note, told.Referral, told.Unless = "", "", "", ""
	if r := l.rule(); r != nil {
		told.Reason, told.Note, told.Referral, told.Unless = strings.TrimPrefix(r.Reason, "none"), r.Note, r.Referral, r.Condition
	} else if said := l.entry.Said; said != nil {
		told.Reason = said.Reason
	}
	if l.decision.Action == thread.Ask {
		told.Reason = l.decision.Reason // its condition is what it asks about, checked by the linter
	}
	told.Interest, told.Impossible = l.wanted(), l.decision.Impossible && l.impossible(told.Reason)
	if l.decision.Reason != "" && l.decision.Reason != told.Reason {
		l.fail("the reason %q is nobody's; told was %q", l.decision.Reason, told.Reason)
	}
	if l.decision.Interest && !told.Interest {
		l.fail("an interest that nobody stated")
	}
	if l.decision.Impossible && !told.Impossible {
		l.fail("calls the proposed time impossible, which nothing shows")
	}
	in := draft.Input{Invitation: l.entry.Invitation, Decision: told, Me: draft.Me{Name: "Sam Rivera"}, Zone: l.cfg.Zone, Now: l.now}
	found := l.writer.Linter(l.language()).Lint(draft.Letter{Body: l.draft.Body, Subject: l.draft.Subject, To: l.draft.To, Cc: l.draft.Cc}, &in)
	for _, f := range found {
		if f.Severity == draft.Must {
			l.fail("%s: %q: %s", f.Check, f.Text, f.Message)
		}
	}
	if told.Referral == "" && strings.Contains(l.text(), "Mara") {
		l.fail("names a referral without leave")
	}
}

// wanted says whether the user has said that they would take the interview.
func (l *letter) wanted() bool {
	wants := func(then string) bool { return then != "decline" && then != "none" }
	if r := l.rule(); r != nil {
		return wants(r.Then)
	}
	undecided := l.cfg.Reply.Undecided == "reschedule"
	said := l.entry.Said
	if said == nil {
		return undecided
	}
	switch said.Action {
	case thread.Accept, thread.Reschedule, thread.Reopen:
		return true
	}
	return undecided || slices.ContainsFunc(l.cfg.Rules, func(r config.Rule) bool { return wants(r.Then) })
}

// checkPart: only an answer to a calendar invitation carries one, to its
// organizer, and only where that is set.
func (l *letter) checkPart() {
	m := message.NewParser(nil).Parse(l.draft.Raw, time.Time{})
	e := &l.entry.Facts.Event
	methods := map[thread.Action]string{thread.Decline: "REPLY", thread.Accept: "REPLY", thread.Reschedule: "COUNTER"}
	want := methods[l.decision.Action]
	if l.cfg.Reply.ITIP != "attach" || e.UID == "" || !strings.EqualFold(e.Organizer.Address, l.entry.Facts.ReplyTo.Address) {
		want = ""
	}
	got := ""
	if len(m.Calendars) > 0 {
		got = string(m.Calendars[0].Method)
	}
	if got != want {
		l.fail("carries the calendar part %q, want %q", got, want)
	}
}

// checkDay: a hold names a day ahead, and not one past what presses.
func (l *letter) checkDay() {
	until := l.decision.Until
	if !until.After(l.now) {
		l.fail("the day it names is past: %s", until)
	}
	for _, s := range l.entry.Facts.Slots {
		if !s.AllDay && s.Start.After(l.entry.Opened) && s.Start.Before(until) {
			l.fail("it asks for time until %s, after a proposed time: %s", until, s.Start)
		}
	}
	if !names(l.text(), until.Add(-time.Nanosecond).In(l.cfg.Zone).Day()) {
		l.fail("does not name the day %s", until)
	}
}

// checkOnce: what follows the first answer is written once, to who was declined.
func (l *letter) checkOnce() {
	d := l.decision
	if d.Action != thread.Reopen && !slices.ContainsFunc(l.entry.Drafts, func(x thread.Draft) bool {
		return x.Action == thread.Decline && x.State == thread.Sent && x.At.Before(l.now)
	}) {
		l.fail("nothing was declined")
	}
	if slices.ContainsFunc(l.entry.Drafts, func(x thread.Draft) bool { return x.Action == d.Action && x.State == thread.Sent }) && d.Action != thread.Reopen {
		l.fail("was sent before")
	}
	if d.Action == thread.FollowUp && l.entry.LastHeard.After(l.entry.LastSent) {
		l.fail("they have written since")
	}
	if d.Reason != "" || len(d.Slots) > 0 {
		l.fail("has a reason %q or times", cmp.Or(d.Reason, "none"))
	}
}

// names reports whether a number stands in a text by itself.
func names(text string, number int) bool {
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(field); err == nil && n == number {
			return true
		}
	}
	return false
}
