package extract

import (
	"regexp"
	"slices"
	"strings"
)

// genders is the tag behind a post that says it is open to all: "(m/w/d)", "(H/F)".
var genders = regexp.MustCompile(`^ ?\((?i:[mwfdhxvi](?:[/|*][mwfdhxvi]){1,3})\)`)

// bothForms is the ending of the other form of a word, written to it: "principal(e)".
var bothForms = regexp.MustCompile(`^\((?:e|a|ne|in|ère|rice|euse)\)`)

// level is what stands in brackets behind a post, in one or two words: "(Grade 8)".
var level = regexp.MustCompile(`^ \((?:\p{Lu}\pL+(?: (?:\p{Lu}\pL+|\d{1,2}))?|\p{Ll}{4,9} \d)\)`)

// withTag is a role with the tag that is a part of its name, and the field that is
// written behind it: "Systemingenieur (m/w/d) Antriebstechnik".
func (j *job) withTag(role, subject string) string {
	for _, title := range append([]string{subject}, j.rows()...) {
		if tag := tagBehind(title, role, genders); tag != "" {
			_, rest, _ := strings.Cut(title, role+tag)
			return role + tag + j.fieldBehind(rest)
		}
	}
	tag := tagBehind(j.prose, role, genders)
	if strings.Count(tag, "/") > 1 { // "(m/w/d)" in a sentence is the law's
		tag = ""
	}
	for _, text := range []string{subject, j.prose} {
		if tag == "" {
			tag = tagBehind(text, role, bothForms)
		}
	}
	for _, text := range []string{j.prose, subject} {
		if tag == "" {
			tag = tagBehind(text, role, level)
		}
	}
	return role + tag
}

// tagBehind is what an expression finds right behind a role in a text.
func tagBehind(text, role string, tag *regexp.Regexp) string {
	for role != "" {
		_, rest, ok := strings.Cut(text, role)
		if !ok {
			break
		}
		if t := tag.FindString(prefix(rest, 60)); t != "" {
			return t
		}
		text = rest
	}
	return ""
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
