package draft

import (
	"fmt"
	"slices"
	"strings"

	"rsvpd/internal/thread"
)

// The limits of ETIQUETTE R3. The rule says "about", so that only a letter that
// is plainly too long is withheld.
const (
	wishWords, mostWords         = 120, 130
	wishSentences, mostSentences = maxSentences, maxSentences + 1
	leastSentences               = 3
)

// further reports whether the letter follows a first answer, or moves a talk to
// e-mail: ETIQUETTE A3 to A6 ask for less than R1 to R3.
func (x *exam) further() bool { return x.in != nil && goesFurther(&x.in.Decision) }

// thanks: the first sentence thanks for something (R1).
func (x *exam) thanks() {
	if len(x.parts.sentences) == 0 || x.action == thread.FollowUp {
		return
	}
	first := x.parts.sentences[0]
	if !x.data.Cues["thanks"].in(newFolded(first.text, 0).text) {
		x.add("R1 thanks", Should, first.offset, first.offset+len(first.text), "begin by thanking for something specific: the role, the project, the event, the time taken")
	}
}

// decision: it stands in the first or second sentence (R2).
func (x *exam) decision() {
	if x.further() {
		return // there is no new decision in it
	}
	if x.action == "" {
		x.missing("R2 decision", Must, "no decision can be found: say in the first or second sentence what you have decided")
		return
	}
	text := newFolded(x.sentenceText(2), 0).text
	if x.data.Cues[string(x.action)].in(text) {
		return
	}
	x.missing("R2 decision", Must, fmt.Sprintf("the first two sentences do not plainly %s: say it there", actionWords[x.action]))
}

// actionWords is what a letter does, for messages.
var actionWords = map[thread.Action]string{
	thread.Decline:    "decline",
	thread.Reschedule: "lead to other times",
	thread.Hold:       "name the day of the answer",
	thread.Ask:        "ask the question",
	thread.Accept:     "accept",
}

// length: three to five sentences, under about 120 words (R3); never a bare
// one-liner (R6).
func (x *exam) length() {
	words := 0
	for _, s := range x.parts.sentences {
		words += s.words
	}
	n := len(x.parts.sentences)
	switch {
	case n == 0:
		x.missing("R6 one-liner", Must, "there is no letter here")
	case x.further() && n <= wishSentences:
	case n == 1 || n == 2 && words < 12:
		x.missing("R6 one-liner", Must, "a bare line reads as a slight: thank them, decide, close kindly")
	case n < leastSentences:
		x.missing("R3 length", Should, "three to five sentences read best")
	case n > mostSentences:
		x.missing("R3 length", Must, fmt.Sprintf("%d sentences are too many: three to five say all there is", n))
	case n > wishSentences:
		x.missing("R3 length", Should, fmt.Sprintf("%d sentences: three to five read best", n))
	}
	switch {
	case words > mostWords:
		x.missing("R3 length", Must, fmt.Sprintf("%d words are too many: keep it under %d", words, wishWords))
	case words > wishWords:
		x.missing("R3 length", Should, fmt.Sprintf("%d words: keep it under %d", words, wishWords))
	}
}

// banned: what no letter holds (R2, R4, R5, R6, R7, R11).
func (x *exam) banned() {
	for i := range x.data.Banned {
		b := &x.data.Banned[i]
		if b.Unless == "ask" && x.action == thread.Ask || b.Unless == "times" && x.timesNamed() > 0 {
			continue
		}
		x.each(&b.list, func(start, end int) {
			x.addAt(b.Check, b.Severity, x.main, start, end, b.Message)
		})
	}
}

// apology: at most one (R5), and only for lateness or for changing what was
// agreed (C4, A1).
func (x *exam) apology() {
	var finds [][2]int
	x.each(x.data.Cues["apology"], func(start, end int) { finds = append(finds, [2]int{start, end}) })
	if len(finds) == 0 {
		return
	}
	if x.in != nil && !x.mayApologise() {
		x.addAt("R5 apology", Must, x.main, finds[0][0], finds[0][1], "there is nothing to apologise for: the answer is in time and nothing was agreed")
		return
	}
	if x.in == nil && len(finds) == 2 && finds[1][0]-finds[0][1] < 3 {
		return
	}
	for _, f := range finds[1:] {
		x.addAt("R5 apology", Must, x.main, f[0], f[1], "one apology is enough")
	}
}

func (x *exam) mayApologise() bool {
	return x.in.Decision.Late || booked(&x.in.Invitation)
}

// goodwill: the letter closes kindly (R7).
func (x *exam) goodwill() {
	n := len(x.parts.sentences)
	if n < 2 || x.further() {
		return
	}
	last := x.parts.sentences[max(1, n-2):]
	if !slices.ContainsFunc(last, func(s sentence) bool { return x.data.Cues["goodwill"].in(newFolded(s.text, 0).text) }) {
		x.missing("R7 goodwill", Should, "close with a word of goodwill")
	}
}

// holes: no placeholder, bracket or empty merge field (R13).
func (x *exam) holes() {
	at := 0
	for line := range strings.Lines(x.letter.Body[:x.parts.end]) {
		text := strings.TrimRight(line, "\r\n")
		if m := x.data.hole(x.outsideReferral(text)); m != nil {
			x.add("R13 hole", Must, at+m[0], at+m[1], "looks like a blank that was not filled in: say it another way or leave it out")
		}
		at += len(line)
	}
}

// outsideReferral blanks out what the user wrote about whom to ask instead,
// which may hold an address.
func (x *exam) outsideReferral(line string) string {
	if x.in == nil {
		return line
	}
	words := referral(x.in.Decision.Referral)
	if words == "" {
		return line
	}
	return strings.ReplaceAll(line, words, strings.Repeat("xy", len(words))[:len(words)])
}

// signature: the user's name stands below (R13).
func (x *exam) signature() {
	switch {
	case x.in != nil && x.in.name() != "" && !strings.Contains(x.parts.signOff.text, x.in.name()):
		x.missing("R13 signature", Must, "the name is missing below the letter")
	case x.in == nil && strings.TrimSpace(x.parts.signOff.text) == "":
		x.missing("R13 signature", Should, "end with a closing line and your name")
	}
}
