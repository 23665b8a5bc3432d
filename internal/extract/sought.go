package extract

import (
	"slices"
	"strings"
)

// A letter may name the post in no phrase that is made for it: "that is the night
// auditor we have been looking for". The one occupation in a sentence that says
// somebody is looked for is the post.

// roleSought is the occupation in the first such sentence; empty where a sentence
// names two.
func (j *job) roleSought() string {
	text := prefix(j.prose, 8000)
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && !j.endsSentence(to) {
			to++
		}
		if r := j.soughtIn(text[from:to]); r != "" {
			return r
		}
		from = to + 1
	}
	return ""
}

// soughtIn is the one occupation in a sentence that looks for somebody.
func (j *job) soughtIn(sentence string) string {
	ws := wordsOf(sentence, 80)
	if !slices.ContainsFunc(ws, func(w word) bool { return j.w.seeks.has(strings.ToLower(w.text)) }) {
		return ""
	}
	found := ""
	for i := 1; i < len(ws); i++ {
		if ws[i].brk || !j.w.article[strings.ToLower(ws[i-1].text)] || i > 1 && j.isWith(ws[i-2]) {
			continue
		}
		r, sure := j.roleAfter(sentence[ws[i].start:])
		if !sure || r == found || strings.Index(sentence[ws[i].start:], r) > soughtReach || j.looksFor(r) || j.beforePerson(sentence[ws[i].start:], r) {
			continue
		}
		if found != "" {
			return ""
		}
		found = r
	}
	return found
}

// soughtReach is within how many bytes behind its article the post begins: "a new".
const soughtReach = 12

// looksFor reports whether a text has a word of looking for somebody in it.
func (j *job) looksFor(text string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(text)), j.w.seeks.has)
}

// isWith reports whether a word leads to somebody else: "with the director".
func (j *job) isWith(w word) bool {
	low := strings.ToLower(w.text)
	return j.w.together[low] || particles[low]
}

// beforePerson reports whether a role that begins text is that of somebody whose
// name follows: "the director Jo Park".
func (j *job) beforePerson(text, role string) bool {
	_, rest, ok := strings.Cut(text, role)
	return ok && j.nameFrom(rest, wordsOf(prefix(rest, 60), 5)) != "" && !strings.HasPrefix(rest, ".")
}
