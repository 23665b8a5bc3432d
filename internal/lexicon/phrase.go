package lexicon

import (
	"fmt"
	"strings"
)

// The language of phrases. Words match regardless of case, accents and kinds of
// quotes, at word boundaries, within one sentence; a hyphen is a space.
//
//	schedule                    the word
//	schedul*                    any word that begins so
//	(a call|an interview)       one of
//	[short]                     may stand or not
//	…   …8                      up to 4 (8) words, whichever
//	{interview}                 one of the language's set of that name
//	#                           a word that begins with a digit
//	:                           (after a word) a colon follows the word
//	^                           (first) at the start of a sentence
//	?                           (last) the sentence is a question
//
// A phrase is parsed to terms, and compiled to a small program that backtracks
// over the words of a sentence; it is tried only where one of its first words
// stands.

// term is a piece of a phrase. The terms of all phrases lie in one list, so that
// parsing thousands of them allocates next to nothing; terms name each other by
// their places in it, 0 is none.
type term struct {
	kind        termKind
	arg         int32 // word, stem: node of the trie; gap: how many words
	child, next int32 // row, either, maybe: the first of its own; the one behind
}

type termKind uint8

const (
	termWord   termKind = iota
	termStem            // any word that begins so
	termNumber          // a word that begins with a digit
	termColon
	termGap
	termRow    // its own, one behind the other
	termEither // one of its own, which are rows
	termMaybe  // its own, an either, or nothing
)

// compiler turns phrases into terms and gathers their words.
type compiler struct {
	words trie
	terms []term
	sets  map[string]string
	known map[string]int32 // the terms of the sets used so far
}

// What a phrase usually comes to. Room that is made in time is not copied.
const (
	termsPerPhrase = 24
	nodesPerPhrase = 10
	codePerPhrase  = 13
	waysPerPhrase  = 6
)

func newCompiler(phrases int) *compiler {
	return &compiler{words: make(trie, 1, 64+nodesPerPhrase*phrases), terms: make([]term, 1, 64+termsPerPhrase*phrases)}
}

// use lets the phrases that come name these sets.
func (c *compiler) use(sets map[string]string) { c.sets, c.known = sets, map[string]int32{} }

// add puts a term behind the others and returns its place.
func (c *compiler) add(t term) int32 {
	c.terms = append(c.terms, t)
	return int32(len(c.terms) - 1)
}

// list is a row of terms that grows at its end.
type list struct{ first, last int32 }

func (c *compiler) push(l *list, t int32) {
	if l.first == 0 {
		l.first = t
	} else {
		c.terms[l.last].next = t
	}
	l.last = t
}

// parser turns one phrase, or one set, into terms.
type parser struct {
	*compiler
	src   string
	pos   int
	depth int // of sets within sets
}

// parsed is a phrase as terms.
type parsed struct {
	either   int32
	first    bool // only at the start of a sentence
	question bool // only in a question
}

func (c *compiler) phrase(phrase string) (p parsed, err error) {
	src := strings.TrimSpace(phrase)
	if rest, ok := strings.CutPrefix(src, "^"); ok {
		p.first, src = true, rest
	}
	if rest, ok := strings.CutSuffix(src, "?"); ok {
		p.question, src = true, rest
	}
	ps := &parser{compiler: c, src: src}
	if p.either, err = ps.alternatives(); err != nil {
		return p, fmt.Errorf("phrase %q: %w", phrase, err)
	}
	if ps.pos < len(ps.src) {
		return p, fmt.Errorf("phrase %q: unexpected %q at its %d. byte", phrase, ps.src[ps.pos], ps.pos+1)
	}
	return p, nil
}

// alternatives parses a|b|c up to a closing bracket or the end.
func (p *parser) alternatives() (int32, error) {
	var rows list
	for {
		row, err := p.sequence()
		if err != nil {
			return 0, err
		}
		p.push(&rows, row)
		if p.pos >= len(p.src) || p.src[p.pos] != '|' {
			return p.add(term{kind: termEither, child: rows.first}), nil
		}
		p.pos++
	}
}

func (p *parser) sequence() (int32, error) {
	var row list
loop:
	for p.pos < len(p.src) {
		var t int32
		var err error
		switch c := p.src[p.pos]; {
		case strings.IndexByte(" -'\n,&%.", c) >= 0:
			p.pos++
			continue
		case c == '|' || c == ')' || c == ']':
			break loop
		case c == '(':
			t, err = p.group(')')
		case c == '[':
			if t, err = p.group(']'); err == nil {
				t = p.add(term{kind: termMaybe, child: t})
			}
		case c == '{':
			t, err = p.set()
		case c == ':':
			p.pos++
			t = p.add(term{kind: termColon})
		case c == '#':
			p.pos++
			t = p.add(term{kind: termNumber})
		case strings.HasPrefix(p.src[p.pos:], "…"):
			t = p.gap()
		default:
			t, err = p.word()
		}
		if err != nil {
			return 0, err
		}
		p.push(&row, t)
	}
	return p.add(term{kind: termRow, child: row.first}), nil
}

func (p *parser) group(closing byte) (int32, error) {
	p.pos++
	t, err := p.alternatives()
	if err != nil {
		return 0, err
	}
	if p.pos >= len(p.src) || p.src[p.pos] != closing {
		return 0, fmt.Errorf("a closing %q is missing", closing)
	}
	p.pos++
	return t, nil
}

// set parses {name}: the terms of what the name stands for, shared by all that
// name it.
func (p *parser) set() (int32, error) {
	end := strings.IndexByte(p.src[p.pos:], '}')
	if end < 0 {
		return 0, fmt.Errorf("a closing '}' is missing")
	}
	name := p.src[p.pos+1 : p.pos+end]
	rows, ok := p.known[name]
	if !ok {
		var err error
		if rows, err = p.body(name); err != nil {
			return 0, err
		}
		p.known[name] = rows
	}
	p.pos += end + 1
	return p.add(term{kind: termEither, child: rows}), nil
}

// body returns the first of the rows of a set.
func (p *parser) body(name string) (int32, error) {
	src, ok := p.sets[name]
	if !ok {
		return 0, fmt.Errorf("set {%s} is not defined: add it to [sets]", name)
	}
	if p.depth > 4 {
		return 0, fmt.Errorf("set {%s} contains itself", name)
	}
	inner := &parser{compiler: p.compiler, src: src, depth: p.depth + 1}
	t, err := inner.alternatives()
	if err != nil {
		return 0, fmt.Errorf("set {%s}: %w", name, err)
	}
	if inner.pos < len(inner.src) {
		return 0, fmt.Errorf("set {%s}: unexpected %q", name, inner.src[inner.pos])
	}
	return p.terms[t].child, nil
}

func (p *parser) gap() int32 {
	p.pos += len("…")
	n := 0
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		n, p.pos = n*10+int(p.src[p.pos]-'0'), p.pos+1
	}
	if n == 0 {
		n = 4
	}
	return p.add(term{kind: termGap, arg: int32(min(n, 12))})
}

// word puts the next word into the trie.
func (p *parser) word() (int32, error) {
	node, end := p.words.insert(p.src, p.pos)
	if end == p.pos || node == 0 {
		return 0, fmt.Errorf("%q can't stand in a phrase", p.src[p.pos:])
	}
	p.pos = end
	t := term{kind: termWord, arg: node}
	if p.pos < len(p.src) && p.src[p.pos] == '*' {
		t.kind, p.pos = termStem, p.pos+1
	}
	return p.add(t), nil
}

// abbreviation is the name of the set of words after which a full stop ends no
// sentence.
const abbreviation = "abbreviation"

// abbreviations puts the abbreviations, separated by bars, among the words and
// returns their nodes.
func (c *compiler) abbreviations() []int32 {
	var nodes []int32
	for _, word := range strings.Split(c.sets[abbreviation], "|") {
		if node, _ := c.words.insert(word, 0); node != 0 {
			nodes = append(nodes, node)
		}
	}
	return nodes
}
