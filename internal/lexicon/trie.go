package lexicon

import (
	"math/bits"
	"unicode/utf8"
)

// trie holds the words that occur in phrases, while they are gathered. Node 0
// is the root, and as a target: none.
type trie []trieNode

// trieNode is the end of a beginning of words. Few nodes have more than one
// child, so children are a list.
type trieNode struct {
	symbol         symbol
	child, sibling int32
}

// add returns the node one symbol on, a new one if need be.
func (t *trie) add(node int32, s symbol) int32 {
	for n := (*t)[node].child; n != 0; n = (*t)[n].sibling {
		if (*t)[n].symbol == s {
			return n
		}
	}
	n := int32(len(*t))
	*t = append(*t, trieNode{symbol: s, sibling: (*t)[node].child})
	(*t)[node].child = n
	return n
}

// insert puts the word at src[i:] into the trie. It folds exactly as
// Matcher.word does.
func (t *trie) insert(src string, i int) (node int32, end int) {
	start := i
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case r < utf8.RuneSelf && ascii[r] != 0:
			node = t.add(node, ascii[r])
		case (r == '\'' || r == '’') && i > start && clitic(src[i+n:]):
			node = t.add(node, apostrophe)
		case r >= utf8.RuneSelf && folds[r] != nil:
			for _, s := range folds[r] {
				node = t.add(node, s)
			}
		default:
			return node, i
		}
		i += n
	}
	return node, i
}

// branch is a node of the trie as texts walk it.
type branch struct {
	has  uint64 // the symbols that lead on, a bit each; above them where the nodes they lead to begin in Matcher.kids
	word int32  // the word that ends here, by its place in Matcher.words; 0: none
	stem int32  // of the nodes from the root to here, the last one that is a stem; 0: none
}

// step returns the node one symbol on from node; 0 when no word goes on so.
func (m *Matcher) step(node int32, s symbol) int32 {
	b, at := &m.branches[node], uint64(1)<<s
	if b.has&at == 0 {
		return 0
	}
	return m.kids[int(b.has>>symbols)+bits.OnesCount64(b.has&(at-1))]
}

// word is what a phrase can name: a word, the beginning of words, or both.
type word struct {
	node, last   int32 // of the trie; the last node under it
	whole, begun mask  // what a word is to a phrase that ends here, that goes on from here
	exact, stems span  // ways into programs that begin with the word, with any word that begins so
	up           int32 // the next stem up with ways, by its place; 0: none
}

// span is a stretch of Matcher.entries.
type span struct{ from, to int32 }

// freeze lays the trie out in preorder, so that "under this node" is a range, and
// numbers the words. It returns the place of the word that ends at each node that
// kinds marks.
func (m *Matcher) freeze(t trie, kinds []wordKind) (place []int32) {
	m.branches, m.kids = make([]branch, 0, len(t)), make([]int32, len(t))
	count := 1
	for _, k := range kinds {
		count += min(int(k), 1)
	}
	m.words = make([]word, 1, count)
	f := freezer{Matcher: m, trie: t, kinds: kinds, place: make([]int32, len(t))}
	f.walk(0, 0)
	return f.place
}

// wordKind says as what phrases name a node of the trie.
type wordKind uint8

const (
	asWord wordKind = 1 << iota
	asStem
	asAbbreviation
)

// freezer does the work of freeze.
type freezer struct {
	*Matcher
	trie  trie
	kinds []wordKind
	place []int32
	used  int32 // of kids
}

// walk lays out a node and all under it; stem is the last one above.
func (f *freezer) walk(old, stem int32) {
	n := int32(len(f.branches))
	b := branch{has: uint64(f.used) << symbols, stem: stem}
	at := f.used
	if f.kinds[old] != 0 {
		b.word = int32(len(f.words))
		f.place[old] = b.word
		f.words = append(f.words, word{node: n, up: stem})
		if f.kinds[old]&asStem != 0 {
			b.stem = b.word
		}
	}
	var here [symbols]int32
	for k := f.trie[old].child; k != 0; k = f.trie[k].sibling {
		here[f.trie[k].symbol] = k
		b.has |= 1 << f.trie[k].symbol
		f.used++
	}
	f.branches = append(f.branches, b)
	for left := b.has & (1<<symbols - 1); left != 0; left &= left - 1 {
		f.kids[at] = int32(len(f.branches))
		at++
		f.walk(here[bits.TrailingZeros64(left)], b.stem)
	}
	if b.word != 0 {
		f.words[b.word].last = int32(len(f.branches) - 1)
	}
}
