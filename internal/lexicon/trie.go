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
	has  uint64 // the symbols that lead on, a bit each
	kids int32  // where the nodes they lead to begin in Matcher.kids
}

// step returns the node one symbol on from node; 0 when no word goes on so.
func (m *Matcher) step(node int32, s symbol) int32 {
	b, at := &m.branches[node], uint64(1)<<s
	if b.has&at == 0 {
		return 0
	}
	return m.kids[int(b.kids)+bits.OnesCount64(b.has&(at-1))]
}

// freeze lays the trie out in preorder, so that "under this node" is a range. It
// returns the new number of each node.
func (m *Matcher) freeze(t trie) []int32 {
	m.branches, m.kids = make([]branch, 0, len(t)), make([]int32, len(t))
	m.last, m.above = make([]int32, len(t)), make([]int32, len(t))
	number := make([]int32, len(t))
	used := int32(0)
	var walk func(old, parent int32)
	walk = func(old, parent int32) {
		n := int32(len(m.branches))
		number[old], m.above[n] = n, parent
		var here [symbols]int32
		b := branch{kids: used}
		for k := t[old].child; k != 0; k = t[k].sibling {
			here[t[k].symbol] = k
			b.has |= 1 << t[k].symbol
			used++
		}
		m.branches = append(m.branches, b)
		at := b.kids
		for left := b.has; left != 0; left &= left - 1 {
			m.kids[at] = int32(len(m.branches))
			at++
			walk(here[bits.TrailingZeros64(left)], n)
		}
		m.last[n] = int32(len(m.branches) - 1)
	}
	walk(0, 0)
	return number
}
