package draft

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressWords tell how a mail speaks to its reader, in languages that have two
// ways: du or Sie, tu or vous. The answer keeps to theirs.
type addressWords struct {
	Familiar []string `toml:"familiar"`
	// Polite words; one written with a capital counts only so, and not where a
	// sentence begins: "Sie" is "you", "sie" is "they".
	Polite []string `toml:"polite"`
	// Default is "familiar" or "polite": where the mail shows neither.
	Default string `toml:"default"`
}

// polite reports whether the mail says Sie to its reader.
func (l *language) polite(in *Input) bool {
	a := &l.words.Address
	f := &in.Invitation.Facts
	if len(a.Polite) == 0 || f.Lang != "" && f.Lang != l.code {
		return a.Default == "polite"
	}
	text := in.Invitation.Ask.Text
	familiar, polite := countWords(text, a.Familiar), countWords(text, a.Polite)
	switch {
	case familiar > polite:
		return false
	case polite > familiar, l.withTitle(f.Greeting):
		return true
	}
	return a.Default == "polite"
}

// countWords counts how often words of a list stand in a text.
func countWords(text string, list []string) int {
	n := 0
	folded := fold(text)
	for _, word := range list {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			n += countInside(text, word)
			continue
		}
		for i := indexWords(folded, word, 0); i >= 0; i = indexWords(folded, word, i+len(word)) {
			n++
		}
	}
	return n
}

// countInside counts a word as it is written, where no sentence begins.
func countInside(text, word string) int {
	n := 0
	for i := indexWords(text, word, 0); i >= 0; i = indexWords(text, word, i+len(word)) {
		before := strings.TrimRightFunc(text[:i], unicode.IsSpace)
		if last, _ := utf8.DecodeLastRuneInString(before); inWord(last) || strings.ContainsRune(",;(-–\"'„«", last) {
			n++
		}
	}
	return n
}
