package extract

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/when"
)

// A day without an hour is often no proposal: it tells of last Saturday, of the
// issue of July 18. It proposes where the sentence asks or offers, or where it
// stands in a list.

// offersDay reports whether a day is proposed.
func (j *job) offersDay(e when.Expr) bool {
	if e.Offset+len(e.Text) > len(j.prose) {
		return true
	}
	before, after := j.prose[:e.Offset], j.prose[e.Offset+len(e.Text):]
	if strings.HasPrefix(after, "'s") || strings.HasPrefix(after, "’s") || j.partOfName(e, before, after) {
		return false
	}
	line := before[strings.LastIndexByte(before, '\n')+1:]
	rest, _, _ := strings.Cut(after, "\n")
	if len(strings.TrimSpace(line)) <= maxBullet && len(strings.TrimSpace(rest)) <= maxRest {
		return true
	}
	from := 1 + max(strings.LastIndexAny(before, "?!\n"), strings.LastIndex(before, ". "))
	to := strings.IndexAny(after, ".?!\n")
	if to < 0 {
		to = len(after) - 1
	}
	sentence := j.prose[from : e.Offset+len(e.Text)+to+1]
	if j.excepted(before[min(from, len(before)):]) {
		return false
	}
	if slices.ContainsFunc(j.w.find(prefix(after, 40)), func(p place) bool { return p.kind == sameTime && p.start <= 6 }) {
		return true
	}
	return strings.HasSuffix(sentence, "?") || slices.ContainsFunc(j.w.find(sentence), func(p place) bool { return p.kind == offersTime })
}

// standsAlone reports whether a time is a day without an hour, or an hour in one word
// and far from any other time: "at nine I stop" proposes nothing.
func (j *job) standsAlone(exprs []when.Expr, i int) bool {
	e := exprs[i]
	switch {
	case e.Grain == when.Day:
		return true
	case e.Grain == when.Part || strings.ContainsAny(e.Text, " "):
		return false
	case e.Certain && strings.ContainsAny(e.Text, ":") && !sameDay(e.Start, j.m.Date): // its day was said before
		return false
	}
	near := func(a, b int) bool {
		if a < 0 || b >= len(exprs) {
			return false
		}
		from, to := exprs[a].Offset+len(exprs[a].Text), exprs[b].Offset
		return to <= len(j.prose) && from <= to && to-from < nearTime && !sentenceEnd.MatchString(j.prose[from:to])
	}
	return !near(i-1, i) && !near(i, i+1)
}

var sentenceEnd = regexp.MustCompile(`[.?!]\s`)

// nearTime is within how many bytes times stand together.
const nearTime = 50

// spanned is the length from which a range is rather the span asked about.
const spanned = 150 * time.Minute

// asksWithin reports whether a range is that in which they ask for free times:
// "when are you free on Tuesday between 9 and 5?".
func (j *job) asksWithin(e when.Expr) bool {
	if e.Offset > len(j.prose) || e.End.IsZero() || e.Grain == when.Part || e.End.Sub(e.Start) < spanned {
		return false
	}
	from := 1 + max(strings.LastIndexAny(j.prose[:e.Offset], "?!\n"), strings.LastIndex(j.prose[:e.Offset], ". "))
	to := strings.IndexAny(j.prose[e.Offset:], "?!\n")
	if to < 0 {
		to = len(j.prose) - e.Offset
	}
	return slices.ContainsFunc(j.w.find(j.prose[from:e.Offset+to]), func(p place) bool { return p.kind == askAvailability })
}

// askedAbout reports whether a day stands in a list that the next sentence asks about:
// "the 5th and the 19th are still open. Does either suit?"
func (j *job) askedAbout(exprs []when.Expr, i int) bool {
	s := j.sentence(exprs[i])
	from := j.sentenceStart(exprs[i].Offset)
	to := from + len(s)
	end := to
	for end < len(j.prose) && (!j.endsSentence(end) || j.prose[end] == '\n' && strings.TrimSpace(j.prose[to:end]) == "") {
		end++
	}
	if end >= len(j.prose) || j.prose[end] != '?' || len(loose(j.prose[to:end])) > maxAsk || j.excepted(j.sinceColon(from, exprs[i].Offset)) {
		return false
	}
	days := 0
	for _, e := range exprs {
		if e.Offset >= to && e.Offset < end {
			return false // the question has its own times
		}
		if e.Offset >= from && e.Offset < to && e.Role == when.Slot && e.Grain == when.Day && e.Start.After(j.m.Date) {
			days++
		}
	}
	return days > 1
}

// sinceColon is the prose between two places, behind the last colon there.
func (j *job) sinceColon(from, to int) string {
	s := j.prose[from:to]
	return s[1+strings.LastIndexByte(s, ':'):]
}

// maxAsk is how many words a question has that asks which of the days suits.
const maxAsk = 12

// What may stand before and behind a day in a list: a bullet, a remark.
const maxBullet, maxRest = 8, 40

// partOfName reports whether a weekday is part of something else's name: "a
// Communion Saturday", "Mar Piccolo", "our July 18 broadcast".
func (j *job) partOfName(e when.Expr, before, after string) bool {
	if ws := loose(suffix(before, 30)); len(ws) > 0 && strings.HasSuffix(before, " ") {
		last := strings.TrimSpace(before)
		word := last[strings.LastIndexAny(last, " \n")+1:]
		if j.w.possessive[ws[len(ws)-1]] && !j.w.article[ws[len(ws)-1]] && !j.w.sooner(ws[len(ws)-1]) {
			return true
		}
		if proper(word) && !strings.ContainsAny(word, ".,:;!?)") && strings.LastIndexAny(last, " \n") > 0 && !j.w.lang.Extract.NounsCapital && !strings.ContainsAny(e.Text, " ") && !j.w.noName[strings.ToLower(word)] {
			return true
		}
	}
	next := wordsOf(prefix(after, 24), 1)
	return len(next) > 0 && !next[0].brk && len(e.Text) <= 3 && proper(next[0].text) && !strings.ContainsAny(next[0].text, "0123456789")
}

// sooner reports whether a word says which one of the days to come: "this", "next".
func (w *words) sooner(low string) bool {
	d := w.lang.Dates.Words
	return slices.Contains(d["this"], low) || slices.Contains(d["next"], low) || slices.Contains(d["coming"], low)
}

// excepted reports whether the words right before a day take it out: "not on".
func (j *job) excepted(before string) bool {
	return slices.ContainsFunc(lastOf(loose(suffix(before, 40)), 4), func(w string) bool { return j.w.negates[w] })
}

// hours gives days the hour that the mail says for all of them: "from 8:30 to
// 4:30 … Monday, Thursday", "Tuesdays at 4: September 22, October 6", "or Friday
// at the same time".
func (j *job) hours(exprs []when.Expr) {
	j.sameHour()
	var days, timed []int
	for i, s := range j.f.Slots {
		if s.AllDay {
			days = append(days, i)
		} else {
			timed = append(timed, i)
		}
	}
	if len(days) == 0 || j.f.Slots[0].ZoneSource == when.ZoneCalendar {
		return
	}
	switch {
	case len(timed) == 0:
		if e, ok := onlyClock(exprs); ok {
			for _, i := range days {
				j.f.Slots[i] = at(j.f.Slots[i], e.Start, e.End)
			}
		}
	case len(timed) == 1 && timed[0] == 0:
		habit := j.f.Slots[0]
		if slices.ContainsFunc(days, func(i int) bool { return j.f.Slots[i].Start.Weekday() != habit.Start.Weekday() }) {
			return
		}
		for _, i := range days {
			j.f.Slots[i] = at(j.f.Slots[i], habit.Start, habit.End)
		}
		j.f.Slots = j.f.Slots[1:]
	}
}

// onlyClock is the one clock time of a mail that names no day.
func onlyClock(exprs []when.Expr) (when.Expr, bool) {
	var found when.Expr
	n := 0
	for _, e := range exprs {
		if e.Role == when.Window && e.Grain == when.Minute && e.Doubt == noDay {
			found, n = e, n+1
		}
	}
	return found, n == 1
}

// noDay is what package when says of a clock time without a day.
const noDay = "no day is named"

// at is a day's slot with the hours of another time.
func at(s Slot, start, end time.Time) Slot {
	y, m, d := s.Start.Date()
	s.Start = time.Date(y, m, d, start.Hour(), start.Minute(), 0, 0, s.Start.Location())
	if s.AllDay = false; !end.IsZero() {
		s.End = s.Start.Add(end.Sub(start))
	}
	return s
}

// sameHour gives a day the hour of the slot before it where the words say so.
func (j *job) sameHour() {
	for i := 1; i < len(j.f.Slots); i++ {
		s, last := j.f.Slots[i], j.f.Slots[i-1]
		if !s.AllDay || last.AllDay {
			continue
		}
		if k := strings.Index(j.prose, s.Text); k >= 0 && strings.Count(j.prose, s.Text) == 1 {
			after := prefix(j.prose[k+len(s.Text):], 40)
			if slices.ContainsFunc(j.w.find(after), func(p place) bool { return p.kind == sameTime && p.start <= 6 }) {
				j.f.Slots[i] = at(s, last.Start, last.End)
			}
		}
	}
}
