package lexicon

import "slices"

// run is one pass over a text.
type run struct {
	m     *Matcher
	t     *tokens
	steps int // of the phrase at hand
	left  int // that the whole text may still take
}

const (
	// maxSteps bounds the backtracking of one phrase at one place. Real text
	// needs a few dozen.
	maxSteps = 1000
	// Text made to be slow, the same words over and over, gets a share of
	// steps for each of its words and no more; letters need a tenth of it.
	stepsPerWord = 300
	stepsPerText = 20000
)

// at tries all programs that may begin with word i.
func (r *run) at(i int, found func(Match)) {
	w := &r.t.words[i]
	if w.number {
		r.try(r.m.numbers, i, found)
	}
	if w.word != 0 {
		r.try(r.m.words[w.word].exact, i, found)
	}
	for s := r.m.branches[w.node].stem; s != 0; s = r.m.words[s].up {
		r.try(r.m.words[s].stems, i, found)
	}
}

// try goes on from word i by each of the ways; of one program the first way
// that matches counts.
func (r *run) try(ways span, i int, found func(Match)) {
	w := &r.t.words[i]
	var next, rest mask
	if r.stands(i+1, w.sentence) {
		next, rest = r.t.words[i+1].is, r.t.words[i+1].rest
	}
	done := int32(-1)
	entries := r.m.entries[ways.from:ways.to]
	for k := range entries {
		e := &entries[k]
		if e.next&next == 0 && e.next != anything || e.later[0]&rest == 0 && e.later[0] != anything || e.later[1]&rest == 0 && e.later[1] != anything {
			continue
		}
		if e.program == done || r.left <= 0 {
			continue
		}
		p := &r.m.programs[e.program]
		if p.question && !r.t.questions[w.sentence] || p.first && r.t.first[w.sentence] != i {
			continue
		}
		r.steps = 0
		end, ok := r.exec(int(e.pc), i+1, w.sentence)
		r.left -= r.steps
		if ok {
			done = e.program
			found(Match{ID: p.id, Start: w.start, End: r.t.words[end-1].end, Sentence: int(w.sentence), Question: r.t.questions[w.sentence]})
		}
	}
}

// stands reports whether there is a word i in the sentence.
func (r *run) stands(i int, sentence int32) bool {
	return i < len(r.t.words) && r.t.words[i].sentence == sentence
}

// is says what word i may be: nothing beyond the end of the sentence.
func (r *run) is(i int, sentence int32) mask {
	if !r.stands(i, sentence) {
		return 0
	}
	return r.t.words[i].is
}

// exec runs code from pc at word i and returns the word after the match.
func (r *run) exec(pc, i int, sentence int32) (int, bool) {
	for {
		if r.steps++; r.steps > maxSteps {
			return 0, false
		}
		o := &r.m.code[pc]
		if o.need != anything && o.need&r.is(i, sentence) == 0 {
			return 0, false
		}
		switch o.code {
		case opEnd:
			return i, true
		case opJump:
			pc = int(o.arg)
		case opSplit:
			if end, ok := r.exec(pc+1, i, sentence); ok {
				return end, true
			}
			pc = int(o.arg)
		case opColon:
			if i == 0 || !r.t.words[i-1].colon {
				return 0, false
			}
			pc++
		case opGap:
			return r.gap(pc, i, sentence)
		default:
			if !r.accepts(o, i) {
				return 0, false
			}
			pc, i = pc+1, i+1
		}
	}
}

// gap goes on after none, one, two … words.
func (r *run) gap(pc, i int, sentence int32) (int, bool) {
	need := r.m.code[pc+1].need
	for k := 0; k <= int(r.m.code[pc].arg); k++ {
		if k > 0 && !r.stands(i+k-1, sentence) {
			break // a gap ends with its sentence
		}
		if need != anything && need&r.is(i+k, sentence) == 0 {
			continue
		}
		if end, ok := r.exec(pc+1, i+k, sentence); ok {
			return end, true
		}
	}
	return 0, false
}

// accepts reports whether word i, which stands in the sentence, is what o asks.
func (r *run) accepts(o *op, i int) bool {
	w := &r.t.words[i]
	switch o.code {
	case opWord:
		return w.word == o.arg
	case opStem:
		return r.m.under(w.node, o.arg)
	case opNumber:
		return w.number
	default:
		c := &r.m.classes[o.arg]
		if c.number && w.number {
			return true
		}
		if _, ok := slices.BinarySearch(r.m.list(c.words), w.word); ok {
			return true
		}
		return slices.ContainsFunc(r.m.list(c.stems), func(s int32) bool { return r.m.under(w.node, s) })
	}
}

// under reports whether a node of the trie is that of a stem or below it.
func (m *Matcher) under(node, stem int32) bool {
	return node >= m.words[stem].node && node <= m.words[stem].last
}
