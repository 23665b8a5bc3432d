package summary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The most characters shown of what a mail says.
const (
	maxName  = 80  // a company, a person, an address
	maxTitle = 120 // a role or subject
	maxQuote = 200 // a sentence quoted
	maxText  = 400 // a problem, a reason why
)

// maxMarks is how many marks in a row are kept on one character: living scripts
// stack three at most, jokers hundreds.
const maxMarks = 3

// clean makes one harmless line of a text from outside, of at most most
// characters: without control characters, without those that are not seen or
// that turn the direction of what follows, without towers of marks.
func clean(s string, most int) string {
	var b strings.Builder
	n, marks, space := 0, 0, false
	for _, r := range norm.NFC.String(strings.Map(seen, s)) {
		switch {
		case r == ' ':
			space = true
		case isMark(r):
			if marks++; marks <= maxMarks && n > 0 && !space {
				b.WriteRune(r)
			}
		case n == most:
			return strings.TrimRight(b.String(), " ,;:") + "…"
		default:
			if space && n > 0 {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			n, marks, space = n+1, 0, false
		}
	}
	return b.String()
}

// seen maps a character to what is seen of it: -1 drops it.
func seen(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case !visible(r):
		return -1
	}
	return r
}

// visible reports a character that shows something and changes nothing beside
// itself.
func visible(r rune) bool {
	switch {
	case r == unicode.ReplacementChar, unicode.Is(unicode.C, r), !unicode.IsGraphic(r):
		return false
	case unicode.Is(unicode.Variation_Selector, r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r):
		return false
	}
	return true
}

// isMark reports a character that stands on the one before it.
func isMark(r rune) bool { return unicode.Is(unicode.M, r) }

// capital writes the first letter of a sentence large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
