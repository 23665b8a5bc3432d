package lexicon

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Recogniser tells the language of a text by its frequent small words, and by
// the endings of others.
type Recogniser struct {
	codes   []string
	words   map[string]uint32 // word → the languages that have it, one bit each
	endings map[string]uint32 // likewise, written "-ción" among the words
}

// NewRecogniser prepares a recogniser of up to 32 languages.
func NewRecogniser(l *Lexicon) *Recogniser {
	r := &Recogniser{words: map[string]uint32{}, endings: map[string]uint32{}}
	for i, lang := range l.Languages {
		if i == 32 {
			break
		}
		r.codes = append(r.codes, lang.Code)
		for _, w := range lang.Words {
			if ending, ok := strings.CutPrefix(w, "-"); ok {
				r.endings[ending] |= 1 << i
			} else {
				r.words[w] |= 1 << i
			}
		}
	}
	return r
}

const (
	// enough is how much of a text tells its language.
	enough = 2000
	// whole is what a word counts that one language alone has; neighbours share
	// it: "de" says little, "hemos" all.
	whole = 60
	// least is what the best language needs: a word of its own.
	least = whole
)

// Recognise returns the code of the language that most of the text's small
// words belong to; empty when they don't tell.
func (r *Recogniser) Recognise(text string) string {
	var score [32]int
	if len(text) > enough {
		text = text[:enough]
	}
	r.each(text, func(langs uint32) {
		each := whole / bits.OnesCount32(langs)
		for ; langs != 0; langs &= langs - 1 {
			score[bits.TrailingZeros32(langs)] += each
		}
	})
	best, second := 0, 0
	for i := 1; i < len(r.codes); i++ {
		switch {
		case score[i] > score[best]:
			best, second = i, score[best]
		case score[i] > second:
			second = score[i]
		}
	}
	if len(r.codes) == 0 || score[best] < least || score[best] == second {
		return ""
	}
	return r.codes[best]
}

// each calls found with the languages of each word that tells some.
func (r *Recogniser) each(text string, found func(langs uint32)) {
	var room [64]byte
	word := room[:0] // the one at hand, in lower case
	end := func() {
		if langs := r.langs(word); langs != 0 {
			found(langs)
		}
		word = word[:0]
	}
	for _, c := range text {
		switch {
		case c < utf8.RuneSelf && ascii[c] > 0 && ascii[c] <= 26:
			word = append(word, byte(c)|0x20)
		case c >= utf8.RuneSelf && unicode.IsLetter(unicode.ToLower(c)):
			word = utf8.AppendRune(word, unicode.ToLower(c))
		case len(word) > 0:
			end()
		}
	}
	if len(word) > 0 {
		end()
	}
}

// Endings that tell a language are of three to five letters, in words that are
// longer than that.
const shortEnding, longEnding = 3, 5

// langs are the languages that a word may belong to.
func (r *Recogniser) langs(w []byte) uint32 {
	if langs, ok := r.words[string(w)]; ok {
		return langs
	}
	letters, at := 0, len(w)
	for at > 0 && letters < longEnding {
		_, size := utf8.DecodeLastRune(w[:at])
		at -= size
		letters++
		if letters < shortEnding || at == 0 {
			continue
		}
		if langs, ok := r.endings[string(w[at:])]; ok {
			return langs
		}
	}
	return 0
}
