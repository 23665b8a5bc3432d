package extract

import (
	"strings"
)

// A topic may be a question: "why the library closes at nine". It goes on to the end
// of its clause.

// clauseTopic is the question at the start of text, empty where none stands there.
func (j *job) clauseTopic(text string) string {
	text = strings.TrimLeft(prefix(text, 160), " ,")
	first := loose(prefix(text, 30))
	if len(first) < 2 || !strings.HasPrefix(strings.ToLower(text), first[0]) {
		return ""
	}
	second := first[1]
	if two := first[0] + " " + second; j.w.questions[two] && len(first) > 2 {
		second = first[2] // "por qué"
	} else if !j.w.questions[first[0]] {
		return ""
	}
	if j.w.noTopicIn[second] && j.w.noTopic[second] || j.w.yours[second] || j.w.pronouns[second] {
		return "" // "how it came to be", "what you did"
	}
	end := len(text)
	for i := 0; i < len(text); {
		k := strings.IndexAny(text[i:], ".,;:?!\n()\"“”„«»")
		if k < 0 {
			break
		}
		end = i + k
		if text[end] != ',' {
			break
		}
		next := loose(prefix(text[end:], 24))
		if len(next) == 0 || !j.w.subordinate[next[0]] {
			break
		}
		i, end = end+1, len(text)
	}
	ws := strings.Fields(text[:end])
	for i := 4; i+1 < len(ws); i++ { // "… at nine and someone told me"
		if j.w.joinsClauses[strings.ToLower(ws[i])] && !j.w.questions[strings.ToLower(ws[i+1])] {
			ws = ws[:i]
			break
		}
	}
	if len(ws) < 3 || len(ws) > maxTitle {
		return ""
	}
	return strings.Trim(strings.Join(ws, " "), " -–—")
}

// sharedClause is a question that the subject and the letter both say.
func (j *job) sharedClause(subject string) string {
	for _, part := range topicParts.Split(subject, -1) {
		t := j.clauseTopic(strings.TrimSpace(part))
		if t != "" && strings.Contains(strings.ToLower(j.prose), strings.ToLower(t)) {
			return t
		}
	}
	return ""
}

// aboutInSubject is what stands behind a word such as "about" in the subject: a
// subject is short, and in the press it says what the piece is about.
func (j *job) aboutInSubject(subject string) string {
	ws := wordsOf(subject, 24)
	for i, w := range ws {
		if i > 0 && !w.brk && j.w.abouts[strings.ToLower(w.text)] {
			rest := strings.TrimLeft(subject[w.end:], " ")
			if t := j.topicAt(rest); t != "" && (len(strings.Fields(t)) > 1 || len(t) >= longWord && j.foldedIn(j.prose, t)) {
				return t
			}
		}
	}
	return ""
}

// longerInSubject is the part of a subject that says a topic with more words than the
// letter does, of which the letter speaks too.
func (j *job) longerInSubject(topic, subject string) string {
	for _, part := range topicParts.Split(subject, -1) {
		part = strings.Trim(strings.TrimSpace(part), "?!.")
		n := len(strings.Fields(part))
		if n > maxTopicWords || n <= len(strings.Fields(topic)) || !proper(part) {
			continue
		}
		for _, w := range strings.Fields(topic) {
			if first := strings.Fields(part)[0]; len(w) >= longWord && strings.EqualFold(first, w) && j.speaksOf(strings.Fields(part)) {
				return part
			}
		}
	}
	return topic
}

// measured reports whether words are a length of time: "six or seven minutes".
func (j *job) measured(ws []string) bool {
	for _, w := range ws {
		switch j.w.lang.Dates.Units[strings.ToLower(w)] {
		case "minute", "hour":
			return true
		}
	}
	return false
}

// asksOn is where a topic goes on to a question about it, to the end of its clause:
// "Bill 12 and what it does to village halls". It is 0 where it does not.
func (j *job) asksOn(ws []string) int {
	if len(ws) > maxTitle {
		return 0
	}
	for i := 1; i+2 < len(ws) && i < longTopic; i++ {
		low, next := strings.ToLower(ws[i]), strings.ToLower(ws[i+1])
		switch {
		case j.w.joinsClauses[low] && (j.w.questions[next] || j.w.questions[next+" "+strings.ToLower(ws[i+2])] || j.w.questions[bareElision(next)]):
			return i
		case j.w.topicStops[low] && !j.describesTopic(ws[i:]), j.w.noTopicIn[low]:
			return 0
		}
	}
	return 0
}

// bareElision is a word without what is elided to its end: "ce" of "ce qu'elles".
func bareElision(w string) string {
	w, _, _ = strings.Cut(w, "'")
	w, _, _ = strings.Cut(w, "’")
	return w
}
