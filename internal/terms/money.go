package terms

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// signs are what money is called by, with the currencies that it may be.
var signs = map[string][]string{
	"$": dollars, "dollar": dollars, "dollars": dollars, "dólares": dollars, "us$": {"USD"}, "ca$": {"CAD"}, "c$": {"CAD"},
	"au$": {"AUD"}, "a$": {"AUD"}, "nz$": {"NZD"}, "hk$": {"HKD"}, "s$": {"SGD"}, "r$": {"BRL"}, "reais": {"BRL"},
	"€": {"EUR"}, "euro": {"EUR"}, "euros": {"EUR"}, "£": {"GBP"}, "pounds": {"GBP"}, "sfr": {"CHF"}, "franken": {"CHF"},
	"¥": {"JPY", "CNY"}, "₹": {"INR"}, "zł": {"PLN"}, "kč": {"CZK"}, "kr": {"SEK", "NOK", "DKK", "ISK"},
	"k€": {"EUR"}, "t€": {"EUR"}, "keur": {"EUR"}, "teur": {"EUR"}, "k$": dollars, "k£": {"GBP"},
	"eur": {"EUR"}, "usd": {"USD"}, "gbp": {"GBP"}, "chf": {"CHF"},
}

var dollars = []string{"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}

// codes are the other currencies that are written by their code (ISO 4217), in
// capitals: "try" is a word.
const codes = "CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|RON|BGN|BRL|MXN|INR|JPY|CNY|TRY|ILS|AED|SAR|ZAR|KRW|THB|UAH"

// currenciesOf returns what a mark may mean, and whether it says thousands.
func currenciesOf(mark string) ([]string, bool) {
	m := strings.ToLower(mark)
	list, ok := signs[m]
	if !ok {
		return []string{strings.ToUpper(mark)}, false
	}
	return list, slices.Contains([]string{"k€", "t€", "keur", "teur", "k$", "k£"}, m)
}

// amount is a figure of money in a text, or a range of it.
type amount struct {
	low, high  float64 // equal for a single figure
	open       bool    // "80k+": there is no upper end
	currencies []string
	start, end int
}

// scanner finds figures of money: numbers first, then what stands around them.
type scanner struct{ before, behind, joint, large *regexp.Regexp }

// digits are a number, with separators.
var digits = regexp.MustCompile(`\d{1,3}(?:[.,'’ \x{a0}\x{202f}]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?`)

// newScanner takes the words that join a range and those for a thousand.
func newScanner(to, thousand []string) *scanner {
	mark := `(` + alternatives(slices.Collect(maps.Keys(signs))) + `|(?-i:` + codes + `))`
	return &scanner{
		before: regexp.MustCompile(`(?i)(?:^|[^\pL])` + mark + `[ \x{a0}]{0,2}$`),
		behind: regexp.MustCompile(`(?i)^(?:[ \x{a0}]?(` + alternatives(append(thousand, "k")) + `)\b)?(?:[ \x{a0}]{0,2}` + mark + `(?:[^\pL]|$))?(?:[ \x{a0}]?(\+))?`),
		joint:  regexp.MustCompile(`(?i)^\s{0,2}(?:[-–—]|` + alternatives(to) + `)\s{0,2}$`),
		large:  regexp.MustCompile(`(?i)^[ \x{a0}]?(?:%|(?:m|mn|mm|mio|mill?i\p{L}*|miljoen|mld|mrd|b|bn|billion\w*|milliard\w*|miljard|x)(?:[^\pL]|$))`),
	}
}

// alternatives is an expression for any of the words, the longest first.
func alternatives(list []string) string {
	var quoted []string
	for _, w := range list {
		quoted = append(quoted, regexp.QuoteMeta(w))
	}
	slices.SortFunc(quoted, func(a, b string) int { return len(b) - len(a) })
	if len(quoted) == 0 {
		return `[^\s\S]`
	}
	return strings.Join(quoted, "|")
}

// figure is one number of a text, with its marks.
type figure struct {
	value      float64
	times      float64 // 1,000 or 1: what the words behind it say
	currencies []string
	open       bool
	large      bool // millions, or a percentage: no pay
	start, end int
}

// find returns the figures of money in a text, in order.
func (s *scanner) find(text string) []amount {
	var list []amount
	figures := s.figures(text)
	for i := 0; i < len(figures); i++ {
		a := figures[i].amount()
		bad := figures[i].large
		if i+1 < len(figures) && s.joint.MatchString(text[a.end:figures[i+1].start]) {
			if r, ok := span(figures[i], figures[i+1]); ok {
				a, bad = r, bad || figures[i+1].large
				i++
			}
		}
		if len(a.currencies) > 0 && !bad {
			list = append(list, a)
		}
	}
	if len(list) > mostAmounts {
		return nil
	}
	return list
}

func (f figure) amount() amount {
	v := f.value * f.times
	return amount{v, v, f.open, f.currencies, f.start, f.end}
}

// span joins two figures to a range: "80–90k" and "80-90,000" name thousands
// once. What does not ascend is none.
func span(a, b figure) (amount, bool) {
	low, high := a.value*a.times, b.value*b.times
	switch {
	case a.times == 1 && low < 1000 && high >= 1000 && (b.times > 1 || low*1000 <= high):
		low *= 1000
	case b.times == 1 && a.times > 1 && high < 1000:
		high *= a.times
	}
	currencies, same := common(a.currencies, b.currencies)
	return amount{low, high, b.open, currencies, a.start, b.end}, low < high && same
}

// common returns the currencies that both marks may mean: "US$45-$52".
func common(a, b []string) ([]string, bool) {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...), true
	}
	both := slices.DeleteFunc(slices.Clone(a), func(c string) bool { return !slices.Contains(b, c) })
	return both, len(both) > 0
}

// A text with more numbers than that is read only so far, and one with more
// amounts of money is a price list: nothing in it is taken for pay.
const (
	mostNumbers = 500
	mostAmounts = 40
)

// around is how much of the text beside a number is looked at, in bytes.
const around = 16

func (s *scanner) figures(text string) []figure {
	var list []figure
	last := 0 // where the figure before ends: its mark is not ours
	for _, at := range digits.FindAllStringIndex(text, mostNumbers) {
		value, ok := parseNumber(text[at[0]:at[1]])
		if !ok {
			continue
		}
		f := figure{value: value, times: 1, start: at[0], end: at[1]}
		left, right := text[max(last, f.start-around):f.start], text[f.end:min(len(text), f.end+around)]
		f.large = s.large.MatchString(right)
		if m := s.before.FindStringSubmatchIndex(left); m != nil {
			f.mark(left[m[2]:m[3]])
			f.start += m[2] - len(left)
		}
		f.read(right, s.behind.FindStringSubmatchIndex(right))
		list, last = append(list, f), f.end
	}
	return list
}

// read takes what stands behind the number: "k", a mark, a plus.
func (f *figure) read(right string, m []int) {
	if m[2] >= 0 {
		f.times = 1000
	}
	if m[4] >= 0 {
		f.mark(right[m[4]:m[5]])
	}
	f.open = m[6] >= 0
	f.end += max(0, m[3], m[5], m[7])
}

func (f *figure) mark(mark string) {
	currencies, thousands := currenciesOf(mark)
	f.currencies = currencies
	if thousands {
		f.times = 1000
	}
}

// parseNumber reads a number in any of the ways it is written: a separator
// before exactly three digits groups them, one before one or two is a decimal
// point.
func parseNumber(s string) (float64, bool) {
	fraction := ""
	if i := strings.LastIndexAny(s, ".,"); i >= 0 && len(s)-i <= 3 {
		s, fraction = s[:i], s[i+1:]
	}
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if len(digits) > 12 {
		return 0, false
	}
	v, err := strconv.ParseFloat(digits+"."+fraction+"0", 64)
	return v, err == nil
}
