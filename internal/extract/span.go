package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is one word of a text with its place.
type word struct {
	text       string
	start, end int
	brk        bool // punctuation or a line end stands before it
}

// wordsOf cuts text into words at white space, and marks where a span of words
// can't go on: after punctuation, at a line end, at a bracket.
func wordsOf(text string, limit int) []word {
	var out []word
	brk, low := false, false
	for i := 0; i < len(text) && len(out) < limit; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case inWord(r) || (r == '.' || r == '\'' || r == '’' || r == '-' || r == '/' || r == '*' || r == '·') && i+n < len(text) && len(out) >= 0 && wordAt(text[i+n:]) && i > 0 && !spaceBefore(text, i):
			start := i
			for i < len(text) {
				r, n = utf8.DecodeRuneInString(text[i:])
				if inWord(r) || strings.ContainsRune(".'’-/*:·", r) && wordAt(text[i+n:]) {
					i += n
					continue
				}
				break
			}
			if i == start {
				i += n
				continue
			}
			out = append(out, word{text: text[start:i], start: start, end: i, brk: brk})
			brk = false
		case r == ' ' || r == '"' || r == '“' || r == '”' || r == '«' || r == '»' || r == '„':
			if r != ' ' && len(out) > 0 && (r == '”' || r == '»' || r == '"' || r == '“' && low) {
				brk = true
			}
			low = r == '„' || low && r != '“' // „…“ ends in what opens elsewhere
			i += n
		default:
			brk = true
			i += n
		}
	}
	return out
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '&' || r == '+' || r == '#'
}

func wordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func spaceBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsSpace(r)
}

// proper reports whether a word is written as a name: with a capital or digit.
func proper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.IndexFunc(s, unicode.IsUpper) > 0
}

// folded is s in lower case without accents, spaces and punctuation: how names
// are compared with each other and with domains.
func folded(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// dangles reports whether a line ends in a word after which one must go on.
func (w *words) dangles(line string) bool {
	last := lastWord(line)
	return last == strings.ToLower(last) && (w.article[last] || w.joins[last] || w.possessive[last])
}

// wrapAt is the length from which a line may have been broken by a mail program.
const wrapAt = 50

// unwrapped joins the lines of a paragraph that a mail program has wrapped: a
// space stands for the line end, so that places stay what they are.
func (w *words) unwrapped(text string) string {
	b := []byte(text)
	start := 0
	for i := range b {
		if b[i] != '\n' {
			continue
		}
		line := strings.TrimRight(text[start:i], " ")
		start = i + 1
		if len(line) < wrapAt && !w.dangles(line) || strings.HasSuffix(line, ":") || i+1 >= len(b) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+1:min(len(text), i+8)], " ")); unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"„«('", r) {
			b[i] = ' '
		}
	}
	return string(b)
}

// prefix and suffix are the first and last n bytes of s, in whole characters.
func prefix(s string, n int) string {
	if n >= len(s) {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func suffix(s string, n int) string {
	if n >= len(s) {
		return s
	}
	i := len(s) - n
	for i < len(s) && !utf8.RuneStart(s[i]) {
		i++
	}
	return s[i:]
}
