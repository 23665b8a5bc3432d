package when

// reading is one day (or span of days) with one time of day, either may lack.
type reading struct {
	date, end *date
	time      *timeOf
	lo, hi    int // items
	mod       class
	apart     bool // the time stands apart from its day in the text
	again     bool // the time before it by another clock
	since     bool // it begins on that day and goes on
}

// assemble turns pieces into readings: ranges first, then every day with the
// times that belong to it.
func assemble(pieces []piece) []reading {
	pieces = mergeParts(mergeLengths(mergeRanges(shareMonths(pieces))))
	shareZones(pieces)
	pieces = mergeClocks(pieces)
	var out []reading
	for i := 0; i < len(pieces); {
		var group []reading
		group, i = takeGroup(pieces, i)
		out = append(out, group...)
	}
	return out
}

// takeGroup reads the days and times that are crossed with each other: "Tue or
// Thu, 2-4pm" and "10 or 11 on Monday".
func takeGroup(ps []piece, i int) ([]reading, int) {
	if ps[i].date != nil {
		days, j := dateRun(ps, i)
		times, k := timeRun(ps, j, true)
		return cross(ps[i:days], ps[j:times]), k
	}
	times, j := timeRun(ps, i, false)
	if j >= len(ps) || ps[j].date == nil || ps[j].join > comma && !eitherDay(ps[j:]) || ps[j].lines > 1 {
		return cross(nil, ps[i:times]), j
	}
	days, k := dateRun(ps, j)
	if k < len(ps) && ps[k].time != nil && ps[k].join <= comma && days > j+1 { // the last day has times of its own
		days, k = days-1, days-1
	}
	return cross(ps[j:days], ps[i:times]), k
}

// eitherDay tells that pieces are nothing but two or more days to choose from: "à
// 10h, soit le 3 soit le 4".
func eitherDay(ps []piece) bool {
	for _, x := range ps {
		if x.date == nil || !x.or || x.lines > 0 {
			return false
		}
	}
	return len(ps) > 1
}

func dateRun(ps []piece, i int) (end, next int) {
	for end = i; end < len(ps) && ps[end].date != nil; end++ {
		if end > i && (ps[end].lines > 1 || ps[end].lines > 0 && ps[end].join == listed || ps[end-1].holds(ps[end])) {
			break
		}
	}
	return end, end
}

// holds tells that a date is a week or month of which the next names a day: "next
// week: Tuesday 3 March at 11" has no hour of the week.
func (x *piece) holds(day piece) bool {
	return (x.date.grain == Week || x.date.grain == Month) && x.end == nil && day.date.grain == Day
}

// timeRun reads times that belong together. When they have a day already, it
// stops before a time that rather belongs to the day after it.
func timeRun(ps []piece, i int, dated bool) (end, next int) {
	for end = i; end < len(ps) && ps[end].time != nil; end++ {
		own := end+1 < len(ps) && ps[end+1].date != nil && ps[end+1].join == joined && ps[end+1].lines == 0 && ps[end].join >= comma
		if dated && end > i && own && !(end+2 < len(ps) && ps[end+2].time != nil && ps[end+2].join == joined) {
			break
		}
	}
	return end, end
}

// cross pairs every day with every time.
func cross(days, times []piece) []reading {
	if len(days) == 0 {
		return timesOnly(times)
	}
	var out []reading
	for _, d := range days {
		if len(times) == 0 {
			out = append(out, reading{date: d.date, end: d.end, lo: d.lo, hi: d.hi, mod: d.mod, since: d.since && d.end == nil})
		}
		for n, t := range times {
			r := reading{date: d.date, end: d.end, time: t.time, lo: min(d.lo, t.lo), hi: max(d.hi, t.hi), mod: d.mod, again: t.again}
			if n > 0 && len(days) == 1 {
				r.lo, r.hi, r.apart = t.lo, t.hi, true
			}
			out = append(out, r)
		}
	}
	return out
}

func timesOnly(times []piece) []reading {
	var out []reading
	for _, t := range times {
		out = append(out, reading{time: t.time, lo: t.lo, hi: t.hi, mod: t.mod, again: t.again})
	}
	return out
}
