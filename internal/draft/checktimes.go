package draft

import (
	"slices"
	"strings"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// timesNamed counts the times that the letter offers: lines of a list, or times
// of day in the text, of which an end ("15:00–15:30") does not count.
func (x *exam) timesNamed() int {
	items := 0
	for _, s := range x.parts.sentences {
		items += s.items
	}
	if items > 0 || !x.has("day") {
		return items
	}
	times := 0
	x.each(x.data.Cues["time"], func(start, _ int) {
		if !x.data.ends(strings.TrimRight(x.main.text[:start], " ")) {
			times++
		}
	})
	return times
}

// ends reports whether a time after this text is the end of a span: "15:00–" or
// "15:00 until".
func (w *lintWords) ends(before string) bool {
	return strings.HasSuffix(before, "–") || strings.HasSuffix(before, "-") ||
		slices.ContainsFunc(w.Until, func(word string) bool { return strings.HasSuffix(before, " "+word) })
}

// times: a reschedule names two or three, with date, time and zone, and says
// that any of them works (R11).
func (x *exam) times() {
	if x.action != thread.Reschedule || x.further() {
		return
	}
	n := x.timesNamed()
	switch {
	case n == 0:
		x.missing("R11 times", Must, "offers no time: name two or three, with date, time and zone")
		return
	case n == 1 && (x.in == nil || len(x.in.Decision.Slots) > 1):
		x.missing("R11 times", Should, "offers one time only: two or three spare another round")
	case x.in == nil && n > 6:
		x.missing("R11 times", Should, "offers so many times that none is concrete: two or three are enough")
	}
	if x.has("time") && !x.has("zone") {
		x.missing("R11 zone", Should, "names times without a zone: say in whose clock they are")
	}
	if n > 1 && !x.has("any") {
		x.missing("R11 any", Should, "does not say that any of the times works")
	}
}

// offers: the times in the letter are those of the decision; none has passed;
// they lie in the span asked about (R11, P10).
func (x *exam) offers() {
	if x.in == nil || x.action != thread.Reschedule || x.further() {
		return
	}
	clock := clock{words: x.words, theirs: extract.Location(x.in.Invitation.Facts.Zone), mine: x.in.zone(), now: x.in.Now}
	for _, s := range x.in.Decision.Slots {
		line := clock.line(s)
		i := strings.Index(x.letter.Body, line)
		switch {
		case i < 0:
			x.missing("R11 offer", Must, "the time "+line+" is not in the letter")
		case !s.Start.After(x.in.Now):
			x.add("R11 past", Must, i, i+len(line), "this time has passed")
		case x.outside(s):
			x.add("R11 span", Should, i, i+len(line), "lies outside of the days they ask about")
		}
	}
}

// accepted: a letter that accepts names the time that it accepts (P10): "that
// works" alone may be read as another of the times.
func (x *exam) accepted() {
	if x.in == nil || x.action != thread.Accept || len(x.in.Decision.Slots) == 0 || x.further() {
		return
	}
	clock := clock{words: x.words, theirs: extract.Location(x.in.Invitation.Facts.Zone), mine: x.in.zone(), now: x.in.Now}
	moment := clock.moment(x.in.Decision.Slots[0])
	if !strings.Contains(x.main.text, strings.TrimSpace(newFolded(moment, 0).text)) {
		x.missing("R11 accepted", Must, "the time that is accepted, "+moment+", is not in the letter")
	}
}

// outside reports whether a slot lies outside of the span they ask about
// although the letter does not say so.
func (x *exam) outside(s extract.Slot) bool {
	f := &x.in.Invitation.Facts
	if f.WithinStart.IsZero() || x.in.Decision.Outside {
		return false
	}
	return s.Start.Before(f.WithinStart) || !f.WithinEnd.IsZero() && !s.Start.Before(f.WithinEnd)
}
