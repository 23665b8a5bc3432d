package extract

import (
	"slices"
	"strings"
)

// A post is called by its occupation and by what that is for: "coordinator of
// volunteers and events", "chargée de mission eau et biodiversité".

// leadsToField reports whether word i leads on to what the occupation before it is for.
func (j *job) leadsToField(ws []word, i int) bool {
	if i == 0 || !j.w.fields[strings.ToLower(ws[i].text)] || ws[i].brk {
		return false
	}
	k := i + 1
	if k < len(ws) && purpose[strings.ToLower(ws[i].text)] && j.w.article[strings.ToLower(ws[k].text)] {
		return false // "a joiner for the workshop"
	}
	for k < len(ws) && k <= i+2 && !ws[k].brk && (j.w.article[strings.ToLower(ws[k].text)] || particles[ws[k].text] || j.w.fields[strings.ToLower(ws[k].text)]) {
		k++
	}
	return k < len(ws) && !ws[k].brk && j.fieldWord(ws, i, k)
}

// purpose are words that lead to a place of work as well as to a field.
var purpose = set(strings.Fields(`für per voor para pour for`))

// fieldWord reports whether word k may begin what an occupation is for, behind the
// word i that leads to it.
func (j *job) fieldWord(ws []word, i, k int) bool {
	low := strings.ToLower(ws[k].text)
	if j.w.stops[low] || j.w.noField[low] || j.w.pronouns[low] || j.w.vague[low] && !j.w.occupation(low) || j.w.noName[low] || j.w.dayWords[low] || j.w.possessive[low] || j.w.conjugated.has(low) || strings.ContainsAny(low, "0123456789") {
		return false
	}
	if k+1 < len(ws) && !ws[k+1].brk && !proper(ws[k+1].text) && j.w.nameNoun.has(strings.ToLower(ws[k+1].text)) {
		return false // "in the sleep group"
	}
	if !proper(ws[k].text) || j.w.lang.Extract.NounsCapital {
		return true
	}
	if !proper(ws[i-1].text) { // "técnica de riego en Altamira"
		return false
	}
	return !slices.Contains(j.w.lang.Extract.At, strings.ToLower(ws[i].text)) || i == 1
}

// joinsFields reports whether word i is the "and" between two fields of a post, behind
// which it ends: "responsable douane et accises chez". What follows may be led to
// again: "della manutenzione e degli impianti".
func (j *job) joinsFields(ws []word, i int) bool {
	if !slices.Contains(j.w.lang.Dates.Words["and"], strings.ToLower(ws[i].text)) || i < 1 || i+1 >= len(ws) || ws[i].brk || ws[i+1].brk {
		return false
	}
	k := i + 1
	for k < len(ws) && k <= i+2 && !ws[k].brk && j.w.fields[strings.ToLower(ws[k].text)] {
		k++
		for k < len(ws) && k <= i+3 && !ws[k].brk && j.w.article[strings.ToLower(ws[k].text)] {
			k++
		}
	}
	if k >= len(ws) || ws[k].brk || proper(ws[k].text) != proper(ws[i-1].text) || !j.isField(ws[k].text) || !j.isField(ws[i-1].text) {
		return false
	}
	return j.fieldEnds(ws, k+1) || k+1 < len(ws) && j.fieldEnds(ws, k+2) && j.isField(ws[k+1].text)
}

// isField reports whether a word may be one of what a post is for.
func (j *job) isField(w string) bool {
	low := strings.ToLower(w)
	if !j.w.lang.Extract.AdjectivesAfter && strings.ContainsAny(w, "'’") {
		return false // "we'd"
	}
	return !j.w.stops[low] && !j.w.noField[low] && !j.w.pronouns[low] && !j.w.vague[low] && !j.w.verbs[low] && !j.w.article[low] && !j.w.possessive[low] && !j.w.noTopicIn[low] && !j.w.conjugated.has(low) && !j.w.noName[low] && !j.w.yours[low]
}

// fieldEnds reports whether a post may end before word i.
func (j *job) fieldEnds(ws []word, i int) bool {
	if i >= len(ws) || ws[i].brk {
		return true
	}
	low := strings.ToLower(ws[i].text)
	return j.w.stops[low] || j.w.fields[low] || slices.Contains(j.w.lang.Extract.At, low) || j.w.relative[low] || j.w.conjugated.has(low) || j.w.verbs[low]
}

// joinsBefore reports whether word i is the "and" of two fields that stand before their
// occupation: "learning and outreach officer".
func (j *job) joinsBefore(ws []word, i int) bool {
	if i < 1 || ws[i].brk || !slices.Contains(j.w.lang.Dates.Words["and"], strings.ToLower(ws[i].text)) || j.w.lang.Extract.AdjectivesAfter || proper(ws[i-1].text) || !j.isField(ws[i-1].text) {
		return false
	}
	if i > 1 && !ws[i-1].brk && !j.opensField(ws[i-2].text) {
		return false
	}
	for k := i + 1; k < len(ws) && k <= i+3 && !ws[k].brk && !proper(ws[k].text); k++ {
		switch {
		case k > i+1 && j.w.occupation(ws[k].text):
			return true
		case !j.isField(ws[k].text):
			return false
		}
	}
	return false
}

// opensField reports whether a post may begin behind a word.
func (j *job) opensField(w string) bool {
	low := strings.ToLower(w)
	return j.w.article[low] || j.w.possessive[low] || j.w.stops[low] || j.w.vague[low]
}
