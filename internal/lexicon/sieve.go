package lexicon

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
	m.whole, m.begun = make([]mask, len(m.next)), make([]mask, len(m.next))
	for _, p := range m.programs {
		for _, o := range p.code {
			if o.code != opLiteral {
				continue
			}
			if o.prefix {
				m.begun[o.node] |= bit(o.node, true)
			} else {
				m.whole[o.node] |= bit(o.node, false)
			}
		}
	}
	for n := range m.next {
		for _, child := range m.next[n] {
			if child != 0 {
				m.begun[child] |= m.begun[n]
			}
		}
		m.whole[n] |= m.begun[n]
	}
	for i := range m.programs {
		for pc := range m.programs[i].code {
			m.programs[i].code[pc].need = need(m.programs[i].code, pc)
		}
	}
}

// need is what the next word must be for code to go on from pc.
func need(code []op, pc int) mask {
	switch o := &code[pc]; o.code {
	case opLiteral:
		return bit(o.node, o.prefix)
	case opNumber:
		return digits
	case opColon:
		return need(code, pc+1)
	case opJump:
		return need(code, o.x)
	case opSplit:
		return need(code, o.x) | need(code, o.y)
	default:
		return anything
	}
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
