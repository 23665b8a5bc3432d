package when

import "slices"

// trim drops what is no expression by itself: a lone duration, a part of no
// day, a word that is only sometimes a date. It returns nothing when nothing
// else is left, and the index to go on from.
func (p *parser) trim(ps []piece) ([]piece, int) {
	next := ps[len(ps)-1].hi
	if last := ps[len(ps)-1]; len(ps) > 1 && last.between && last.time != nil && last.time.from.weak && last.join >= listed { // 12 May; between five and seven can be
		ps, next = ps[:len(ps)-1], last.lo
	}
	ok := p.supported(ps)
	count := 0
	kept := ps[:0:0]
	for i, x := range ps {
		if !ok[i] {
			continue
		}
		kept = append(kept, x)
		if x.date != nil || x.time != nil && p.hourOrNamedPart(x, ps[0]) {
			count++
		}
	}
	if count == 0 || len(ps) == 1 && ps[0].time != nil && ps[0].time.from.weak && ps[0].ranged { // from 2 to 4 years
		return nil, next
	}
	return kept, next
}

// hourOrNamedPart is false for "morning" without a word that points to one.
func (p *parser) hourOrNamedPart(x, first piece) bool {
	return !x.time.part || p.at(x.lo).any(cIn, cThis, cTodayPart) && !p.at(x.lo).is(cPart) || p.at(x.lo).is(cTodayPart) || first.mod != 0
}

// supported tells of every piece whether it is a date or time where it stands:
// "sun" and "8/10" are only beside other times or after words such as "on".
func (p *parser) supported(ps []piece) []bool {
	ok := make([]bool, len(ps))
	hours := slices.ContainsFunc(ps, func(y piece) bool { return y.time != nil && !y.time.part })
	for i, x := range ps {
		ok[i] = x.date == nil || !x.date.weak || p.standsAlone(x)
		if i > 0 && x.lines == 0 && !ok[i] && !ok[i-1] && bothWeekdays(ps[i-1], x) && (hours || p.at(x.lo).upper && p.at(ps[i-1].lo).upper) { // Mo oder Mi
			ok[i-1], ok[i] = true, true
		}
	}
	for i := 1; i < len(ps); i++ {
		ok[i] = ok[i] || ok[i-1] && ps[i].lines == 0
	}
	for i := len(ps) - 1; i > 0; i-- {
		ok[i-1] = ok[i-1] || ok[i] && ps[i].lines == 0
	}
	return ok
}

func bothWeekdays(a, b piece) bool {
	return a.date != nil && b.date != nil && a.date.wd > 0 && b.date.wd > 0
}

// standsAlone tells whether a weak date is one by the words right around it.
func (p *parser) standsAlone(x piece) bool {
	if x.date.grain == Month && !x.date.fixed {
		return false
	}
	end := x.hi
	if p.at(end).sym == '.' {
		end++
	}
	if x.lo == 0 && end >= len(p.it)-1 || x.date.wd == 0 && p.bounded(x.lo, end) {
		return true
	}
	before := p.at(x.lo - 1)
	if before.any(cOn, cBy, cFrom, cUntil, cBefore, cBetween, cLabel, cThis, cTo, cSince) || before.says(cueDeadline) || x.mod != 0 || before.sym == ':' || before.sym == '(' {
		return true
	}
	return x.date.wd == 0 && !p.nounFollows(x.hi) && x.date.d > 0
}
