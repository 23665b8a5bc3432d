package lexicon

import (
	"errors"
	"slices"
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
	words         []word // in order of their nodes; 0: none
	programs      []program
	code          []op // of all programs
	classes       []class
	members       []int32        // of all classes
	entries       []entry        // ways into programs, by the words that they begin with
	numbers       span           // those that begin with a number
	abbreviations map[int32]bool // words after which a full stop ends no sentence, by place
}

// Compile makes a Matcher of phrases; sets are the alternations that they name.
// All that is wrong is reported at once.
func Compile(patterns []Pattern, sets map[string]string) (*Matcher, error) {
	return compile(vocabulary{patterns, sets})
}

// vocabulary is phrases and the alternations that they name.
type vocabulary struct {
	patterns []Pattern
	sets     map[string]string
}

// compile makes one Matcher of the phrases of all.
func compile(all ...vocabulary) (*Matcher, error) {
	m := &Matcher{abbreviations: map[int32]bool{}}
	n := 0
	for _, v := range all {
		n += len(v.patterns)
	}
	m.programs, m.code = make([]program, 0, n), make([]op, 0, codePerPhrase*n)
	c, phrases := newCompiler(n), make([]parsed, 0, n)
	var errs []error
	var short []int32
	for _, v := range all {
		c.use(v.sets)
		for _, pt := range v.patterns {
			p, err := c.phrase(pt.Phrase)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			phrases = append(phrases, p)
			m.programs = append(m.programs, program{id: pt.ID, first: p.first, question: p.question})
		}
		short = append(short, c.abbreviations()...)
	}
	place := m.freeze(c.words, c.kinds(short))
	for _, n := range short {
		m.abbreviations[place[n]] = true
	}
	m.sieve(c.terms, place)
	e := &emitter{compiler: c, m: m, place: place, classes: map[string]int32{}}
	x := indexer{Matcher: m, ways: make([]way, 0, waysPerPhrase*n)}
	for i, p := range phrases {
		errs = append(errs, x.index(int32(i), e.program(p)))
	}
	x.file()
	m.code, m.classes, m.members = slices.Clone(m.code), slices.Clone(m.classes), slices.Clone(m.members)
	return m, errors.Join(errs...)
}

// kinds says of each node of the trie as what it is named.
func (c *compiler) kinds(abbreviations []int32) []wordKind {
	kinds := make([]wordKind, len(c.words))
	for _, t := range c.terms {
		switch t.kind {
		case termWord:
			kinds[t.arg] |= asWord
		case termStem:
			kinds[t.arg] |= asStem
		}
	}
	for _, n := range abbreviations {
		kinds[n] |= asAbbreviation
	}
	kinds[0] = 0 // the zero term names the root
	return kinds
}

// entry is a way into a program: past one of the words that it may begin with.
type entry struct {
	program, pc int32
	next        mask    // what the next word must be
	later       [2]mask // what some word of the rest of the sentence must be
}

// errNoWord is a phrase that begins with no word.
var errNoWord = errors.New("a phrase begins with a gap or is empty: let it begin with a word")

// indexer files programs under the words they may begin with.
type indexer struct {
	*Matcher
	ways  []way
	ahead []ahead
	seen  []bool
}

// way is an entry and what it stands under: a word, a stem or, with neither, a
// number.
type way struct {
	word int32
	stem bool
	entry
}

// index finds the ways into the program whose code starts at start and ends the
// code so far.
func (x *indexer) index(program int32, start int) error {
	code := x.code[start:]
	x.ahead = lookAhead(x.ahead, code, start)
	x.seen = append(x.seen[:0], make([]bool, len(code))...)
	var walk func(pc int) error
	walk = func(pc int) error {
		if x.seen[pc] {
			return nil
		}
		x.seen[pc] = true
		o := &code[pc]
		add := func(word int32, stem bool) {
			x.ways = append(x.ways, way{word, stem, newEntry(program, start+pc+1, code[pc+1].need, x.ahead[pc+1])})
		}
		switch o.code {
		case opWord, opStem:
			add(o.arg, o.code == opStem)
		case opNumber:
			add(0, false)
		case opClass:
			c := &x.classes[o.arg]
			for _, w := range x.list(c.words) {
				add(w, false)
			}
			for _, s := range x.list(c.stems) {
				add(s, true)
			}
			if c.number {
				add(0, false)
			}
		case opJump:
			return walk(int(o.arg) - start)
		case opSplit:
			return errors.Join(walk(pc+1), walk(int(o.arg)-start))
		default:
			return errNoWord
		}
		return nil
	}
	return walk(0)
}

// list is a stretch of the members of classes.
func (m *Matcher) list(s span) []int32 { return m.members[s.from:s.to] }

// file sorts the ways found by what they stand under, in the order in which they
// were found.
func (x *indexer) file() {
	slot := func(w *way) *span {
		switch {
		case w.word == 0:
			return &x.numbers
		case w.stem:
			return &x.words[w.word].stems
		}
		return &x.words[w.word].exact
	}
	for i := range x.ways {
		slot(&x.ways[i]).to++
	}
	at := int32(0)
	place := func(s *span) { s.from, s.to, at = at, at, at+s.to }
	place(&x.numbers)
	for i := range x.words {
		place(&x.words[i].exact)
		place(&x.words[i].stems)
	}
	x.entries = make([]entry, at)
	for i := range x.ways {
		s := slot(&x.ways[i])
		x.entries[s.to] = x.ways[i].entry
		s.to++
	}
	for i := range x.words { // places come in order: those above first
		w := &x.words[i]
		if up := &x.words[w.up]; w.up != 0 && up.stems.from == up.stems.to {
			w.up = up.up
		}
	}
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
