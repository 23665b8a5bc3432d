package extract

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/when"
)

// endSlots gives the proposed times their ends where the letter says exactly how long
// the conversation lasts. "About an hour" is no end.
func (j *job) endSlots() {
	long, ok := j.lasts()
	if !ok {
		return
	}
	for i := range j.f.Slots {
		if s := &j.f.Slots[i]; !s.AllDay && s.End.IsZero() && !j.vague[s.Text] && s.ZoneSource != when.ZoneCalendar {
			s.End = s.Start.Add(long)
		}
	}
}

// lasts is the one exact length of the conversation: what stands near a word of
// lasting, else the only length there is. Two different ones are none.
func (j *job) lasts() (time.Duration, bool) {
	ls := j.joinedLengths()
	if long, ok := wholeOf(ls); ok {
		return long, true
	}
	if long, n := j.agreed(ls, j.aboutTalk); n > 0 {
		return long, long != 0
	}
	long, _ := j.agreed(ls, func(l spell) bool { return !j.besides(l) })
	return long, long != 0
}

// agreed is the exact length that all of those agree on which are like that,
// and how many they are.
func (j *job) agreed(ls []spell, like func(spell) bool) (long time.Duration, n int) {
	for i, l := range ls {
		if !like(l) || j.rough(l) {
			continue
		}
		if n++; n == 1 && strings.HasPrefix(j.prose[l.end:], ":") { // the whole, and its parts follow
			return l.long, n
		}
		if i > 0 && j.partsOf(ls[i-1:]) {
			return ls[i-1].long, n
		}
		apart := i > 0 && ls[i-1].long != l.long && !strings.ContainsAny(j.prose[ls[i-1].end:l.start], ".?!\n;")
		if apart || n > 1 && long != l.long { // "15 minutes for your talk, then 30 minutes of questions"
			return 0, n
		}
		long = l.long
	}
	return long, n
}

// wholeOf is the length that all the others add up to: "a lecture (20 minutes), a talk
// (25 minutes), the committee (45 minutes). Please allow 90 minutes."
func wholeOf(ls []spell) (time.Duration, bool) {
	sum, most := time.Duration(0), time.Duration(0)
	for _, l := range ls {
		sum, most = sum+l.long, max(most, l.long)
	}
	return most, len(ls) > 2 && sum == 2*most
}

// partsOf reports whether the lengths after the first add up to it in one sentence:
// "forty minutes: fifteen for your talk, twenty-five for questions".
func (j *job) partsOf(ls []spell) bool {
	sum := time.Duration(0)
	for i, l := range ls[1:] {
		if strings.ContainsAny(j.prose[ls[i].end:l.start], ".?!\n;") {
			break
		}
		if sum += l.long; i > 0 && sum == ls[0].long {
			return true
		}
	}
	return false
}

// joinedLengths are the lengths with those of two units made one: "1 hour 30 minutes".
func (j *job) joinedLengths() []spell {
	var out []spell
	for _, l := range j.lengths() {
		if n := len(out); n > 0 && out[n-1].long%time.Hour == 0 && l.long < time.Hour && j.continues(j.prose[out[n-1].end:l.start]) {
			out[n-1].long, out[n-1].end = out[n-1].long+l.long, l.end
			continue
		}
		if n := len(out); n > 0 && j.besides(l) && j.followsOn(out[n-1], l) {
			out[n-1].long += l.long // the words around the first one say what it is
			continue
		}
		out = append(out, l)
	}
	return out
}

// followsOn reports whether a length comes on top of the one before it: "forty minutes on
// soil, followed by ten minutes of questions".
func (j *job) followsOn(a, b spell) bool {
	gap := j.prose[a.end:b.start]
	if len(gap) > onTopReach || strings.ContainsAny(gap, ".?!\n;:") {
		return false
	}
	return slices.ContainsFunc(lastOf(loose(gap), roughAround), func(w string) bool { return j.w.then[w] })
}

// onTopReach is how many bytes may stand between two lengths that add up.
const onTopReach = 60

// continues reports whether between two lengths stands no more than an "and".
func (j *job) continues(gap string) bool {
	gap = strings.ToLower(strings.TrimSpace(gap))
	return gap == "" || slices.Contains(j.w.lang.Dates.Words["and"], gap)
}

// How many words around a length tell what it is the length of, and whether it is exact.
const (
	aroundBefore, aroundAfter = 7, 4
	roughAround               = 2
)

// aboutTalk reports whether a length is that of the conversation.
func (j *job) aboutTalk(l spell) bool {
	before, after := j.around(l)
	return slices.ContainsFunc(lastOf(before, aroundBefore), j.w.lasting.has) || slices.ContainsFunc(firstOf(after, aroundAfter), j.w.lasting.has)
}

// besides reports whether a length is that of something else: a walk, a test.
func (j *job) besides(l spell) bool {
	before, after := j.around(l)
	is := func(w string) bool { return j.w.aside[w] }
	return slices.ContainsFunc(lastOf(before, aroundAfter), is) || slices.ContainsFunc(firstOf(after, aroundAfter), is)
}

// rough reports whether a length is a guess, or one end of a range.
func (j *job) rough(l spell) bool {
	before, after := j.around(l)
	near := slices.Concat(lastOf(before, roughAround), firstOf(after, 1), loose(j.prose[l.start:l.end]))
	if slices.ContainsFunc(near, func(w string) bool { return j.w.rough[w] }) || slices.ContainsFunc(firstOf(after, roughAround), func(w string) bool { return j.w.then[w] }) {
		return true
	}
	d := j.w.lang.Dates
	if slices.ContainsFunc(lastOf(before, aroundBefore), func(w string) bool { return slices.Contains(d.Words["between"], w) }) {
		return true
	}
	gap := strings.TrimRight(j.prose[:l.start], " ")
	if r, _ := utf8.DecodeLastRuneInString(gap); strings.ContainsRune("-–—~<>≈±", r) && len(gap) > 1 {
		return true
	}
	if n := len(before); n > 1 && (slices.Contains(d.Words["to"], before[n-1]) || slices.Contains(d.Words["or"], before[n-1])) && (unicode.IsDigit(rune(before[n-2][0])) || d.Numbers[before[n-2]] > 0) {
		return true
	}
	return len(after) > 1 && slices.Contains(d.Words["and"], after[0]) && (slices.Contains(d.Words["the"], after[1]) || d.Numbers[after[1]] > 0)
}

// around is the words of the same sentence before and after a length, in lower case.
func (j *job) around(l spell) (before, after []string) {
	b := suffix(j.prose[:l.start], 120)
	if i := strings.LastIndexAny(b, ".?!\n;"); i >= 0 {
		b = b[i+1:]
	}
	a := prefix(j.prose[l.end:], 80)
	if i := strings.IndexAny(a, ",.?!\n;"); i >= 0 {
		a = a[:i]
	}
	return loose(b), loose(a)
}

// loose is the words of a text in lower case; an apostrophe parts them too.
func loose(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-'
	})
}

func lastOf(ws []string, n int) []string  { return ws[max(0, len(ws)-n):] }
func firstOf(ws []string, n int) []string { return ws[:min(n, len(ws))] }
