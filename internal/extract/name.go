package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// fuller returns the name as signed when that is the same person with more of
// the name, its accents or a title ("Siobhán Marsh" for "S. Marsh").
func (j *job) fuller(header, signed string) string {
	h, s := j.bare(header), j.bare(signed)
	if len(s) == 0 || len(h) == 0 || len(folded(s[0])) == 1 && len(folded(h[0])) > 1 {
		return header
	}
	if folded(header) == folded(signed) && header == strings.ToUpper(header) {
		return signed // nobody is called "JO PARK"
	}
	same := folded(h[0]) == folded(s[0]) || len(s) > 1 && len(h) > 1 && folded(h[len(h)-1]) == folded(s[len(s)-1]) && alike(s[0], h[0])
	if same && len(s) > 1 && len(folded(signed)) > len(folded(header)) {
		return signed
	}
	return header
}

// alike reports whether two given names may be one: "Terry" and "Terrence".
func alike(a, b string) bool {
	a, b = folded(a), folded(b)
	if len(a) == 1 || len(b) == 1 {
		return len(a) > 0 && len(b) > 0 && a[0] == b[0] // "T. Abel"
	}
	return len(a) >= 3 && len(b) >= 3 && a[:3] == b[:3]
}

// bare is the words of a name without its titles.
func (j *job) bare(name string) []string {
	ws := strings.Fields(name)
	for len(ws) > 1 && j.w.title[titleKey(ws[0])] {
		ws = ws[1:]
	}
	return ws
}

func titleKey(w string) string { return strings.ToLower(strings.Trim(w, ".")) }

// tidyName writes "Berg, Ana" as "Ana Berg" and drops forms of courtesy and what
// stands in brackets or after "from". Titles stay, as they sign.
func (j *job) tidyName(name string) string {
	name, _, _ = strings.Cut(name, "(")
	for _, sep := range []string{" from ", " @ ", " at ", " | ", " via ", " - ", " von ", " bei ", " van team ", " chez "} {
		if before, _, ok := strings.Cut(name, sep); ok {
			name = before
		}
	}
	if last, first, ok := strings.Cut(name, ", "); ok && !strings.Contains(first, ",") && len(strings.Fields(last)) <= 2 && len(strings.Fields(first)) <= 2 {
		name = first + " " + last
	}
	return strings.Join(j.uncourteous(strings.Fields(name)), " ")
}

// uncourteous drops "Mrs" and its like, which nobody signs, from the front of a name.
func (j *job) uncourteous(ws []string) []string {
	for len(ws) > 1 && j.w.courtesy[titleKey(ws[0])] && !j.w.title[titleKey(ws[0])] {
		ws = ws[1:]
	}
	return ws
}

// personal reports whether a display name is a person's, not a mailbox's: two
// or three words with capitals, none of which is a function's or in the domain.
func (j *job) personal(name, address string) bool {
	name = j.tidyName(name)
	ws := j.bare(name)
	if len(ws) == 0 || len(ws) > 5 || strings.ContainsAny(name, "@0123456789&") || j.lent(name) {
		return false
	}
	_, host, _ := strings.Cut(address, "@")
	label := folded(orgLabel(strings.ToLower(host)))
	if label != "" && folded(name) == label || j.houseOf(name, address) {
		return false
	}
	upper := 0
	for _, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".,"))
		if j.w.functions[low] || j.w.legal[low] || low == "the" || low == "of" || w == low && len(w) > 3 && j.house(name) {
			return false
		}
		if r := []rune(w); unicode.IsUpper(r[0]) || !unicode.In(r[0], unicode.Latin) {
			upper++
		}
	}
	if len(ws) == 1 {
		local, _, _ := strings.Cut(strings.ToLower(address), "@")
		return upper == 1 && strings.ToUpper(ws[0]) != ws[0] && strings.HasPrefix(local, strings.ToLower(ws[0])) && folded(ws[0]) != label
	}
	return upper >= 2
}

// houseOf reports whether a name is that of the organisation which the address
// is at: it holds the domain's label, and its words are not in the local part.
func (j *job) houseOf(name, address string) bool {
	local, host, _ := strings.Cut(strings.ToLower(address), "@")
	label := folded(orgLabel(host))
	if parts := strings.Split(orgLabel(host), "-"); len(parts) > 1 && !slices.ContainsFunc(parts, func(p string) bool { return !within(name, p) }) {
		label = folded(parts[0]) // "Tarn Val Serana" at tarn-serana
	}
	if len(label) < 4 || !strings.Contains(folded(name), label) && !j.shortens(strings.Fields(name), label) || !strings.Contains(name, " ") {
		return false
	}
	return !slices.ContainsFunc(j.bare(name), func(w string) bool {
		return len(folded(w)) >= 2 && folded(w) != label && strings.Contains(folded(local), folded(w))
	})
}

// familyOf reports whether a name is that of somebody whose family the house is called
// by: Odile Montclar of the Verrerie Montclar.
func (j *job) familyOf(name string) bool {
	return j.house(j.m.From.Name) && folded(j.m.From.Name) != folded(name) && folded(lastWord(j.m.From.Name)) == folded(lastWord(name))
}

// house reports whether a name that might be a person's is an organisation's.
func (j *job) house(name string) bool {
	for _, w := range strings.Fields(name) {
		if low := strings.ToLower(strings.Trim(w, ".,")); j.w.nameNoun.has(low) || j.w.legal[low] {
			return true
		}
	}
	return false
}

// looksPerson reports whether a name of two or three words might be a person's.
func (j *job) looksPerson(name string) bool {
	n := len(j.bare(name))
	return (n == 2 || n == 3) && !j.house(name) && !strings.ContainsAny(name, "&0123456789") && j.personal(name, "")
}

// isPerson reports whether a name is that of somebody the mail is from, to or about.
func (j *job) isPerson(name string) bool {
	if folded(name) == "" {
		return false
	}
	if j.recipient(name) {
		return true
	}
	same := func(other, address string) bool {
		return other != "" && folded(name) == folded(j.tidyName(other)) && j.personal(other, address)
	}
	for _, c := range j.m.Calendars {
		for _, e := range c.Events {
			if same(e.Organizer.Name, e.Organizer.Address) {
				return true
			}
			for _, a := range e.Attendees {
				if same(a.Name, a.Address) {
					return true
				}
			}
		}
	}
	return same(j.f.Contact.Name, j.f.Contact.Address) || !j.house(name) && same(j.m.From.Name, j.m.From.Address) || j.f.Interviewer != "" && same(j.f.Interviewer, "")
}

// recipient reports whether a name is that of somebody the mail went to.
func (j *job) recipient(name string) bool {
	for _, list := range [][]string{names(j.m.To), names(j.m.Cc)} {
		for _, n := range list {
			if n != "" && folded(n) == folded(name) {
				return true
			}
		}
	}
	return false
}

// forAnother is what stands before the name of whoever signs for somebody else:
// "i. A.", "p.p.".
var forAnother = regexp.MustCompile(`^(?i:i\.\s?[av]\.|ppa\.|p\.?\s?p\.|p/[oai]|p\.\s?[oa]\.|im auftrag|in vertretung)[ :]+`)

// nameLine returns the person's name at the start of a line, empty when there
// is none.
func (j *job) nameLine(line string) string {
	line = forAnother.ReplaceAllString(strings.TrimLeft(strings.TrimSpace(line), "-–—*_ "), "")
	cut := strings.IndexAny(line, "|(,@·•/*_")
	if cut == 0 {
		return ""
	}
	if cut > 0 {
		line = line[:cut]
	}
	for _, dash := range []string{" - ", " – "} {
		line, _, _ = strings.Cut(line, dash)
	}
	line = strings.TrimRight(line, " .!,")
	ws := j.uncourteous(strings.Fields(line))
	if n := len(j.bare(strings.Join(ws, " "))); n == 0 || n > 4 || j.greets(line) || j.w.title[titleKey(ws[len(ws)-1])] {
		return ""
	}
	for i, w := range ws {
		if j.w.title[titleKey(w)] && i < len(ws)-1 {
			continue
		}
		if !j.nameWord(w, i) {
			return ""
		}
	}
	name := strings.Join(ws, " ")
	if j.recipient(name) || j.office(ws) || j.salutes(ws) || len(ws) == 1 && folded(name) == folded(orgLabel(j.orgHost())) || len(ws) == 1 && j.w.occupation(name) || len(ws) > 1 && (j.house(name) || j.houseOf(name, j.m.From.Address) && !j.familyOf(name)) {
		return ""
	}
	return name
}

// salutes reports whether words end in the reader's first name: "Ha Sam".
func (j *job) salutes(ws []string) bool {
	last := ws[len(ws)-1]
	return len(ws) > 1 && slices.ContainsFunc(names(j.m.To), func(n string) bool { return n != "" && firstWord(n) == last && !strings.HasSuffix(n, " "+last) })
}

// office reports whether words are what somebody is or a department: "Candidate
// Experience", "Vorsitzender der Kommission".
func (j *job) office(ws []string) bool {
	told, linked := 0, false
	for i, w := range ws {
		low := strings.ToLower(strings.Trim(w, ".,"))
		if j.w.vague[low] || j.w.noTopic[low] {
			told++
		}
		linked = linked || i > 0 && w == low && j.w.article[low] && !nobiliary[low]
	}
	return told == len(ws) || linked && j.w.occupation(ws[0])
}

// nobiliary are articles that stand in names too: "van der Berg".
var nobiliary = set(strings.Fields(`la le los las de`))

// particles stand in small letters inside of names.
var particles = set(strings.Fields(`de van von der den da di dos la le do del zu ter ten bin ibn y e`))

// nameWord reports whether a word may be the ith of a person's name.
func (j *job) nameWord(w string, i int) bool {
	low := strings.ToLower(strings.Trim(w, ".,"))
	if i > 0 && particles[low] {
		return true
	}
	r := []rune(w)
	return unicode.IsUpper(r[0]) && !strings.ContainsAny(w, "0123456789&:?!") && !j.w.functions[low] && !j.w.legal[low] && (!j.w.article[low] || strings.HasSuffix(w, "."))
}
