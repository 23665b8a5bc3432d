package extract

import (
	"slices"
	"strings"
)

// An answer says the topic in the middle of its own sentence: "to talk about …". What
// reads wrong there is worse than none.

// maxFit is how many words besides articles and prepositions a topic has that is no
// title; with more it is a sentence.
const maxFit = 9

// fits reports whether a topic may stand in another sentence: it tells of a thing, in
// nobody's words, and is whole.
func (j *job) fits(t string) bool {
	ws := strings.Fields(strings.ToLower(t))
	if j.inQuotes(t) {
		return true
	}
	if len(ws) == 0 || j.weighty(ws) > maxFit || j.tellsOfPerson(t) || slices.ContainsFunc(strings.Fields(t), j.speaksAsOne) {
		return false
	}
	if last := ws[len(ws)-1]; j.w.lasting.has(last) && j.w.vague[last] || len(ws) > 1 && j.w.elsewhere.has(last) && j.w.within[ws[len(ws)-2]] {
		return false // "the big screen", "a quick call", "hornets after lunch"
	}
	return !j.hasVerb(ws)
}

// weighty is how many words of a topic are no articles and lead to no other.
func (j *job) weighty(ws []string) int {
	n := 0
	for _, w := range ws {
		if !j.w.article[w] && !j.w.joins[w] && !ofWords[w] && !particles[w] && !j.w.within[w] {
			n++
		}
	}
	return n
}

// inQuotes reports whether the letter or its subject has a topic in quotes: a title.
func (j *job) inQuotes(t string) bool {
	for open := range quotes {
		if q := string(open) + t; strings.Contains(j.prose, q) || strings.Contains(j.m.Subject, q) {
			return true
		}
		if q := string(open) + " " + t; strings.Contains(j.prose, q) || strings.Contains(j.m.Subject, q) {
			return true
		}
	}
	return false
}

// tellsOfPerson reports whether a topic is a name and what somebody of that name does:
// "Ruth who mends nets".
func (j *job) tellsOfPerson(t string) bool {
	ws := strings.Fields(t)
	return len(ws) > 2 && proper(ws[0]) && !j.w.lang.Extract.NounsCapital && strings.HasPrefix(j.w.lang.Code, "en") && j.relates(ws[1])
}

// speaksAsOne reports whether a word stands for who writes or reads, or for what is
// theirs: "we", "our", "your", and "Ihre", but not "ihre".
func (j *job) speaksAsOne(w string) bool {
	low := strings.ToLower(w)
	if j.w.questions[low] || j.w.article[low] || ofAnybody[w] {
		return false
	}
	return j.speaks(low) || j.w.ours.has(low) || slices.Contains(j.w.lang.Extract.Yours, low)
}

// ofAnybody are the words for the reader's that are those for other people's too.
var ofAnybody = set(strings.Fields(`ihr ihre ihren ihrem ihrer su sus suo sua suoi sue seu sua seus suas`))

// uncut is a topic without the last words that lead to one which is cut off: "the
// mills drowned by".
func (j *job) uncut(t string) string {
	if j.inQuotes(t) || slices.ContainsFunc(strings.Fields(t), j.relates) {
		return t // "sails that museums depend on"
	}
	ws := strings.Fields(t)
	for n := len(ws); n > 1 && j.opensNext(ws[n-1]); n-- {
		ws = ws[:n-1]
	}
	return strings.Join(ws, " ")
}

// opensNext reports whether a word leads to another one.
func (j *job) opensNext(w string) bool {
	return j.w.article[w] || j.w.joins[w] || ofWords[w] || j.w.within[w] || j.w.joinsClauses[w] || j.w.linking[w] || byWords[w]
}

// byWords lead to who did a thing.
var byWords = set(strings.Fields(`by par por da dal dalla door von durch`))

// hasVerb reports whether a topic is a sentence: a verb stands in it that belongs to
// no question and to no clause about a thing.
func (j *job) hasVerb(ws []string) bool {
	for i, w := range ws {
		if j.w.questions[w] || j.relates(w) {
			return false
		}
		if i > 0 && (j.w.verbs[w] || j.w.conjugated.has(w)) {
			return true
		}
	}
	return false
}

// speaks reports whether a word stands for who writes or reads: "I", "you".
func (j *job) speaks(w string) bool {
	low := strings.ToLower(w)
	return j.w.pronouns[low] && j.w.noTopicIn[low]
}
