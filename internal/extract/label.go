package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// fromLabels reads a line that is a label and a name: "Company: Tarn Dairy", or a
// row of a table without the colon. Whoever fills in a form knows who invites.
func (j *job) fromLabels(cs *candidates) {
	for _, line := range nonEmpty(j.text) {
		if len(line) > maxLabelled {
			continue
		}
		for _, p := range j.w.find(line) {
			if p.kind != companyLabel || p.start > 0 {
				continue
			}
			rest := line[p.end:]
			said := strings.TrimLeft(rest, " :\t")
			if !proper(said) || !strings.HasSuffix(line[:p.end], ":") && !strings.HasPrefix(strings.TrimLeft(rest, " "), ":") && !proper(line) {
				continue
			}
			if parts := splitSegments(said); len(parts) > 0 {
				if name := j.nameSegment(parts[0]); name != "" {
					cs.asks(name, decisive)
				}
			}
		}
	}
}

// How far a letter's first words reach, and how many words may stand between a
// name and "from".
const firstWords, introReach = 240, 2

// fromGreeting reads how somebody introduces themselves: "Nuala here from Tarn Dairy".
func (j *job) fromGreeting(cs *candidates) {
	text := prefix(j.prose, firstWords)
	ws := wordsOf(text, 40)
	for i, w := range ws {
		if !j.givenName(w.text) {
			continue
		}
		for k := i + 1; k < len(ws) && k <= i+1+introReach; k++ {
			low := strings.ToLower(ws[k].text)
			if slices.Contains(j.w.lang.Extract.At, low) || low == "of" || particles[low] {
				cs.add(j.nameAt(strings.TrimLeft(text[ws[k].end:], " ")), believed)
				return
			}
		}
	}
}

// givenName reports whether a word is a name of who writes, and stands in no address.
func (j *job) givenName(w string) bool {
	if utf8.RuneCountInString(w) < 3 {
		return false
	}
	return slices.Contains(j.ownNames(), folded(w))
}

// ownNames are the words of the names of who writes and signs.
func (j *job) ownNames() []string {
	if key := j.m.From.Name + "\n" + j.f.Contact.Name; key != j.ownBy {
		j.ownBy, j.own = key, nil
		for _, w := range strings.Fields(key) {
			j.own = append(j.own, folded(w))
		}
	}
	return j.own
}
