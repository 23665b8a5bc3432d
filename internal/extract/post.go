package extract

import (
	"slices"
	"strings"
)

// A post at a university is called by what it is about: "PhD position on glaciers",
// "Lecturer in Dentistry", "promotieplaats taalverwerving".

// maxSubject bounds what a post is about, in words.
const maxSubject = 6

// postAbout is a role with its subject, where the letter or the mail's subject
// goes on to say it.
func (j *job) postAbout(role string) string {
	best := role
	for _, text := range []string{j.prose, subjectPrefix.ReplaceAllString(j.m.Subject, "")} {
		low, r := strings.ToLower(text), strings.ToLower(role)
		for from := 0; len(low) == len(text); {
			i := strings.Index(low[from:], r)
			if i < 0 {
				break
			}
			from += i + len(r)
			if long := j.withSubject(text[from-len(r):], len(role)); len(strings.Fields(long)) > len(strings.Fields(best)) {
				best = long
			}
		}
	}
	return best
}

// withSubject is the post at the start of text with what follows it: the word
// for a post ("position"), a word that leads on ("in"), its subject.
func (j *job) withSubject(text string, end int) string {
	ws := wordsOf(prefix(text[end:], 120), 12)
	head := text[:end]
	i, to := 0, 0
	for i < len(ws) && !ws[i].brk && j.w.postNoun[strings.ToLower(ws[i].text)] {
		if i++; !strings.Contains(head, " ") { // "PhD position"
			to = i
		}
	}
	if i < len(ws) && !ws[i].brk && j.w.postLink[strings.ToLower(ws[i].text)] {
		n := 0
		for k := i + 1; k < len(ws) && n < maxSubject && !ws[k].brk && !j.endsSubject(ws[k]); k++ {
			if low := strings.ToLower(ws[k].text); slices.Contains(j.w.lang.Extract.At, low) && !j.w.postLink[low] {
				break // "at South Cape University"
			}
			if j.w.institution[bareWord(ws[k].text)] && proper(ws[k].text) {
				break // "in Marine Archaeology of the University of Foz"
			}
			if k+1 < len(ws) && !ws[k+1].brk && !(proper(ws[k+1].text) && j.w.institution[bareWord(ws[k+1].text)]) && j.w.nameNoun.has(strings.ToLower(ws[k+1].text)) {
				return head // "a postdoc in the sleep group"
			}
			n++
			if low := strings.ToLower(ws[k].text); !j.w.postLink[low] && !j.w.joins[low] && !j.w.article[strings.ToLower(ws[k].text)] {
				to = k + 1
			}
		}
	} else if i == 0 && len(ws) > 0 && !ws[0].brk && !strings.Contains(head, " ") && proper(ws[0].text) == proper(head) && !j.endsSubject(ws[0]) {
		to = 1 // "Promotionsstelle Planktondynamik"
	}
	if to == 0 {
		return head
	}
	return head + text[end:end+ws[to-1].end]
}

// onlyPost reports whether a role says what kind of post it is, and nothing more:
// "bolsa de doutoramento".
func (j *job) onlyPost(role string) bool {
	post, linked := false, !strings.Contains(role, " ")
	for _, w := range strings.Fields(strings.ToLower(role)) {
		noun := j.w.postNoun[w]
		linked = linked || particles[w] || j.w.postLink[w]
		if post = post || noun; !noun && !particles[w] && !j.w.joins[w] && !j.w.postLink[w] && !j.w.occupation(w) {
			return false
		}
	}
	return post && linked // a "PhD viva" is what they ask one to
}

// endsSubject reports whether a word is none of what a post is about.
func (j *job) endsSubject(w word) bool {
	low := strings.ToLower(w.text)
	if j.w.postLink[low] || j.w.joins[low] || j.w.article[low] {
		return false
	}
	return j.w.stops[low] || j.w.noName[low] || j.w.possessive[low] || numbered(w.text) || j.w.nameNoun.has(low) && !proper(w.text) || j.w.topicStops[low]
}
