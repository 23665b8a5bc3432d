package extract

import (
	"slices"
	"strings"

	"rsvpd/internal/when"
)

// Around the times that are offered people tell of their own: why they must know by
// Friday, what had been agreed before.

// saysWhy reports whether a time stands in a clause that gives a reason: "tell me by
// Friday, because on Saturday we leave".
func (j *job) saysWhy(exprs []when.Expr, i int) bool {
	e := exprs[i]
	from := j.sentenceStart(e.Offset)
	if i > 0 {
		from = max(from, min(exprs[i-1].Offset+len(exprs[i-1].Text), e.Offset))
	}
	before := j.prose[from:e.Offset]
	if k := strings.LastIndexAny(before, ";:?!"); k >= 0 {
		before = before[k+1:]
	}
	ws := loose(before)
	k := slices.IndexFunc(ws, func(w string) bool { return j.w.reasons[w] })
	if k < 0 || len(ws)-k > reasonReach {
		return false
	}
	why := strings.ToLower(before)
	why = why[strings.LastIndex(why, ws[k]):]
	return !slices.ContainsFunc(j.w.find(why), func(p place) bool { return p.kind == offersTime }) && !strings.HasSuffix(j.sentence(e), "?")
}

// reasonReach is within how many words behind "because" a time belongs to the reason.
const reasonReach = 8

// heldUntilNow reports whether a time is one that had been agreed on, and is moved: "we
// had said Tuesday at ten".
func (j *job) heldUntilNow(e when.Expr) bool {
	before := j.prose[j.sentenceStart(e.Offset):e.Offset]
	return slices.ContainsFunc(j.w.find(before), func(p place) bool {
		return p.kind == agreedOn && len(loose(before[p.end:])) <= wordsAfter
	}) && !strings.HasSuffix(j.sentence(e), "?") || j.agreedBehind(e)
}

// agreedBehind is the same where the verb comes last: "wij hadden morgen om drie uur
// afgesproken".
func (j *job) agreedBehind(e when.Expr) bool {
	end := min(e.Offset+len(e.Text)+clauseReach, len(j.prose))
	s := j.prose[j.sentenceStart(e.Offset):end]
	at := e.Offset - j.sentenceStart(e.Offset)
	return slices.ContainsFunc(j.w.find(s), func(p place) bool { return p.kind == agreedOn && p.start < at && p.end > at })
}

// soFar reports whether "until today" says that something has been so, and nothing of
// an answer: "nobody has fallen in until today".
func (j *job) soFar(e when.Expr) bool {
	if e.Grain != when.Day || !sameDay(e.Start, j.m.Date) || e.Offset+len(e.Text) > len(j.prose) {
		return false
	}
	s := j.sentence(e)
	return !strings.HasSuffix(s, "?") && !slices.ContainsFunc(j.w.find(s), func(p place) bool {
		return p.kind == accepts || p.kind == answerBy || p.kind == writeTo || p.kind == askAvailability
	})
}

// onSameDay gives an hour the day of the time before it where the words say so: "on
// Thursday at 11, or the same day at 6".
func (j *job) onSameDay(exprs []when.Expr) {
	for i := 1; i < len(exprs); i++ {
		e, last := &exprs[i], exprs[i-1]
		from, to := last.Offset+len(last.Text), e.Offset+len(e.Text)
		if !j.hourOnly(*e) || last.Role != when.Slot || last.Start.IsZero() || sameDay(last.Start, e.Start) || from > e.Offset || to > len(j.prose) {
			continue
		}
		near := j.prose[max(from, e.Offset-sameDayReach):min(len(j.prose), to+sameDayReach)]
		if slices.ContainsFunc(j.w.find(near), func(p place) bool { return p.kind == onThatDay }) {
			s := at(Slot{Start: last.Start}, e.Start, e.End)
			e.Start, e.End, e.Doubt, e.Certain = s.Start, s.End, "", last.Certain
		}
	}
}

// hourOnly reports whether a time names an hour, and no day but "the same".
func (j *job) hourOnly(e when.Expr) bool {
	if e.Grain != when.Minute && e.Grain != when.Hour {
		return false
	}
	return j.bareClock(e) || slices.ContainsFunc(j.w.find(e.Text), func(p place) bool { return p.kind == onThatDay })
}

// sameDayReach is how many bytes may stand between "the same day" and its hour.
const sameDayReach = 14
