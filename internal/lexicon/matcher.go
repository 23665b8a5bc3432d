package lexicon

import (
	"errors"
	"fmt"
	"sync"
)

// Pattern is a phrase and the number by which its matches are told.
type Pattern struct {
	ID     int
	Phrase string
}

// Match is one place where a phrase stands.
type Match struct {
	ID         int
	Start, End int // bytes of the text
	Sentence   int // which sentence of the text, from 0
	Question   bool
}

// Matcher finds many phrases in a text at once: each word walks a trie of all
// words that occur in phrases, and a phrase is tried where its first word
// stands. It is safe for concurrent use.
type Matcher struct {
	branches      []branch // the trie in preorder; 0 is the root, and as a target: none
	kids          []int32
	last          []int32 // by node: the last node under it
	programs      []program
	exact         [][]entry      // ways into programs that begin with the word of a node, by node
	prefixes      [][]entry      // and with any word under a node
	above         []int32        // by node: the next node up that has prefixes, 0: none
	numbers       []entry        // and with a number
	abbreviations map[int32]bool // nodes of words after which a full stop ends no sentence
	whole         []mask         // by node: what a word that ends there may be to a phrase
	begun         []mask         // by node: what a word that goes on from there may be
}

// entry is a way into a program: past one of the words that it may begin with.
type entry struct {
	program, pc int32
	next        mask    // what the next word must be
	later       [2]mask // what some word of the rest of the sentence must be
}

// Compile makes a Matcher of phrases; sets are the alternations that they name.
// All that is wrong is reported at once.
func Compile(patterns []Pattern, sets map[string]string) (*Matcher, error) {
	m := &Matcher{abbreviations: map[int32]bool{}}
	c := newCompiler(sets)
	var errs []error
	for _, pt := range patterns {
		p, err := c.phrase(pt.Phrase)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		p.id = pt.ID
		m.programs = append(m.programs, p)
	}
	short := c.abbreviations()
	number := m.freeze(c.words)
	for _, n := range short {
		m.abbreviations[number[n]] = true
	}
	m.renumber(number)
	m.sieve()
	m.exact, m.prefixes = make([][]entry, len(m.branches)), make([][]entry, len(m.branches))
	for i := range m.programs {
		if err := m.index(i); err != nil {
			errs = append(errs, err)
		}
	}
	m.link()
	return m, errors.Join(errs...)
}

// renumber gives the literals of all programs the numbers that their nodes have
// now.
func (m *Matcher) renumber(number []int32) {
	for p := range m.programs {
		code := m.programs[p].code
		for i := range code {
			code[i].node = number[code[i].node]
		}
	}
}

// link lets every node know the next one up that has prefixes.
func (m *Matcher) link() {
	for n := range m.above { // preorder: parents come first
		if up := m.above[n]; up != 0 && m.prefixes[up] == nil {
			m.above[n] = m.above[up]
		}
	}
}

// index files program i under the words it may begin with.
func (m *Matcher) index(i int) error {
	code := m.programs[i].code
	seen := make([]bool, len(code))
	ahead := lookAhead(code)
	way := func(pc int) entry { return newEntry(i, pc+1, code[pc+1].need, ahead[pc+1]) }
	var walk func(pc int) error
	walk = func(pc int) error {
		if seen[pc] {
			return nil
		}
		seen[pc] = true
		switch o := code[pc]; o.code {
		case opLiteral:
			if o.prefix {
				m.prefixes[o.node] = append(m.prefixes[o.node], way(pc))
			} else {
				m.exact[o.node] = append(m.exact[o.node], way(pc))
			}
		case opNumber:
			m.numbers = append(m.numbers, way(pc))
		case opJump:
			return walk(o.x)
		case opSplit:
			return errors.Join(walk(o.x), walk(o.y))
		default:
			return fmt.Errorf("a phrase begins with a gap or is empty: let it begin with a word")
		}
		return nil
	}
	return walk(0)
}

// Find calls found for each place where a phrase stands, in order of places;
// of one pattern at one place only the first way to read it counts.
func (m *Matcher) Find(text string, found func(Match)) {
	t := spare.Get().(*tokens)
	defer spare.Put(t)
	m.tokenize(text, t)
	r := run{m: m, t: t, left: stepsPerText + stepsPerWord*len(t.words)}
	for i := range t.words {
		r.at(i, found)
	}
}

// spare keeps the room for words between texts.
var spare = sync.Pool{New: func() any { return &tokens{} }}
