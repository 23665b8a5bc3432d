package extract

import (
	"regexp"
	"slices"
	"strings"
)

// roleOf cuts a run of words to the role in it. before says that the run ends
// at a word for position, so that nothing is cut behind.
func (j *job) roleOf(text string, ws []word, before bool) (role string, sure bool) {
	ws = j.trimVague(ws)
	if len(ws) == 0 {
		return "", false
	}
	head := -1
	for i, w := range ws {
		if j.w.occupation(w.text) && (before || head < 0 || j.describes(ws[head+1:i+1])) {
			head = i
		}
	}
	if head < 0 {
		return j.untitled(text, ws), false
	}
	start, end := j.begins(ws, head), len(ws)
	if !before {
		end = j.goesOn(text, ws, head)
	}
	r := j.plausibleRole(clip(text, ws[start].start, ws[end-1].end))
	return r, r != ""
}

// describes reports whether words go on a title: all have capitals or none.
func (j *job) describes(ws []word) bool {
	for _, w := range ws {
		if !proper(w.text) && !j.w.occupation(w.text) && !j.w.linking[strings.ToLower(w.text)] && !j.w.lang.Extract.AdjectivesAfter && !j.compounds(ws) {
			return false
		}
	}
	return true
}

// compounds reports whether the words between two occupations are one more noun before
// the second: "trainee tram driver".
func (j *job) compounds(ws []word) bool {
	return len(ws) == 2 && !j.w.lang.Extract.NounsCapital && !j.w.lang.Extract.Apposed && !proper(ws[1].text) && j.isField(ws[0].text) && !ws[0].brk && !ws[1].brk
}

// begins is where the role around a head begins: with capitals, the first of
// them; the verbs before are none of it.
func (j *job) begins(ws []word, head int) int {
	if w := ws[head].text; !proper(w) || strings.ToUpper(w) == w && head < 2 { // "fractional CFO"
		return 0
	}
	start := head
	for i := head - 1; i >= 0; i-- {
		low := strings.ToLower(ws[i].text)
		switch {
		case proper(ws[i].text) && (!j.w.noName[low] || strings.ToUpper(ws[i].text) == ws[i].text):
			start = i
		case i == head-1 && j.w.lang.Extract.NounsCapital && j.describesHead(ws[i]):
			start = i // "technische Leitung"
		case !j.w.joins[low] && !j.w.linking[low]:
			return start
		}
	}
	return start
}

// describesHead reports whether a word in small letters may be an adjective before an
// occupation.
func (j *job) describesHead(w word) bool {
	return strings.TrimRight(w.text, "ersn") != w.text && len(w.text) > 4 && j.isField(w.text) && w.text == strings.ToLower(w.text) && !j.w.joins[w.text]
}

// goesOn is where the role around a head ends: after capitals, levels and what
// "of" leads to.
func (j *job) goesOn(text string, ws []word, head int) int {
	linked := j.w.lang.Extract.AdjectivesAfter
	end := head + 1
	for i := head + 1; i < len(ws); i++ {
		w := ws[i]
		low := strings.ToLower(w.text)
		gap := text[ws[i-1].end:w.start]
		switch {
		case i+1 < len(ws) && proper(ws[i+1].text) && !proper(w.text) && slices.Contains(j.w.lang.Extract.At, low) && !j.w.linking[low]:
			return end // "técnica de riego en Altamira"
		case proper(w.text) && j.w.institution[bareWord(w.text)]:
			return end // "Profesor Asistente en Botánica de la Universidad"
		case j.w.fields[low] && !j.leadsToField(ws, i) && slices.Contains(j.w.lang.Extract.At, low):
			return end // "en Lácteos Tarn", "en nuestro colegio"
		case j.w.linking[low] || j.leadsToField(ws, i):
			linked = true
			continue
		case j.joinsFields(ws, i):
			linked = true
			continue
		case j.w.lang.Extract.NounsCapital && j.pairs(ws, i): // "Aushilfe Verkauf und Onlineshop"
			continue
		case w.brk && gap == "(", w.brk && gap == ")", proper(w.text), linked && !j.w.vague[low]:
			end = i + 1
		case linked && ofWords[ws[i-1].text] && j.w.vague[low] && !w.brk && (i+1 == len(ws) || ws[i+1].brk || j.w.stops[strings.ToLower(ws[i+1].text)] || j.w.joinsClauses[strings.ToLower(ws[i+1].text)]):
			return i + 1 // "coordinador de agenda"
		case linked && (j.w.article[low] || j.w.joins[low] || j.w.possessive[low] && ofWords[ws[i-1].text]):
			continue // "coordinator of our control room"
		case i == head+1 && j.w.lang.Extract.Apposed && !w.brk && !j.w.vague[low] && !numbered(w.text) && (i+1 == len(ws) || ws[i+1].brk || j.w.stops[strings.ToLower(ws[i+1].text)]):
			end = i + 1 // "medewerker klantenservice"
		case i == head+1 && j.w.lang.Extract.Apposed && !w.brk && !j.w.vague[low] && strings.HasSuffix(low, "e") && i+1 < len(ws) && !ws[i+1].brk && (i+2 == len(ws) || ws[i+2].brk) && !j.w.stops[low] && !j.w.stops[strings.ToLower(ws[i+1].text)]:
			return i + 2 // "adviseur ruimtelijke ordening"
		default:
			return end
		}
	}
	return end
}

// trimVague drops words that describe no role from both ends: "open", "first".
func (j *job) trimVague(ws []word) []word {
	drop := func(w word) bool {
		low := strings.ToLower(w.text)
		return w.text == low && (j.w.possessive[low] || j.w.vague[low] && !j.w.occupation(low))
	}
	for len(ws) > 0 && (drop(ws[0]) || numbered(ws[0].text) || j.w.lang.Extract.NounsCapital && len(ws) > 1 && !ws[1].brk && j.w.vague[strings.ToLower(ws[0].text)] && !j.w.occupation(ws[0].text) && j.w.occupation(ws[1].text)) {
		ws = ws[1:]
	}
	for len(ws) > 0 && !j.dutyOf(ws) && (drop(ws[len(ws)-1]) || j.w.joins[strings.ToLower(ws[len(ws)-1].text)] && !ws[len(ws)-1].brk) { // but "principal(e)"
		ws = ws[:len(ws)-1]
	}
	return ws
}

// dutyOf reports whether words end in what somebody of an occupation looks after, in a
// word that else describes no role: "coordinador de agenda".
func (j *job) dutyOf(ws []word) bool {
	n := len(ws)
	return n > 2 && n < 6 && ofWords[ws[n-2].text] && !ws[n-1].brk && j.w.occupation(ws[0].text) && !j.w.lang.Extract.NounsCapital
}

// shortestTrade is the length from which one word behind "the post of" is believed.
const shortestTrade = 7

// untitled is a role without an occupation: named as one, it is believed when it
// is written as a name, or is a word or two after which the sentence goes on.
func (j *job) untitled(text string, ws []word) string {
	capitals := true
	for _, w := range ws {
		low := strings.ToLower(w.text)
		capitals = capitals && (proper(w.text) || j.w.joins[low])
		if j.w.vague[low] || j.w.noName[low] || j.addresses(low) || j.w.nameNoun.has(low) || j.w.functions[low] && len(ws) == 1 || strings.ContainsAny(w.text, "0123456789@") {
			return ""
		}
	}
	if !capitals && len(ws) > 4 || len(ws) > 5 || len(ws) == 1 && (capitals || len(ws[0].text) < shortestTrade) {
		return ""
	}
	return j.plausibleRole(clip(text, ws[0].start, ws[len(ws)-1].end))
}

// addresses reports whether a word speaks to the reader or of who writes: "you've".
func (j *job) addresses(low string) bool {
	bare := bareElision(low)
	return j.w.pronouns[bare] && j.w.noTopicIn[bare] || slices.Contains(j.w.lang.Extract.Yours, bare) && !j.w.article[bare]
}

// elided is the article or preposition that French and Italian write to a word: "d'assistante".
var elided = regexp.MustCompile(`^[dlDL]['’]`)

// plausibleRole is the last look at a role: what a person would not call one is none.
func (j *job) plausibleRole(s string) string {
	s = elided.ReplaceAllString(strings.Join(strings.Fields(strings.Trim(s, " .,;:-–\"“”'*_")), " "), "")
	if open := strings.IndexAny(s, "„«“"); open > 0 { // a title in quotes ends the role
		if end := strings.IndexAny(s[open+len("“"):], "“”»"); end >= 0 {
			s = strings.Trim(s[:open]+s[open+len("„"):open+len("“")+end], " ")
		}
	}
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > maxRoleWords || len(s) < 2 || len(s) > 80 || strings.ContainsAny(s, "@<>[]{}“”\"?!") {
		return ""
	}
	useful := slices.ContainsFunc(ws, func(w string) bool { return !j.w.vague[strings.ToLower(w)] }) || len(ws) > 1 && proper(ws[0]) && j.w.occupation(ws[len(ws)-1])
	if own := slices.DeleteFunc(slices.Clone(ws), func(w string) bool { return !proper(w) || !j.givenName(w) }); len(own) > 1 {
		return "" // the title under the sender's name
	}
	if !useful || folded(s) == folded(j.f.Company) || j.isPerson(s) {
		return ""
	}
	return s
}

// clip cuts text and closes or drops a bracket that the cut left open.
func clip(text string, start, end int) string {
	s := text[start:end]
	if open := strings.LastIndexByte(s, '('); open > strings.LastIndexByte(s, ')') {
		if end < len(text) && text[end] == ')' {
			return text[start : end+1]
		}
		return s[:open]
	}
	return s
}
