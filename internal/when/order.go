package when

import (
	"slices"
	"strings"
)

// guessOrder decides whether 3/4 is March 4 or 3 April: the language says so, or
// another date of the same text that can be read one way only, or how the text
// writes its months and zones, or the sender's offset: the offsets of North
// America are month first in English.
func (p *parser) guessOrder() {
	if p.ctx.Lang != "" && len(p.ctx.Lang) >= 2 && p.ctx.Lang[:2] != p.w.code { // a language we have no words for
		return
	}
	p.mdy, p.sure = p.w.dates.Order == "mdy", true
	if p.w.dates.Order == "auto" {
		p.orderByPlace()
	}
	for i := 0; i+2 < len(p.it); i++ {
		a, b := p.at(i), p.at(i+2)
		if a.num < 1 || b.num < 1 || a.digits > 2 || b.digits > 2 || p.at(i+1).sym != '/' || !p.glued(i+1) || !p.glued(i+2) || p.glued(i) {
			continue
		}
		if a.num > 12 && a.num <= 31 && b.num <= 12 {
			p.mdy, p.sure = false, true
		} else if b.num > 12 && b.num <= 31 && a.num <= 12 {
			p.mdy, p.sure = true, true
		}
	}
}

// orderByPlace asks where the text was written.
func (p *parser) orderByPlace() {
	const hour = 3600
	_, offset := p.ctx.Now.Zone()
	p.mdy = offset <= 0 && offset >= -10*hour
	p.sure = offset <= -4*hour && offset >= -10*hour
	switch style := p.orderStyle(); {
	case style > 0:
		p.mdy, p.sure = true, p.sure || style > 1
	case style < 0:
		p.mdy, p.sure = false, !p.sure && style < -1
	}
}

// orderStyle counts what speaks for month first (positive) and for day first:
// "March 10" or "10 March", and zones of North America or of Europe.
func (p *parser) orderStyle() int {
	style := 0
	for i := range p.it {
		x := p.at(i)
		switch {
		case x.is(cMonth) && p.at(i-1).num > 0 && p.at(i-1).digits <= 2 || x.is(cMonth) && p.at(i-1).any(cSuffix, cOf) && p.at(i-2).num > 0:
			style--
		case x.is(cMonth) && p.at(i+1).num > 0 && p.at(i+1).digits <= 2:
			style++
		case x.is(cZone) && !p.loneWord(x) && len(p.w.zones[x.val(cZone)].places) > 0:
			style += continent(p.w.zones[x.val(cZone)])
		}
	}
	return style
}

// monthFirst are the zones of the United States, where 3/4 is March 4.
var monthFirst = []string{"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"}

// continent is 1 for a zone of the United States, -1 for one of Europe.
func continent(z zoneWord) int {
	switch place := z.places[0].name; {
	case strings.HasPrefix(place, "Europe/"):
		return -1
	case slices.Contains(monthFirst, place):
		return 1
	}
	return 0
}
