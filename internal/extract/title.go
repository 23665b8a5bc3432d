package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rsvpd/internal/detect"
)

// titleReach is how many words before a quote may say that a title stands in it.
const titleReach = 7

// title is a title in quotes: a talk's, a project's. What stands in quotes in the
// press is mostly the programme: there the words before it must say what it is.
func (j *job) title(text string) string {
	for i, r := range text {
		if _, opens := quotes[r]; !opens || i > 0 && !startsQuote(text[:i]) {
			continue
		}
		t, _ := quoted(prefix(text[i:], 160))
		if t = j.plausibleTitle(t); t == "" || j.namesShow(text[:i], text[i+len(t):]) {
			continue
		}
		if j.saysTitle(text[:i]) || j.f.Kind == detect.Speaking && len(strings.Fields(t)) > 2 && proper(t) {
			return t
		}
	}
	return ""
}

// sharedTitle is a title that a speaker's letter and its subject both quote.
func (j *job) sharedTitle(subject string) string {
	if j.f.Kind != detect.Speaking {
		return ""
	}
	for i, r := range subject {
		if _, opens := quotes[r]; !opens || i > 0 && !startsQuote(subject[:i]) {
			continue
		}
		if t, _ := quoted(prefix(subject[i:], 160)); t != "" && strings.Count(j.prose, t) > 0 {
			return j.plausibleTitle(t)
		}
	}
	return ""
}

// askedTitle is the title in quotes that a speaker's letter gives to what it asks for:
// it goes before all that the letter says to be about something.
func (j *job) askedTitle() string {
	if j.f.Kind != detect.Speaking {
		return ""
	}
	t := j.title(j.prose)
	before, after, ok := strings.Cut(j.prose, t)
	if t == "" || !ok || !j.saysTitle(before) || j.namesEvent(before, after) {
		return ""
	}
	return t
}

// namesEvent reports whether what stands in quotes between two texts is what the whole
// event is called: "our symposium “Dry Wells”".
func (j *job) namesEvent(before, after string) bool {
	if i := strings.LastIndexAny(before, ".?!\n"); i >= 0 {
		before = before[i+1:]
	}
	themes := func(w string) bool { // "Rahmenthema"
		return slices.ContainsFunc(j.w.lang.Extract.TopicWords, func(t string) bool { return strings.HasSuffix(w, t) })
	}
	return slices.ContainsFunc(lastOf(loose(before), 4), j.w.events.has) || slices.ContainsFunc(lastOf(loose(before), titleReach), themes) || slices.ContainsFunc(firstOf(loose(prefix(after, 60)), 2), j.w.events.has)
}

// namesShow reports whether what stands in quotes between two texts is the name of
// a show or series: "our series “Neighbours”", "“Neighbours”, the show of Radio Alder".
func (j *job) namesShow(before, after string) bool {
	show := func(w string) bool { return j.w.programmes[w] }
	if j.f.Kind != detect.Media {
		return false
	}
	if i := strings.LastIndexAny(before, ".?!\n"); i >= 0 {
		before = before[i+1:]
	}
	return slices.ContainsFunc(lastOf(loose(before), 2), show) || slices.ContainsFunc(firstOf(loose(prefix(after, 60)), 4), show)
}

// maxTitle bounds a title, in words.
const maxTitle = 14

// startsQuote reports whether a quote after this text opens.
func startsQuote(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(" \n\t(:–—-,", r)
}

// saysTitle reports whether the words at the end of text lead to a title.
func (j *job) saysTitle(text string) bool {
	text = suffix(text, 80)
	if i := strings.LastIndexAny(text, ".?!\n"); i >= 0 {
		text = text[i+1:]
	}
	ws := wordsOf(text, 30)
	if len(ws) > titleReach {
		text = text[ws[len(ws)-titleReach].start:]
	}
	for _, p := range j.w.find(text) {
		if p.kind == titledWord {
			return true
		}
	}
	return false
}

// topicOfSubject is a part of the subject that is neither who nor what kind of
// mail it is, and of which the letter speaks.
func (j *job) topicOfSubject(subject string) string {
	for _, part := range topicParts.Split(subject, -1) {
		part = strings.Trim(strings.TrimSpace(part), "?!.,\"“”„«»")
		ws := strings.Fields(part)
		if strings.ContainsAny(part, "\"“”„«»") {
			continue // the name of a programme
		}
		if len(ws) > 2 && j.w.possessive[strings.ToLower(ws[0])] { // "Your map of wells"
			ws = ws[1:]
			part = strings.Join(ws, " ")
		}
		if len(ws) < 2 || len(ws) > maxTopicWords || j.isPerson(part) || j.f.Company != "" && (within(part, j.f.Company) || within(j.f.Company, part)) {
			continue
		}
		if j.speaksOf(ws) && !slices.ContainsFunc(ws, j.soon) {
			if t := j.plausibleTopic(part); t != "" {
				return t
			}
		}
	}
	return ""
}

// soon reports whether a word names a day by how near it is: "tomorrow".
func (j *job) soon(w string) bool {
	_, ok := j.w.lang.Dates.Days[strings.ToLower(w)]
	return ok
}

// speaksOf reports whether the letter has half of the long words of a subject's
// part, and none of them is one of invitations.
func (j *job) speaksOf(ws []string) bool {
	long, found := 0, 0
	for _, w := range ws {
		low := strings.ToLower(strings.Trim(w, ",.?!"))
		if j.w.vague[low] || j.w.noName[low] || j.w.events.has(low) || strings.ContainsAny(low, "0123456789@#") {
			return false
		}
		if utf8.RuneCountInString(low) >= longWord {
			if long++; strings.Contains(strings.ToLower(j.prose), low) {
				found++
			}
		}
	}
	return long > 0 && 2*found >= long
}

// longWord is the length from which a word says something.
const longWord = 5
