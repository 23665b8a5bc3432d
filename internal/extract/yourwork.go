package extract

import (
	"slices"
	"strings"
)

// Whoever asks for a talk often says only what of the reader's they know: "your
// essay on night ferries". That is the topic where the letter names no other.

// workReach is how many words may stand between "your" and "on".
const workReach = 3

// readersWork is what the reader has done, by the words around it: "your", what it
// is, a word such as "on", and what it is about.
func (j *job) readersWork() string {
	ws := wordsOf(prefix(j.prose, 8000), 1500)
	for i, w := range ws {
		if !slices.Contains(j.w.lang.Extract.Yours, strings.ToLower(w.text)) {
			continue
		}
		for k := i + 2; k < len(ws) && k <= i+1+workReach && !ws[k].brk; k++ {
			if !j.w.abouts[strings.ToLower(ws[k].text)] || !j.isWork(ws[k-1].text) {
				continue
			}
			if t := j.topicAt(strings.TrimLeft(j.prose[ws[k].end:], " ")); len(strings.Fields(t)) > 1 && (j.w.lang.Extract.NounsCapital || !allProper(t)) || t != "" && j.inSubject(t) {
				return t
			}
		}
	}
	return ""
}

// isWork reports whether a word may be what somebody has written, made or said: no
// bus over Hamburg, no name.
func (j *job) isWork(w string) bool {
	low := strings.ToLower(w)
	if j.w.elsewhere.has(low) || j.w.noName[low] || j.w.noTopicIn[low] || j.w.stops[low] || len(low) < 4 {
		return false
	}
	return low == w || j.w.lang.Extract.NounsCapital
}

// allProper reports whether all words of a topic have capitals: it names a station,
// a town.
func allProper(t string) bool {
	return !slices.ContainsFunc(strings.Fields(t), func(w string) bool { return !proper(w) })
}

// ofReader reports whether a phrase before a topic speaks of what the reader has
// done already: "read your essay on".
func (j *job) ofReader(text string, p place) bool {
	from := max(0, p.start-yoursBefore)
	ws := loose(text[from:p.end])
	if i := strings.LastIndexAny(text[from:p.start], ".,;:?!\n"); i >= 0 {
		ws = loose(text[from+i+1 : p.end])
	}
	return slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(j.w.lang.Extract.Yours, w) && !j.w.pronouns[w] })
}

// yoursBefore is within how many bytes before "essay on" a "your" belongs to it.
const yoursBefore = 14

// tellReach is how many words may stand between "explain" and "how".
const tellReach = 4

// toldHow is the question that they ask the reader to answer: "explain to our
// members how a lock keeper reads the river". Asked in so many words it goes before
// all that the letter only mentions.
func (j *job) toldHow(asked bool) string {
	ws := wordsOf(prefix(j.prose, 8000), 1500)
	for i, w := range ws {
		if !j.w.tellers.has(strings.ToLower(w.text)) {
			continue
		}
		for k := i + 1; k < len(ws) && k <= i+1+tellReach; k++ {
			if strings.ContainsAny(j.prose[ws[k-1].end:ws[k].start], ".;:?!\n") {
				break
			}
			low := strings.ToLower(ws[k].text)
			if j.w.manners[low] || j.w.questions[low] && k+1 < len(ws) && !ws[k+1].brk && j.w.article[strings.ToLower(ws[k+1].text)] {
				if t := j.clauseTopic(j.prose[ws[k].start:]); t != "" && j.aboutMatter(t) && (!asked || j.isAsked(ws[k].start)) {
					return t
				}
			}
		}
	}
	return ""
}

// isAsked reports whether the sentence around a place of the prose is a question.
func (j *job) isAsked(at int) bool {
	for at < len(j.prose) && !j.endsSentence(at) {
		at++
	}
	return strings.HasPrefix(j.prose[at:], "?")
}

// aboutMatter reports whether a question is none about the meeting itself: "how the
// interview will run".
func (j *job) aboutMatter(t string) bool {
	return !slices.ContainsFunc(loose(t), func(w string) bool {
		return len(w) > 3 && j.w.lasting.has(w) && j.w.vague[w] || j.w.noTopicIn[w] || j.w.events.has(w) || j.w.yours[w]
	})
}
