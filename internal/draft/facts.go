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

// called is a name as it stands in a sentence: "the University of Thornbury", but
// "Kestrel Freight". The article is that of prose, so a name that has its own
// stays as it is.
func (w *words) called(name string) string {
	first, _, _ := strings.Cut(name, " ")
	if w.Facts.withThe == nil || slices.Contains(w.Facts.Articles, fold(first)) || !w.Facts.withThe.MatchString(fold(name)) {
		return name
	}
	return w.Facts.Definite[0] + " " + name
}

// post is a role or position as a sentence names it: "Data Analyst role", after
// "the"; "Stelle als Data Analyst".
func (w *words) post(kind detect.Kind, s string) string {
	s = w.withoutArticle(sayable(w.Facts.stripped(s), maxRole))
	pattern := w.Facts.Role[kind]
	switch {
	case s == "" || slices.Contains(w.Facts.Empty, fold(s)) || w.hasWord(s, w.Facts.Unsayable):
		return ""
	case w.hasWord(s, w.Facts.Heads):
		pattern = w.Facts.Headed
	case w.hasWord(s, w.Facts.HeadsAside):
		pattern = w.Facts.Aside
	case strings.ContainsAny(s, ",(") || strings.Contains(s, " – ") || strings.Contains(s, " - "):
		// "the Engineer, Platform role" stumbles.
		pattern = w.Facts.RoleLong[kind]
	}
	return strings.ReplaceAll(pattern, "{role}", s)
}

// stripped takes off what an advertisement writes beside a role: "(m/w/d)".
func (f *factWords) stripped(s string) string {
	for _, expr := range f.strip {
		s = expr.ReplaceAllString(s, "")
	}
	return s
}

func (w *words) isPost(s string) bool { return w.hasWord(s, w.Facts.Posts) }

// topic is what a conversation or talk is about, as it follows "about". text is
// the mail: what it calls "your roster solver" is "my roster solver", even if
// the fact is "roster solver" alone.
func (w *words) topic(s, text string) string {
	s = strings.TrimSpace(s)
	title := strings.IndexAny(s, `"“„«‘‚`) == 0
	if title {
		s = strings.Trim(s, "‘‚’")
	}
	s = sayable(s, maxTopic)
	if s == "" || slices.Contains(w.Facts.Empty, fold(s)) || w.hasWord(s, w.Facts.Parts) {
		return ""
	}
	if title || isTitleIn(text, s) {
		return w.Facts.Quotes[0] + s + w.Facts.Quotes[1]
	}
	switch {
	case !w.Facts.topic.MatchString(s):
		return "" // it would not fit the grammar of the sentence around it
	case w.Facts.quoted != nil && w.Facts.quoted.MatchString(s) && !w.unsayable(s):
		return w.Facts.Quotes[0] + s + w.Facts.Quotes[1]
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
		turned, ok := w.Facts.Turn[article]
		if (ok || slices.Contains(w.Facts.Definite, article)) && containsWords(folded, article+" "+fold(s)) {
			if !ok {
				turned = article
			}
			return turned + " " + s
		}
	}
	return s
}

// isTitleIn reports whether a mail sets these words between quotation marks.
func isTitleIn(text, s string) bool {
	for rest := text; s != ""; {
		i := strings.Index(rest, s)
		if i < 0 {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(rest[:i])
		after, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest[i+len(s):], ".?! "))
		if strings.ContainsRune(`"“„«‘‚`, before) && strings.ContainsRune(`"”“»’‘`, after) {
			return true
		}
		rest = rest[i+len(s):]
	}
	return false
}

// unsayable reports whether words stand in a text that we cannot say.
func (w *words) unsayable(s string) bool {
	return slices.ContainsFunc(strings.Fields(s), func(word string) bool { return slices.Contains(w.Facts.Unsayable, fold(word)) })
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
func (w *words) cutCompany(role, company string) string {
	if company == "" {
		return role
	}
	for _, at := range w.Facts.At {
		end := " " + at + " " + fold(company)
		if folded := fold(role); strings.HasSuffix(folded, end) && len(folded) == len(role) {
			return role[:len(role)-len(end)]
		}
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

// hasWord reports whether one of the words stands in the text; "*stelle" is any
// word that ends so.
func (w *words) hasWord(s string, list []string) bool {
	folded := " " + fold(s) + " "
	return slices.ContainsFunc(list, func(word string) bool {
		if ending, ok := strings.CutPrefix(word, "*"); ok {
			return indexEnding(folded, ending) >= 0
		}
		return containsWords(folded, word)
	})
}

// indexEnding finds where a word of the folded text ends in this way.
func indexEnding(text, ending string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], ending)
		if i < 0 {
			return -1
		}
		i += from
		if next, _ := utf8.DecodeRuneInString(text[i+len(ending):]); !inWord(next) {
			return i
		}
		from = i + len(ending)
	}
}
