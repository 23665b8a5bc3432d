package when

import (
	"unicode"
	"unicode/utf8"
)

// token is a run of letters, a run of digits, or one other rune.
type token struct {
	lo, hi int
	kind   byte // 'w' letters, 'n' digits, 's' symbol
	gap    byte // what stands before it: gapNone … gapBlank
}

// What stands between two tokens.
const (
	gapNone  = iota // nothing: they are glued
	gapSpace        // white space
	gapLine         // one line break: mail is wrapped, so it is little more than a space
	gapBlank        // an empty line
)

// tokenize splits text once; everything later works on the tokens.
func tokenize(text string, into []token) []token {
	gap := byte(gapLine)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if isSpace(r) {
			gap = widen(gap, r)
			i += n
			continue
		}
		end, kind := runEnd(text, i, r, n)
		into = append(into, token{lo: i, hi: end, kind: kind, gap: gap})
		gap, i = gapNone, end
	}
	return into
}

func widen(gap byte, r rune) byte {
	switch {
	case r != '\n':
		return max(gap, gapSpace)
	case gap >= gapLine:
		return gapBlank
	}
	return gapLine
}

// isSpace includes what mail programs use to pad: zero-width and byte order marks.
func isSpace(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r > 127 &&
		(unicode.IsSpace(r) || r == 0x200b || r == 0x200c || r == 0x200e || r == 0xfeff || r == 0x34f) || r == '\r' || r == '\f' || r == '\v'
}

func runEnd(text string, i int, r rune, n int) (int, byte) {
	switch {
	case isDigit(r):
		for i += n; i < len(text) && isDigit(rune(text[i])); i++ {
		}
		return i, 'n'
	case isLetter(r):
		for i += n; i < len(text); i += n {
			if r, n = utf8.DecodeRuneInString(text[i:]); !isLetter(r) {
				break
			}
		}
		return i, 'w'
	}
	return i + n, 's'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) && r != 0x34f
}

// fold appends a token's text in lower case without diacritics, and symbols in
// their plain form, so that typography never decides whether a word is known.
func fold(into []byte, s string) []byte {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			into = append(into, c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		into = appendFolded(into, r)
		i += n
	}
	return into
}

// The letters of the supported languages; anything else stays as it is.
var plain = map[rune]string{
	'à': "a", 'á': "a", 'â': "a", 'ã': "a", 'ä': "a", 'å': "a", 'ç': "c", 'è': "e", 'é': "e", 'ê': "e", 'ë': "e",
	'ì': "i", 'í': "i", 'î': "i", 'ï': "i", 'ñ': "n", 'ò': "o", 'ó': "o", 'ô': "o", 'õ': "o", 'ö': "o", 'ù': "u",
	'ú': "u", 'û': "u", 'ü': "u", 'ý': "y", 'ß': "ss", 'œ': "oe", 'æ': "ae", 'º': "o", 'ª': "a",
	'’': "'", '‘': "'", 'ʼ': "'", '´': "'", '′': "'", '‑': "-", '–': "-", '—': "-", '−': "-", '‐': "-", '‒': "-", '→': "-", '⁄': "/", '：': ":", '～': "-",
}

func appendFolded(into []byte, r rune) []byte {
	if r >= 0x300 && r <= 0x36f { // combining marks of decomposed text
		return into
	}
	r = unicode.ToLower(r)
	if s, ok := plain[r]; ok {
		return append(into, s...)
	}
	return utf8.AppendRune(into, r)
}
