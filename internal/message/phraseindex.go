package message

import "strings"

// phraseIndex finds folded phrases in a folded text, each at the beginning of a
// word. There are many and hardly any text holds one, so they are filed by how
// they begin: a text is read once, not once per phrase.
type phraseIndex struct {
	filed [1024][]string
	short []string // shorter than stem
}

// stem is how many bytes of a phrase say where it is filed. More than the "this"
// and "if you" that half of the phrases and half of all sentences begin with
// would be better, but some phrases are no longer.
const stem = 6

func newPhraseIndex(list []string) *phraseIndex {
	x := &phraseIndex{}
	for _, p := range list {
		if len(p) < stem {
			x.short = append(x.short, p)
			continue
		}
		x.filed[drawer(p)] = append(x.filed[drawer(p)], p)
	}
	return x
}

// drawer is where phrases that begin as s are filed; s has at least stem bytes.
func drawer(s string) uint64 {
	k := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40
	return k * 0x9E3779B97F4A7C15 >> 54
}

// find returns the place of the first phrase in s; -1 when there is none.
func (x *phraseIndex) find(s string) (start, end int) {
	inWord := false
	for i := 0; i < len(s); i++ {
		if !inWord {
			if p := x.at(s[i:]); p != "" {
				return i, i + len(p)
			}
		}
		inWord = s[i] >= 'a' && s[i] <= 'z' || s[i] >= 0x80
	}
	return -1, -1
}

// at returns the phrase that s begins with; "" when there is none.
func (x *phraseIndex) at(s string) string {
	if len(s) >= stem {
		for _, p := range x.filed[drawer(s)] {
			if strings.HasPrefix(s, p) {
				return p
			}
		}
	}
	for _, p := range x.short {
		if strings.HasPrefix(s, p) {
			return p
		}
	}
	return ""
}

// in reports whether a phrase stands in s.
func (x *phraseIndex) in(s string) bool {
	at, _ := x.find(s)
	return at >= 0
}
