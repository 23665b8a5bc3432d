package extract

import (
	"strings"
	"unicode/utf8"
)

// maxTopicWords bounds a topic: what is longer is a sentence.
const maxTopicWords = 8

// topic finds what a media or speaking invitation is about, in the text, then in
// the subject.
func (j *job) topic(places []place) string {
	if t := j.topicIn(j.prose, places); t != "" {
		return t
	}
	return j.topicIn(j.m.Subject, j.w.find(j.m.Subject))
}

func (j *job) topicIn(text string, places []place) string {
	for _, p := range places {
		if p.kind != beforeTopic {
			continue
		}
		if t := j.topicAt(strings.TrimLeft(text[p.end:], " :\t")); t != "" {
			return t
		}
	}
	return ""
}

// topicAt reads a topic at the start of text: what is quoted, or a short noun.
func (j *job) topicAt(text string) string {
	text = prefix(text, 160)
	if t, ok := quoted(text); ok {
		return j.plausibleTopic(t)
	}
	if i := strings.IndexAny(text, ".,;:!?()\"“”„«»–—\n|"); i >= 0 {
		text = text[:i]
	} else if len(text) == 160 {
		return ""
	}
	ws := strings.Fields(text)
	for i, w := range ws {
		if i > 0 && j.w.topicStops[strings.ToLower(w)] || i > 0 && i+1 < len(ws) && j.goesOnWithUs(ws[i], ws[i+1]) {
			ws = ws[:i]
			break
		}
	}
	if len(ws) > 0 && j.w.possessive[strings.ToLower(ws[0])] && !j.w.article[strings.ToLower(ws[0])] {
		ws = ws[1:]
	}
	return j.plausibleTopic(strings.Join(ws, " "))
}

// goesOnWithUs reports whether a new clause begins: "and we", "und ich".
func (j *job) goesOnWithUs(w, next string) bool {
	return j.w.joins[strings.ToLower(w)] && j.w.noTopicIn[strings.ToLower(next)]
}

var quotes = map[rune]rune{'“': '”', '"': '"', '„': '“', '«': '»', '‘': '’'}

// quoted is what stands between the quotes that begin text.
func quoted(text string) (string, bool) {
	open, n := utf8.DecodeRuneInString(text)
	closing, ok := quotes[open]
	if !ok {
		return "", false
	}
	inside, _, ok := strings.Cut(text[n:], string(closing))
	if !ok && open == '„' {
		inside, _, ok = strings.Cut(text[n:], "”")
	}
	if !ok {
		return "", true
	}
	return strings.TrimSpace(strings.Trim(inside, ".,;: ")), true
}

// plausibleTopic drops what is no topic: sentences, pronouns, names, dates.
func (j *job) plausibleTopic(t string) string {
	ws := strings.Fields(t)
	for len(ws) > 1 && j.w.joins[strings.ToLower(ws[len(ws)-1])] {
		ws = ws[:len(ws)-1]
	}
	if len(ws) == 0 || len(ws) > maxTopicWords || len(t) > 90 || len(t) < 3 || j.w.noTopic[strings.ToLower(ws[0])] || strings.ContainsAny(t, "@<>[]{}") {
		return ""
	}
	if last := strings.ToLower(ws[len(ws)-1]); j.w.noTopic[last] || len(ws) == 1 && j.w.article[last] {
		return "" // "the topic", "the creator panel"
	}
	for _, w := range ws {
		if j.w.noTopicIn[strings.ToLower(w)] {
			return ""
		}
	}
	t = strings.Join(ws, " ")
	if folded(t) == folded(j.f.Company) || j.isPerson(t) {
		return ""
	}
	return t
}

// part is what the user is asked to be: "keynote speaker".
func (j *job) part(places []place) string {
	for _, p := range places {
		if p.kind == speakerRole {
			return j.prose[p.start:p.end]
		}
	}
	return ""
}
