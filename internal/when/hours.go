package when

// daytime is a time of day after am and pm were settled, in minutes.
type daytime struct {
	from, to int // to is -1 when no end is said; it may pass midnight
	certain  bool
	grain    Grain
}

// settle decides what the words leave open. An hour without am or pm is read
// so that it falls into the hours in which people talk: 1 to 6 is afternoon.
func (t *timeOf) settle() daytime {
	out := daytime{to: -1, certain: true, grain: Hour}
	if t.part {
		return daytime{from: t.lo, to: t.hi, certain: true, grain: Part}
	}
	from, to := t.from, t.to
	if t.ranged {
		from, to = shareMeridiem(from, to)
	}
	if from.coln || t.ranged && to.coln {
		out.grain = Minute
	}
	out.certain = from.mer != 0 || from.h == 0 || from.h >= 7 && (from.sure || from.h >= 8)
	out.from = plausibleMinutes(from)
	if !t.ranged {
		if t.length.span > 0 {
			out.to = out.from + int(t.length.span.Minutes())
		}
		return out
	}
	out.to = plausibleMinutes(to)
	if to.open() {
		out.to = laterThan(to.h%12*60+to.m, out.from)
		if to.h > 12 {
			out.to = to.minutes()
		}
	}
	if out.to <= out.from && t.till == nil {
		out.to += 720
		if from.mer != 0 || to.mer != 0 || to.h == 0 || out.to <= out.from {
			out.to += 720
		} else {
			out.certain = false // 9.30-7.30: nobody talks through the night
		}
	}
	return out
}

func plausibleMinutes(c clock) int {
	if c.open() && c.h >= 1 && c.h <= 6 {
		return c.minutes() + 720
	}
	return c.minutes()
}

// laterThan is the first of m and m+12h after from.
func laterThan(m, from int) int {
	for m <= from {
		m += 720
	}
	return m
}

// shareMeridiem lets "2-4pm" be afternoon at both ends, "11-1pm" not.
func shareMeridiem(from, to clock) (clock, clock) {
	if from.open() && to.mer != 0 {
		from.mer = to.mer
		if from.minutes() >= to.minutes() {
			from.mer = other(to.mer)
		}
	}
	if to.open() && from.mer != 0 {
		to.mer = from.mer
		if to.minutes() <= from.minutes() {
			to.mer = other(from.mer)
		}
	}
	if to.h == 12 && to.mer == 'a' && from.mer == 'a' && from.h < 12 { // 10am-12am: noon is meant
		to.mer = 'p'
	}
	if from.open() && to.mer == 0 && to.sure && to.h > 12 && from.h+12 < to.h && from.h < 7 {
		from.h += 12 // 2-16:00 is rare, but then the afternoon
	}
	return from, to
}

func other(mer byte) byte {
	if mer == 'a' {
		return 'p'
	}
	return 'a'
}
