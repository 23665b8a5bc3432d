package message

import "strings"

// phraseIndex finds folded phrases in a folded text, each at the beginning of a
// word. There are many and hardly any text holds one, so they are filed by
// their first byte: a text is read once, not once per phrase.
type phraseIndex [256][]string

func newPhraseIndex(list []string) *phraseIndex {
	var x phraseIndex
	for _, p := range list {
		x[p[0]] = append(x[p[0]], p)
	}
	return &x
}

// find returns the place of the first phrase in s; -1 when there is none.
func (x *phraseIndex) find(s string) (start, end int) {
	inWord := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !inWord {
			for _, p := range x[c] {
				if strings.HasPrefix(s[i:], p) {
					return i, i + len(p)
				}
			}
		}
		inWord = c >= 'a' && c <= 'z' || c >= 0x80
	}
	return -1, -1
}

// in reports whether a phrase stands in s.
func (x *phraseIndex) in(s string) bool {
	at, _ := x.find(s)
	return at >= 0
}
