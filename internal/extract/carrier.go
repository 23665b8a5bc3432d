package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rsvpd/internal/detect"
)

// Who writes is not always who invites: an agency writes for its client, a
// platform for a newsroom.

// cameFrom is the part of its weight that the name of a go-between keeps.
const cameFrom = 0.2

// year is that of an event, in its name.
var year = regexp.MustCompile(`\b(19|20)\d\d$`)

// weigh takes weight from names that are less likely the company's: the name of a
// go-between, where another one is believed, and what has a number in it.
func (j *job) weigh(cs candidates) {
	for i := range cs {
		if strings.ContainsFunc(year.ReplaceAllString(cs[i].name, ""), unicode.IsDigit) && !j.w.nameNoun.has(strings.ToLower(lastWord(cs[i].name))) {
			cs[i].weight *= cameFrom
		}
	}
	label := orgLabel(j.orgHost())
	own := func(c candidate) bool {
		return label != "" && j.likeDomain(c.name, label) || within(j.m.From.Name, c.name) && !j.lends(label)
	}
	between := j.between()
	if !slices.ContainsFunc(cs, func(c candidate) bool {
		return !own(c) && c.weight >= believed && (between || c.asks && j.elsewhere(c.name))
	}) {
		return
	}
	for i := range cs {
		switch {
		case own(cs[i]):
			cs[i].weight *= cameFrom
		case cs[i].asks:
			cs[i].weight += believed
		}
	}
}

// lends reports whether an agency's portal writes in the name of its client: "Tarn
// Regional Rail" at waysidetalent.
func (j *job) lends(label string) bool {
	name := j.trimFunctions(j.m.From.Name)
	return strings.Contains(name, " ") && j.agencyName(label) && !j.likeDomain(name, label) && (j.house(name) || j.f.ReplyTo == nil && strings.Count(name, " ") > 1)
}

// lent reports whether a name is the one in which an agency's portal writes.
func (j *job) lent(name string) bool {
	return name != "" && name == j.tidyName(j.m.From.Name) && j.lends(orgLabel(j.orgHost()))
}

// between reports whether the sender is a go-between: an agency by its own name,
// or a portal that carries the questions of the press.
func (j *job) between() bool {
	if j.f.Kind == detect.Media && j.f.ReplyTo == nil {
		return true
	}
	if j.f.Kind != detect.Job {
		return false
	}
	if slices.ContainsFunc(j.w.find(j.prose), func(p place) bool { return p.kind == beforeClient || p.kind == passesOn }) {
		return true
	}
	if j.agencyName(orgLabel(j.orgHost())) {
		return true
	}
	for _, line := range append([]string{j.m.From.Name}, j.closingLines()...) {
		if len(line) < 120 && !j.department(line) && slices.ContainsFunc(j.w.find(line), func(p place) bool { return p.kind == anAgency }) {
			return true
		}
	}
	return false
}

// department reports whether a line names a part of the sender's own house: the
// "Recruitment Team" of a council at the council's address.
func (j *job) department(line string) bool {
	label := orgLabel(j.orgHost())
	if !slices.ContainsFunc(strings.Fields(line), func(w string) bool { return !j.titled(w) }) && len(strings.Fields(line)) > 1 {
		return label != "" && !j.agencyName(label) // "Recruitment Support Officer"
	}
	return label != "" && !j.agencyName(label) && slices.ContainsFunc(splitSegments(line), func(s string) bool {
		name := j.nameSegment(s)
		return (strings.Contains(name, " ") || j.endsInTeam(s)) && j.likeDomain(name, label) && !slices.ContainsFunc(j.w.find(name), func(p place) bool { return p.kind == anAgency })
	})
}

// endsInTeam reports whether a line ends in a word for a part of a house behind another
// one: "Alder Recruitment Team".
func (j *job) endsInTeam(line string) bool {
	ws := strings.Fields(strings.ToLower(strings.TrimSpace(line)))
	n := len(ws)
	return n > 2 && j.w.functions[ws[n-1]] && j.w.functions[ws[n-2]] && !slices.ContainsFunc(j.w.find(ws[n-1]), func(p place) bool { return p.kind == anAgency })
}

// agencyName reports whether a domain's label begins or ends in a word that go-betweens
// have in their names: "search", "interim", "cabinet".
func (j *job) agencyName(label string) bool {
	for noun := range j.w.goBetween {
		if rest, ok := strings.CutSuffix(label, noun); ok && len(rest) >= 3 {
			return true
		}
		if rest, ok := strings.CutPrefix(label, noun); ok && len(rest) >= 3 && len(noun) >= wholeWord {
			return true
		}
	}
	return false
}

// elsewhere reports whether a name that asks is none of the sender's own house: a
// job board, or an agency that doesn't call itself one, tells of somebody else.
func (j *job) elsewhere(name string) bool {
	if j.f.Kind != detect.Job {
		return false
	}
	if j.f.ReplyTo == nil {
		return true
	}
	return holds(j.m.Subject, name) > 0 && !slices.ContainsFunc(j.segments(), func(s string) bool { return within(s, name) })
}

// fromAgency reads the client that a go-between names without saying that it is one:
// the first name of two words in the letter's first lines that is no sentence's
// beginning and set off by no comma, as a person's is.
func (j *job) fromAgency(cs *candidates) {
	if j.f.Kind != detect.Job || !j.agencyName(orgLabel(j.orgHost())) {
		return
	}
	text := prefix(j.prose, firstWords)
	ws := wordsOf(text, 50)
	for i := 1; i+1 < len(ws); i++ {
		if ws[i].brk || ws[i+1].brk || !proper(ws[i].text) || j.w.stops[strings.ToLower(ws[i].text)] || proper(ws[i-1].text) || !proper(ws[i+1].text) {
			continue
		}
		name := j.nameAt(text[ws[i].start:])
		after := text[min(len(text), ws[i].start+len(name)):]
		if len(strings.Fields(name)) > 1 && !strings.HasPrefix(after, ",") && !j.isPerson(name) && !j.recipient(name) && j.sharedName(name) == name {
			cs.asks(name, believed)
			return
		}
	}
}
