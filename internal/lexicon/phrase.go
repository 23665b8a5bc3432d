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
// A phrase is compiled to a small program that backtracks over the words of a
// sentence; it is tried only where one of its first words stands.

// op is an instruction of a phrase program.
type op struct {
	code   opcode
	x, y   int   // split: both ways on; gap: x words at most; jump: x
	node   int32 // literal
	prefix bool  // literal: any word under node
	need   mask  // what the next word must be so that the phrase can go on from here
}

type opcode uint8

const (
	opLiteral opcode = iota
	opNumber
	opColon
	opGap
	opSplit
	opJump
	opEnd
)

// program is one compiled phrase.
type program struct {
	id       int
	code     []op
	first    bool // only at the start of a sentence
	question bool // only in a question
}

// compiler turns phrases into programs and gathers their words.
type compiler struct {
	words trie
	sets  map[string]string
	known map[string][]op // the code of the sets used so far, as if at 0
}

func newCompiler(sets map[string]string) *compiler {
	return &compiler{words: make(trie, 1, 1024), sets: sets, known: map[string][]op{}}
}

// parser turns one phrase, or one set, into code.
type parser struct {
	*compiler
	src   string
	pos   int
	code  []op
	depth int // of sets within sets
}

func (c *compiler) phrase(phrase string) (program, error) {
	src := strings.TrimSpace(phrase)
	var p program
	if rest, ok := strings.CutPrefix(src, "^"); ok {
		p.first, src = true, rest
	}
	if rest, ok := strings.CutSuffix(src, "?"); ok {
		p.question, src = true, rest
	}
	ps := &parser{compiler: c, src: src}
	if err := ps.alternatives(); err != nil {
		return p, fmt.Errorf("phrase %q: %w", phrase, err)
	}
	if ps.pos < len(ps.src) {
		return p, fmt.Errorf("phrase %q: unexpected %q at its %d. byte", phrase, ps.src[ps.pos], ps.pos+1)
	}
	p.code = append(ps.code, op{code: opEnd})
	return p, nil
}

// alternatives parses a|b|c up to a closing bracket or the end.
func (p *parser) alternatives() error {
	var ends []int
	for {
		split := len(p.code)
		p.code = append(p.code, op{code: opSplit})
		if err := p.sequence(); err != nil {
			return err
		}
		p.code[split].x = split + 1
		if p.pos >= len(p.src) || p.src[p.pos] != '|' {
			p.code[split] = op{code: opJump, x: split + 1} // the last one has no other way
			break
		}
		p.pos++
		ends = append(ends, len(p.code))
		p.code = append(p.code, op{code: opJump})
		p.code[split].y = len(p.code)
	}
	for _, e := range ends {
		p.code[e].x = len(p.code)
	}
	return nil
}

func (p *parser) sequence() error {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case strings.IndexByte(" -'\n,&%.", c) >= 0:
			p.pos++
		case c == '|' || c == ')' || c == ']':
			return nil
		case c == '(':
			if err := p.group(')'); err != nil {
				return err
			}
		case c == '[':
			split := len(p.code)
			p.code = append(p.code, op{code: opSplit, x: split + 1})
			if err := p.group(']'); err != nil {
				return err
			}
			p.code[split].y = len(p.code)
		case c == '{':
			if err := p.set(); err != nil {
				return err
			}
		case c == ':':
			p.pos++
			p.code = append(p.code, op{code: opColon})
		case c == '#':
			p.pos++
			p.code = append(p.code, op{code: opNumber})
		case strings.HasPrefix(p.src[p.pos:], "…"):
			p.gap()
		default:
			if err := p.word(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *parser) group(closing byte) error {
	p.pos++
	if err := p.alternatives(); err != nil {
		return err
	}
	if p.pos >= len(p.src) || p.src[p.pos] != closing {
		return fmt.Errorf("a closing %q is missing", closing)
	}
	p.pos++
	return nil
}

// set parses {name}: the code of what the name stands for takes its place.
func (p *parser) set() error {
	end := strings.IndexByte(p.src[p.pos:], '}')
	if end < 0 {
		return fmt.Errorf("a closing '}' is missing")
	}
	name := p.src[p.pos+1 : p.pos+end]
	code, ok := p.known[name]
	if !ok {
		var err error
		if code, err = p.body(name); err != nil {
			return err
		}
		p.known[name] = code
	}
	p.splice(code)
	p.pos += end + 1
	return nil
}

// body is the code of a set.
func (p *parser) body(name string) ([]op, error) {
	src, ok := p.sets[name]
	if !ok {
		return nil, fmt.Errorf("set {%s} is not defined: add it to [sets]", name)
	}
	if p.depth > 4 {
		return nil, fmt.Errorf("set {%s} contains itself", name)
	}
	inner := &parser{compiler: p.compiler, src: src, depth: p.depth + 1}
	if err := inner.alternatives(); err != nil {
		return nil, fmt.Errorf("set {%s}: %w", name, err)
	}
	if inner.pos < len(inner.src) {
		return nil, fmt.Errorf("set {%s}: unexpected %q", name, inner.src[inner.pos])
	}
	return inner.code, nil
}

// splice appends code that was made as if at 0.
func (p *parser) splice(code []op) {
	base := len(p.code)
	for _, o := range code {
		switch o.code {
		case opSplit:
			o.x, o.y = o.x+base, o.y+base
		case opJump:
			o.x += base
		}
		p.code = append(p.code, o)
	}
}

func (p *parser) gap() {
	p.pos += len("…")
	n := 0
	for p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '9' {
		n, p.pos = n*10+int(p.src[p.pos]-'0'), p.pos+1
	}
	if n == 0 {
		n = 4
	}
	p.code = append(p.code, op{code: opGap, x: min(n, 12)})
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

// word puts the next word into the trie and a literal into the program.
func (p *parser) word() error {
	node, end := p.words.insert(p.src, p.pos)
	if end == p.pos || node == 0 {
		return fmt.Errorf("%q can't stand in a phrase", p.src[p.pos:])
	}
	p.pos = end
	lit := op{code: opLiteral, node: node}
	if p.pos < len(p.src) && p.src[p.pos] == '*' {
		lit.prefix, p.pos = true, p.pos+1
	}
	p.code = append(p.code, lit)
	return nil
}
