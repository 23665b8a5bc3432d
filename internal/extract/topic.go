package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/detect"
)

// maxTopicWords bounds a topic: what is longer is a sentence.
const maxTopicWords = 12

// topic finds what a media or speaking invitation is about: where the text says
// so, in a title, in the subject, and last in what the reader has done.
func (j *job) topic(places []place) string {
	subject := subjectPrefix.ReplaceAllString(j.m.Subject, "")
	for _, reading := range []struct {
		by   string
		find func() string
	}{
		{"shared title", func() string { return j.sharedTitle(subject) }},
		{"asked title", func() string { return j.askedTitle() }},
		{"shared clause", func() string { return j.sharedClause(subject) }},
		{"asked to tell", func() string { return j.toldHow(true) }},
		{"named", func() string { return j.topicIn(j.prose, places, beforeTopic) }},
		{"title", func() string { return j.title(j.prose) }},
		{"title in subject", func() string { return j.title(subject) }},
		{"named in subject", func() string { return j.topicIn(subject, j.w.find(subject), beforeTopic) }},
		{"about in subject", func() string { return j.aboutInSubject(subject) }},
		{"told", func() string { return j.toldHow(false) }},
		{"your work", func() string { return j.topicIn(j.prose, places, yourWork) }},
		{"reader's work", func() string { return j.readersWork() }},
		{"theme of all", func() string { return j.themeOfAll(places) }},
		{"subject", func() string { return j.topicOfSubject(subject) }},
	} {
		if t := j.uncut(reading.find()); t != "" && j.fits(t) {
			j.f.Sources.Role = "topic: " + reading.by
			return j.longerInSubject(t, subject)
		}
	}
	return ""
}

// topicIn is the first topic behind a phrase of that kind, or the first of which
// the subject speaks too.
func (j *job) topicIn(text string, places []place, kind cueKind) string {
	first, subject := "", ""
	for _, p := range places {
		if p.kind != kind || j.excepted(text[:p.start]) { // "you need not talk about insurance"
			continue
		}
		if kind == beforeTopic && (j.w.elsewhere.has(strings.ToLower(lastWord(text[:p.start]))) || j.ofReader(text, p) || j.ofEvent(text, p)) {
			continue
		}
		if kind == yourWork && !j.ofReader(text, p) && !j.w.abouts[strings.ToLower(lastWord(text[p.start:p.end]))] {
			continue // "the paper with the yellow cover"
		}
		said := strings.TrimLeft(text[p.end:], " ")
		if t, ok := quoted(prefix(said, 160)); j.describesShow(text[:p.start], text[p.start:p.end]) || ok && t != "" && j.namesShow(text[:p.end], said[strings.Index(said, t)+len(t):]) {
			continue
		}
		t := j.topicBehind(text, p)
		if t == "" {
			continue
		}
		if strings.HasPrefix(t, first+" ") && first != "" {
			first = t // "your piece on salt roads", and later "salt roads and their keepers"
		}
		if first = cmp.Or(first, t); j.inSubject(t) {
			subject = cmp.Or(subject, t)
		}
	}
	if subject != "" && !strings.HasPrefix(first, subject+" ") {
		return subject
	}
	return first
}

// ofEvent reports whether a phrase says what the whole event is about, and not what
// the reader is to speak of: "our theme is".
func (j *job) ofEvent(text string, p place) bool {
	ws := loose(suffix(text[:p.start], yoursBefore))
	ws = append(lastOf(ws, 1), loose(text[p.start:p.end])...)
	for i := range ws[:max(0, len(ws)-1)] {
		if j.w.possessive[ws[i]] && !j.w.article[ws[i]] && j.w.topicWord[ws[i+1]] {
			return j.f.Kind == detect.Speaking
		}
	}
	return false
}

// themeOfAll is what the whole event is about.
func (j *job) themeOfAll(places []place) string {
	for _, p := range places {
		if p.kind == beforeTopic && j.ofEvent(j.prose, p) {
			return j.topicBehind(j.prose, p)
		}
	}
	return ""
}

// describesShow reports whether a phrase says what the show itself is about, and
// not this time: "Tidelines, a podcast about boats", "Radio Alder's programme on work".
func (j *job) describesShow(before, cue string) bool {
	first, _, _ := strings.Cut(strings.ToLower(cue), " ")
	if last := strings.TrimRight(before, " "); !j.w.programmes[first] {
		if first = strings.ToLower(lastWord(last)); !j.w.programmes[first] {
			return false
		}
		before = last[:len(last)-len(first)]
	}
	line := suffix(before, 60)
	line = line[1+strings.LastIndexAny(line, ".?!\n"):]
	ws := strings.Fields(line)
	if slices.ContainsFunc(lastOf(ws, 4), func(w string) bool { return j.w.hosts[strings.ToLower(w)] }) {
		return true // "I host a podcast about boats"
	}
	for n := 0; n < 2 && len(ws) > 0; n++ {
		w := ws[len(ws)-1]
		if strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s") {
			return true
		}
		if proper(w) || strings.ContainsAny(w, ",.") {
			break
		}
		ws = ws[:len(ws)-1]
	}
	if len(ws) == 0 || !strings.HasSuffix(ws[len(ws)-1], ",") {
		return false
	}
	last := strings.TrimSuffix(ws[len(ws)-1], ",")
	return proper(ws[len(ws)-1]) || strings.HasSuffix(last, "»") || strings.HasSuffix(last, "”") || strings.HasSuffix(last, "\"") || strings.HasSuffix(last, "“")
}

// topicBehind is the topic behind a phrase: of a label the whole line.
func (j *job) topicBehind(text string, p place) string {
	said := strings.TrimLeft(text[p.end:], " :\t")
	if strings.HasPrefix(strings.TrimLeft(text[p.end:], " "), ":") || strings.HasSuffix(text[:p.end], ":") {
		line, _, _ := strings.Cut(said, "\n")
		if t := j.plausibleTitle(strings.Trim(line, " .\"“”„«»")); t != "" && len(line) < maxLabelled {
			return t
		}
	}
	return j.topicAt(said)
}

// inSubject reports whether the subject has a long word of a topic.
func (j *job) inSubject(topic string) bool {
	subject := strings.ToLower(j.m.Subject)
	return slices.ContainsFunc(strings.Fields(strings.ToLower(topic)), func(w string) bool { return utf8.RuneCountInString(w) >= longWord && strings.Contains(subject, w) })
}

// topicAt reads a topic at the start of text: what is quoted, or a short noun.
func (j *job) topicAt(text string) string {
	text = prefix(text, 160)
	if t, ok := quoted(text); ok {
		return j.plausibleTitle(t)
	}
	if t := j.clauseTopic(text); t != "" {
		return t
	}
	for _, p := range j.w.find(prefix(text, formatReach)) {
		if p.kind == beforeTopic && !strings.ContainsAny(text[:p.end], ".,;:!?\n") {
			return j.topicAt(strings.TrimLeft(text[p.end:], " ")) // "a story about lost shops"
		}
	}
	text, _, _ = strings.Cut(text, " - ")
	if i := strings.IndexAny(text, ".,;:!?()\"“”„«»–—\n|"); i >= 0 {
		text = text[:i]
	} else if len(text) == 160 {
		return ""
	}
	ws := j.untilOurs(strings.Fields(text))
	asks := j.asksOn(ws)
	cut := j.untilClause(j.shorten(j.untilStop(ws)))
	if asks > 0 && (!j.w.lang.Extract.NounsCapital || len(cut) <= asks) { // German has its verbs last
		return j.plausibleTitle(strings.Join(ws, " "))
	}
	ws = cut
	if len(ws) > 1 && j.w.topicWord[strings.ToLower(ws[0])] { // "zum Thema Fledermäuse"
		ws = ws[1:]
	}
	if len(ws) > 0 && j.w.possessive[strings.ToLower(ws[0])] && !j.w.article[strings.ToLower(ws[0])] {
		ws = ws[1:]
	}
	if t := j.plausibleTopic(strings.Join(ws, " ")); t != "" || len(ws) <= longTopic {
		return t
	}
	return j.plausibleTopic(strings.Join(j.lastWithin(ws, func(int) bool { return true }), " "))
}

// formatReach is within how many bytes the words for an article or a talk stand
// before its topic.
const formatReach = 40

// untilStop cuts a topic where the sentence goes on to something else.
func (j *job) untilStop(ws []string) []string {
	for i, w := range ws {
		low := strings.ToLower(w)
		if i > 0 && j.w.article[low] && ofWords[strings.ToLower(ws[i-1])] {
			continue // "el cierre de la última papelera"
		}
		if i > 1 && j.w.article[low] && j.joinsTopics(ws, i-1) {
			continue // "la raccolta e il vento"
		}
		if i == len(ws)-1 && j.w.within[low] && slices.ContainsFunc(ws[:i], j.relates) {
			continue // "software that libraries depend on"
		}
		if i > 0 && (j.w.topicStops[low] && !j.describesTopic(ws[i:]) && !j.restricts(ws, i) && !j.joinsTopics(ws, i) || i+1 < len(ws) && j.goesOnWithUs(w, ws[i+1])) {
			return ws[:i]
		}
	}
	return ws
}

// relates reports whether a word begins a clause about the thing before it: "that".
func (j *job) relates(w string) bool {
	low := strings.ToLower(w)
	return j.w.relative[low] && !j.w.joinsClauses[low]
}

// restricts reports whether a clause begins at a word that says which of the things a
// topic is about, to the end of it: "kilns that still burn wood".
func (j *job) restricts(ws []string, i int) bool {
	low := strings.ToLower(ws[i])
	return i > 1 && i <= 4 && j.w.relative[low] && !j.w.joinsClauses[low] && !j.w.within[strings.ToLower(ws[i-1])] && len(ws) <= longTopic+1 && len(ws)-i > 3 && j.sentenceIn(ws) < 0
}

// describesTopic reports whether a stop word leads on inside of a topic: "hives
// at altitude", "damage from the air", but not "at our meeting", "on Monday".
func (j *job) describesTopic(ws []string) bool {
	if !j.w.within[strings.ToLower(ws[0])] || len(ws) < 2 {
		return false
	}
	article := j.w.article[strings.ToLower(ws[1])]
	if article {
		if ws = ws[1:]; len(ws) < 2 {
			return false
		}
	}
	low := strings.ToLower(ws[1])
	switch {
	case j.w.possessive[low], j.w.topicStops[low], j.w.noName[low], j.w.events.has(low), j.w.vague[low], j.w.noTopicIn[low], !article && j.w.noTopic[low], strings.ContainsAny(low, "0123456789"):
		return false
	case proper(ws[1]):
		return j.w.lang.Extract.NounsCapital
	}
	return true
}

// untilClause cuts a topic where the verb of the sentence follows: "canal horses
// made us think", "leere Kaufhäuser suchen wir".
func (j *job) untilClause(ws []string) []string {
	for i, w := range ws {
		low := strings.ToLower(w)
		switch {
		case i > 1 && j.w.verbs[low] && !slices.ContainsFunc(ws[:i], func(w string) bool { return j.w.relative[strings.ToLower(w)] && !j.w.joinsClauses[strings.ToLower(w)] }): // "old canals gave us a lively hour"
			if j.w.joinsClauses[strings.ToLower(ws[i-1])] {
				i--
			}
			return ws[:i]
		case i < 3 || !j.w.noTopicIn[low] || j.w.relative[low]:
			continue
		case j.w.topicStops[low] || j.w.within[low]:
			return ws[:i]
		case ws[i-1] == strings.ToLower(ws[i-1]):
			return ws[:i-1]
		}
		return ws[:i]
	}
	if n := len(ws); n > 1 && j.w.lang.Extract.NounsCapital && strings.HasSuffix(ws[n-1], "en") && !proper(ws[n-1]) {
		return ws[:n-1] // "Fledermäuse halten"
	}
	return ws
}

// goesOnWithUs reports whether a new clause begins: "and we", "und ich".
func (j *job) goesOnWithUs(w, next string) bool {
	return j.w.joins[strings.ToLower(w)] && (j.w.noTopicIn[strings.ToLower(next)] || slices.Contains(j.w.lang.Extract.At, strings.ToLower(next)))
}

var quotes = map[rune]rune{'“': '”', '"': '"', '„': '“', '«': '»', '»': '«', '‘': '’'}

// quoted is what stands between the quotes that begin text.
func quoted(text string) (string, bool) {
	open, n := utf8.DecodeRuneInString(text)
	closing, ok := quotes[open]
	if !ok || open == '»' && strings.HasPrefix(text[n:], " ") { // the end of a French quote
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

// plausibleTitle drops what is no title; a title may be a sentence.
func (j *job) plausibleTitle(t string) string {
	t = strings.Join(strings.Fields(t), " ")
	if n := len(strings.Fields(t)); n == 0 || n > maxTitle || n == 1 && len(t) < shortestTrade || len(t) > 100 || strings.ContainsAny(t, "@<>[]{}") ||
		folded(t) == folded(j.f.Company) || j.isPerson(t) {
		return ""
	}
	return t
}

// plausibleTopic drops what is no topic: sentences, pronouns, names, dates.
func (j *job) plausibleTopic(t string) string {
	ws := strings.Fields(t)
	for len(ws) > 1 && j.w.joins[strings.ToLower(ws[len(ws)-1])] {
		ws = ws[:len(ws)-1]
	}
	if len(ws) == 0 || len(ws) > maxTopicWords || unicode.IsDigit(rune(t[0])) || len(t) > 90 || len(t) < 3 || j.measured(ws) || j.w.verbs[strings.ToLower(ws[0])] || j.w.relative[strings.ToLower(ws[0])] || j.w.noTopic[strings.ToLower(ws[0])] || strings.ContainsAny(t, "@<>[]{}") {
		return ""
	}
	if last := strings.ToLower(ws[len(ws)-1]); len(ws) < 3 && j.w.noTopic[last] || len(ws) == 1 && j.w.article[last] {
		return "" // "the topic", "the creator panel"
	}
	if i := j.sentenceIn(ws); i > 0 {
		return j.plausibleTopic(strings.Join(ws[:i], " "))
	} else if i == 0 {
		return ""
	}
	t = strings.Join(ws, " ")
	if len(ws) == 1 && (proper(t) && !j.w.lang.Extract.NounsCapital || !j.inSubject(t)) {
		return "" // a town, a programme, a word that says too little
	}
	if len(ws) == 2 && j.w.article[strings.ToLower(ws[0])] && !j.inSubject(t) && !j.w.lang.Extract.NounsCapital {
		return "" // "the book", which one was said before
	}
	if folded(t) == folded(j.f.Company) || j.isPerson(t) {
		return ""
	}
	return t
}

// sentenceIn is where a topic turns out to be a sentence, and is none: 0, or of a long
// one where its clause ends. Behind "who" and its like it may go on in any words but
// those for us and the reader. It is -1 where no sentence is.
func (j *job) sentenceIn(ws []string) int {
	relative, clause := 0, 0
	for i, w := range ws {
		low := strings.ToLower(w)
		switch {
		case i > 0 && i < len(ws)-1 && j.w.relative[low]:
			clause = i
			if !j.w.joinsClauses[low] && relative == 0 && i+3 < len(ws) {
				relative = i
			}
		case i == 0 && len(ws) > 1 && j.w.article[low]: // "le api"
		case j.w.noTopicIn[low] && (relative == 0 || j.w.pronouns[low] || j.w.yours[low]):
			if len(ws) > longTopic {
				return clause
			}
			return 0
		}
	}
	return -1
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
