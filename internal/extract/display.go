package extract

import (
	"slices"
	"strings"
)

// fromDisplay reads "Jo from Acme", "Acme Hiring Team" and the like in the
// sender's display name.
func (j *job) fromDisplay(cs *candidates) {
	name := j.m.From.Name
	if name == "" {
		return
	}
	for _, sep := range []string{" from ", " at ", " @ ", " von ", " de chez ", " - ", " | ", " (", " bei ", " via "} {
		if _, after, ok := strings.Cut(name, sep); ok {
			if n := j.trimFunctions(strings.TrimSuffix(after, ")")); n != "" {
				if _, known := j.x.lex.ByName(n); !known {
					cs.add(n, 1.4)
				}
				return
			}
		}
	}
	trimmed := j.trimFunctions(name)
	if trimmed == "" {
		return
	}
	if _, known := j.x.lex.ByName(trimmed); known {
		return
	}
	if local, _, _ := strings.Cut(j.m.From.Address, "@"); name == strings.ToLower(name) && strings.EqualFold(name, local) {
		return // "wren <wren@…>"
	}
	if trimmed != name || j.lends(orgLabel(j.orgHost())) || !j.personal(name, j.m.From.Address) || j.house(name) && folded(name) != folded(j.f.Contact.Name) {
		cs.add(trimmed, 1.6)
	}
}

// trimFunctions cuts "Hiring Team", "Recruiting" and the like off a name.
func (j *job) trimFunctions(name string) string {
	ws := strings.Fields(name)
	for len(ws) > 1 && j.w.function[strings.ToLower(strings.Trim(ws[len(ws)-1], "&,.-"))] || len(ws) > 0 && j.w.functions[strings.ToLower(strings.Trim(ws[len(ws)-1], "&,.-"))] || len(ws) > 0 && strings.Trim(ws[len(ws)-1], "&,.-–|") == "" {
		ws = ws[:len(ws)-1]
	}
	for i := 0; len(ws) > 0 && (j.w.functions[strings.ToLower(ws[0])] || i > 0 && (particles[ws[0]] || j.atWord(ws[0]))); i++ {
		ws = ws[1:] // "Team von Tarn"
	}
	return strings.Trim(strings.Join(ws, " "), " -–|,")
}

// atWord reports whether a word in small letters stands before a house: "at".
func (j *job) atWord(w string) bool {
	return slices.Contains(j.w.lang.Extract.At, w)
}

// fromSignature reads the lines under the letter: what stands there alone and is
// neither a person nor a title.
func (j *job) fromSignature(cs *candidates) {
	for _, line := range j.closingLines() {
		if len(line) > 90 || j.closes(line) || j.greets(line) {
			continue
		}
		for _, part := range splitSegments(line) {
			name := j.nameSegment(part)
			if strings.HasPrefix(line, strings.TrimSpace(part)+":") { // a row's label
				continue
			}
			if name == "" || strings.ContainsAny(name, "0123456789") || j.titled(name) || j.looksSigned(name) {
				continue
			}
			weight := believed - inSignature - 2*inLetter // alone it is a department, a town
			if j.house(name) {
				weight = believed
			}
			cs.add(name, weight)
		}
		if i := strings.LastIndexAny(line, ",@|"); i > 0 && j.titled(line[:i]) {
			cs.add(j.nameAt(strings.TrimSpace(line[i+1:])), believed-inSignature-inLetter)
		}
	}
}

// looksSigned reports whether a segment is the name of who signs.
func (j *job) looksSigned(name string) bool {
	return j.isPerson(name) || len(strings.Fields(name)) == 1 && within(j.f.Contact.Name, name)
}

// titled reports whether a line part is a job title.
func (j *job) titled(s string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == '&' || r == ',' }) {
		if j.w.functions[w] || j.w.occupation(w) {
			return true
		}
	}
	return false
}

// closingLines are the last lines of the letter and its signature block.
func (j *job) closingLines() []string {
	lines := nonEmpty(j.text)
	if len(lines) > 6 {
		lines = lines[len(lines)-6:]
	}
	return append(lines, nonEmpty(j.m.Signature)...)
}

func nonEmpty(text string) []string {
	var out []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
