package lexicon

import (
	"strings"
	"unicode/utf8"
)

// token is one word of a text, looked up in the trie of a Matcher.
type token struct {
	start, end int   // bytes
	node       int32 // the deepest node of the trie on the way
	word       int32 // it is this word of the Matcher; 0: none
	number     bool  // begins with a digit
	colon      bool  // a colon follows
	sentence   int32
	is         mask // what it may be to a phrase
	rest       mask // what it or a later word of its sentence may be
}

// tokens cuts text into words and sentences. A sentence ends at . ! ? before a
// space, at an empty line and at a list's next item; a wrapped line goes on.
type tokens struct {
	words     []token
	questions []bool // by sentence: it ends with a question mark
	first     []int  // by sentence: its first word's place
}

// tokenize appends the words of text to t, which is reset first.
func (m *Matcher) tokenize(text string, t *tokens) {
	t.words, t.questions, t.first = t.words[:0], t.questions[:0], t.first[:0]
	sentence, fresh := int32(-1), true
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf && ascii[c] == 0 {
			switch end := m.breaks(text, i, t); {
			case !end || fresh:
			case c == '?':
				t.questions[sentence], fresh = true, true
			default:
				fresh = true
			}
			i++
			continue
		}
		w := token{start: i, number: c >= '0' && c <= '9'}
		if i = m.word(text, i, &w); w.end == w.start {
			continue
		}
		if fresh {
			sentence, fresh = sentence+1, false
			t.questions, t.first = append(t.questions, false), append(t.first, len(t.words))
		}
		w.sentence, w.colon = sentence, colonAt(text, i)
		w.is = m.judge(&w)
		t.words = append(t.words, w)
	}
	t.look()
}

// colonAt reports whether a colon stands at i, or behind one or two spaces there.
func colonAt(text string, i int) bool {
	for end := min(len(text), i+3); i < end && text[i] == ' '; {
		if i++; i == end {
			return false
		}
	}
	return i < len(text) && text[i] == ':'
}

// look lets each word know what the rest of its sentence may hold.
func (t *tokens) look() {
	for i := len(t.words) - 1; i >= 0; i-- {
		w := &t.words[i]
		w.rest = w.is
		if i+1 < len(t.words) && t.words[i+1].sentence == w.sentence {
			w.rest |= t.words[i+1].rest
		}
	}
}

// word walks the trie along the word that starts at i and returns where the
// text goes on. A rune that belongs to no word leaves w empty.
func (m *Matcher) word(text string, i int, w *token) int {
	at, start := walk{m: m}, i
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if s := ascii[c]; s != 0 {
				at.step(s)
				i++
				for at.lost && i < len(text) && text[i] < utf8.RuneSelf && ascii[text[i]] != 0 {
					i++
				}
				continue
			}
			if c == '\'' && i > start && clitic(text[i+1:]) {
				at.step(apostrophe)
				i++
				continue
			}
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if (r == '’' || r == 'ʼ' || r == '‘') && i > start && clitic(text[i+n:]) {
			at.step(apostrophe)
			i += n
			continue
		}
		syms := letter(r)
		if syms == nil && i == start {
			w.end = start
			return i + n
		}
		if syms == nil {
			break
		}
		for _, s := range syms {
			at.step(s)
		}
		i += n
	}
	w.end, w.node = i, at.node
	if !at.lost {
		w.word = m.branches[at.node].word
	}
	return i
}

// walk is a way through the trie.
type walk struct {
	m    *Matcher
	node int32
	lost bool // the word went on where the trie does not
}

func (w *walk) step(s symbol) {
	if w.lost {
		return
	}
	next := w.m.step(w.node, s)
	if next == 0 {
		w.lost = true
		return
	}
	w.node = next
}

// clitic reports whether rest begins with one or two letters and then no more:
// what stays with the word before the apostrophe ("we'd", "you'll"). A longer
// rest is a word of its own ("l'entretien").
func clitic(rest string) bool {
	n := 0
	for n < len(rest) && n < 3 && (rest[n] >= utf8.RuneSelf || ascii[rest[n]] != 0) {
		n++
	}
	return n == 1 || n == 2
}

// breaks reports whether the sentence ends with the byte at i, behind the words
// of t.
func (m *Matcher) breaks(text string, i int, t *tokens) bool {
	switch text[i] {
	case '.', '!', '?':
		if text[i] == '.' && m.runsOn(text, i, t) {
			return false
		}
		return i+1 == len(text) || strings.IndexByte(" \n\t\r)\"'?!.]*", text[i+1]) >= 0 || text[i+1] >= utf8.RuneSelf || text[i] == '?'
	case '\n':
		rest := strings.TrimLeft(text[i+1:], " \t\r")
		return rest == "" || strings.IndexByte("\n-*•·>|", rest[0]) >= 0 || strings.HasPrefix(rest, "•") || strings.HasPrefix(rest, "–")
	case '|', ';':
		return true
	}
	return false
}

// runsOn reports whether the full stop at i belongs to its word: an
// abbreviation ("Dr. Berg", "10 a. m.") or an ordinal ("5. Mai").
func (m *Matcher) runsOn(text string, i int, t *tokens) bool {
	if len(t.words) == 0 || i+2 >= len(text) || text[i+1] != ' ' {
		return false
	}
	w := &t.words[len(t.words)-1]
	if w.end != i {
		return false
	}
	switch next := text[i+2]; {
	case next >= 'a' && next <= 'z':
		return true
	case w.number:
		return next >= 'A' && next <= 'Z' && w.end-w.start <= 2
	default:
		return w.word != 0 && m.abbreviations[w.word]
	}
}
