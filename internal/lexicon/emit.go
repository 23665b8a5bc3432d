package lexicon

import (
	"encoding/binary"
	"slices"
)

// op is an instruction of a phrase program.
type op struct {
	code opcode
	// arg is the word, the class, how many words a gap has at most, where a jump
	// goes, and where a split goes when going on behind it leads nowhere.
	arg  int32
	need mask // what the next word must be so that the phrase can go on from here
}

type opcode uint8

const (
	opWord opcode = iota
	opStem
	opClass
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
	first    bool // only at the start of a sentence
	question bool // only in a question
}

// class is a choice of single words: most alternatives are, and one look tells
// which.
type class struct {
	words, stems span // of Matcher.members: places among the words, in order
	number       bool // a word that begins with a digit will do too
}

// emitter turns terms into code.
type emitter struct {
	*compiler
	m       *Matcher
	place   []int32 // by node of the trie while it was gathered: the word's place
	classes map[string]int32
	rows    []int32 // alternatives at hand, those of the innermost either last

	names, begun []int32 // of the class at hand
	key          []byte
}

// program appends the code of a phrase and returns where it starts.
func (e *emitter) program(p parsed) (start int) {
	start = len(e.m.code)
	e.emit(p.either)
	e.put(opEnd, 0)
	e.m.fillNeeds(start)
	return start
}

func (e *emitter) put(c opcode, arg int32) (at int) {
	e.m.code = append(e.m.code, op{code: c, arg: arg})
	return len(e.m.code) - 1
}

// here lets the jump or split at a place lead to what comes next.
func (e *emitter) here(at int) { e.m.code[at].arg = int32(len(e.m.code)) }

func (e *emitter) emit(at int32) {
	switch t := &e.terms[at]; t.kind {
	case termWord:
		e.put(opWord, e.place[t.arg])
	case termStem:
		e.put(opStem, e.place[t.arg])
	case termNumber:
		e.put(opNumber, 0)
	case termColon:
		e.put(opColon, 0)
	case termGap:
		e.put(opGap, t.arg)
	case termRow:
		for c := t.child; c != 0; c = e.terms[c].next {
			e.emit(c)
		}
	case termEither:
		e.either(t.child)
	case termMaybe:
		split := e.put(opSplit, 0)
		e.emit(t.child)
		e.here(split)
	}
}

// either emits alternatives: those of one word each as a class, the others one
// after the other.
func (e *emitter) either(first int32) {
	base := len(e.rows)
	e.flatten(first)
	var ends []int
	for i := base; i < len(e.rows); {
		n := e.single(e.rows[i:])
		last := i+max(n, 1) == len(e.rows)
		split := 0
		if !last {
			split = e.put(opSplit, 0)
		}
		if n > 1 {
			e.put(opClass, e.class(e.rows[i:i+n]))
		} else {
			e.emit(e.rows[i])
		}
		if !last {
			ends = append(ends, e.put(opJump, 0))
			e.here(split)
		}
		i += max(n, 1)
	}
	for _, at := range ends {
		e.here(at)
	}
	e.rows = e.rows[:base]
}

// flatten lists the alternatives, those of alternatives that are nothing but
// alternatives among them.
func (e *emitter) flatten(row int32) {
	for ; row != 0; row = e.terms[row].next {
		only := e.terms[row].child
		if only != 0 && e.terms[only].kind == termEither && e.terms[only].next == 0 {
			e.flatten(e.terms[only].child)
			continue
		}
		e.rows = append(e.rows, row)
	}
}

// single counts the rows of one word each in front of a list.
func (e *emitter) single(rows []int32) int {
	n := 0
	for _, row := range rows {
		only := e.terms[row].child
		if only == 0 || e.terms[only].next != 0 || e.terms[only].kind > termNumber {
			break
		}
		n++
	}
	return n
}

// class returns the number of the class of the words of some rows. Many phrases
// use the same ones.
func (e *emitter) class(rows []int32) int32 {
	words, stems, number := e.names[:0], e.begun[:0], byte(0)
	for _, row := range rows {
		switch t := e.terms[e.terms[row].child]; t.kind {
		case termWord:
			words = append(words, e.place[t.arg])
		case termStem:
			stems = append(stems, e.place[t.arg])
		default:
			number = 1
		}
	}
	slices.Sort(words)
	slices.Sort(stems)
	words, stems = slices.Compact(words), slices.Compact(stems)
	e.names, e.begun = words, stems
	e.key = append(e.key[:0], number)
	for _, list := range [][]int32{words, stems} {
		for _, w := range list {
			e.key = binary.LittleEndian.AppendUint32(e.key, uint32(w))
		}
		e.key = binary.LittleEndian.AppendUint32(e.key, 0) // no word has this place
	}
	n, ok := e.classes[string(e.key)]
	if !ok {
		n = int32(len(e.m.classes))
		e.m.classes = append(e.m.classes, class{words: e.members(words), stems: e.members(stems), number: number == 1})
		e.classes[string(e.key)] = n
	}
	return n
}

func (e *emitter) members(list []int32) span {
	from := int32(len(e.m.members))
	e.m.members = append(e.m.members, list...)
	return span{from, int32(len(e.m.members))}
}
