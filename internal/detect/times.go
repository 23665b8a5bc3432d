package detect

import (
	"slices"
	"strings"
	"time"

	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// TimeFinder finds time expressions: *when.Reader does.
type TimeFinder interface {
	Find(text string, ctx when.Context) []when.Expr
}

// manyTimes is the number of times from which a text is a programme of events,
// not a choice that somebody offers.
const manyTimes = 9

// times reads what the times in a text tell about its purpose, in any words:
// who names times still to come wants something to happen then, who names two
// leaves a choice, who puts one into a question or says until when to write
// waits for an answer. Times alone are no invitation; they count beside what
// the mail is about.
func (r *reading) times(find TimeFinder) {
	if find == nil || !r.personal() {
		return
	}
	text := r.m.NewText
	if len(text) > maxText {
		text = text[:maxText]
	}
	source := when.ZoneMessage
	if r.m.DateSource == message.DateFallback {
		source = when.ZoneDefault
	}
	exprs := find.Find(text, when.Context{Now: r.m.Date, ZoneSource: source, Lang: r.lang})
	r.exprs, r.finder = exprs, find
	r.offered(exprs)
	for _, e := range exprs {
		switch {
		case e.Start.Before(r.m.Date):
		case (e.Role == when.Slot || e.Role == when.Window) && !r.fired["time-asked"] && inQuestion(text, e):
			r.timeSignal("ask", "time-asked", 1.2, e, "it asks about a time")
		case e.Role == when.Deadline && !r.fired["answer-by"]:
			r.timeSignal("ask", "answer-by", 0.9, e, "it says until when to answer")
		}
	}
}

// personal reports whether anything speaks of a conversation, so that times are
// worth looking for: most mail names some.
func (r *reading) personal() bool {
	for _, part := range append(parts(Invitation), string(Invitation), string(Interviewer)) {
		if r.sums[part] > 0 {
			return true
		}
	}
	return false
}

// offered counts the times to come that are named to the hour.
func (r *reading) offered(exprs []when.Expr) {
	var starts []time.Time
	var first when.Expr
	hours := 0
	for _, e := range exprs {
		named := e.Grain == when.Minute || e.Grain == when.Hour || e.Grain == when.Part
		if e.Role != when.Slot || !named || e.Start.Before(r.m.Date) || slices.ContainsFunc(starts, e.Start.Equal) {
			continue
		}
		if len(starts) == 0 {
			first = e
		}
		starts = append(starts, e.Start)
		if e.Grain != when.Part {
			hours++
		}
	}
	switch n := len(starts); {
	case n == 0 || n >= manyTimes:
	case n == 1 || hours == 1: // colleagues say "Thursday at 2 or Friday morning" too
		r.timeSignal("talk", "time-named", 0.5, first, "it names a time to come")
	default:
		r.timeSignal("ask", "times-offered", 1.2, first, "it names several times to come")
		r.timeSignal("talk", "times-offered", 0.5, first, "it names several times to come")
	}
}

func (r *reading) timeSignal(speaks, id string, weight float64, e when.Expr, why string) {
	r.fired[id] = true
	r.add(finding{Evidence: Evidence{ID: id, Weight: weight, Text: e.Text, Offset: e.Offset, Why: why}, speaks: speaks, place: inText})
}

// inQuestion reports whether the sentence that goes on behind a time ends with a
// question mark.
func inQuestion(text string, e when.Expr) bool {
	rest := text[min(e.Offset+len(e.Text), len(text)):]
	for i, c := range rest {
		switch {
		case c == '?' || c == '？':
			return true
		case c == '!' || c == '\n' && strings.HasPrefix(rest[i+1:], "\n"):
			return false
		case c == '.' && (i+1 == len(rest) || rest[i+1] == ' ' || rest[i+1] == '\n'):
			return false
		case i > 300: // longer than people ask in one breath
			return false
		}
	}
	return false
}
