package extract

import (
	"slices"

	"rsvpd/internal/when"
)

// byThen reports whether a time is that of the answer by what is said behind it: "we
// close the programme on the 20th, and would like your answer by then".
func (j *job) byThen(exprs []when.Expr, i int) bool {
	e := exprs[i]
	at := e.Offset + len(e.Text)
	if e.Grain != when.Day && e.Grain != when.Minute && e.Grain != when.Hour || e.Role != when.Slot && e.Role != when.Mention || at > len(j.prose) || j.over(e) {
		return false
	}
	end := at
	for end < len(j.prose) && !j.endsSentence(end) {
		end++
	}
	if i+1 < len(exprs) && exprs[i+1].Offset < end { // then which day is meant is open
		return false
	}
	places := j.w.find(j.prose[at:end])
	return slices.ContainsFunc(places, func(p place) bool { return p.kind == thatDay }) &&
		slices.ContainsFunc(places, func(p place) bool { return p.kind == accepts || p.kind == answerBy })
}
