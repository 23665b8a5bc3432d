package extract

import "strings"

// inFull is the name of a contact who signs with one word, or not at all, as the
// letter says it in full: "I'm Jo Park", then "Jo"; "your contact is Jo Park".
func (j *job) inFull(signed string) string {
	if strings.Contains(signed, " ") {
		return signed
	}
	text := prefix(j.prose, maxIntroduction)
	if signed != "" {
		for i, ws := 0, wordsOf(text, maxIntroduction/4); i < len(ws); i++ {
			if ws[i].text != signed {
				continue
			}
			if n := j.wholePerson(text, ws[i:]); n != "" {
				return n
			}
		}
		return signed
	}
	for _, p := range j.w.find(text) {
		if p.kind != introduces {
			continue
		}
		rest := text[p.end:]
		ws := wordsOf(prefix(rest, 80), 6)
		for len(ws) > 0 && !ws[0].brk && j.beside(strings.ToLower(ws[0].text), ws[0].text) {
			ws = ws[1:] // "sou a Rita Melo"
		}
		if len(ws) == 0 || strings.ContainsAny(rest[:ws[0].start], ",;:.!?\n") {
			continue
		}
		if n := j.wholePerson(rest, ws); n != "" {
			return n
		}
	}
	return ""
}

// maxIntroduction bounds how far into a letter people say who they are, in bytes.
const maxIntroduction = 2000

// wholePerson is the name of two words and more that begins ws, where it is a
// person's and not the reader's.
func (j *job) wholePerson(text string, ws []word) string {
	n := j.nameFrom(text, ws)
	if n == "" || !j.looksPerson(n) || j.titled(n) || j.recipient(n) || j.houseOf(n, j.m.From.Address) {
		return ""
	}
	return n
}

// givenOf reports whether a name of one word is the given name of somebody whom the
// letter names in full elsewhere: "Robin Ashe … Robin will ask you about".
func (j *job) givenOf(name string) bool {
	if strings.Contains(name, " ") || within(j.m.From.Name, name) || holds(j.m.Subject, name) > 0 || j.likeDomain(name, orgLabel(j.orgHost())) {
		return false
	}
	for rest := j.prose; ; {
		_, after, ok := strings.Cut(rest, name+" ")
		if !ok {
			return false
		}
		ws := wordsOf(prefix(after, 60), 3)
		if len(ws) > 0 && ws[0].start == 0 && proper(ws[0].text) && (len(ws) < 2 || ws[1].brk || !proper(ws[1].text)) && j.looksPerson(name+" "+ws[0].text) && !j.w.noName[strings.ToLower(ws[0].text)] {
			return true
		}
		rest = after
	}
}
