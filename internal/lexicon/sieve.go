package lexicon

import (
	"math/bits"
	"slices"
)

// A mask is a set of words, folded to 64 bits: two words may share a bit, so
// that it can tell for sure only what a word is not. Most phrases that begin at
// a word fail at the next one; a mask says so without trying.
type mask uint64

// anything is the mask that keeps nothing back.
const anything = ^mask(0)

// digits is the bit of words that begin with a digit.
const digits mask = 1 << 63

// bit spreads a literal over the other 63 bits; a word and the stem of the same
// letters differ.
func bit(node int32, prefix bool) mask {
	h := uint64(node) << 1
	if prefix {
		h |= 1
	}
	return 1 << (h * 0x9E3779B97F4A7C15 >> 32 % 63)
}

// sieve computes the masks of all words and of all places in programs. Nodes
// are in preorder, so parents come first.
func (m *Matcher) sieve() {
	m.whole, m.begun = make([]mask, len(m.branches)), make([]mask, len(m.branches))
	for _, p := range m.programs {
		for i := range p.code {
			switch o := &p.code[i]; {
			case o.code != opLiteral:
			case o.prefix:
				m.begun[o.node] |= bit(o.node, true)
			default:
				m.whole[o.node] |= bit(o.node, false)
			}
		}
		fillNeeds(p.code)
	}
	for n := 1; n < len(m.branches); n++ {
		m.begun[n] |= m.begun[m.above[n]]
		m.whole[n] |= m.begun[n]
	}
}

// fillNeeds notes at each place of code what the next word must be to go on from
// there. All ways lead forward, so the end comes first.
func fillNeeds(code []op) {
	for pc := len(code) - 1; pc >= 0; pc-- {
		switch o := &code[pc]; o.code {
		case opLiteral:
			o.need = bit(o.node, o.prefix)
		case opNumber:
			o.need = digits
		case opColon:
			o.need = code[pc+1].need
		case opJump:
			o.need = code[o.x].need
		case opSplit:
			o.need = code[o.x].need | code[o.y].need
		default:
			o.need = anything
		}
	}
}

// ahead is what the first, second, … word that code goes on to ask for may be,
// whichever way it takes.
type ahead [4]mask

// lookAhead computes it for each place of code.
func lookAhead(code []op) []ahead {
	all := make([]ahead, len(code))
	for pc := len(code) - 1; pc >= 0; pc-- {
		a := &all[pc]
		switch o := &code[pc]; o.code {
		case opLiteral, opNumber:
			a[0] = o.need
			copy(a[1:], all[pc+1][:])
		case opColon, opGap:
			*a = all[pc+1]
		case opJump:
			*a = all[o.x]
		case opSplit:
			for k := range a {
				a[k] = all[o.x][k] | all[o.y][k]
			}
		default:
			*a = ahead{anything, anything, anything, anything}
		}
	}
	return all
}

// newEntry is the way into a program at pc: of the words ahead, the two that say
// most are kept.
func newEntry(program, pc int, next mask, a ahead) entry {
	slices.SortFunc(a[:], func(x, y mask) int {
		return bits.OnesCount64(uint64(x)) - bits.OnesCount64(uint64(y))
	})
	return entry{program: int32(program), pc: int32(pc), next: next, later: [2]mask{a[0], a[1]}}
}

// judge is what a word may be to a phrase.
func (m *Matcher) judge(w *token) mask {
	is := m.begun[w.node]
	if w.full {
		is = m.whole[w.node]
	}
	if w.number {
		is |= digits
	}
	return is
}
