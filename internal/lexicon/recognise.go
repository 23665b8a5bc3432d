package lexicon

import (
	"strings"
	"unicode"
)

// Recogniser tells the language of a text by its frequent small words.
type Recogniser struct {
	codes []string
	words map[string]uint32 // word → the languages that have it, one bit each
}

// NewRecogniser prepares a recogniser of up to 32 languages.
func NewRecogniser(l *Lexicon) *Recogniser {
	r := &Recogniser{words: map[string]uint32{}}
	for i, lang := range l.Languages {
		if i == 32 {
			break
		}
		r.codes = append(r.codes, lang.Code)
		for _, w := range lang.Words {
			r.words[w] |= 1 << i
		}
	}
	return r
}

// enough is how much of a text tells its language.
const enough = 2000

// Recognise returns the code of the language that most of the text's small
// words belong to; empty when they don't tell.
func (r *Recogniser) Recognise(text string) string {
	var score [32]int
	if len(text) > enough {
		text = text[:enough]
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) }) {
		langs := r.words[w]
		for i := 0; langs != 0; i, langs = i+1, langs>>1 {
			score[i] += int(langs & 1)
		}
	}
	best, second := 0, 0
	for i := 1; i < len(r.codes); i++ {
		switch {
		case score[i] > score[best]:
			best, second = i, score[best]
		case score[i] > second:
			second = score[i]
		}
	}
	if len(r.codes) == 0 || score[best] < 2 || score[best] == second {
		return ""
	}
	return r.codes[best]
}
