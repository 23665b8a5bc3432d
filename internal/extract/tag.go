package extract

import (
	"regexp"
	"slices"
	"strings"
)

// genders is the tag behind a post that says it is open to all: "(m/w/d)", "(H/F)".
var genders = regexp.MustCompile(`^ ?\((?i:[mwfdhxvi](?:[/|*][mwfdhxvi]){1,3})\)`)

// withTag is a role with the tag that is a part of its name where it is written as a
// title, in the subject or in the row of a table, and the field that is
// written behind it: "Systemingenieur (m/w/d) Antriebstechnik".
func (j *job) withTag(role, subject string) string {
	for _, text := range append([]string{subject}, j.rows()...) {
		for from := 0; role != ""; {
			i := strings.Index(text[from:], role)
			if i < 0 {
				break
			}
			from += i + len(role)
			if tag := genders.FindString(text[from:]); tag != "" {
				return role + tag + j.fieldBehind(text[from+len(tag):])
			}
		}
	}
	return role
}

// rows are the lines of the letter that are labelled as a role's.
func (j *job) rows() []string {
	var out []string
	for _, line := range nonEmpty(j.text) {
		if len(line) <= maxLabelled && slices.ContainsFunc(j.w.find(line), func(p place) bool { return p.kind == roleLabel && p.start == 0 }) {
			out = append(out, line)
		}
	}
	return out
}

// fieldBehind is the words with capitals that begin a text, where they end its line.
func (j *job) fieldBehind(text string) string {
	line, _, _ := strings.Cut(prefix(text, 60), "\n")
	ws := strings.Fields(line)
	if len(ws) == 0 || len(ws) > 3 || !strings.HasPrefix(line, " ") {
		return ""
	}
	for _, w := range ws {
		if low := strings.ToLower(w); !proper(w) || strings.ContainsAny(w, ".,;:!?|()") || j.w.noName[low] || j.w.stops[low] {
			return ""
		}
	}
	return " " + strings.Join(ws, " ")
}
