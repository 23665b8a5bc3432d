package extract

import (
	"strings"

	"rsvpd/internal/detect"
)

// fromEvents finds the event that a speaker is invited to: a name around a word
// such as "conference". It counts when the mail says it twice.
func (j *job) fromEvents(cs *candidates) {
	if j.f.Kind != detect.Speaking {
		return
	}
	seen := map[string]int{}
	label := orgLabel(j.orgHost())
	for _, text := range []string{j.m.Subject, j.m.From.Name, j.prose, j.m.Signature} {
		for _, name := range j.events(text) {
			key := folded(name)
			if seen[key] == 0 && (label != "" && j.likeDomain(name, label) || j.subjectBegins(name)) {
				seen[key]++ // the domain says it too
			}
			if seen[key]++; seen[key] == 2 {
				cs.add(name, decisive)
			} else if seen[key] > 2 {
				cs.add(name, believed)
			}
		}
	}
}

// subjectBegins reports whether the subject has the first words of an event's name,
// in any case: "Jornadas del olivar" of the Jornadas del Olivar Viejo.
func (j *job) subjectBegins(name string) bool {
	ws := strings.Fields(name)
	return len(ws) > eventWords && holds(strings.ToLower(j.m.Subject), strings.ToLower(strings.Join(ws[:eventWords], " "))) > 0
}

// eventWords are how many words of an event's name are enough to know it by.
const eventWords = 3

// events are the names of events in a text.
func (j *job) events(text string) []string {
	text = prefix(text, 8000)
	ws := wordsOf(text, 1500)
	var out []string
	for i, w := range ws {
		if !proper(w.text) || !j.w.events.has(strings.ToLower(w.text)) {
			continue
		}
		from, to := i, i
		for from > 0 && !ws[from].brk && proper(ws[from-1].text) && !j.notName(strings.ToLower(ws[from-1].text), false) && !enclitic(ws[from-1].text) && i-from < 4 {
			from--
		}
		if from == i { // "Fachtag Leichte Sprache", "Congreso de Innovación"
			to = j.runOn(ws, i)
		}
		if from == to && len(w.text) < compoundEvent {
			continue
		}
		out = append(out, strings.TrimSuffix(strings.TrimSuffix(text[ws[from].start:ws[to].end], "'s"), "’s"))
	}
	return out
}

// enclitic reports whether a word is a verb with its pronoun, at the start of a
// sentence: "Chamamos-lhes".
func enclitic(w string) bool {
	_, tail, ok := strings.Cut(w, "-")
	return ok && tail == strings.ToLower(tail) && len(tail) >= 2 && len(tail) <= longestPronoun
}

// longestPronoun bounds a pronoun behind a verb: "lhes".
const longestPronoun = 4

// compoundEvent is the length from which one word names an event: "Zoemcongres".
const compoundEvent = 10

// runOn is the last word of a name that begins at ws[i]: capitals, and the small
// words between them.
func (j *job) runOn(ws []word, i int) int {
	to := i
	for k := i + 1; k < len(ws) && k < i+8 && !ws[k].brk; k++ {
		switch low := strings.ToLower(ws[k].text); {
		case proper(ws[k].text) && (!j.w.noName[low] || particles[ws[k-1].text]) && strings.Trim(ws[k].text, "0123456789") != "":
			to = k
		case !j.w.joins[low] && !particles[low]:
			return to
		}
	}
	return to
}
