package extract

import (
	"slices"
	"strings"
)

// Behind a topic a sentence often says for whom it is: "a piece on night buses for the
// weekend section", "hablar de las abejas a nuestros socios".

// untilOurs cuts a topic before what belongs to who writes, with the word that leads
// to it, and before the next thing that somebody does.
func (j *job) untilOurs(ws []string) []string {
	for i := 2; i < len(ws); i++ {
		low := strings.ToLower(ws[i])
		switch {
		case j.w.ours.has(low):
			return j.withoutLead(ws[:i])
		case j.w.outlets.has(low) && j.ledTo(ws, i) > 0:
			return ws[:j.ledTo(ws, i)]
		case j.w.joinsClauses[low] && i+1 < len(ws) && j.acts(ws[i+1]):
			return ws[:i] // "… y nos encantaría"
		}
	}
	return ws
}

// acts reports whether a word begins what somebody does.
func (j *job) acts(w string) bool {
	low := strings.ToLower(w)
	return j.w.verbs[low] || j.w.conjugated.has(low) || j.w.pronouns[low] || j.w.noTopicIn[low] && !j.w.article[low] && !j.w.questions[low]
}

// ledTo is where a word such as "for" stands with an article before word i; 0 where
// none does.
func (j *job) ledTo(ws []string, i int) int {
	for k := i - 1; k > 1 && k >= i-3; k-- {
		if j.w.article[strings.ToLower(ws[k])] && purpose[strings.ToLower(ws[k-1])] {
			return k - 1
		}
	}
	return 0
}

// withoutLead drops the last word of a topic where it is a small one that leads on.
func (j *job) withoutLead(ws []string) []string {
	if last := strings.ToLower(ws[len(ws)-1]); len(ws) > 1 && len([]rune(last)) <= leadLength && last == ws[len(ws)-1] {
		return ws[:len(ws)-1]
	}
	return ws
}

// leadLength is the length up to which a word in small letters before "our" leads to
// it: "at", "devant".
const leadLength = 6

// joinsTopics reports whether word i is the "and" between two things: "las abejas y los
// pesticidas".
func (j *job) joinsTopics(ws []string, i int) bool {
	if !j.w.joinsClauses[strings.ToLower(ws[i])] {
		return false
	}
	k := i + 1
	for k < len(ws) && j.w.article[strings.ToLower(ws[k])] {
		k++
	}
	if k >= len(ws) || len(ws[k]) < 4 || !j.isField(ws[k]) || slices.Contains(j.w.lang.Extract.At, strings.ToLower(ws[k])) {
		return false
	}
	if k+1 == len(ws) {
		return true
	}
	next := strings.ToLower(ws[k+1])
	return j.w.topicStops[next] || j.w.within[next] || j.w.joins[next] || j.w.fields[next] || k > i+1
}

// longTopic is the length from which a topic may have run on into the next clause.
const longTopic = 8

// shorten cuts a topic that is a whole clause where the clause begins.
func (j *job) shorten(ws []string) []string {
	if len(ws) <= longTopic {
		return ws
	}
	for i := 3; i+1 < len(ws) && i <= longTopic; i++ {
		if next := strings.ToLower(ws[i+1]); j.w.joinsClauses[strings.ToLower(ws[i])] && (j.w.article[next] || j.w.pronouns[next] || j.w.possessive[next]) {
			return ws[:i] // "… in two kilobytes and the channel went wild"
		}
	}
	relative := slices.IndexFunc(ws, func(w string) bool { return j.w.relative[strings.ToLower(w)] && !j.w.joinsClauses[strings.ToLower(w)] })
	for i := 2; i < len(ws) && len(ws) > maxTopicWords; i++ {
		if j.w.relative[strings.ToLower(ws[i])] {
			return ws[:i]
		}
	}
	return j.lastWithin(ws, func(i int) bool {
		return (relative < 0 || relative > i) && (relative > i || len(ws) > maxTopicWords || !j.w.article[strings.ToLower(ws[i+1])])
	})
}

// lastWithin cuts a topic before the last word such as "at" that is like that: "without
// falling asleep", "at the fair that we saw in spring".
func (j *job) lastWithin(ws []string, like func(i int) bool) []string {
	for i := min(longTopic, len(ws)-2); i > 2; i-- {
		if j.w.within[strings.ToLower(ws[i])] && like(i) {
			return ws[:i]
		}
	}
	return ws
}
