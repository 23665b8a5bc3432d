package when

// movedFrom returns how many of the pieces tell of a time that no longer holds:
// those before the "to" of "moved from Tuesday at 2 to Wednesday at 3", and all of
// them where the sentence says that their time was moved.
func (p *parser) movedFrom(ps []piece) int {
	lo, hi := ps[0].lo, ps[len(ps)-1].hi
	before, near := p.movedBefore(lo - 1)
	after := p.movedAfter(hi)
	if !before && after == 0 {
		return 0
	}
	hour := false
	for k := 1; k < len(ps); k++ {
		hour = hour || ps[k-1].time != nil
		if ps[k].date != nil && ps[k].to && !ps[k].between && (hour || near || after > 0) {
			return k
		}
	}
	goal := ps[0].to || p.at(p.backOver(lo-1)).is(cTo)
	if after > 0 && !goal || before && !goal && p.goesOnTo(hi) {
		return len(ps)
	}
	return 0
}

// movedBefore tells whether the sentence has the cue before a time, and whether it
// is so near that "from Monday to Friday" are two times rather than a span.
func (p *parser) movedBefore(j int) (found, near bool) {
	for n := 0; n < reachBefore && j >= 0 && !p.sentenceStop(j); n, j = n+1, j-1 {
		if p.at(j).says(cueMoved) {
			return true, n < reachAfter
		}
	}
	return false, false
}

// movedAfter returns the index after the cue behind a time, or 0.
func (p *parser) movedAfter(j int) int {
	for n := 0; n < reachAfter && !p.sentenceStop(j+n) && p.at(j+n).gap < gapBlank; n++ {
		if p.at(j + n).says(cueMoved) {
			return j + n + 1
		}
	}
	return 0
}

// backOver goes back over articles.
func (p *parser) backOver(j int) int {
	for p.at(j).any(cThe, cOn) && !p.at(j).is(cTo) && j > 0 {
		j--
	}
	return j
}

// goesOnTo tells that the sentence goes on with "to" and another date.
func (p *parser) goesOnTo(j int) bool {
	for n := 0; n < reachAfter && !p.sentenceStop(j+n) && p.at(j+n).gap < gapBlank; n++ {
		if p.at(j+n).is(cTo) && (p.startsDate(j+n+1) || p.startsDate(j+n+2)) {
			return true
		}
	}
	return false
}
