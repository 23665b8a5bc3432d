package when

import (
	"slices"
	"time"
)

// parser reads one text. Its parse functions take the index of an item and
// return the index after what they read, or 0 for nothing.
type parser struct {
	text   string
	w      *words
	ctx    Context
	today  time.Time // civil date of ctx.Now, as midnight UTC
	it     []item
	months bool // a month is named somewhere
	mdy    bool // numeric dates are month first
	sure   bool // and the text or the language says so
}

func newParser(text string, w *words, ctx Context, r *room) *parser {
	y, m, d := ctx.Now.Date()
	p := &parser{text: text, w: w, ctx: ctx, today: civil(y, int(m), d)}
	r.tokens = tokenize(text, r.tokens[:0])
	r.items = w.lex(text, r.tokens, r.items[:0])
	p.it = r.items
	p.months = slices.ContainsFunc(p.it, func(x item) bool { return x.is(cMonth) })
	p.block()
	p.guessOrder()
	return p
}

// at returns the item at i; outside the text an empty one.
func (p *parser) at(i int) *item {
	if i < 0 || i >= len(p.it) {
		return &p.it[len(p.it)-1]
	}
	return &p.it[i]
}

// glued tells whether item i follows its predecessor without white space.
func (p *parser) glued(i int) bool { return i > 0 && p.at(i).gap == gapNone }

func (p *parser) str(lo, hi int) string { return p.text[p.at(lo).lo:p.at(hi).lo] }

// word returns item i as written.
func (p *parser) word(i int) string { return p.text[p.at(i).lo:p.at(i).hi] }

// skip passes items of the classes, at most three.
func (p *parser) skip(i int, cs ...class) int {
	for n := 0; n < 3 && p.at(i).any(cs...); n++ {
		i++
	}
	return i
}

// skipSym passes one of the symbols.
func (p *parser) skipSym(i int, syms ...byte) int {
	for _, s := range syms {
		if p.at(i).sym == s {
			return i + 1
		}
	}
	return i
}

// civil is a calendar date as midnight UTC, which is easy to count with.
func civil(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func validDay(y, m, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && d <= 31 && civil(y, m, d).Day() == d
}

// isoWeekday counts Monday as 1.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

func monday(t time.Time) time.Time { return t.AddDate(0, 0, 1-isoWeekday(t)) }

// addBusinessDays counts Monday to Friday; holidays are no matter of words.
func addBusinessDays(t time.Time, n int) time.Time {
	for step := 1; n > 0; {
		t = t.AddDate(0, 0, step)
		if isoWeekday(t) < 6 {
			n--
		}
	}
	return t
}

// cardinal reads a number in words ("twenty three") or digits.
func (p *parser) cardinal(i int) (n, next int) {
	x := p.at(i)
	switch {
	case x.num >= 0:
		return x.num, i + 1
	case !x.is(cNumber):
		return 0, 0
	}
	n = x.val(cNumber)
	if n < 20 || n%10 != 0 {
		return n, i + 1
	}
	j := p.skipSym(i+1, '-')
	if u := p.at(j); u.is(cNumber) && !u.is(cThe) && u.val(cNumber) < 10 && u.gap < gapLine {
		return n + u.val(cNumber), j + 1
	}
	return n, i + 1
}

// ordinal reads "first", "twenty-third", "3rd", "3." where the language has it.
func (p *parser) ordinal(i int) (n, next int) {
	x := p.at(i)
	switch {
	case x.is(cOrdinal):
		return x.val(cOrdinal), i + 1
	case x.is(cNumber) && x.val(cNumber) >= 20 && x.val(cNumber)%10 == 0:
		j := p.skipSym(i+1, '-')
		if u := p.at(j); u.is(cOrdinal) && u.val(cOrdinal) < 10 {
			return x.val(cNumber) + u.val(cOrdinal), j + 1
		}
	case x.num > 0 && x.digits <= 2:
		return x.num, p.suffixed(i)
	}
	return 0, 0
}

// suffixed returns the index after the ordinal mark of the digits at i, or 0.
func (p *parser) suffixed(i int) int {
	next := p.at(i + 1)
	switch {
	case next.is(cSuffix) && (p.glued(i+1) || p.w.code == "en" && next.gap == gapSpace && next.hi-next.lo == 2):
		return i + 2
	case next.sym == '.' && p.glued(i+1) && p.w.dates.OrdinalDot && !(p.at(i+2).num >= 0 && p.glued(i+2)):
		return i + 2
	}
	return 0
}

// dom reads a day of the month; ordinal tells that it is written as one.
func (p *parser) dom(i int) (d, next int, ordinal bool) {
	if d, next = p.ordinal(i); next > 0 {
		return d, next, d >= 1 && d <= 31
	}
	if x := p.at(i); x.digits > 2 || x.is(cThe) || x.is(cWeak) {
		return 0, 0, false
	}
	if d, next = p.cardinal(i); d < 1 || d > 31 {
		return 0, 0, false
	}
	return d, next, false
}

// year reads ", 2026", "of 2026", "'26".
func (p *parser) year(i int) (y, next int) {
	j := p.skipSym(i, ',', '-', '/')
	j = p.skip(j, cOf, cIn)
	switch x := p.at(j); {
	case x.gap >= gapBlank:
	case x.digits == 4 && x.num >= 1900 && x.num < 2100 && !(p.at(j+1).sym == ':' && p.glued(j+2)) && !p.meridiem(j+1):
		return x.num, j + 1
	case x.sym == '\'' && p.at(j+1).digits == 2 && p.glued(j+1):
		return century(p.at(j + 1).num), j + 2
	case j == i && x.digits == 2 && x.num > 31 && p.at(j+1).sym != ':':
		return century(x.num), j + 1
	}
	return 0, 0
}

// meridiem tells whether am or pm stands at i.
func (p *parser) meridiem(i int) bool { return p.at(i).any(cAM, cPM) && !p.roomLetter(i) }

// roomLetter tells "room 10A" and "the 42P bus" from "9A-10A" and "at 9A".
func (p *parser) roomLetter(i int) bool {
	x, before := p.at(i), p.at(i-2)
	if x.hi-x.lo != 1 || p.text[x.lo] >= 'a' || !p.glued(i) || p.at(i-1).num < 0 || before.sym == ':' && p.glued(i-1) {
		return false
	}
	return p.at(i+1).sym != '-' && !p.at(i+1).is(cTo) && before.sym != '-' && !before.any(cAt, cFrom, cTo, cUntil, cBetween)
}

func century(y int) int {
	if y < 60 {
		return 2000 + y
	}
	return 1900 + y
}
