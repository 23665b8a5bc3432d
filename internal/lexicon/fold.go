package lexicon

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A symbol is one letter of folded text: 0 for what no phrase can contain,
// 1–26 a to z, 27–36 digits, 37 the apostrophe inside a word.
type symbol = uint8

const symbols = 38

// ascii holds the symbol of each ASCII byte that belongs to a word; 0 ends it.
var ascii = func() (t [128]symbol) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-32] = c-'a'+1, c-'a'+1
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c - '0' + 27
	}
	return t
}()

const apostrophe symbol = 37

// folds holds the symbols of the non-ASCII letters that have some: é is e, ß is
// ss. People drop accents and umlauts in haste; a phrase must not care. An umlaut
// written ae, oe or ue stays two letters: "neue" has none.
var folds = func() map[rune][]symbol {
	t := map[rune][]symbol{'ß': {19, 19}, 'ø': {15}, 'Ø': {15}, 'æ': {1, 5}, 'Æ': {1, 5}, 'œ': {15, 5}, 'Œ': {15, 5}, 'ł': {12}, 'Ł': {12}, 'ı': {9},
		'đ': {4}, 'Đ': {4}, 'ð': {4}, 'Ð': {4}, 'ħ': {8}, 'Ħ': {8}, 'ŧ': {20}, 'Ŧ': {20}, 'ẞ': {19, 19}}
	for r := rune(0xC0); r < 0x250; r++ { // Latin-1 and Latin Extended-A and -B
		addFold(t, r)
	}
	for r := rune(0x1E00); r < 0x1F00; r++ { // Latin Extended Additional
		addFold(t, r)
	}
	return t
}()

// addFold files a letter that is an ASCII letter with marks under that letter.
func addFold(t map[rune][]symbol, r rune) {
	if !unicode.IsLetter(r) || t[r] != nil {
		return
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	if base < utf8.RuneSelf && ascii[base] != 0 {
		t[r] = []symbol{ascii[base]}
	}
}

// unknown is the symbol sequence of a letter outside the folded alphabet: it
// belongs to the word and matches nothing.
var unknown = []symbol{0}

// letter returns the symbols of a non-ASCII rune, nil if it ends a word.
func letter(r rune) []symbol {
	if s, ok := folds[r]; ok {
		return s
	}
	if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
		return unknown
	}
	return nil
}
