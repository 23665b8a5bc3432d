package when

// shareMonths gives "Monday 3 and Tuesday 4 March" its month twice, and the
// year of the last date to the ones before it.
func shareMonths(ps []piece) []piece {
	for i := len(ps) - 1; i > 0; i-- {
		a, b := ps[i-1].date, ps[i].date
		if a == nil && i > 1 && ps[i-1].join >= comma && ps[i-2].date != nil { // the morning of the 5th or the afternoon of 6 March
			a, b = sharesOver(ps[i-2].date, b)
		}
		if a == nil || b == nil || ps[i].join == joined && ps[i-1].date != nil || a.fixed {
			continue
		}
		if a.wd > 0 && a.d == 0 && a.shift == plainDay && b.fixed && b.wd > 0 { // Tuesday or Thursday next week
			a.fixed, a.lo = true, b.lo.AddDate(0, 0, a.wd-b.wd)
		}
		if a.d == 0 && a.grain == Day {
			continue
		}
		if a.m == 0 && b.m > 0 && a.d > 0 {
			a.m, a.y = b.m, b.y
		} else if a.m > 0 && a.y == 0 && b.y > 0 && !b.fixed && a.m <= b.m {
			a.y = b.y
		}
	}
	for i := 1; i < len(ps); i++ {
		a, b := ps[i-1].date, ps[i].date
		if a != nil && b != nil && b.m == 0 && b.d > a.d && a.m > 0 && !b.fixed && b.grain == Day {
			b.m, b.y = a.m, a.y
		}
	}
	return ps
}

// sharesOver tells of two dates with an hour between them whether the first has its
// month from the second.
func sharesOver(a, b *date) (*date, *date) {
	if b == nil || a.d == 0 || a.m != 0 || b.m == 0 || a.d >= b.d || a.grain != Day {
		return nil, nil
	}
	return a, b
}

// mergeRanges joins the two ends of a range into one piece.
func mergeRanges(ps []piece) []piece {
	out := ps[:0]
	for i := 0; i < len(ps); {
		if n := len(out); n > 0 && out[n-1].between && ps[i].join == listed && !ps[i].and { // between 9 and 12 or 2 and 5
			ps[i].between = i+1 < len(ps) && ps[i+1].and
		}
		x, used := rangeFrom(ps[i:])
		out = append(out, x)
		i += used
	}
	return out
}

// rangeFrom returns the first piece with the end of its range, and how many
// pieces that took.
func rangeFrom(ps []piece) (piece, int) {
	x := ps[0]
	if len(ps) > 2 && splitRange(x, ps[1], ps[2]) { // between 2:00 tomorrow and 4:00
		x.endAt(ps[2])
		ps[1].hi = ps[2].hi
		ps[2] = ps[1]
		return x, 2
	}
	used := 1
	for used < len(ps) && rangeTo(x, ps[used]) {
		n := x.extend(ps[used:])
		if n == 0 {
			ps[used].join = joined
			break
		}
		used += n
	}
	return x, used
}

// extend takes the end of a range from the pieces that follow.
func (x *piece) extend(rest []piece) int {
	y := rest[0]
	switch {
	case x.hour() && y.hour():
		x.endAt(y)
		return 1
	case x.hour() && y.date != nil && len(rest) > 1 && rest[1].hour() && rest[1].join <= comma: // from Monday 9am until Wednesday 5pm
		x.endAt(rest[1])
		x.time.till = y.date
		return 2
	case x.date != nil && y.date != nil && x.end == nil && x.date.grain != Week:
		x.end, x.hi = y.date, y.hi
		return 1
	}
	return 0
}

// hour tells whether a piece is a single clock time.
func (x *piece) hour() bool { return x.time != nil && !x.time.part && !x.time.ranged && !x.time.same }

func (x *piece) endAt(y piece) {
	t := x.time
	t.to, t.ranged, x.hi = y.time.from, true, y.hi
	if t.zone.Location == nil {
		t.zone = y.time.zone
	}
	if t.mod == cUntil || t.mod == cBefore {
		t.mod = 0
	}
}

func splitRange(x, day, end piece) bool {
	return x.time != nil && x.between && !x.time.part && day.date != nil && day.join == joined && end.time != nil && end.join == listed && !end.time.part
}

func rangeTo(x, y piece) bool {
	if x.date != nil && y.time != nil {
		return false
	}
	if y.mod == cBefore && x.time != nil && x.time.mod == cAfter { // later than 9:30 but before 11
		return true
	}
	if y.to && (y.join == comma || y.join == listed) && !x.ranged && !x.between { // "a las 10, a las 11 o a las 14": a word that means "at" as well
		return false
	}
	return y.join == ranging || y.to && (y.time != nil || x.date != nil && y.date != nil && y.join == joined) || x.between && y.join == listed && (x.time == nil || !x.time.ranged)
}

// mergeLengths gives "for 45 minutes" to the times before it that have no end.
func mergeLengths(ps []piece) []piece {
	out := ps[:0]
	var ahead amount // "for 30 minutes starting at 4pm"
	for _, x := range ps {
		if x.date != nil || x.time != nil {
			if t := x.time; t != nil && !t.ranged && !t.part {
				t.length = ahead
			}
			out = append(out, x)
			continue
		}
		if len(out) == 0 {
			ahead = x.span
		}
		last := len(out) - 1
		for last > 0 && (out[last].date != nil || out[last].time.part) { // at 7.40 on Tuesday morning, for six minutes
			last--
		}
		for k := last; k >= 0 && out[k].time != nil; k-- {
			if t := out[k].time; !t.ranged && !t.part && t.length.span == 0 {
				t.length = x.span
			}
			if k == len(out)-1 {
				out[k].hi = x.hi
			}
		}
	}
	return out
}

// mergeParts lets "in the morning" say what "at 10" leaves open.
func mergeParts(ps []piece) []piece {
	out := ps[:0]
	var hint *timeOf
	for i, x := range ps {
		prev := len(out) - 1
		switch {
		case prev > 0 && x.join == joined && x.time != nil && out[prev].date != nil && out[prev].join == joined && out[prev-1].within(x.time) && (prev < 2 || out[prev-2].date == nil) && (i+1 == len(ps) || ps[i+1].date == nil || ps[i+1].join > joined):
			if !x.time.part { // over lunch on Thursday at 1
				applyHint(x.time, out[prev-1].time)
				out[prev-1].time = x.time
			}
			out[prev].hi, hint = x.hi, nil // first thing on Tuesday morning
			continue
		case x.date != nil:
			if x.join >= listed {
				hint = nil
			}
		case x.time.part && prev >= 0 && out[prev].time != nil && !out[prev].time.part && x.join <= comma:
			hintRun(out, x.time)
			out[prev].hi = x.hi
			continue
		case x.time.part && prev >= 1 && out[prev].date != nil && x.join <= comma && out[prev].join <= comma && out[prev-1].time != nil && !out[prev-1].time.part:
			hintRun(out[:prev], x.time) // 10am to 12pm Monday morning
			out[prev].hi = x.hi
			continue
		case x.time.part:
			hint = x.time
		case hint != nil && x.join <= comma && prev >= 0 && out[prev].time == hint:
			applyHint(x.time, hint)
			out[prev].time, out[prev].hi = x.time, x.hi
			continue
		case hint != nil:
			applyHint(x.time, hint)
		}
		out = append(out, x)
	}
	return out
}

// within tells that a time falls into a part of the day, or says it again more roughly.
func (x *piece) within(t *timeOf) bool {
	if x.time == nil || !x.time.part {
		return false
	}
	if t.part {
		return t.lo < x.time.hi && x.time.lo < t.hi
	}
	from := plausibleMinutes(t.from)
	return x.time.lo <= from && from < x.time.hi
}

func hintRun(ps []piece, part *timeOf) {
	for k := len(ps) - 1; k >= 0 && ps[k].time != nil && !ps[k].time.part; k-- {
		applyHint(ps[k].time, part)
	}
}

func applyHint(t, part *timeOf) {
	mer := byte('a')
	if part.hi > 12*60 && part.lo >= 11*60 {
		mer = 'p'
	}
	end := &t.from
	if t.ranged {
		end = &t.to
	}
	if end.mer == 0 && !(end.h > 12 || end.h == 12 && mer == 'a') && !(t.ranged && t.from.mer != 0) {
		end.mer = mer
		if part.lo >= 20*60 && (end.h == 12 || end.h <= 5) { // three at night
			end.mer = 'a'
		}
	}
}

// shareZones gives a zone named once in a list of times to all of them.
func shareZones(ps []piece) {
	for i := len(ps) - 2; i >= 0; i-- {
		a, b := ps[i].time, ps[i+1].time
		if a != nil && b != nil && !a.zone.said() && b.zone.said() && ps[i+1].join >= comma {
			a.zone = b.zone
		}
	}
}

// mergeClocks drops a time that is told once more by the reader's clock: "10am
// your time (4pm ours)", and marks one that is told by another: "10am ET (3pm UK)".
func mergeClocks(ps []piece) []piece {
	out := ps[:0]
	for _, x := range ps {
		if n := len(out); n > 0 && x.time != nil && out[n-1].time != nil && !x.time.part {
			last := &out[n-1]
			a, b := last.time.zone, x.time.zone
			switch {
			case a.whose == readers && b.whose != readers && (b.said() || x.open):
				last.time, last.hi = x.time, x.hi
				continue
			case b.whose == readers && a.whose != readers && (a.said() || x.open):
				last.hi = x.hi
				continue
			}
			x.again = !x.and && !x.or && x.join != ranging && a.Location != nil && b.Location != nil && a.Name != b.Name
		}
		out = append(out, x)
	}
	return out
}
