package lexicon

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
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
	next          [][symbols]int32 // the trie; 0 is the root, and as a target: none
	last          []int32          // by node in preorder: the last node under it
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
type entry struct{ program, pc int }

// Compile makes a Matcher of phrases; sets are the alternations that they name.
// All that is wrong is reported at once.
func Compile(patterns []Pattern, sets map[string]string) (*Matcher, error) {
	m := &Matcher{next: make([][symbols]int32, 1), abbreviations: map[int32]bool{}}
	var errs []error
	for _, pt := range patterns {
		p, err := m.parse(pt.Phrase, sets)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		p.id = pt.ID
		m.programs = append(m.programs, p)
	}
	short := m.abbreviate(sets[abbreviation])
	number := m.renumber()
	for _, n := range short {
		m.abbreviations[number[n]] = true
	}
	for i := range m.programs {
		if err := m.index(i); err != nil {
			errs = append(errs, err)
		}
	}
	m.link()
	m.sieve()
	return m, errors.Join(errs...)
}

// link lets every node know the next one up that has prefixes.
func (m *Matcher) link() {
	for n := range m.above { // preorder: parents come first
		if up := m.above[n]; up != 0 && m.prefixes[up] == nil {
			m.above[n] = m.above[up]
		}
	}
}

// insert puts the word at src[i:] into the trie. It folds exactly as word does.
func (m *Matcher) insert(src string, i int) (node int32, end int) {
	start := i
	add := func(s symbol) {
		if m.next[node][s] == 0 {
			m.next = append(m.next, [symbols]int32{})
			m.next[node][s] = int32(len(m.next) - 1)
		}
		node = m.next[node][s]
	}
	for i < len(src) {
		r, n := utf8.DecodeRuneInString(src[i:])
		switch {
		case r < utf8.RuneSelf && ascii[r] != 0:
			add(ascii[r])
		case (r == '\'' || r == '’') && i > start && clitic(src[i+n:]):
			add(apostrophe)
		case r >= utf8.RuneSelf && folds[r] != nil:
			for _, s := range folds[r] {
				add(s)
			}
		default:
			return node, i
		}
		i += n
	}
	return node, i
}

// abbreviation is the name of the set of words after which a full stop ends no
// sentence.
const abbreviation = "abbreviation"

// abbreviate puts abbreviations, separated by bars, into the trie and returns
// their nodes.
func (m *Matcher) abbreviate(set string) []int32 {
	var nodes []int32
	for _, word := range strings.Split(set, "|") {
		if node, _ := m.insert(word, 0); node != 0 {
			nodes = append(nodes, node)
		}
	}
	return nodes
}

// renumber puts the trie in preorder, so that "under this node" is a range. It
// returns the new number of each node.
func (m *Matcher) renumber() []int32 {
	next, number := make([][symbols]int32, 0, len(m.next)), make([]int32, len(m.next))
	m.last, m.above = make([]int32, len(m.next)), make([]int32, len(m.next))
	var walk func(old, parent int32)
	walk = func(old, parent int32) {
		n := int32(len(next))
		number[old] = n
		m.above[n] = parent
		next = append(next, [symbols]int32{})
		for s, child := range m.next[old] {
			if child != 0 {
				next[n][s] = int32(len(next))
				walk(child, n)
			}
		}
		m.last[n] = int32(len(next) - 1)
	}
	walk(0, 0)
	m.next = next
	m.exact, m.prefixes = make([][]entry, len(next)), make([][]entry, len(next))
	for p := range m.programs {
		for i := range m.programs[p].code {
			m.programs[p].code[i].node = number[m.programs[p].code[i].node]
		}
	}
	return number
}

// index files program i under the words it may begin with.
func (m *Matcher) index(i int) error {
	code := m.programs[i].code
	seen := make([]bool, len(code))
	var walk func(pc int) error
	walk = func(pc int) error {
		if seen[pc] {
			return nil
		}
		seen[pc] = true
		switch o := code[pc]; o.code {
		case opLiteral:
			if o.prefix {
				m.prefixes[o.node] = append(m.prefixes[o.node], entry{i, pc + 1})
			} else {
				m.exact[o.node] = append(m.exact[o.node], entry{i, pc + 1})
			}
		case opNumber:
			m.numbers = append(m.numbers, entry{i, pc + 1})
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
