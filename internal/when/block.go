package when

import "strings"

// block takes the numbers out of play that are no times: of addresses, links,
// phones, prices, versions and identifiers. Such an item keeps its place but
// loses its meaning.
func (p *parser) block() {
	for i := 0; i < len(p.it)-1; i++ {
		x := p.at(i)
		switch {
		case x.sym == 0 && x.num < 0 && p.linkAt(i), x.sym == '@' && p.addressAt(i):
			i = p.blockRun(i)
		case x.num >= 0 || x.digits > 0:
			i = p.blockNumber(i)
		case x.says(cueNever):
			x.mask, x.senses = 0, nil
		}
	}
}

func (p *parser) mute(i int) {
	x := p.at(i)
	x.mask, x.senses, x.num, x.digits = 0, nil, -1, 0
	if x.sym != 0 {
		x.sym = 0xff
	}
}

// linkAt tells whether a URL or www. begins at i.
func (p *parser) linkAt(i int) bool {
	a, b := p.at(i+1), p.at(i+2)
	if a.sym == ':' && b.sym == '/' && p.glued(i+1) && p.glued(i+2) {
		return true
	}
	return a.sym == '.' && p.glued(i+1) && p.glued(i+2) && strings.EqualFold(p.word(i), "www")
}

// addressAt tells an e-mail address from "@ 3pm".
func (p *parser) addressAt(i int) bool {
	return p.glued(i) && p.glued(i+1) && p.at(i+1).sym == 0 && p.at(i-1).sym == 0 && (p.at(i+2).sym == '.' && p.glued(i+2))
}

// blockRun mutes everything up to the next white space.
func (p *parser) blockRun(i int) int {
	for p.mute(i); i+1 < len(p.it)-1 && p.glued(i+1); i++ {
		p.mute(i + 1)
	}
	return i
}

// blockNumber mutes the run of numbers at i when it is none of ours, and
// returns its last item.
func (p *parser) blockNumber(i int) int {
	if p.glued(i) && p.at(i-1).sym == ':' { // the minutes of a clock
		return i
	}
	end, count := p.numberRun(i)
	if p.money(i, end) || p.identifier(i) || count >= 7 && !p.timelike(i, end) || p.phone(i) {
		for k := i; k <= end; k++ {
			p.mute(k)
		}
		return end
	}
	return max(i, p.numericRange(i)-1)
}

// numberRun is the longest run of digits joined by . - / ( ) or single spaces.
func (p *parser) numberRun(i int) (end, digits int) {
	end, digits = i, p.at(i).digits
	for k := i + 1; k < len(p.it)-1 && k < i+16; k++ {
		x := p.at(k)
		switch {
		case x.digits > 0 && x.gap <= gapSpace && (x.gap == gapNone || x.digits >= 2):
			end, digits = k, digits+x.digits
		case (x.sym == '.' || x.sym == '-' || x.sym == ')' || x.sym == '(' || x.sym == '/') && (x.gap == gapNone || x.sym == '('):
		default:
			return end, digits
		}
	}
	return end, digits
}

// timelike tells that a long run of digits is a date or a range all the same.
func (p *parser) timelike(i, end int) bool {
	if p.dottedDay(i+1) && p.at(i+2).sym == '/' { // 14./15.10.2026
		_, n := p.numericDate(i + 3)
		return n > 0
	}
	if p.numericRange(i) > 0 {
		return true
	}
	if _, n := p.numericDate(i); n > 0 {
		return !p.glued(i) || p.at(i-1).sym != '-' && p.at(i-1).digits == 0
	}
	for k := i; k <= end; k++ {
		if x := p.at(k); x.digits > 4 || x.sym == ')' || x.digits == 3 {
			return false
		}
		if k > i && p.at(k).digits > 2 && p.at(k-1).digits > 2 {
			return false
		}
	}
	return p.at(end+1).any(cMonth, cAM, cPM, cHour) || p.at(i).digits <= 2 && !p.at(i-1).any(cWeak) && (p.at(i+1).sym == '/' || p.at(i+1).sym == '-' && p.at(i+2).sym == 0) ||
		p.at(i).digits == 4 && p.at(i+1).sym == '-' && end == i+2 || p.at(i).digits <= 2 && p.at(i+1).sym == '.' && p.at(i+2).digits == 2 && p.at(i+3).sym == '-'
}

// numericRange tells 5.3.-6.3.2026 and 5/3-6/3/2026 from other long runs of digits,
// and returns the index after it, else 0.
func (p *parser) numericRange(i int) int {
	sep := p.at(i + 1).sym
	if sep != '.' && sep != '/' || p.at(i).num > 31 || p.at(i+2).num < 1 || p.at(i+2).num > 31 {
		return 0
	}
	j := i + 3
	for n := 0; n < 2 && p.at(j).sym == sep && p.glued(j); n++ { // a dot, or a year
		if j++; p.at(j).digits == 4 {
			j++
		}
	}
	if p.at(j).sym != '-' || p.at(j+2).sym != sep {
		return 0
	}
	_, end := p.numericDate(j + 1)
	return end
}

// money tells prices and percentages: $12, £1,200, 12 €, 15%.
func (p *parser) money(i, end int) bool {
	const signs = "$€£¥₹"
	before := ""
	if i > 0 && p.at(i).gap <= gapSpace {
		before = p.word(i - 1)
	}
	after := ""
	if end+1 < len(p.it)-1 && p.at(end+1).gap <= gapSpace {
		after = p.word(end + 1)
	}
	return before != "" && strings.Contains(signs, before) || after != "" && strings.Contains(signs+"%", after) || before == "#" && p.glued(i) ||
		strings.HasPrefix(after, "€") || before == "v" && p.glued(i)
}

// identifier tells digits stuck in a word: A4, Q3, REQ-1042, COVID-19, 133-03-03-2020.
func (p *parser) identifier(i int) bool {
	if !p.glued(i) {
		return false
	}
	prev := p.at(i - 1)
	word := func(x *item) bool { return x.sym == 0 && x.num < 0 && x.digits == 0 && x.hi > x.lo }
	switch {
	case word(prev):
		return !prev.any(cMonth, cAt, cHour, cWeekday, cTo, cAfter) && !(strings.EqualFold(p.word(i-1), "t") && p.at(i-2).num >= 0) && !prev.any(cFrom, cUntil)
	case prev.sym == '-' && p.glued(i-1) || prev.sym == '_':
		before := p.at(i - 2)
		return word(before) && before.mask == 0 || p.at(i-2).digits == 3 && p.at(i).digits == 2 || prev.sym == '_'
	}
	return prev.sym == '#' || prev.sym == '='
}

// phone tells numbers after a word or sign that announces a telephone.
func (p *parser) phone(i int) bool {
	prev := p.at(i - 1)
	return i > 0 && prev.sym == '+' && p.glued(i) && p.at(i).digits >= 2 && !p.at(i-1).is(cZone) && (p.at(i+1).digits >= 2 || p.at(i+1).sym == '(') && !p.at(i-2).any(cZone)
}
