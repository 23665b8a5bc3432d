package extract

import (
	"slices"
	"strings"

	"rsvpd/internal/detect"
)

// What an organisation is stands in most names: "Gärtnerei Kern", "Carrickdoon
// Historical Society". Such a name in the letter may be anybody's; the only one there
// is mostly that of who writes.

// alone is the weight of the only such name, scarce that of one among others.
const alone, scarce = 0.8, 0.3

// fromHouses reads the names around a word for what an organisation is.
func (j *job) fromHouses(cs *candidates) {
	if j.f.Kind != detect.Job { // the press speaks of other people's
		return
	}
	var found []string
	label := orgLabel(j.orgHost())
	for _, name := range j.houses(prefix(j.prose, 8000)) {
		if label != "" && j.likeDomain(name, label) { // that is known from the address
			continue
		}
		if !slices.ContainsFunc(found, func(f string) bool { return within(f, name) || within(name, f) }) {
			found = append(found, name)
		}
	}
	weight := scarce
	if len(found) == 1 {
		weight = alone
	}
	for _, name := range found {
		cs.add(name, believed*weight)
	}
}

// houses are the names of two words and more in a text that hold such a word.
func (j *job) houses(text string) []string {
	var out []string
	ws := wordsOf(text, 1500)
	for i := 0; i < len(ws); i++ {
		if !j.opensName(ws[i]) {
			continue
		}
		end, house := j.nameRun(ws, i)
		name := strings.TrimSuffix(strings.TrimSuffix(text[ws[i].start:ws[end-1].end], "'s"), "’s")
		if house && strings.Contains(name, " ") && !j.isPerson(name) && !strings.ContainsAny(name, "\n/") {
			out = append(out, name)
		}
		i = end - 1
	}
	return out
}

// opensName reports whether a name may begin with a word.
func (j *job) opensName(w word) bool {
	low := strings.ToLower(w.text)
	return proper(w.text) && !j.w.noName[low] && !j.w.article[low] && !j.w.stops[low] && !j.w.vague[low] && !strings.ContainsAny(w.text, "0123456789'’")
}

// maxNameWords bounds a name in running text.
const maxNameWords = 6

// nameRun is where the name that begins with word i ends, and whether a word for what
// organisations are is in it. German has capitals on all nouns: there such a word must
// begin the name, and what follows is one word.
func (j *job) nameRun(ws []word, i int) (end int, house bool) {
	noun := func(w string) bool {
		low := strings.ToLower(w)
		return j.w.nameNoun.has(low) && !j.w.functions[low]
	}
	end = i + 1
	house = noun(ws[i].text)
	for k := i + 1; k < len(ws) && k-i < maxNameWords && !ws[k].brk; k++ {
		low := strings.ToLower(ws[k].text)
		switch {
		case proper(ws[k].text) && !j.w.noName[low] && !j.w.occupation(low):
			if j.w.lang.Extract.NounsCapital && (!house || k > i+1) {
				return end, house && end > i+1
			}
			end, house = k+1, house || noun(ws[k].text)
		case j.w.joins[low] || particles[low] || ofWords[low]:
			if !house || j.w.lang.Extract.NounsCapital {
				return end, house
			}
		default:
			return end, house
		}
	}
	return end, house
}

// fromShows reads the show that a letter introduces: "I host Slowgate, a podcast about
// footpaths".
func (j *job) fromShows(cs *candidates) {
	if j.f.Kind != detect.Media {
		return
	}
	j.hostedShow(cs)
	text := prefix(j.prose, maxIntroduction)
	ws := wordsOf(text, maxIntroduction/4)
	for i := range ws {
		if !j.opensName(ws[i]) && !(i > 0 && proper(ws[i].text) && j.w.article[strings.ToLower(ws[i].text)]) {
			continue
		}
		if i > 0 && !ws[i].brk && proper(ws[i-1].text) {
			continue // in the middle of a name
		}
		name := j.nameAt(text[ws[i].start:])
		rest, ok := strings.CutPrefix(text[min(len(text), ws[i].start+len(name)):], ", ")
		if name == "" || !ok || j.isPerson(name) || j.givenName(firstWord(name)) {
			continue
		}
		next := firstOf(loose(prefix(rest, 60)), showReach)
		if len(next) > 1 && j.w.article[next[0]] && slices.ContainsFunc(next[1:], func(w string) bool { return j.w.programmes[w] }) {
			cs.add(name, believed)
			return
		}
	}
}

// hostedShow reads the show in quotes that whoever writes says to make, and that the
// subject names too: "I host “Slowgate”, a podcast".
func (j *job) hostedShow(cs *candidates) {
	text := prefix(j.prose, maxIntroduction)
	for i, r := range text {
		if _, opens := quotes[r]; !opens || i == 0 || !startsQuote(text[:i]) {
			continue
		}
		name, _ := quoted(prefix(text[i:], 80))
		if name == "" || holds(j.m.Subject, name) == 0 || !slices.ContainsFunc(lastOf(loose(suffix(text[:i], 40)), 2), func(w string) bool { return j.w.hosts[w] }) {
			continue
		}
		_, rest, _ := strings.Cut(text[i:], name)
		next := firstOf(loose(prefix(rest, 60)), showReach)
		if len(next) > 1 && j.w.article[next[0]] && j.w.programmes[next[1]] {
			cs.add(name, decisive)
			return
		}
	}
}

// showReach is within how many words behind a name it is said to be a show.
const showReach = 4

// firstWord is the first word of a name.
func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// withArticle is a name with the article that the letter always writes before it as a
// part of it, inside of sentences: "Les Caves du Mont".
func (j *job) withArticle(name string) string {
	article := ""
	for from := 0; ; {
		i := strings.Index(j.prose[from:], name)
		if i < 0 {
			return strings.TrimLeft(article+" "+name, " ")
		}
		at := from + i
		from = at + len(name)
		if at == 0 || inAddress(j.prose, at, from) {
			continue
		}
		a := lastWord(j.prose[:at])
		start := at - 1 - len(a)
		if j.prose[at-1] != ' ' || !proper(a) || !j.w.article[strings.ToLower(a)] || article != "" && a != article {
			return name
		}
		if start <= 0 || j.endsSentence(start-1) || start > 1 && j.endsSentence(start-2) {
			continue // any word has a capital there
		}
		article = a
	}
}
