package message

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rsvpd/internal/lexicon"
)

// labelKind is what a label of a quoted header block names.
type labelKind int

const (
	labelNone labelKind = iota
	labelFrom
	labelDate
	labelTo
	labelCc
	labelSubject
)

// phrases are the letter conventions of all languages, folded for matching. A
// thread mixes languages, so all of them apply to every message.
type phrases struct {
	intros, separators, forwards []glob
	labels                       map[string]labelKind
	devices, postscripts         []string
	signOffs                     [256][]string // by their first bytes: many lines are held to them
	titles                       map[string]bool
	bareEnds                     []string // last words of intros that need no colon
	disclaimers, placeholders    *phraseIndex
	noticeWords                  *phraseIndex // in the sentences around a disclaimer
}

func newPhrases(letters []lexicon.Letter) *phrases {
	p := &phrases{labels: map[string]labelKind{}, titles: map[string]bool{}}
	var disclaimers, placeholders, noticeWords []string
	for _, l := range letters {
		p.intros = append(p.intros, globs(l.Intros)...)
		p.separators = append(p.separators, globs(l.Separators)...)
		p.forwards = append(p.forwards, globs(l.Forwards)...)
		for _, s := range foldAll(l.SignOffs) {
			p.signOffs[s[0]] = append(p.signOffs[s[0]], s)
		}
		p.devices = append(p.devices, foldAll(l.Devices)...)
		p.postscripts = append(p.postscripts, foldAll(l.Postscripts)...)
		disclaimers = append(disclaimers, foldAll(l.Disclaimers)...)
		placeholders = append(placeholders, foldAll(l.Placeholders)...)
		noticeWords = append(noticeWords, foldAll(l.NoticeWords)...)
		for _, t := range foldAll(l.Titles) {
			p.titles[t] = true
		}
		p.addLabels(l.Fields.From, labelFrom)
		p.addLabels(l.Fields.Date, labelDate)
		p.addLabels(l.Fields.To, labelTo)
		p.addLabels(l.Fields.Cc, labelCc)
		p.addLabels(l.Fields.Subject, labelSubject)
	}
	p.disclaimers, p.placeholders = newPhraseIndex(disclaimers), newPhraseIndex(placeholders)
	p.noticeWords = newPhraseIndex(noticeWords)
	for _, g := range p.intros {
		if last := g[len(g)-1]; last != "" && !strings.HasSuffix(last, ":") {
			p.bareEnds = append(p.bareEnds, last)
		}
	}
	return p
}

func (p *phrases) addLabels(words []string, k labelKind) {
	for _, w := range foldAll(words) {
		p.labels[w] = k
	}
}

func foldAll(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		if s = fold(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// fold brings a line into the form in which phrases are compared: lower case,
// no accents, straight quotes, plain dashes, single spaces.
func fold(s string) string {
	if isPlain(s) {
		return foldSpace(strings.ToLower(s))
	}
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 0x300 && r < 0x370: // combining marks
		case r == 'ß':
			out.WriteString("ss")
		case r == '’' || r == '‘' || r == 'ʼ' || r == '´' || r == '`':
			out.WriteByte('\'')
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			out.WriteByte('"')
		case r >= 0x2010 && r <= 0x2015 || r == 0x2212:
			out.WriteByte('-')
		default:
			out.WriteRune(r)
		}
	}
	return foldSpace(out.String())
}

// glob is a phrase with stars, parted at them.
type glob []string

func globs(list []string) []glob {
	var out []glob
	for _, s := range foldAll(list) {
		out = append(out, strings.Split(s, "*"))
	}
	return out
}

// match reports whether a folded text is the phrase, and what the stars stood
// for, joined.
func (g glob) match(s string) (stars string, ok bool) {
	if len(g) == 1 {
		return "", s == g[0]
	}
	last := g[len(g)-1]
	if !strings.HasPrefix(s, g[0]) || !strings.HasSuffix(s, last) || len(s) < len(g[0])+len(last) {
		return "", false
	}
	s = s[len(g[0]) : len(s)-len(last)]
	for _, mid := range g[1 : len(g)-1] {
		before, after, found := strings.Cut(s, mid)
		if !found {
			return "", false
		}
		stars, s = stars+before+" ", after
	}
	return stars + s, true
}

func hasAnyPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// isPlaceholder reports whether a plain part only says that the text is
// elsewhere, or holds no word at all.
func (p *phrases) isPlaceholder(text string) bool {
	if len(text) > 1000 {
		return false
	}
	f := fold(text)
	if utf8.RuneCountInString(strings.Trim(f, " -=_.*#\n")) < 3 {
		return true
	}
	return p.placeholders.in(f)
}
