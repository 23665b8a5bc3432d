package extract

import (
	"slices"
	"strings"
)

// A role that a letter writes twice in the same words is whole: in the row of a
// table and in the subject, or as a line by itself and in the subject.

// wholeRole is a part of the subject that stands alone on a line of the letter and
// has an occupation in it, with its level: "Lecturer in Botany (Grade 8)".
func (j *job) wholeRole(subject string) string {
	for _, line := range nonEmpty(j.text) {
		if len(line) > maxLabelled || !proper(line) || len(strings.Fields(line)) < 2 || strings.ContainsAny(line, ".!?:;@") {
			continue
		}
		line = j.unnumbered(line)
		if !slices.ContainsFunc(strings.Fields(line), j.w.occupation) || j.isPerson(line) || within(line, j.f.Company) && j.f.Company != "" {
			continue
		}
		if strings.Contains(folded(subject), folded(line)) && len(strings.Fields(line)) <= maxRoleWords {
			return line
		}
	}
	return ""
}

// unnumbered is a line without a requisition's number before or behind it.
func (j *job) unnumbered(line string) string {
	ws := strings.Fields(line)
	if len(ws) > 2 && j.w.vague[strings.ToLower(ws[0])] && numbered(ws[1]) { // "Competition 26/118 Clerk"
		ws = ws[1:]
	}
	for len(ws) > 1 && numbered(ws[0]) {
		ws = ws[1:]
	}
	for len(ws) > 1 && numbered(strings.Trim(ws[len(ws)-1], "()")) {
		ws = ws[:len(ws)-1]
	}
	return strings.Join(ws, " ")
}

// rowRole is the value of a labelled row as a whole, where the letter or the subject
// says it in the same words too.
func (j *job) rowRole(value string) string {
	value = j.unnumbered(strings.TrimSpace(value))
	n := len(strings.Fields(value))
	if n == 0 || n > maxRoleWords || strings.ContainsAny(value, "@<>?!") || j.isPerson(value) {
		return ""
	}
	low := strings.ToLower(value)
	if strings.Contains(strings.ToLower(j.m.Subject), low) || strings.Count(strings.ToLower(j.text), low) > 1 {
		return value
	}
	return ""
}

// apposition lengthens a role by what is set behind it with a comma or a dash and
// ends the sentence: "for the position of Pricing Actuary, Motor."
func (j *job) apposition(text, role string) string {
	i, sep := -1, ""
	for _, sep = range []string{", ", " - ", " – "} {
		if i = strings.Index(text, role+sep); i >= 0 {
			break
		}
	}
	if i < 0 || !proper(lastWord(role)) {
		return role
	}
	rest := text[i+len(role)+len(sep):]
	end := strings.IndexAny(rest, ".,;:?!\n(")
	if end < 0 {
		end = len(rest)
	}
	if at := j.nextClause(rest[:end]); at < end {
		end = at
	}
	if at := j.roleGoesNoFurther(rest[:end], sep); at < end { // "Assistant Manager - Plant Maintenance at our foundry"
		end = at
	}
	said := strings.TrimSpace(rest[:end])
	ws := strings.Fields(said)
	if len(ws) == 0 || len(ws) > 2 || end < len(rest) && strings.ContainsRune(":(", rune(rest[end])) || end < len(rest) && rest[end] == ',' && sep == ", " {
		return role
	}
	for _, w := range ws {
		if low := strings.ToLower(w); !proper(w) || j.w.title[titleKey(w)] || j.w.courtesy[titleKey(w)] || j.w.noName[low] || j.w.stops[low] || strings.ContainsAny(w, "0123456789") {
			return role
		}
	}
	if within(j.f.Company, said) || j.isPerson(said) {
		return role
	}
	return role + sep + said
}

// nextClause is where in a text behind a role the sentence goes on with "and you"; its
// end where it does not.
func (j *job) nextClause(text string) int {
	ws := wordsOf(text, 6)
	for i := 1; i+1 < len(ws); i++ {
		if low := strings.ToLower(ws[i].text); j.w.joinsClauses[low] && j.addresses(strings.ToLower(ws[i+1].text)) {
			return ws[i].start
		}
	}
	return len(text)
}

// roleGoesNoFurther is where a word such as "at" or "position" stands in a text behind
// a role, or behind a dash any word in small letters; its end where none does.
func (j *job) roleGoesNoFurther(text, sep string) int {
	for _, p := range j.w.find(text) {
		if p.kind == afterRole {
			text = text[:p.start]
			break
		}
	}
	for i, w := range wordsOf(text, 6) {
		if slices.Contains(j.w.lang.Extract.At, w.text) || sep != ", " && i > 0 && !proper(w.text) {
			return w.start
		}
	}
	return len(text)
}

// withoutHouse cuts a role before the company that offers it: "responsabile alla
// Cantina Rossi".
func (j *job) withoutHouse(role string) string {
	if j.f.Company == "" {
		return role
	}
	i := strings.Index(strings.ToLower(role), strings.ToLower(j.f.Company))
	if i <= 0 {
		return role
	}
	ws, at := strings.Fields(role[:i]), false
	for len(ws) > 1 {
		low := strings.ToLower(ws[len(ws)-1])
		at = at || slices.Contains(j.w.lang.Extract.At, low)
		if !j.w.stops[low] && !j.w.linking[low] && !j.w.article[low] && !particles[low] && !slices.Contains(j.w.lang.Extract.At, low) {
			break
		}
		ws = ws[:len(ws)-1]
	}
	if !at { // "Head of Platform" is no head at Platform
		return role
	}
	return strings.Join(ws, " ")
}

// withLevel puts before a role what the letter writes before it in capitals: "Senior"
// where the subject says "Cartographic engineer" only, "Deputy" where the letter never
// says "Archivist" without it.
func (j *job) withLevel(role string) string {
	low := strings.ToLower(j.prose)
	i := strings.Index(low, " "+strings.ToLower(role))
	if i <= 0 || len(low) != len(j.prose) || !proper(role) || j.w.lang.Extract.NounsCapital {
		return role
	}
	level := j.levelBefore(i)
	if level == "" || within(j.f.Company, level) || strings.Count(low, strings.ToLower(level+" "+role)) != strings.Count(low, strings.ToLower(role)) {
		return role
	}
	return j.withLevel(level + j.prose[i:i+1+len(role)])
}

// levelBefore is the word before a place of the prose where it may begin a role.
func (j *job) levelBefore(at int) string {
	start := 1 + strings.LastIndexAny(j.prose[:at], " \n")
	level, l := j.prose[start:at], strings.ToLower(j.prose[start:at])
	if !proper(level) || strings.ContainsAny(level, ".,;:!?()0123456789/\"'’“”„«»") || j.w.noName[l] || j.w.vague[l] || j.w.article[l] || j.w.possessive[l] || j.w.stops[l] || j.isPerson(level) {
		return ""
	}
	if start == 0 || j.endsSentence(start-1) || start > 1 && j.endsSentence(start-2) {
		return "" // any word has a capital there
	}
	return level
}
