package when

import "time"

// join is how a piece of a segment hangs on to the one before it.
type join int

const (
	joined  join = iota // "Tuesday at 3"
	comma               // "Tuesday, 3pm"
	listed              // "Tuesday or", ";", a new bullet
	ranging             // "to", "-", "until"
)

// link is what stands between two pieces, or before the first.
type link struct {
	join    join
	mod     class // cAfter, cBefore, cBy, cUntil, cSince, or 0
	at      bool  // a bare number after it is an hour
	between bool  // the next "and" makes a range
	and, or bool  // it is "and" that lists, or "or"
	ranged  bool  // from, between: a second end must follow
	since   bool  // from: the first end
	to      bool  // a word that may mean a range (à, a, alle)
	lines   int   // line breaks passed
	open    bool  // an opening bracket
	colon   bool  // a colon at the end of a line: what follows is another list
	set     bool  // a colon or bracket sets off what follows: rather hours than a count
}

// piece is a date, a time of day or a duration within a segment.
type piece struct {
	link
	lo, hi int // items
	date   *date
	end    *date // of a range of days
	time   *timeOf
	span   amount // "for 45 minutes"
	again  bool   // the time before it, by another clock
}

// timeOf is what a segment says of the time of day.
type timeOf struct {
	from, to clock
	ranged   bool
	part     bool // lo, hi in minutes of the day
	habit    bool // and of many days
	same     bool // the hour last named
	lo, hi   int
	zone     Zone
	mod      class
	length   amount
	till     *date // the day of to, when another one
}

// The most pieces in a segment: a longer list is cut, not refused.
const maxPieces = 60

// segment reads a run of dates and times that belong together, with only small
// words between them. It returns the pieces and the index after them.
func (p *parser) segment(i int) ([]piece, int) {
	first, ok := p.lead(i)
	if !ok {
		return nil, 0
	}
	pieces := p.piecesAt(first.hi, first.link, nil)
	if len(pieces) == 0 {
		return nil, 0
	}
	for len(pieces) < maxPieces {
		last := pieces[len(pieces)-1]
		l, j := p.connect(last.hi)
		more := p.piecesAt(j, l, pieces)
		if len(more) == 0 || more[0].date != nil && l.colon {
			break
		}
		pieces = append(pieces, more...)
	}
	return p.trim(pieces)
}

// lead reads the words that announce a first piece: at, from, between, by.
func (p *parser) lead(i int) (piece, bool) {
	x := p.at(i)
	if _, n := p.offset(i); n > 0 && x.is(cIn) {
		return piece{hi: i}, true
	}
	if x.any(cAt, cFrom, cBetween, cAfter, cBefore, cBy, cUntil, cSince, cTo) || x.sym == '@' {
		if x.is(cTo) && !x.any(cAt, cFrom, cUntil, cBy) && !p.hourAfterTo(i) {
			return piece{}, false
		}
		l, j := p.connect(i)
		if l.mod == cUntil && x.is(cBy) { // "bis" without a beginning is a deadline's word
			l.mod = cBy
		}
		return piece{link: l, hi: j}, true
	}
	if x.is(cFor) {
		_, ok := p.durationPiece(i, link{})
		return piece{hi: i}, ok
	}
	return piece{hi: i}, p.startsDate(i) || x.any(cPart, cTodayPart, cClock, cPastHour) || x.sym == '(' && p.at(i+1).is(cZone)
}

// hourAfterTo: "moved to 3pm", but not "down to two".
func (p *parser) hourAfterTo(i int) bool {
	_, n := p.clockAt(i+1, false)
	moved, near := p.movedBefore(i - 1)
	return n > 0 || moved && near && p.at(i+1).num >= 0
}

// connect reads the small words and signs from i on.
func (p *parser) connect(i int) (link, int) {
	var l link
	j := i
	for n := 0; n < 9; n++ {
		x := p.at(j)
		if j >= len(p.it)-1 || !p.overLines(x, j, i, &l) || !p.linkItem(x, j, i, &l) {
			break
		}
		j++
	}
	return l, j
}

// overLines counts line breaks. An empty line is passed only where the next
// line goes on with a bullet, a label, or a date or clock of its own.
func (p *parser) overLines(x *item, j, i int, l *link) bool {
	if j == i && i == 0 || x.gap < gapLine {
		return true
	}
	l.lines++
	if x.gap == gapBlank {
		l.lines++
		if l.lines > 4 || !(x.sym == '*' || x.sym == '-' || x.sym == 0xff || x.is(cLabel)) {
			return false
		}
	}
	if l.join < listed && (x.sym == '*' || x.sym == '-' || x.gap == gapBlank) && !x.is(cLabel) {
		l.join = listed
	}
	return true
}

// linkItem takes one small word or sign into the link.
func (p *parser) linkItem(x *item, j, i int, l *link) bool {
	switch {
	case x.sym != 0:
		return p.linkSign(x, j, i, l)
	case x.any(cDay, cThatDay, cPart, cTodayPart, cPastHour) && !x.any(cAt, cFrom):
		return false
	case x.any(cAnd, cOr):
		l.join, l.and, l.or = listed, x.is(cAnd), x.is(cOr)
	case x.any(cAfter, cBefore, cBy, cUntil, cSince, cTo):
		return p.linkModifier(x, j, l)
	case x.is(cBetween):
		l.at, l.between, l.ranged = true, true, true
	case x.any(cAt, cFrom):
		l.at, l.ranged, l.since = true, x.is(cFrom) && !x.is(cAt), x.is(cFrom) && !x.any(cAt, cOf)
	case x.is(cFor): // "October 14 for 8:00am", but "for 30 minutes" is a length
		_, n := p.clockAt(j+1, false)
		return n > 0 && p.at(j+1).num >= 0
	case x.any(cOn, cThe, cOf, cIn, cAny, cLabel, cDayWord, cTimeWord):
		return !p.beginsPiece(j) && !p.oneOClock(j)
	default:
		return p.isoT(j)
	}
	return true
}

// linkModifier takes before, after, by, and the words that make a range.
func (p *parser) linkModifier(x *item, j int, l *link) bool {
	if _, n := p.offset(j); n > 0 && !x.is(cTo) || p.at(j+1).sym == ':' && !x.any(cBy, cUntil, cFrom) { // "vor zwei Wochen" is a date itself; "wij stellen voor:"
		return false
	}
	l.at = true
	l.ranged = l.ranged || x.is(cFrom) && !x.is(cAt)
	l.since = l.since || x.is(cFrom) && !x.any(cAt, cOf)
	if l.mod = modOf(x); x.is(cTo) {
		l.mod = 0
	}
	if x.is(cUntil) {
		l.to, l.mod = true, cUntil
	}
	if x.is(cTo) {
		l.to = true
		if !x.is(cAt) {
			l.join = ranging
		}
	}
	return true
}

// beginsPiece tells that a small word opens a date itself: "on the 3rd", "in two weeks".
func (p *parser) beginsPiece(j int) bool {
	x := p.at(j)
	if !x.any(cThe, cIn, cDayWord) {
		return false
	}
	_, n := p.dateAt(j)
	return n > j+1
}

func modOf(x *item) class {
	for _, c := range [...]class{cBy, cBefore, cAfter, cUntil, cSince} {
		if x.is(c) && !(c == cSince && x.is(cFrom)) {
			return c
		}
	}
	return 0
}

func (p *parser) linkSign(x *item, j, i int, l *link) bool {
	switch x.sym {
	case ',':
		l.join = max(l.join, comma)
	case ';', '/', '|', '&', '=':
		l.join = max(l.join, listed)
	case '*':
		l.join = listed
	case '(', '[':
		l.open, l.set = true, true
	case ':':
		l.colon = l.colon || p.at(j+1).gap >= gapLine
		l.set = true
	case ')', ']', '"':
	case '@':
		l.at = true
	case '-':
		if x.gap == gapNone && p.at(j+1).any(cAnd, cOr) { // Montag- und Mittwochvormittag
			return true
		}
		if x.gap < gapLine && j > 0 {
			l.join, l.to = ranging, true
		}
	case '.':
		return p.at(j+1).gap < gapLine && !p.at(j+1).upper && j == i && p.at(j-1).any(cPart, cWeekday, cMonth, cUnit, cHour, cAM, cPM, cZone) && x.gap == gapNone
	case 0xff:
		return x.gap >= gapLine || x.hi-x.lo > 2 || p.at(j+1).any(cLabel)
	default:
		return false
	}
	return true
}

// piecesAt reads the date, time or duration at j, or several dates that share
// a month.
func (p *parser) piecesAt(j int, l link, before []piece) []piece {
	if p.at(j).gap >= gapBlank && j > 0 && len(before) > 0 && !p.at(j-1).any(cLabel) && p.at(j-1).sym == 0 && l.lines < 2 {
		if !p.freshLine(j) {
			return nil
		}
		l.join, l.lines = listed, 2
	}
	if len(before) > 0 && (before[len(before)-1].time != nil || p.at(j).is(cFor)) || len(before) == 0 && p.at(j).is(cFor) {
		if x, ok := p.durationPiece(j, l); ok {
			return []piece{x}
		}
	}
	if list := p.sharedMonth(j, l); list != nil {
		return list
	}
	if x, ok := p.monthGoesOn(j, l, before); ok {
		return []piece{x}
	}
	d, dn := date{}, 0
	if p.startsDate(j) {
		d, dn = p.dateAt(j)
	}
	t, tn := p.timeAt(j, l, before)
	switch {
	case tn > dn, tn > 0 && tn == dn && t.part && p.at(j).is(cDay) && len(before) > 0 && before[len(before)-1].date != nil: // morgen Morgen
		return p.timePieces(t, j, tn, l)
	case dn > 0:
		return p.withCompound(piece{link: l, lo: j, hi: dn, date: &d})
	}
	return nil
}

// freshLine tells that a line after an empty one begins with a date or clock.
func (p *parser) freshLine(j int) bool {
	x := p.at(j)
	return x.any(cWeekday, cMonth) || x.num >= 0
}

// withCompound splits Dienstagnachmittag into day and part.
func (p *parser) withCompound(x piece) []piece {
	last := p.at(x.lo)
	if !last.is(cPart) || !last.any(cWeekday, cDay) || p.w.part(p.word(x.lo)) {
		return []piece{x}
	}
	lo, hi := unpackPart(last.val(cPart))
	return []piece{x, {lo: x.lo, hi: x.hi, time: &timeOf{part: true, lo: lo, hi: hi}}}
}

// timePieces makes of "tonight" a day and a part of it.
func (p *parser) timePieces(t timeOf, j, n int, l link) []piece {
	x := piece{link: l, lo: j, hi: n, time: &t}
	if k := p.skip(j, cThe, cIn, cEarly, cLate); t.part && p.todayPart(k) {
		day := piece{link: l, lo: j, hi: j, date: &date{fixed: true, lo: p.today.AddDate(0, 0, boolInt(p.at(k).is(cNext))), grain: Day}}
		x.link = link{}
		return []piece{day, x}
	}
	return []piece{x}
}

// todayPart: "tonight", "this afternoon".
func (p *parser) todayPart(k int) bool {
	return p.at(k).is(cTodayPart) || p.at(k).any(cThis, cNext) && p.at(k+1).is(cPart)
}

// The longest a conversation is said to take: "10h, 11h" are two times.
const longest = 5 * time.Hour

// durationPiece reads "for 45 minutes", "(30 min)", ", each an hour".
func (p *parser) durationPiece(j int, l link) (piece, bool) {
	k := p.skip(j, cFor, cEach)
	if k == j && !l.open && l.join != comma {
		return piece{}, false
	}
	a, n := p.amountAt(k)
	if a.grain == Day && a.months+a.years+a.business == 0 && p.at(n).is(cAt) && p.at(n).is(cFrom) { // for a day starting on Friday at 5
		a.span, a.grain = a.span+time.Duration(a.days)*24*time.Hour, Hour
	}
	if n == 0 || a.grain == Day || a.span <= 0 || k == j && a.span > longest || p.at(n).num >= 0 && p.glued(n) || p.at(n).any(cAgo, cHence, cBefore, cAfter) {
		return piece{}, false
	}
	n = p.skip(n, cEach)
	if p.at(n).sym == ')' && l.open {
		n++
	}
	return piece{link: l, lo: j, hi: n, span: a}, true
}
