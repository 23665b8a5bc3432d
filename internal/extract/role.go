package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxRoleWords bounds a role: what is longer is a sentence.
const maxRoleWords = 8

// role finds the role: where the text names one as such, where the subject
// does, and last where an occupation stands behind words that may lead to one.
func (j *job) role(places []place) string {
	subject := subjectPrefix.ReplaceAllString(j.m.Subject, "")
	inSubject := j.w.find(subject)
	for _, find := range []func() string{
		func() string { return j.roleNamed(j.prose, places) },
		func() string { return j.roleNamed(subject, inSubject) },
		func() string { return j.roleHinted(j.prose, places) },
		func() string { return j.roleHinted(subject, inSubject) },
		func() string { return j.roleOfSubject(subject) },
		func() string { return j.roleOfSubject(j.headline()) },
	} {
		if r := find(); r != "" {
			return r
		}
	}
	return ""
}

// roleNamed reads what follows "the position of" or stands before "position". A
// role that has an occupation in it wins over one that is only called a role.
func (j *job) roleNamed(text string, places []place) string {
	var fallback string
	for _, p := range places {
		var r string
		var sure bool
		switch p.kind {
		case beforeRole:
			r, sure = j.roleAfter(text[p.end:])
		case afterRole:
			r, sure = j.roleBefore(text[:p.start])
		}
		if sure {
			return r
		}
		if fallback == "" {
			fallback = r
		}
	}
	return fallback
}

// roleHinted reads an occupation after words that may lead to anything.
func (j *job) roleHinted(text string, places []place) string {
	for _, p := range places {
		if p.kind == mayBeforeRole {
			if r, sure := j.roleAfter(text[p.end:]); sure {
				return r
			}
		}
	}
	return ""
}

// roleAfter reads the role that begins text; sure says that an occupation is in it.
func (j *job) roleAfter(text string) (role string, sure bool) {
	text = prefix(text, 200)
	ws := wordsOf(text, maxRoleWords+6)
	ws = j.skipToRole(text, ws)
	end := 0
	for i, w := range ws {
		if i > 0 && (w.brk && !bridged(text[ws[i-1].end:w.start]) || j.ends(ws, i)) || i > maxRoleWords {
			break
		}
		end = i + 1
	}
	return j.roleOf(text, ws[:end], false)
}

// ends reports whether a span ends before word i. A stop word that leads on
// after an occupation ends nothing: "Referentin für Presse".
func (j *job) ends(ws []word, i int) bool {
	low := strings.ToLower(ws[i].text)
	if !j.w.stops[low] {
		return false
	}
	return !j.w.linking[low] || !slices.ContainsFunc(ws[:i], func(w word) bool { return j.w.occupation(w.text) })
}

// skipToRole drops what stands before a role and is no part of it: articles, a
// requisition's number. It returns nil where a sentence has ended before.
func (j *job) skipToRole(text string, ws []word) []word {
	for i, w := range ws {
		from := 0
		if i > 0 {
			from = ws[i-1].end
		}
		if w.brk && strings.Trim(text[from:w.start], " *_\"“„«:#(-–)") != "" {
			return nil
		}
		if !j.w.possessive[strings.ToLower(w.text)] && !numbered(w.text) {
			return ws[i:]
		}
	}
	return nil
}

var number = regexp.MustCompile(`^[#A-Za-z]{0,4}[-_]?\d{2,}[\w-]*$`)

// numbered reports whether a word is a requisition's number: "R-20418".
func numbered(s string) bool { return number.MatchString(s) }

// bridged reports whether a role may go on over what stands between two words:
// the brackets of "gestor(a)".
func bridged(gap string) bool { return gap == "(" || gap == ")" || gap == ") " || gap == " & " }

// roleBefore reads backwards from "position" to the article that begins the role.
func (j *job) roleBefore(text string) (role string, sure bool) {
	text = strings.TrimRight(text, " ")
	if strings.HasSuffix(text, ")") { // "Engineer (Storage) role"
		if open := strings.LastIndexByte(text, '('); open > 0 && len(text)-open < 40 {
			text = strings.TrimRight(text[:open], " ")
		}
	}
	text = suffix(text, 120)
	ws := wordsOf(text, 60)
	if len(ws) == 0 || strings.Trim(text[ws[len(ws)-1].end:], " \"”»*_") != "" {
		return "", false
	}
	if r, sure := j.roleOf(text, j.back(text, ws, true), true); sure {
		return r, true
	}
	return j.roleOf(text, j.back(text, ws, false), true)
}

// back is the run of words at the end of ws that may be a role; commas lets it
// go on over commas between capitals: "Staff Engineer, Storage".
func (j *job) back(text string, ws []word, commas bool) []word {
	for i := len(ws) - 1; i >= 0; i-- {
		low := strings.ToLower(ws[i].text)
		if j.w.article[low] || j.w.possessive[low] || j.w.stops[low] || len(ws)-i > maxRoleWords {
			return ws[i+1:]
		}
		if ws[i].brk && i > 0 {
			gap := text[ws[i-1].end:ws[i].start]
			if bridged(gap) || commas && gap == ", " && proper(ws[i].text) && proper(ws[i-1].text) {
				continue
			}
			return ws[i:]
		}
	}
	return ws
}

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
		if !proper(w.text) && !j.w.occupation(w.text) && !j.w.linking[strings.ToLower(w.text)] && !j.w.lang.Extract.AdjectivesAfter {
			return false
		}
	}
	return true
}

// begins is where the role around a head begins: with capitals, the first of
// them; the verbs before are none of it.
func (j *job) begins(ws []word, head int) int {
	if !proper(ws[head].text) {
		return 0
	}
	start := head
	for i := head - 1; i >= 0; i-- {
		low := strings.ToLower(ws[i].text)
		switch {
		case proper(ws[i].text) && (!j.w.noName[low] || strings.ToUpper(ws[i].text) == ws[i].text):
			start = i
		case !j.w.joins[low] && !j.w.linking[low]:
			return start
		}
	}
	return start
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
		case j.w.linking[low]:
			linked = true
			continue
		case w.brk && gap == "(", w.brk && gap == ")", proper(w.text), linked && !j.w.vague[low]:
			end = i + 1
		case linked && (j.w.article[low] || j.w.joins[low]):
			continue
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
	for len(ws) > 0 && (drop(ws[0]) || numbered(ws[0].text)) {
		ws = ws[1:]
	}
	for len(ws) > 0 && (drop(ws[len(ws)-1]) || j.w.joins[strings.ToLower(ws[len(ws)-1].text)]) {
		ws = ws[:len(ws)-1]
	}
	return ws
}

// untitled is a role without an occupation: named as one, it is believed when it
// is written as a name, or is a word or two after which the sentence goes on.
func (j *job) untitled(text string, ws []word) string {
	capitals := true
	for _, w := range ws {
		low := strings.ToLower(w.text)
		capitals = capitals && (proper(w.text) || j.w.joins[low])
		if j.w.vague[low] || j.w.noName[low] || j.w.nameNoun[low] || j.w.functions[low] && len(ws) == 1 || strings.ContainsAny(w.text, "0123456789@") {
			return ""
		}
	}
	if !capitals && len(ws) > 3 || len(ws) > 5 || len(ws) == 1 {
		return ""
	}
	return j.plausibleRole(clip(text, ws[0].start, ws[len(ws)-1].end))
}

// plausibleRole is the last look at a role: what a person would not call one is none.
func (j *job) plausibleRole(s string) string {
	s = strings.Join(strings.Fields(strings.Trim(s, " .,;:-–\"“”'*_")), " ")
	ws := strings.Fields(s)
	if len(ws) == 0 || len(ws) > maxRoleWords || len(s) < 2 || len(s) > 80 || strings.ContainsAny(s, "@<>[]{}“”\"?!") {
		return ""
	}
	useful := slices.ContainsFunc(ws, func(w string) bool { return !j.w.vague[strings.ToLower(w)] })
	if !useful || folded(s) == folded(j.f.Company) || j.isPerson(s) {
		return ""
	}
	return s
}

// roleOfSubject reads "Interview invitation - Data Analyst" and its like: the
// capitals around an occupation.
func (j *job) roleOfSubject(subject string) string {
	for _, part := range subjectParts.Split(subject, -1) {
		part = strings.TrimSpace(part)
		if part == "" || folded(part) == folded(j.f.Company) || j.isPerson(part) {
			continue
		}
		for _, ws := range j.phrases(wordsOf(part, 24)) {
			if ws = j.trimVague(j.behindVague(ws)); len(ws) == 0 || !proper(ws[0].text) {
				continue
			}
			if r, sure := j.roleOf(part, ws, false); sure {
				return r
			}
		}
	}
	return ""
}

// headline is the only line of a mail that has one: it reads like a subject.
func (j *job) headline() string {
	if lines := nonEmpty(j.text); len(lines) == 1 && len(lines[0]) < 120 {
		return lines[0]
	}
	return ""
}

// phrases parts words at stop words and punctuation.
func (j *job) phrases(ws []word) [][]word {
	var out [][]word
	start := 0
	for i := range ws {
		switch {
		case j.ends(ws[start:], i-start):
			out, start = append(out, ws[start:i]), i+1
		case i > start && ws[i].brk:
			out, start = append(out, ws[start:i]), i
		}
	}
	return append(out, ws[start:])
}

// behindVague drops the words of invitations from the front of a title.
func (j *job) behindVague(ws []word) []word {
	for i := len(ws) - 1; i >= 0; i-- {
		if low := strings.ToLower(ws[i].text); j.w.vague[low] && !j.w.occupation(low) && ws[i].text != strings.ToUpper(ws[i].text) && i < len(ws)-1 {
			return ws[i+1:]
		}
	}
	return ws
}

var (
	subjectPrefix = regexp.MustCompile(`(?i)^\s*((re|fw|fwd|aw|wg|tr|rv|sv|antw|invitation|einladung)\s*:\s*)+`)
	subjectParts  = regexp.MustCompile(`\s+[-–—|/·•]+\s+|[:;?]\s+|\s*\(|\)|,\s+|\s+(?:for|as|at|with|@|bei|als|für|chez|pour|comme|para|como|en|per|come|presso|bij|voor)\s+`)
)

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

// prefix and suffix are the first and last n bytes of s, in whole characters.
func prefix(s string, n int) string {
	if n >= len(s) {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func suffix(s string, n int) string {
	if n >= len(s) {
		return s
	}
	i := len(s) - n
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}
