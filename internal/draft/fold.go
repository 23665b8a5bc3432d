package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold makes texts comparable: lower case, straight apostrophes, single spaces.
// The length stays what it was for ASCII text.
func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '`', '´':
			return '\''
		case '\n', '\t', '\u00a0', '\u202f':
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
