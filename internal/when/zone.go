package when

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // the names in the lexicon must load on any machine
)

// Zone is a time zone that a text names.
type Zone struct {
	Text     string // verbatim
	Name     string // IANA name or "+02:00"
	Location *time.Location
	Certain  bool   // false when the abbreviation is shared by several zones
	Doubt    string // why it is not certain
	whose    whose
}

// whose clock a phrase means that names no place.
type whose byte

const (
	nobodys whose = iota // "local time"
	readers              // "your time"
	senders              // "our time"
)

// said tells that words beside a time tell by which clock it is.
func (z Zone) said() bool { return z.Location != nil || z.whose != nobodys }

// zoneAt reads a zone at i, in brackets too: "ET", "(CEST)", "GMT+2", "Berlin
// time". A zone without a Location is one that names none ("your time").
func (p *parser) zoneAt(i int) (z Zone, found bool, next int) {
	j := i
	if s := p.at(i).sym; (s == '(' || s == '[') && p.at(i).gap < gapBlank {
		j++
	}
	z, next = p.plainZone(j)
	if next == 0 || p.at(j).gap >= gapBlank {
		return Zone{}, false, 0
	}
	z.Text = p.str(j, next)
	z.Text = trimSpace(z.Text)
	next = p.zoneTail(next)
	if j > i {
		if s := p.at(next).sym; s != ')' && s != ']' {
			return Zone{}, false, 0
		}
		next++
	}
	return z, true, next
}

// cityAfter reads the place whose clocks are meant right after a time: "3pm
// London", "15:00 (Paris)", "15h à Londres".
func (p *parser) cityAfter(i int) (Zone, int) {
	j := i
	if p.at(i).sym == '(' && p.at(i).gap < gapLine {
		j++
	} else if p.at(i).any(cIn, cAt) && p.at(i).gap == gapSpace && p.at(i+1).gap == gapSpace {
		j++
	}
	x, next := p.at(j), p.at(j+1)
	if !x.is(cCity) || !x.upper || x.hi-x.lo < 3 && p.word(j) != strings.ToUpper(p.word(j)) || x.gap >= gapLine || p.at(i).sym != '(' && next.upper && next.gap == gapSpace {
		return Zone{}, 0
	}
	z, n := p.zoneWord(x.val(cCity), j)
	if z.Text = p.str(j, j+1); p.at(i).sym != '(' {
		return z, n
	}
	if next.sym != ')' {
		return Zone{}, 0
	}
	return z, n + 1
}

func trimSpace(s string) string {
	for len(s) > 0 && isSpace(rune(s[len(s)-1])) {
		s = s[:len(s)-1]
	}
	return s
}

// zoneTail passes "/EDT", "(US & Canada)", "time" after a zone.
func (p *parser) zoneTail(i int) int {
	if p.at(i).sym == '/' && p.at(i+1).is(cZone) && p.glued(i+1) {
		i += 2
	}
	if p.at(i).is(cTimeWord) && p.at(i).gap < gapLine {
		i++
	}
	if p.at(i).sym == '(' && p.at(i+2).sym == '&' && p.at(i+4).sym == ')' {
		i += 5
	}
	return i
}

func (p *parser) plainZone(i int) (Zone, int) {
	x := p.at(i)
	switch {
	case x.is(cZone):
		return p.zoneWord(x.val(cZone), i)
	case x.is(cCity) && p.at(i+1).is(cTimeWord):
		z, _ := p.zoneWord(x.val(cCity), i)
		return z, i + 2
	case x.is(cTimeWord):
		if k := p.skip(i+1, cOf, cIn, cThe); p.at(k).is(cCity) {
			return p.zoneWord(p.at(k).val(cCity), k)
		}
	case x.sym == '+' || x.sym == '-':
		return p.offsetZone(i)
	}
	return Zone{}, 0
}

// zoneWord gives the place of a name, and of GMT+2 the offset.
func (p *parser) zoneWord(n, i int) (Zone, int) {
	w := p.w.zones[n]
	if len(w.places) == 0 {
		return Zone{whose: w.whose}, i + 1
	}
	if w.places[0].name == "Etc/UTC" {
		if z, k := p.utcOffset(i + 1); k > 0 {
			return z, k
		}
	}
	return p.choose(w), i + 1
}

// choose picks among the places that share an abbreviation the one where the
// sender's offset holds.
func (p *parser) choose(w zoneWord) Zone {
	pick, certain := w.places[0], len(w.places) == 1
	_, offset := p.ctx.Now.Zone()
	for i := 0; i < len(w.places) && !certain; i++ {
		if _, o := p.ctx.Now.In(w.places[i].location()).Zone(); o == offset {
			pick, certain = w.places[i], true
		}
	}
	z := Zone{Name: pick.name, Location: pick.location(), Certain: certain}
	if !certain {
		z.Doubt = fmt.Sprintf("%s is the name of several time zones", w.text)
	}
	return z
}

// utcOffset reads "+2", "+01:00", "+0530" after GMT or UTC.
func (p *parser) utcOffset(i int) (Zone, int) {
	s, x := p.at(i), p.at(i+1)
	if s.sym != '+' && s.sym != '-' || x.num < 0 || !p.glued(i+1) {
		return Zone{}, 0
	}
	h, m, n := x.num, 0, i+2
	if x.digits == 4 || x.digits == 3 {
		h, m = x.num/100, x.num%100
	} else if y := p.at(i + 3); p.at(n).sym == ':' && y.digits == 2 && p.glued(i+3) {
		m, n = y.num, i+4
	}
	if h > 14 || m > 59 || x.digits > 4 {
		return Zone{}, 0
	}
	sec := h*3600 + m*60
	if s.sym == '-' {
		sec = -sec
	}
	name := offsetName(sec)
	return Zone{Name: name, Location: time.FixedZone(name, sec), Certain: true}, n
}

// offsetZone reads "+0200", "-05:00" after a time: the full form only.
func (p *parser) offsetZone(i int) (Zone, int) {
	x := p.at(i + 1)
	if x.digits != 4 && (x.digits != 2 || p.at(i+2).sym != ':' || p.at(i+3).digits != 2) || x.num > 1400 || !p.glued(i+1) {
		return Zone{}, 0
	}
	if p.at(i).sym == '-' && x.digits == 2 && !p.looksLikeOffset(i) || p.at(i).sym == '-' && x.digits == 4 && (p.at(i-1).digits == 4 || p.glued(i) && p.at(i-1).digits > 0 && p.at(i-2).sym != ':') {
		return Zone{}, 0
	}
	return p.utcOffset(i)
}

// looksLikeOffset tells -05:00 after 14:00:00 from the range 09:00-17:00.
func (p *parser) looksLikeOffset(i int) bool {
	return p.at(i-2).sym == ':' && p.at(i-4).sym == ':' && p.glued(i)
}

func offsetName(sec int) string {
	sign := '+'
	if sec < 0 {
		sign, sec = '-', -sec
	}
	return fmt.Sprintf("%c%02d:%02d", sign, sec/3600, sec/60%60)
}

// soleZone returns the one zone that the whole text names, if it is one.
func (p *parser) soleZone() (Zone, bool) {
	var out Zone
	for i := range p.it {
		x := p.at(i)
		if !x.any(cZone, cCity, cTimeWord) {
			continue
		}
		z, found, _ := p.zoneAt(i)
		if !found || p.loneWord(x) || z.whose == readers && !p.clocked(i-1) {
			continue
		}
		if z.Location == nil || out.Location != nil && z.Name != out.Name {
			return Zone{}, false
		}
		if out.Location == nil {
			out = z
		}
	}
	return out, out.Location != nil
}

// clocked tells that a zone after item i is one of a clock or of all times, which
// that in "thank you for your time" is not.
func (p *parser) clocked(i int) bool {
	x := p.at(i)
	return x.num >= 0 || x.sym == '(' || x.any(cAM, cPM, cHour, cIn, cClock, cNumber)
}

// loneWord tells that a zone in small letters, far from a clock, is a word.
func (p *parser) loneWord(x *item) bool {
	return x.is(cZone) && p.w.zones[x.val(cZone)].abbrev && !x.upper
}
