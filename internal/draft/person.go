package draft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// personName is a name taken apart.
type personName struct{ title, first, last, full string }

// title returns the title that a word is, with a full stop if they write one,
// or "".
func (w *words) title(word string) string {
	word = strings.TrimRight(word, ",")
	bare := strings.TrimRight(word, ".")
	for _, t := range w.Greeting.Titles {
		switch t, long, other := strings.Cut(t, "="); {
		case !strings.EqualFold(bare, t):
		case other:
			return long
		default:
			return t + word[len(bare):]
		}
	}
	return ""
}

// person takes the name apart by which somebody is greeted. It is empty for a
// team, a company, or what is no name.
func (w *words) person(name, company string) personName {
	name = sayable(name, 50)
	if last, first, ok := strings.Cut(name, ", "); ok {
		if w.title(first) != "" || strings.Contains(first, ",") || len(first) < 2 {
			name = last // "Ferrer, PhD", "Dana Ferrer, MA"
		} else if len(strings.Fields(last)) == 1 {
			name = first + " " + last
		} else {
			name = last
		}
	}
	if i := strings.IndexAny(name, "(/|"); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	if name == "" || strings.EqualFold(name, company) || w.hasWord(name, w.Greeting.Nobody) || strings.ContainsFunc(name, unnamed) {
		return personName{}
	}
	var p personName
	parts := strings.Fields(name)
	for len(parts) > 1 && w.title(parts[0]) != "" {
		if title := w.title(parts[0]); w.Greeting.AllTitles {
			p.title = strings.TrimSpace(p.title + " " + title)
		} else {
			p.title = title
		}
		parts = parts[1:]
	}
	if len(parts) > 4 {
		return personName{} // a sentence rather than a name
	}
	for i := range parts {
		parts[i] = properCase(parts[i])
	}
	p.first, p.last, p.full = parts[0], w.family(parts), strings.Join(parts, " ")
	if utf8.RuneCountInString(strings.TrimRight(p.first, ".")) == 1 {
		p.first = p.full // an initial is nobody's first name
	}
	if len(parts) == 1 {
		p.title = "" // "Dear Dr Dana" would be odd: it may be the first name
	}
	return p
}

// unnamed reports what stands in no name of a person: "C++ Engineer", "Team 3".
func unnamed(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M) && !strings.ContainsRune(" .-'`\u2019\u00b4\u2010\u2011\u00b7\"\u201c\u201d&", r)
}

// family is the family name, with what belongs to it: "van der Berg".
func (w *words) family(parts []string) string {
	from := len(parts) - 1
	for from > 1 && slices.Contains(w.Greeting.Particles, parts[from-1]) {
		from--
	}
	return strings.Join(parts[from:], " ")
}

// properCase writes a name that is all capitals or all small as names are
// written; any other is kept as they sign.
func properCase(s string) string {
	switch s {
	case strings.ToUpper(s):
		if utf8.RuneCountInString(s) < 3 {
			return s // "JP"
		}
		return capital(strings.ToLower(s))
	case strings.ToLower(s):
		if slices.Contains([]string{"de", "da", "di", "van", "von", "der", "den", "dos", "du", "la", "le", "el", "bin", "al"}, s) {
			return s
		}
		return capital(s)
	}
	return s
}
