package extract

import (
	"strings"
)

// roleLabelled reads a line that is a label and a role: "Position: Data Steward,
// Leeds", or a row of a table without the colon.
func (j *job) roleLabelled() string {
	for _, line := range nonEmpty(j.text) {
		if len(line) > maxLabelled {
			continue
		}
		for _, p := range j.w.find(line) {
			if p.kind != roleLabel || p.start > 0 {
				continue
			}
			rest := line[p.end:]
			said := strings.TrimLeft(rest, " :\t")
			if said == "" || !proper(said) || !strings.HasPrefix(strings.TrimLeft(rest, " "), ":") && !proper(line) {
				continue
			}
			if r := j.rowRole(said); r != "" {
				return r
			}
			if r, sure := j.roleAfter(said); sure {
				return j.apposition(said, r)
			}
		}
	}
	return ""
}

// roleShared is a part of the subject that the letter says too, word for word,
// though nobody would know it for an occupation: "Coordinación de exportaciones".
func (j *job) roleShared(subject string) string {
	for _, part := range subjectParts.Split(subject, -1) {
		ws := j.trimVague(wordsOf(part, maxRoleWords+1))
		if len(ws) < 2 || len(ws) > maxRoleWords {
			continue
		}
		name := part[ws[0].start:ws[len(ws)-1].end]
		if j.foldedIn(j.prose, name) && j.untitled(part, ws) != "" && !within(j.f.Company, name) && !within(name, j.f.Company) {
			return name
		}
	}
	return ""
}

// foldedIn reports whether a text holds a phrase, in any case.
func (j *job) foldedIn(text, phrase string) bool {
	return holds(strings.ToLower(text), strings.ToLower(phrase)) > 0
}

// agreedRole is the role as both the subject and the letter write it: longer
// where both go on ("Nurse Manager, Step-Down Unit"), shorter where the subject
// ends before the letter's description does.
func (j *job) agreedRole(role, subject string) string {
	if long := j.compound(role); long != "" {
		return long
	}
	if long := j.withOccupation(role); long != "" {
		return long
	}
	if long := j.goesOnIn(subject, j.prose, role); long != "" {
		return long
	}
	for _, part := range wholeParts.Split(subject, -1) {
		part = strings.TrimSpace(part)
		if n := len(strings.Fields(part)); n <= maxRoleWords && len(part) > len(role) && strings.HasPrefix(part, role+" ") && j.foldedIn(j.prose, part) && !numbered(lastWord(part)) {
			return part
		}
	}
	for _, part := range subjectParts.Split(subject, -1) {
		part = strings.TrimSpace(part)
		if rest, ok := strings.CutPrefix(role, part); ok && strings.HasPrefix(rest, " ") && len(strings.Fields(part)) > 1 && len(strings.Fields(rest)) > 1 {
			return part
		}
	}
	return role
}

// compound is the one word of the letter that ends in a role of one word, where the
// letter never says that alone: a subject's "monteur" is its "liftmonteur".
func (j *job) compound(role string) string {
	if !j.w.lang.Extract.Apposed && !j.w.lang.Extract.NounsCapital || strings.Contains(role, " ") || len(role) < wholeWord || j.foldedIn(j.prose, role) {
		return ""
	}
	found, low := "", strings.ToLower(role)
	for _, w := range wordsOf(prefix(j.prose, 8000), 1500) {
		if l := strings.ToLower(w.text); len(l) > len(low)+2 && strings.HasSuffix(l, low) && !strings.ContainsAny(l, "@./") {
			if found != "" && l != strings.ToLower(found) {
				return ""
			}
			found = w.text
		}
	}
	return found
}

// withOccupation is a role of one word with the occupation that the letter sets
// behind it: the "kennel job" of the subject is that of a "kennel hand".
func (j *job) withOccupation(role string) string {
	i := strings.Index(j.prose, role+" ")
	if role == "" || i < 0 || strings.Contains(role, " ") {
		return ""
	}
	ws := wordsOf(prefix(j.prose[i:], 80), 2)
	if len(ws) < 2 || ws[1].brk || !j.w.occupation(j.prose[i+ws[1].start:i+ws[1].end]) {
		return ""
	}
	return j.prose[i : i+ws[1].end]
}

// goesOnIn is the longest text that begins with a role and stands in both texts.
func (j *job) goesOnIn(a, b, role string) string {
	at := strings.Index(strings.ToLower(a), strings.ToLower(role))
	if at < 0 || len(strings.ToLower(a)) != len(a) || holds(strings.ToLower(b), strings.ToLower(role)) == 0 {
		return ""
	}
	text := prefix(a[at:], len(role)+60)
	best := ""
	for _, w := range wordsOf(text, maxRoleWords+4) {
		if w.end <= len(role) {
			continue
		}
		if w.start < len(role) {
			return "" // the role ends inside of a word there
		}
		long, low := text[:w.end], strings.ToLower(w.text)
		gap := strings.TrimLeft(text[max(len(role), len(best)):w.start], " ")
		if !j.foldedIn(b, long) || strings.Trim(gap, ",/&( )") != "" && !j.w.linking[strings.TrimSpace(gap)] {
			break
		}
		if j.w.stops[low] || j.w.joins[low] || j.w.linking[low] || numbered(w.text) {
			continue
		}
		if j.w.vague[low] && !j.w.occupation(low) || within(long, j.f.Company) && j.f.Company != "" {
			break
		}
		best = long
	}
	return strings.TrimRight(best, " ,(")
}
