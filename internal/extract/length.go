package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What is taken for the length of a conversation; an hour of travel, two days
// of notice and a probation of six months are none.
const (
	shortest = 5 * time.Minute
	longest  = 8 * time.Hour
)

// either is the alternation of words, the longest first; of none, what matches nothing.
func either(list []string) string {
	if len(list) == 0 {
		return `[^\s\S]`
	}
	slices.SortFunc(list, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for i, w := range list {
		list[i] = strings.ReplaceAll(regexp.QuoteMeta(w), " ", `\s+`)
	}
	return strings.Join(list, "|")
}

// spell is one length in the letter: what it comes to, and where it stands.
type spell struct {
	long       time.Duration
	start, end int
}

// lengths are the lengths in the letter that are none of waiting, travelling or
// looking back.
func (j *job) lengths() []spell {
	if j.spells == nil && j.w.lengths != nil {
		j.spells = append([]spell{}, j.findLengths()...)
	}
	return j.spells
}

func (j *job) findLengths() (out []spell) {
	for at := 0; at < len(j.prose) && len(out) < maxLengths; {
		m := j.w.lengths.find(j.prose[at:])
		if m == nil {
			break
		}
		l := spell{long: j.lengthOf(j.prose[at:], m), start: at + max(m[2], m[4]), end: at + max(m[3], m[7])}
		if l.long >= shortest && l.long <= longest && !j.onClock(j.prose[:l.start], l) && !j.elapses(j.prose[:l.start], j.prose[l.end:]) {
			out = append(out, l)
		}
		at = l.end
	}
	return out
}

// onClock reports whether a number of hours is the hour of a clock: "om zes uur".
func (j *job) onClock(before string, l spell) bool {
	ws := lastOf(loose(suffix(before, 24)), 1)
	return l.long%time.Hour == 0 && len(ws) > 0 && !j.w.rough[ws[0]] && slices.Contains(j.w.lang.Dates.Words["at"], ws[0])
}

// maxLengths bounds how many lengths are looked at: a timetable has no one length.
const maxLengths = 12

// length is how long they ask for: the first length named.
func (j *job) length() time.Duration {
	if ls := j.lengths(); len(ls) > 0 {
		return ls[0].long
	}
	return 0
}

func (j *job) lengthOf(text string, m []int) time.Duration {
	d, e := &j.w.lang.Dates, &j.w.lang.Extract
	lookup := func(words map[string]int, s string) int {
		s = strings.Join(strings.Fields(s), " ")
		for w, n := range words {
			if strings.EqualFold(w, s) {
				return n
			}
		}
		return 0
	}
	if m[2] >= 0 {
		return time.Duration(max(lookup(d.Durations, text[m[2]:m[3]]), lookup(e.Lengths, text[m[2]:m[3]]))) * time.Minute
	}
	said := text[m[4]:m[5]]
	n, err := strconv.ParseFloat(strings.Replace(said, ",", ".", 1), 64)
	if err != nil {
		n = float64(lookup(d.Numbers, said))
	}
	unit := time.Minute
	said = strings.ToLower(text[m[6]:m[7]])
	if d.Units[said] == "hour" || e.LengthUnits[said] == "hour" {
		unit = time.Hour
	}
	return time.Duration(n * float64(unit))
}

// elapses reports whether the words around a length say that it passes before
// or after something: "within 2 hours", "an hour ago", "30 minutes before".
func (j *job) elapses(before, after string) bool {
	d := &j.w.lang.Dates
	near := func(text string, classes ...string) bool {
		for _, c := range classes {
			for _, w := range d.Words[c] {
				if text == strings.ToLower(w) {
					return true
				}
			}
		}
		return false
	}
	b, a := strings.Fields(before[max(0, len(before)-40):]), wordsOf(prefix(after, 40), 2)
	for _, w := range b[max(0, len(b)-3):] {
		if near(strings.ToLower(w), "within", "before", "after", "last") {
			return true
		}
	}
	if len(a) > 1 && j.w.noTopicIn[strings.ToLower(a[1].text)] { // "drie kwartier voor u"
		a = nil
	}
	return len(b) > 0 && near(strings.ToLower(b[len(b)-1]), "in") && !j.w.lasting.has(strings.ToLower(b[len(b)-1])) ||
		len(a) > 0 && near(strings.ToLower(a[0].text), "ago", "before", "after", "hence", "late") ||
		len(a) > 0 && near(strings.ToLower(a[0].text), "each") && j.several(before)
}

// several reports whether the words before a length count what each takes so long:
// "two conversations of 40 minutes each". Together they take longer.
func (j *job) several(before string) bool {
	ws := lastOf(loose(suffix(before, 120)), aroundBefore)
	for i := range ws[:max(0, len(ws)-1)] {
		n := j.w.lang.Dates.Numbers[ws[i]]
		if d, err := strconv.Atoi(ws[i]); err == nil {
			n = d
		}
		if n > 1 && j.w.lasting.has(ws[i+1]) {
			return true
		}
	}
	return false
}
