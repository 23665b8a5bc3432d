package extract

import (
	"strings"

	"rsvpd/internal/detect"
)

// fromInstitutions finds the university or institute of an academic invitation: a
// name around such a word, wherever it stands. The domain of one is an abbreviation
// that nobody writes, and the reader's own university is called theirs.
func (j *job) fromInstitutions(cs *candidates) {
	if j.f.Kind != detect.Academic {
		return
	}
	for _, text := range []string{j.m.Subject, prefix(j.prose, 8000), j.m.Signature, j.m.From.Name} {
		ws := wordsOf(text, 1500)
		for i, w := range ws {
			if !proper(w.text) || !j.w.institution[bareWord(w.text)] {
				continue
			}
			if from, to := j.institution(ws, i); to > from && !j.readers(ws, from) {
				name := text[ws[from].start:ws[to].end]
				if k := strings.IndexAny(ws[from].text, "'’"); from == i && k > 0 {
					name = strings.TrimLeft(name[k:], "'’") // "dell'Università"
				}
				cs.add(strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s"), institutional)
			}
		}
	}
}

// institutional is the weight of an institution's name: less than the letterhead of
// who writes, more than a domain.
const institutional = 1.3

// bareWord is a word in lower case without an article written to it: "l'université".
func bareWord(w string) string {
	w = strings.ToLower(w)
	if k := strings.IndexAny(w, "'’"); k > 0 && k < len(w)-3 {
		w = strings.TrimLeft(w[k:], "'’")
	}
	return w
}

// institution is the run of words that is the name around the institution's word
// at i: "Redgate University", "Universidade da Foz", "University of Alder".
func (j *job) institution(ws []word, i int) (from, to int) {
	from, to = i, i
	for from > 0 && !ws[from].brk && proper(ws[from-1].text) && !j.w.noName[strings.ToLower(ws[from-1].text)] && !j.w.title[titleKey(ws[from-1].text)] && i-from < 4 {
		from--
	}
	for k := i + 1; k < len(ws) && k < i+7 && !ws[k].brk; k++ {
		low := strings.ToLower(ws[k].text)
		switch {
		case proper(ws[k].text) && (j.w.noName[low] || j.w.article[low]):
			return from, to // "La convoca"
		case proper(ws[k].text):
			to = k
		case !j.w.joins[low] && !particles[low] && !ofWords[low]:
			return from, to
		}
	}
	return from, to
}

// readers reports whether a name is said to be the reader's: "your work at".
func (j *job) readers(ws []word, from int) bool {
	for k := from - 1; k >= 0 && k >= from-5 && !ws[k+1].brk; k-- {
		if j.w.yours[strings.ToLower(ws[k].text)] {
			return true
		}
	}
	return false
}
