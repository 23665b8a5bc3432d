package when

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"rsvpd/internal/lexicon"
)

// class is what a word can be.
type class uint8

const (
	cMonth class = iota
	cWeekday
	cNumber
	cOrdinal
	cSuffix
	cDay
	cThatDay
	cFixed
	cPart
	cTodayPart
	cClock
	cUnit
	cDuration
	cPastHour
	cAfterHour
	cZone
	cCity
	cWeak
	cThe // first of the classes of lexicon.Dates.Words
	cOf
	cAt
	cOn
	cIn
	cFrom
	cTo
	cBetween
	cAnd
	cOr
	cBy
	cBefore
	cAfter
	cSince
	cUntil
	cWithin
	cFor
	cEach
	cThis
	cNext
	cComing
	cLast
	cAgo
	cHence
	cAM
	cPM
	cHour
	cPast
	cIsh
	cEarly
	cLate
	cEnd
	cMid
	cStart
	cWeekOf
	cLabel
	cTimeWord
	cAny
	cDayWord
	cHave
	cFew
	cAfterNext
	cOnward // behind a time: "or later"
	cWeekNo
	cFromDay
	cSameTime
)

// wordClasses names the classes of lexicon.Dates.Words, in the order above.
var wordClasses = []string{"the", "of", "at", "on", "in", "from", "to", "between", "and", "or", "by", "before", "after", "since",
	"until", "within", "for", "each", "this", "next", "coming", "last", "ago", "hence", "am", "pm", "hour", "past", "ish", "early",
	"late", "end", "mid", "start", "weekof", "label", "time", "any", "day", "have", "few", "afternext", "onward", "weekno", "fromday", "sametime"}

// unit is a unit of time.
type unit int

const (
	uMinute unit = iota + 1
	uHour
	uDay
	uBusinessDay
	uWeek
	uMonth
	uYear
	uWeekend
	uWeekday
	uSecond
	uFortnight
	uQuarter
	uWorkweek
	uDays  // in the plural, without a number
	uWeeks // likewise
)

var unitNames = map[string]unit{"second": uSecond, "minute": uMinute, "hour": uHour, "day": uDay, "businessday": uBusinessDay, "week": uWeek,
	"fortnight": uFortnight, "month": uMonth, "quarter": uQuarter, "year": uYear, "weekend": uWeekend, "weekday": uWeekday, "workweek": uWorkweek, "days": uDays, "weeks": uWeeks}

// part tells whether a word is a part of the day by itself: morgen is, and
// Dienstagmorgen is not.
func (w *words) part(s string) bool {
	_, ok := w.dates.Parts[strings.ToLower(s)]
	return ok
}

// sense is one meaning of a word or phrase.
type sense struct {
	class class
	val   int
}

// node is a place in the tree of phrases, keyed by folded tokens.
type node struct {
	next   map[string]*node
	senses []sense
	mask   uint64
	cues   cue
}

// words is one language, ready for lookup.
type words struct {
	code  string
	dates lexicon.Dates
	root  node
	zones []zoneWord
	small map[string]bool // by which the language is recognised
	// postposed says that next and last stand behind their noun: semaine prochaine.
	postposed bool
}

// zoneWord is a name of a zone; several places where the abbreviation is shared.
type zoneWord struct {
	text   string
	places []place
	whose  whose // where it names no place
	abbrev bool  // counts only in capitals
}

// Instead of a place a zone's word may have the clock of one of the two who write
// to each other.
var clocksOf = map[string]whose{"": nobodys, "reader": readers, "sender": senders}

// builder collects the errors of one language, so that all are told at once.
type builder struct {
	*words
	places *locations
	errs   []error
}

func (b *builder) fail(word, format string, args ...any) {
	b.errs = append(b.errs, fmt.Errorf("language %s, date word %q: %s", b.code, word, fmt.Sprintf(format, args...)))
}

// add files a phrase under its folded tokens.
func (b *builder) add(phrase string, c class, val int) {
	at := b.place(phrase)
	if at != nil && at.mask&(1<<c) == 0 {
		at.senses = append(at.senses, sense{c, val})
		at.mask |= 1 << c
	}
}

// place returns the node of a phrase; nil for an empty one.
func (b *builder) place(phrase string) *node {
	toks := tokenize(phrase, nil)
	if len(toks) == 0 {
		b.fail(phrase, "is empty")
		return nil
	}
	at := &b.root
	for _, t := range toks {
		key := string(fold(nil, phrase[t.lo:t.hi]))
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[key] == nil {
			at.next[key] = &node{}
		}
		at = at.next[key]
	}
	return at
}

func compile(l *lexicon.Language, all []lexicon.Language, places *locations) (*words, error) {
	b := &builder{places: places, words: &words{code: l.Code, dates: l.Dates, small: map[string]bool{}, postposed: len(l.Dates.Words["next"]) == 0}}
	for _, w := range l.Words {
		b.small[string(fold(nil, w))] = true
	}
	b.addLists()
	b.addMaps()
	b.addParts()
	b.addGrammar()
	for i := range all {
		b.addZones(&all[i].Dates)
	}
	return b.words, errors.Join(b.errs...)
}

func (b *builder) addLists() {
	d := b.dates
	if n := len(d.Weekdays); n != 7 {
		b.fail("weekdays", "has %d lists, not 7", n)
	}
	if n := len(d.Months); n != 12 {
		b.fail("months", "has %d lists, not 12", n)
	}
	b.addSeries(d.Weekdays, cWeekday)
	b.addSeries(d.Months, cMonth)
	for _, w := range d.Suffixes {
		b.add(w, cSuffix, 0)
	}
	for _, w := range d.Weak {
		b.add(w, cWeak, 0)
	}
	if !slices.Contains([]string{"auto", "dmy", "mdy"}, d.Order) {
		b.fail(d.Order, "order is dmy, mdy or auto")
	}
}

func (b *builder) addSeries(lists [][]string, c class) {
	for i, list := range lists {
		for _, w := range list {
			b.add(w, c, i+1)
		}
	}
}

func (b *builder) addMaps() {
	d := b.dates
	for c, m := range map[class]map[string]int{cNumber: d.Numbers, cOrdinal: d.Ordinals, cDay: d.Days, cThatDay: d.ThatDay, cDuration: d.Durations, cPastHour: d.PastHour, cAfterHour: d.AfterHour} {
		for w, v := range m {
			b.add(w, c, v)
		}
	}
	for w, v := range d.Fixed {
		m, day, ok := pair(v, "-")
		if !ok || !validDay(2000, m, day) {
			b.fail(w, "%q is no MM-DD", v)
		}
		b.add(w, cFixed, m*100+day)
	}
	for w, v := range d.Clocks {
		min, ok := minutes(v)
		if !ok {
			b.fail(w, "%q is no HH:MM", v)
		}
		b.add(w, cClock, min)
	}
	for w, v := range d.Units {
		if unitNames[v] == 0 {
			b.fail(w, "%q is no unit", v)
		}
		b.add(w, cUnit, int(unitNames[v]))
	}
}

func (b *builder) addParts() {
	for c, m := range map[class]map[string]string{cPart: b.dates.Parts, cTodayPart: b.dates.TodayPart} {
		for w, v := range m {
			span, ok := partSpan(v)
			if !ok {
				b.fail(w, "%q is no HH:MM-HH:MM", v)
			}
			b.add(w, c, span)
			if b.dates.Compound && c == cPart && !strings.Contains(w, " ") {
				b.addCompounds(w, span)
			}
		}
	}
}

func (b *builder) addCompounds(part string, span int) {
	for i, list := range b.dates.Weekdays {
		for _, day := range list {
			if len(day) > 3 {
				b.add(day+part, cWeekday, i+1)
				b.add(day+part, cPart, span)
			}
		}
	}
	for day, n := range b.dates.Days {
		if !strings.ContainsAny(day, " -") && !strings.HasPrefix(part, day) {
			b.add(day+part, cDay, n)
			b.add(day+part, cPart, span)
		}
	}
}

func (b *builder) addGrammar() {
	for name, list := range b.dates.Words {
		at := slices.Index(wordClasses, name)
		if at < 0 {
			b.fail(name, "is no class of words")
			continue
		}
		for _, w := range list {
			b.add(w, cThe+class(at), 0)
			if name == "am" || name == "pm" {
				b.addPartPhrase(w)
			}
		}
	}
	b.addCues()
}

// addPartPhrase lets "in the evening", which tells am from pm, also be the evening.
func (b *builder) addPartPhrase(phrase string) {
	for rest := phrase; rest != ""; {
		var ok bool
		if _, rest, ok = strings.Cut(rest, " "); !ok {
			return
		}
		if span, ok := partSpan(b.dates.Parts[rest]); ok {
			b.add(phrase, cPart, span)
			return
		}
	}
}

// addZones takes the zones of every language: a German mail may say CET.
func (b *builder) addZones(d *lexicon.Dates) {
	for _, name := range sortedKeys(d.Zones) {
		b.addZone(name, d.Zones[name], cZone)
	}
	for _, name := range sortedKeys(d.Cities) {
		b.addZone(name, d.Cities[name], cCity)
	}
}

func (b *builder) addZone(name, value string, c class) {
	z := zoneWord{text: name, abbrev: name == strings.ToUpper(name)}
	whose, placeless := clocksOf[value]
	for place := range strings.SplitSeq(value, "|") {
		if z.whose = whose; placeless {
			break
		}
		p, err := b.places.find(place)
		if err != nil {
			b.fail(name, "zone %q: %v", place, err)
			continue
		}
		z.places = append(z.places, p)
	}
	b.zones = append(b.zones, z)
	b.add(name, c, len(b.zones)-1)
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// pair reads two numbers, "12-25".
func pair(s, sep string) (int, int, bool) {
	a, b, ok := strings.Cut(s, sep)
	x, err1 := strconv.Atoi(a)
	y, err2 := strconv.Atoi(b)
	return x, y, ok && err1 == nil && err2 == nil
}

func minutes(s string) (int, bool) {
	h, m, ok := pair(s, ":")
	return h*60 + m, ok && h >= 0 && h <= 24 && m >= 0 && m < 60
}

// partSpan packs "09:00-12:00" into one number; see unpackPart.
func partSpan(s string) (int, bool) {
	a, b, _ := strings.Cut(s, "-")
	lo, ok1 := minutes(a)
	hi, ok2 := minutes(b)
	return lo<<12 | hi, ok1 && ok2 && lo < hi
}

func unpackPart(v int) (lo, hi int) { return v >> 12, v & 0xfff }
