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

// sieve computes the masks of all words. Their places are in the order of their
// nodes, so those above come first.
func (m *Matcher) sieve(terms []term, place []int32) {
	for _, t := range terms[1:] {
		switch t.kind {
		case termWord:
			m.words[place[t.arg]].whole |= bit(place[t.arg], false)
		case termStem:
			m.words[place[t.arg]].begun |= bit(place[t.arg], true)
		}
	}
	for i := range m.words[1:] {
		w := &m.words[i+1]
		w.begun |= m.words[w.up].begun
		w.whole |= w.begun
	}
}

// fillNeeds notes at each place of the code from start on what the next word must
// be to go on from there. All ways lead forward, so the end comes first.
func (m *Matcher) fillNeeds(start int) {
	for pc := len(m.code) - 1; pc >= start; pc-- {
		switch o := &m.code[pc]; o.code {
		case opWord, opStem:
			o.need = bit(o.arg, o.code == opStem)
		case opClass:
			o.need = m.mask(&m.classes[o.arg])
		case opNumber:
			o.need = digits
		case opColon:
			o.need = m.code[pc+1].need
		case opJump:
			o.need = m.code[o.arg].need
		case opSplit:
			o.need = m.code[pc+1].need | m.code[o.arg].need
		default:
			o.need = anything
		}
	}
}

// mask is what the words of a class are.
func (m *Matcher) mask(c *class) (is mask) {
	for _, w := range m.list(c.words) {
		is |= bit(w, false)
	}
	for _, s := range m.list(c.stems) {
		is |= bit(s, true)
	}
	if c.number {
		is |= digits
	}
	return is
}

// ahead is what the first, second, … word that code goes on to ask for may be,
// whichever way it takes.
type ahead [4]mask

// lookAhead computes it for each place of code, whose targets count from start;
// room is used again.
func lookAhead(room []ahead, code []op, start int) []ahead {
	all := append(room[:0], make([]ahead, len(code))...)
	for pc := len(code) - 1; pc >= 0; pc-- {
		a := &all[pc]
		switch o := &code[pc]; o.code {
		case opWord, opStem, opClass, opNumber:
			a[0] = o.need
			copy(a[1:], all[pc+1][:])
		case opColon, opGap:
			*a = all[pc+1]
		case opJump:
			*a = all[int(o.arg)-start]
		case opSplit:
			for k := range a {
				a[k] = all[pc+1][k] | all[int(o.arg)-start][k]
			}
		default:
			*a = ahead{anything, anything, anything, anything}
		}
	}
	return all
}

// newEntry is the way into a program at pc: of the words ahead, the two that say
// most are kept.
func newEntry(program int32, pc int, next mask, a ahead) entry {
	slices.SortFunc(a[:], func(x, y mask) int {
		return bits.OnesCount64(uint64(x)) - bits.OnesCount64(uint64(y))
	})
	return entry{program: program, pc: int32(pc), next: next, later: [2]mask{a[0], a[1]}}
}

// judge is what a word may be to a phrase.
func (m *Matcher) judge(w *token) mask {
	is := m.words[m.branches[w.node].stem].begun
	if w.word != 0 {
		is = m.words[w.word].whole
	}
	if w.number {
		is |= digits
	}
	return is
}
