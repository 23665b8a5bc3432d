package when

import "strings"

// item is a token, or a phrase of the lexicon that spans several.
type item struct {
	lo, hi int
	mask   uint64  // the classes of senses, as bits
	senses []sense // shared with the lexicon
	cues   cue
	num    int  // value of a run of digits, else -1
	digits int  // their count
	sym    byte // of a symbol, in its plain form; 0xff when it is none we know
	gap    byte
	upper  bool // begins with a capital
}

func (x *item) is(c class) bool { return x.mask&(1<<c) != 0 }

// any of the classes?
func (x *item) any(cs ...class) bool {
	for _, c := range cs {
		if x.is(c) {
			return true
		}
	}
	return false
}

func (x *item) val(c class) int {
	for _, s := range x.senses {
		if s.class == c {
			return s.val
		}
	}
	return 0
}

// lex appends to items what the tokens are, the longest phrase first.
func (w *words) lex(text string, toks []token, items []item) []item {
	var buf []byte
	for i := 0; i < len(toks); {
		x := item{lo: toks[i].lo, hi: toks[i].hi, num: -1, gap: toks[i].gap}
		n := 1
		if found, k := w.longest(text, toks, i, &buf); found != nil {
			n, x.mask, x.senses, x.cues, x.hi = k, found.mask, found.senses, found.cues, toks[i+k-1].hi
			if x.is(cZone) && !w.zoneLike(&x, text[x.lo:x.hi]) {
				x.mask &^= 1 << cZone
			}
		}
		if describe(&x, text, toks[i]); n > 1 {
			x.num, x.digits, x.sym = -1, 0, 0
		}
		items = append(items, x)
		i += n
	}
	return append(items, item{lo: len(text), hi: len(text), num: -1, gap: gapBlank, sym: 0xff})
}

func describe(x *item, text string, t token) {
	switch t.kind {
	case 'n':
		x.digits = t.hi - t.lo
		if x.digits <= 8 {
			x.num = digits(text[t.lo:t.hi])
		}
	case 'w':
		c := text[t.lo]
		x.upper = c >= 'A' && c <= 'Z' || c >= 0xc3
	default:
		x.sym = symbol(text[t.lo:t.hi])
	}
}

func symbol(s string) byte {
	if f := fold(make([]byte, 0, 4), s); len(f) == 1 {
		return f[0]
	}
	if s == "•" || s == "·" || s == "●" || s == "▪" || s == "◦" || s == "‣" {
		return '*'
	}
	return 0xff
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

func (w *words) longest(text string, toks []token, i int, buf *[]byte) (*node, int) {
	at, best, bestN := &w.root, (*node)(nil), 0
	for k := i; k < len(toks) && (k == i || toks[k].gap < gapBlank); k++ {
		*buf = fold((*buf)[:0], text[toks[k].lo:toks[k].hi])
		if at = at.next[string(*buf)]; at == nil {
			break
		}
		if at.senses != nil || at.cues != 0 {
			best, bestN = at, k-i+1
		}
	}
	return best, bestN
}

// zoneLike is false for a zone's abbreviation that is written small: "est" and
// "et" are words, EST and ET are zones. English has no such words of three letters.
func (w *words) zoneLike(x *item, s string) bool {
	return !w.zones[x.val(cZone)].abbrev || s == strings.ToUpper(s) || len(s) > 2 && w.code == "en" && s == strings.ToLower(s)
}
