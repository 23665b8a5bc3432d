package extract

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"rsvpd/internal/when"
)

// Not every hour in an invitation is offered: a bus leaves, a shift ends, a fair
// opens, and the programme of the day has its own hours.

// tells is, for each time, whether it tells of something else than the conversation.
func (j *job) tells(exprs []when.Expr) []bool {
	out := make([]bool, len(exprs))
	for i := range exprs {
		e := exprs[i]
		if e.Offset+len(e.Text) > len(j.prose) || e.Role != when.Slot && e.Role != when.Deadline {
			continue
		}
		out[i] = j.opensThen(exprs, out, i) || e.Role == when.Slot &&
			(j.saysWhy(exprs, i) || j.heldUntilNow(e) || j.otherInside(exprs, i) || j.besideOther(exprs, out, i) || j.toldBefore(exprs, i) || j.partOfDay(exprs, i) || j.strayHour(exprs, i))
	}
	return out
}

// clause is the words before a time in its sentence and since the time before,
// and the first ones behind it.
func (j *job) clause(exprs []when.Expr, i int) (before, after []string) {
	e := exprs[i]
	from := j.sentenceStart(e.Offset)
	if i > 0 {
		from = max(from, min(exprs[i-1].Offset+len(exprs[i-1].Text), e.Offset))
	}
	rest := prefix(j.prose[e.Offset+len(e.Text):], clauseReach)
	if k := strings.IndexAny(rest, ",;:.?!\n"); k >= 0 {
		rest = rest[:k]
	}
	return lastOf(loose(j.prose[from:e.Offset]), wordsBefore), firstOf(loose(rest), wordsAfter)
}

// How far a clause reaches around a time: bytes behind it, and words.
const (
	clauseReach = 40
	wordsBefore = 8
	wordsAfter  = 3
)

// sentenceStart is where the sentence begins in which a place of the prose stands.
func (j *job) sentenceStart(at int) int {
	for k := at - 1; k >= 0; k-- {
		if j.endsSentence(k) {
			return k + 1
		}
	}
	return 0
}

// endsSentence reports whether a sentence ends in the byte at k: in a full stop too,
// where that abbreviates nothing and makes no ordinal.
func (j *job) endsSentence(k int) bool {
	switch j.prose[k] {
	case '?', '!', '\n':
		return true
	case '.':
		if k+1 < len(j.prose) && j.prose[k+1] != ' ' && j.prose[k+1] != '\n' {
			return false
		}
		last := j.prose[1+strings.LastIndexAny(j.prose[:k], " \n(.") : k]
		digits := last != "" && strings.Trim(last, "0123456789") == ""
		return !(digits && j.w.lang.Dates.OrdinalDot) && (digits || len(last) > 2) && !j.w.title[strings.ToLower(last)] && !j.w.courtesy[strings.ToLower(last)]
	}
	return false
}

// sentence is the sentence around a time.
func (j *job) sentence(e when.Expr) string {
	to := e.Offset + len(e.Text)
	for to < len(j.prose) && !j.endsSentence(to) {
		to++
	}
	return j.prose[j.sentenceStart(e.Offset):min(to+1, len(j.prose))]
}

// proposes reports whether the sentence around a time asks or offers.
func (j *job) proposes(e when.Expr) bool {
	s := j.sentence(e)
	return strings.HasSuffix(s, "?") || slices.ContainsFunc(j.w.find(s), func(p place) bool { return p.kind == offersTime })
}

// besideOther reports whether the words around a time name what it belongs to: a
// bus, a shift. A day with its hour is believed all the same where they propose it.
func (j *job) besideOther(exprs []when.Expr, told []bool, i int) bool {
	e := exprs[i]
	before, after := j.clause(exprs, i)
	is := func(w string) bool { return j.w.elsewhere.has(w) }
	if !j.bareClock(e) && (j.proposes(e) || !slices.ContainsFunc(lastOf(before, min(wordsAfter, j.sinceComma(e))), is)) {
		return false
	}
	if len(before) <= 1 && i > 0 && told[i-1] && j.bareClock(e) { // "at 8:05 and 9:35"
		return true
	}
	return !slices.ContainsFunc(before, j.w.lasting.has) && slices.ContainsFunc(slices.Concat(before, after), is)
}

// sinceComma is how many words of its sentence stand before a time and behind the
// last comma: "after the welcome, or on Friday at four" is no hour of the welcome.
func (j *job) sinceComma(e when.Expr) int {
	text := j.prose[j.sentenceStart(e.Offset):e.Offset]
	return len(loose(text[1+strings.LastIndexByte(text, ','):]))
}

// otherInside reports whether a time has the other thing in its own words, and its
// day another hour: "Thursday 23 July, doors 6pm, talk at 6:30".
func (j *job) otherInside(exprs []when.Expr, i int) bool {
	e := exprs[i]
	if e.Grain != when.Minute && e.Grain != when.Hour || !slices.ContainsFunc(loose(e.Text), j.w.elsewhere.has) {
		return false
	}
	return slices.ContainsFunc(exprs[i+1:], func(o when.Expr) bool {
		return o.Role == when.Slot && (o.Grain == when.Minute || o.Grain == when.Hour) && sameDay(o.Start, e.Start) && !o.Start.Equal(e.Start)
	})
}

// opensThen reports whether an event opens or closes at a time: "the fair opens on
// Friday at 10 and closes on Sunday at 8".
func (j *job) opensThen(exprs []when.Expr, told []bool, i int) bool {
	before, _ := j.clause(exprs, i)
	k := slices.IndexFunc(before, func(w string) bool { return j.w.opens[w] })
	if k < 0 || len(before)-k > wordsAfter+1 {
		return false
	}
	if i > 0 && told[i-1] && j.sentenceStart(exprs[i].Offset) == j.sentenceStart(exprs[i-1].Offset) {
		return true
	}
	return slices.ContainsFunc(before[:k], func(w string) bool {
		return (j.w.events.has(w) || j.w.elsewhere.has(w)) && !j.w.noName[w]
	})
}

// toldBefore reports whether a day without an hour goes on a list of days that are over:
// "I spoke to the mayor on the 9th and on Friday to two shepherds".
func (j *job) toldBefore(exprs []when.Expr, i int) bool {
	e := exprs[i]
	if i == 0 || e.Grain != when.Day || exprs[i-1].Role != when.Mention || !exprs[i-1].Start.Before(j.m.Date.AddDate(0, 0, -1)) {
		return false
	}
	return j.sentenceStart(e.Offset) == j.sentenceStart(exprs[i-1].Offset) && !strings.HasSuffix(j.sentence(e), "?")
}

// partOfDay reports whether a clock time stands inside of a range said before, or
// a range around a shorter one: the programme of a visit, the sitting of a board.
func (j *job) partOfDay(exprs []when.Expr, i int) bool {
	e := exprs[i]
	if e.Grain != when.Minute && e.Grain != when.Hour {
		return false
	}
	for k, o := range exprs {
		if k == i || o.Role != when.Slot || o.End.IsZero() || o.Grain != when.Minute && o.Grain != when.Hour {
			continue
		}
		inside := k < i && j.bareClock(e) && e.Start.After(o.Start) && e.Start.Before(o.End) && strings.ContainsRune(j.prose[min(o.Offset, e.Offset):e.Offset], '\n')
		around := !e.End.IsZero() && !o.Start.Before(e.Start) && !o.End.After(e.End) && o.End.Sub(o.Start) < e.End.Sub(e.Start)/2 && !j.proposes(e)
		if inside || around {
			return true
		}
	}
	return false
}

// bareClock reports whether a time names an hour and no day.
func (j *job) bareClock(e when.Expr) bool {
	if e.Grain != when.Minute && e.Grain != when.Hour {
		return false
	}
	return !slices.ContainsFunc(loose(e.Text), func(w string) bool { return j.w.dayWords[w] }) && !strings.ContainsAny(e.Text, "/")
}

// strayHour reports whether an hour stands far from the day that it was given: no
// day is named, or the one that is has its hour already, or an hour in one word
// may be anything.
func (j *job) strayHour(exprs []when.Expr, i int) bool {
	e := exprs[i]
	if !j.bareClock(e) || j.listed(e) {
		return false
	}
	if !e.Certain && !strings.ContainsFunc(e.Text, unicode.IsDigit) && j.standsAlone(exprs, i) {
		return true
	}
	day := -1
	for k := i - 1; k >= 0 && day < 0; k-- {
		if sameDay(exprs[k].Start, e.Start) && !j.bareClock(exprs[k]) && exprs[k].Grain != when.Week {
			day = k
		}
	}
	switch {
	case day < 0:
		return e.Doubt == noDay && !j.proposes(e) || sameDay(e.Start, j.m.Date) && !j.proposes(e)
	case exprs[day].Grain == when.Minute || exprs[day].Grain == when.Hour:
		return j.sentenceStart(exprs[day].Offset) != j.sentenceStart(e.Offset) && !j.proposes(e)
	}
	return false
}

// listed reports whether a time begins a line and little more stands on it.
func (j *job) listed(e when.Expr) bool {
	line := j.prose[1+strings.LastIndexByte(j.prose[:e.Offset], '\n') : e.Offset]
	rest, _, _ := strings.Cut(j.prose[e.Offset+len(e.Text):], "\n")
	return len(strings.TrimSpace(line)) <= maxBullet && len(strings.TrimSpace(rest)) <= maxRest
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.In(a.Location()).Date()
	return ay == by && am == bm && ad == bd
}

// placed gives hours without a day the one day that the letter names before them:
// "the meeting is on 25 June. Two places are left, at 10.45 and at 14.15".
func (j *job) placed(exprs []when.Expr) {
	for i, e := range exprs {
		if e.Role != when.Slot || e.Doubt != noDay || e.Offset > len(j.prose) || !j.bareClock(e) {
			continue
		}
		day, n := when.Expr{}, 0
		for _, d := range exprs[:i] {
			if d.Role == when.Slot && d.Grain == when.Day && d.Start.After(j.m.Date) && (n == 0 || !sameDay(d.Start, day.Start)) {
				day, n = d, n+1
			}
		}
		if n != 1 {
			continue
		}
		s := at(Slot{Start: day.Start}, e.Start, e.End)
		exprs[i].Start, exprs[i].End, exprs[i].Doubt, exprs[i].Certain = s.Start, s.End, "", true
	}
}

// onDay gives an hour the day that is named right behind it, over a zone that nobody
// knows by that word: "by 5 p.m. Pacific on Monday, December 14".
func (j *job) onDay(exprs []when.Expr) {
	for i := range exprs[:max(0, len(exprs)-1)] {
		e, day := &exprs[i], exprs[i+1]
		from := e.Offset + len(e.Text)
		if day.Grain != when.Day || day.Offset > len(j.prose) || from > day.Offset || day.Offset-from > onDayReach || !j.bareClock(*e) {
			continue
		}
		gap := strings.Fields(j.prose[from:day.Offset])
		if n := len(gap); n != 2 || !proper(gap[0]) || !slices.Contains(j.w.lang.Dates.Words["on"], gap[1]) {
			continue
		}
		s := at(Slot{Start: day.Start}, e.Start, e.End)
		e.Start, e.End, e.Doubt = s.Start, s.End, ""
		exprs[i+1].Role = when.Mention
	}
}

// onDayReach bounds, in bytes, what stands between an hour and its day.
const onDayReach = 24
