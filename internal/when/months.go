package when

// sharedMonth reads "18 and 19 June", "the 3rd, 4th or 5th of March", "13 to 15 July".
func (p *parser) sharedMonth(j int, l link) []piece {
	if !p.months && !p.dottedDay(p.skip(j, cThe)+1) || p.at(j-1).is(cAt) && p.at(j+1).sym == ',' && p.at(j+2).any(cThe, cOn, cAny) { // alle 10, il 3 o il 4 marzo
		return nil
	}
	var out []piece
	for len(out) < 8 {
		k := p.skip(j, cThe)
		d, n, _ := p.dom(k)
		if n == 0 || p.clockFollows(n) || p.unitFollows(n) || p.at(n).sym == '/' && p.at(n-1).sym != '.' || p.glued(k) && p.at(k).num >= 0 && !p.opens(k-1) {
			return nil
		}
		if p.at(n).sym == '.' && p.glued(n) && p.w.dates.OrdinalDot {
			n++
		}
		full, end := p.dayMonth(j)
		if end == 0 && p.w.dates.OrdinalDot && len(out) > 0 && p.at(j+1).sym == '.' { // 14. - 15.10.
			full, end = p.numericDate(j)
		}
		if end > 0 {
			if len(out) == 0 {
				return nil
			}
			out = append(out, piece{link: l, lo: j, hi: end, date: &full})
			for i := range out[:len(out)-1] {
				out[i].date.m, out[i].date.y = full.m, full.y
			}
			return out
		}
		out = append(out, piece{link: l, lo: j, hi: n, date: &date{d: d, grain: Day}})
		if l, j = p.connect(n); j == n || l.join < comma && !l.to || l.lines > 1 || l.mod != 0 && l.mod != cUntil {
			return nil
		}
	}
	return nil
}

// dayListGoesOn: the 11 of "March 10, 11 or 12".
func (p *parser) dayListGoesOn(n int) bool {
	l, k := p.connect(n)
	d, m, _ := p.dom(k)
	return l.join == listed && l.lines == 0 && k == n+1 && m > 0 && d > 0 && !p.clockFollows(m) && p.at(n-1).num < d && !p.unitFollows(m)
}

// monthGoesOn reads the 5 of "March 3–5" and "March 3, 4th and 5".
func (p *parser) monthGoesOn(j int, l link, before []piece) (piece, bool) {
	if len(before) == 0 || before[len(before)-1].date == nil || l.join < comma && !l.to {
		return piece{}, false
	}
	prev := before[len(before)-1].date
	k := p.skip(j, cThe)
	d, n, ordinal := p.dom(k)
	if l.join == joined || n == 0 || prev.m == 0 && !(ordinal && prev.d > 0) || prev.d == 0 || d <= prev.d || p.clockFollows(n) || p.unitFollows(n) || p.at(n).is(cMonth) || p.numberGoesOn(n-1) && !ordinal {
		return piece{}, false
	}
	if l.join == comma && (!ordinal && !p.dayListGoesOn(n) || p.nounFollows(n)) || l.join == ranging && p.rangeFollows(n) || prev.swap || l.lines > 0 && !ordinal {
		return piece{}, false
	}
	if p.at(n).any(cOf) && p.at(n+1).is(cMonth) {
		return piece{}, false
	}
	next := date{m: prev.m, y: prev.y, d: d, grain: Day}
	if y, m := p.year(n); m > 0 && prev.m > 0 {
		next.y, n = y, m
		if prev.y == 0 {
			prev.y = y
		}
	}
	return piece{link: l, lo: j, hi: n, date: &next}, true
}
