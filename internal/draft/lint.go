package draft

import (
	"cmp"
	"slices"
	"strings"

	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// Linter holds letters of one language to the etiquette. It is safe for
// concurrent use.
type Linter struct {
	words *words
	data  lintWords
}

// Letter is a text to be judged: one of ours, or any text of the user's.
type Letter struct {
	Body    string // from greeting to sign-off; a quoted mail below is left out
	Subject string // empty: not known
	To, Cc  []message.Address
	// InThread says that the letter answers a mail (it has In-Reply-To).
	InThread bool
	// Envelope says that Subject and To are those of a whole message, so that
	// their absence means something.
	Envelope bool
}

// Lint judges a letter. in is the case that it answers; nil when that is not
// known: then only what the text alone can show is judged. The findings come
// in the order of the text, those about something missing first.
func (l *Linter) Lint(letter Letter, in *Input) []Finding {
	x := l.examine(letter, in)
	for _, check := range checks {
		check(x)
	}
	slices.SortStableFunc(x.findings, func(a, b Finding) int { return cmp.Compare(a.Offset, b.Offset) })
	return x.findings
}

// Failed reports whether one of the findings withholds the letter.
func Failed(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Must })
}

// checks are all of them, in the order of the etiquette.
var checks = []func(*exam){
	(*exam).thanks, (*exam).decision, (*exam).length, (*exam).reasons, (*exam).banned,
	(*exam).apology, (*exam).goodwill, (*exam).referral, (*exam).detail, (*exam).recipient, (*exam).greeting,
	(*exam).times, (*exam).offers, (*exam).accepted, (*exam).formWording, (*exam).subject, (*exam).holes, (*exam).signature, (*exam).interest,
}

// exam is a letter under examination.
type exam struct {
	*Linter
	letter   Letter
	in       *Input // nil: nothing is known of the case
	parts    anatomy
	main     folded // greeting to the last sentence, names masked
	action   thread.Action
	findings []Finding
}

func (l *Linter) examine(letter Letter, in *Input) *exam {
	x := &exam{Linter: l, letter: letter, in: in, parts: l.dissect(letter.Body)}
	x.main = newFolded(x.mask(letter.Body[:x.parts.signOff.offset]), 0)
	if in != nil {
		x.action = in.Decision.Action
	} else {
		x.action = x.guess()
	}
	return x
}

// mask blanks out what the mail calls things: a company may be "Sorry Coffee"
// without anybody's being sorry, a talk "Why we hate meetings". The length
// stays.
func (x *exam) mask(text string) string {
	if x.in == nil {
		return text
	}
	f := &x.in.Invitation.Facts
	for _, name := range []string{
		x.words.company(f.Company), x.words.company(f.Program), f.Contact.Name, f.Interviewer,
		x.words.withoutArticle(sayable(x.words.Facts.stripped(f.Role), maxTopic)), x.words.topic(f.Role, ""),
	} {
		if len(name) > 2 {
			text = strings.ReplaceAll(text, name, strings.Repeat("x", len(name)))
		}
	}
	return text
}

// guess reads from the text what a letter does whose decision is not known:
// what its first sentences say, else any. A no is looked for first, because a
// decline may well say "instead" or "look forward".
func (x *exam) guess() thread.Action {
	for _, n := range []int{2, len(x.parts.sentences)} {
		text := newFolded(x.sentenceText(n), 0).text
		for _, action := range []thread.Action{thread.Decline, thread.Hold, thread.Ask, thread.Reschedule, thread.Accept} {
			if x.data.Cues[string(action)].in(text) {
				return action
			}
		}
	}
	return ""
}

// sentenceText joins the first n sentences.
func (x *exam) sentenceText(n int) string {
	var list []string
	for _, s := range x.parts.sentences[:min(n, len(x.parts.sentences))] {
		list = append(list, s.text)
	}
	return strings.Join(list, " ")
}

// add notes a finding about the words [start, end) of the body.
func (x *exam) add(check string, severity Severity, start, end int, message string) {
	x.findings = append(x.findings, Finding{Check: check, Severity: severity, Text: x.letter.Body[start:end], Offset: start, Message: message})
}

// addAt notes a finding about a stretch of the folded text.
func (x *exam) addAt(check string, severity Severity, f folded, start, end int, message string) {
	from, to := f.at[start], f.at[end]
	x.add(check, severity, from, max(from, to), message)
}

// missing notes that something is not there.
func (x *exam) missing(check string, severity Severity, message string) {
	x.findings = append(x.findings, Finding{Check: check, Severity: severity, Offset: -1, Message: message})
}

// each calls f with every find of a list in the main text.
func (x *exam) each(p *phrases, f func(start, end int)) {
	for _, find := range p.all(x.main.text) {
		f(find[0], find[1])
	}
}

func (x *exam) has(cue string) bool { return x.data.Cues[cue].in(x.main.text) }
