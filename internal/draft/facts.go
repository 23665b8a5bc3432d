package draft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rsvpd/internal/detect"
)

// The longest facts that still read as part of a sentence, in characters. A
// longer one is left out, never cut: half a name is a wrong name.
const (
	maxCompany  = 60
	maxRole     = 70
	maxTopic    = 90
	maxNote     = 120
	maxReferral = 120
)

// sayable turns a fact into one line of plain words, or into nothing when that
// can't be done: what looks like a blank of a form, an address or markup would
// stand in the letter as a hole (ETIQUETTE R13).
func sayable(s string, longest int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.So, unicode.Sk, unicode.Co, unicode.Mn) && !isLetterMark(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Trim(strings.Join(strings.Fields(s), " "), ` .,;:!?*-–—"'“”„«»`)
	switch {
	case utf8.RuneCountInString(s) > longest,
		!strings.ContainsFunc(s, unicode.IsLetter),
		strings.ContainsAny(s, "[]{}<>%$\\|~^=@_?!;"),
		strings.Contains(s, "//"), strings.Contains(strings.ToLower(s), "www."):
		return ""
	}
	return s
}

// isLetterMark keeps the marks that scripts write their vowels with; what is
// left are the selectors and modifiers of emoji.
func isLetterMark(r rune) bool {
	return unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Variation_Selector, r)
}

// company is the name of a company, outlet, event or institution.
func (w *words) company(s string) string {
	s = sayable(s, maxCompany)
	if slices.Contains(w.Facts.Empty, fold(s)) {
		return ""
	}
	return s
}

// post is a role or position as it follows "the".
func (w *words) post(kind detect.Kind, s string) string {
	s = w.withoutArticle(sayable(s, maxRole))
	switch {
	case s == "" || slices.Contains(w.Facts.Empty, fold(s)) || w.hasWord(s, w.Facts.Unsayable):
		return ""
	case w.hasWord(s, w.Facts.Heads):
		return s
	case strings.ContainsAny(s, ",(") || strings.Contains(s, " – ") || strings.Contains(s, " - "):
		// "the Engineer, Platform role" stumbles.
		return w.Facts.Head[kind] + " of " + s
	}
	return s + " " + w.Facts.Head[kind]
}

func (w *words) isPost(s string) bool { return w.hasWord(s, w.Facts.Posts) }

// topic is what a conversation or talk is about, as it follows "about". text is
// the mail: what it calls "your roster solver" is "my roster solver", even if
// the fact is "roster solver" alone.
func (w *words) topic(s, text string) string {
	title := strings.IndexAny(strings.TrimSpace(s), `"“„«`) == 0
	s = sayable(s, maxTopic)
	if s == "" || slices.Contains(w.Facts.Empty, fold(s)) || w.hasWord(s, w.Facts.Parts) {
		return ""
	}
	if title {
		return "“" + s + "”"
	}
	list := strings.Fields(s)
	for i, word := range list {
		if turned, ok := w.Facts.Turn[fold(word)]; ok {
			list[i] = turned
		} else if slices.Contains(w.Facts.Unsayable, fold(word)) {
			return ""
		}
	}
	if slices.Contains(w.Facts.Articles, fold(list[0])) {
		list[0] = strings.ToLower(list[0])
	}
	s = strings.Join(list, " ")
	folded := fold(text)
	for _, article := range w.Facts.Articles {
		if turned, ok := w.Facts.Turn[article]; (ok || article == "the") && containsWords(folded, article+" "+fold(s)) {
			if !ok {
				turned = article
			}
			return turned + " " + s
		}
	}
	return s
}

// note is the user's own clause. It is theirs, so that only what would break
// the sentence is refused.
func (w *words) note(s string) string {
	s = sayable(s, maxNote)
	first, _, _ := strings.Cut(s, " ")
	if slices.Contains(w.Facts.Articles, fold(first)) || slices.Contains(w.Numbers, fold(first)) {
		return strings.ToLower(first) + s[len(first):]
	}
	return s
}

// referral is whom the user lets us name: a name, and perhaps an address, which
// stands in parentheses so that nothing looks like a blank.
func referral(s string) string {
	s = strings.NewReplacer("<", "(", ">", ")").Replace(headerText(s))
	s = strings.TrimRight(s, ".,;")
	if utf8.RuneCountInString(s) > maxReferral || !strings.ContainsFunc(s, unicode.IsLetter) || strings.ContainsAny(s, "[]{}%") {
		return ""
	}
	return s
}

// cutCompany takes "at Kestrel" off a role: the sentence says it itself.
func cutCompany(role, company string) string {
	if company == "" {
		return role
	}
	at := " at " + fold(company)
	if folded := fold(role); strings.HasSuffix(folded, at) && len(folded) == len(role) {
		return role[:len(role)-len(at)]
	}
	return role
}

func (w *words) withoutArticle(s string) string {
	first, rest, ok := strings.Cut(s, " ")
	if ok && slices.Contains(w.Facts.Articles, fold(first)) {
		return rest
	}
	return s
}

// hasWord reports whether one of the words stands in the text.
func (w *words) hasWord(s string, list []string) bool {
	folded := " " + fold(s) + " "
	return slices.ContainsFunc(list, func(word string) bool { return containsWords(folded, word) })
}

// fold makes texts comparable: lower case, straight apostrophes, single spaces.
// The length stays what it was for ASCII text.
func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '`', '´':
			return '\''
		case '\n', '\t', '\u00a0':
			return ' '
		}
		return r
	}, s))
}

// containsWords reports whether a folded phrase stands in a folded text on word
// boundaries.
func containsWords(text, phrase string) bool { return indexWords(text, phrase, 0) >= 0 }

// indexWords finds a folded phrase on word boundaries, from a byte offset on.
func indexWords(text, phrase string, from int) int {
	for from <= len(text) {
		i := strings.Index(text[from:], phrase)
		if i < 0 || phrase == "" {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(phrase):])
		first, _ := utf8.DecodeRuneInString(phrase)
		last, _ := utf8.DecodeLastRuneInString(phrase)
		if !(inWord(before) && inWord(first)) && !(inWord(after) && inWord(last)) {
			return i
		}
		from = i + 1
	}
	return -1
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
