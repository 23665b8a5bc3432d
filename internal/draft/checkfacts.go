package draft

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// reasons: at most one (R4), and none that the user has not stated (R5, P10).
func (x *exam) reasons() {
	if x.action == thread.Ask {
		return // who asks about a condition names it without giving a reason
	}
	var given []string
	for _, reason := range slices.Sorted(maps.Keys(x.data.Reasons)) {
		start, end := x.data.Reasons[reason].find(x.main.text)
		switch {
		case start < 0:
		case x.in == nil:
			given = append(given, x.main.text[start:end])
		case !x.stated(reason, x.main.text[start:end]):
			x.addAt("R5 invented", Must, x.main, start, end, fmt.Sprintf("states a reason (%s) that you have not given", reason))
		}
	}
	if len(given) > 1 {
		x.missing("R4 reasons", Should, fmt.Sprintf("several reasons (%s): one is enough", strings.Join(given, ", ")))
	}
}

// stated reports whether the user has given a reason that the letter states in
// these words: in the rule, in its note, or by what shows a conflict.
func (x *exam) stated(reason, words string) bool {
	d := &x.in.Decision
	return reason == d.Reason ||
		slices.Contains(x.data.Reasons[reason].Also, d.Reason) ||
		strings.Contains(fold(x.words.note(d.Note)), words) || strings.Contains(fold(x.words.note(d.Unless)), words) ||
		reason == "conflict" && d.Impossible
}

// referral: only whom the user lets us name (R8).
func (x *exam) referral() {
	if x.in == nil || x.in.Decision.Referral != "" {
		return
	}
	if start, end := x.data.Cues["referral"].find(x.main.text); start >= 0 {
		x.addAt("R8 referral", Must, x.main, start, end, "names somebody else without their leave")
	}
}

// detail: one thing that only this invitation has (R9).
func (x *exam) detail() {
	if x.in == nil || x.further() || x.in.Decision.Again {
		return
	}
	f := &x.in.Invitation.Facts
	body := fold(x.letter.Body[:x.parts.end])
	known := false
	for _, fact := range []string{f.Role, f.Company, f.Program} {
		fact = x.words.withoutArticle(sayable(x.words.Facts.stripped(fact), maxTopic))
		if fact == "" || x.words.topic(fact, "") == "" {
			continue
		}
		if strings.Contains(body, fold(fact)) || strings.Contains(body, fold(x.words.topic(fact, ""))) {
			return
		}
		known = true
	}
	if known {
		x.missing("R9 detail", Should, "name the role, project or event that they wrote about")
	}
}

// recipient: one, who can be reached, and the right one (R10).
func (x *exam) recipient() {
	to := x.letter.To
	if x.in == nil && !x.letter.Envelope {
		return
	}
	switch {
	case len(to) == 0:
		x.missing("R10 recipient", Must, "there is nobody in To")
	case len(to) > 1:
		x.missing("R10 recipient", Should, "more than one recipient: write to the person who organises")
	case noReply(to[0].Address):
		x.missing("R10 recipient", Must, to[0].Address+" reads no answers: write to a person")
	case x.in != nil && !x.rightRecipient(to[0]):
		x.missing("R10 recipient", Must, "To is not the address that reaches whoever invites")
	}
}

func (x *exam) rightRecipient(to message.Address) bool {
	reply := x.in.Invitation.Facts.ReplyTo
	return reply != nil && strings.EqualFold(reply.Address, to.Address)
}

// noReply reports whether an address says of itself that nobody reads it.
func noReply(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local = strings.NewReplacer("-", "", "_", "", ".", "", "+", "").Replace(local)
	return strings.Contains(local, "noreply") || strings.Contains(local, "donotreply") || strings.Contains(local, "dontreply")
}

// greeting: there is one, and it greets the person who is written to (R10).
func (x *exam) greeting() {
	g := x.parts.greeting
	if g.text == "" {
		x.missing("R10 greeting", Should, "begin with a greeting")
		return
	}
	if x.in == nil {
		return
	}
	f := &x.in.Invitation.Facts
	p := x.words.person(f.Contact.Name, f.Company)
	_, folded, _ := strings.Cut(fold(g.text), " ")
	if p.full != "" && (containsWords(folded, fold(p.first)) || containsWords(folded, fold(p.last))) {
		return
	}
	other := x.words.person(f.Interviewer, f.Company)
	if other.full != "" && other.full != p.full && (containsWords(folded, fold(other.first)) || containsWords(folded, fold(other.last))) {
		x.add("R10 greeting", Must, g.offset, g.offset+len(g.text), "greets the interviewer: write to whoever organises")
	}
}

// subject: it stays in the thread (R12).
func (x *exam) subject() {
	switch {
	case x.in != nil && !x.inThread():
		x.missing("R12 subject", Must, fmt.Sprintf("the subject %q leaves the thread", x.letter.Subject))
	case x.in == nil && x.letter.Envelope && strings.TrimSpace(x.letter.Subject) == "":
		x.missing("R12 subject", Should, "the subject is empty: name the interview and yourself")
	case x.in == nil && x.letter.InThread && message.BaseSubject(x.letter.Subject) == x.letter.Subject:
		x.missing("R12 subject", Should, "an answer keeps the subject, with \"Re:\" before it")
	}
}

// inThread reports whether the subject is the answer to theirs; theirs may have
// been empty, then any does.
func (x *exam) inThread() bool {
	theirs := headerText(x.in.Invitation.Ask.Subject)
	if message.BaseSubject(theirs) == "" {
		return x.letter.Subject != ""
	}
	return x.letter.Subject == headerText(message.ReplySubject(theirs))
}

// interest is expressed only where the user has said that they want it (P10).
func (x *exam) interest() {
	if x.in == nil || x.in.Decision.Interest || x.action == thread.Accept {
		return
	}
	if start, end := x.data.Cues["interest"].find(x.main.text); start >= 0 {
		x.addAt("R5 interest", Must, x.main, start, end, "expresses an interest that you have not stated")
	}
}

// formWording: an open question is simply answered; a proposed time is called
// impossible only where something shows it (R11).
func (x *exam) formWording() {
	if x.in == nil || x.action != thread.Reschedule || x.further() || booked(&x.in.Invitation) {
		return
	}
	d := &x.in.Decision
	scheduled := x.in.Invitation.Facts.Form == extract.Times || x.in.Invitation.Facts.Form == extract.Calendar
	switch start, end := x.data.Cues["moving"].find(x.main.text); {
	case scheduled || start < 0:
	default:
		x.addAt("R11 wording", Must, x.main, start, end, "speaks of moving or conflict, but they only ask when you are free: answer with the times")
	}
	if start, end := x.data.Cues["impossible"].find(x.main.text); scheduled && start >= 0 && !d.Impossible && d.Reason != "conflict" {
		x.addAt("R11 wording", Must, x.main, start, end, "calls the proposed time impossible, which nothing shows: just ask whether another suits")
	}
}
