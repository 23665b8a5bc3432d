package terms

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Period is what money is paid for.
type Period string

// The periods. The zero value is not known.
const (
	Year  Period = "year"
	Month Period = "month"
	Week  Period = "week"
	Day   Period = "day"
	Hour  Period = "hour"
	Once  Period = "once" // a fee
)

// Pay is what a mail says is paid.
type Pay struct {
	// Low and High are the ends of a range, equal for one figure. An end that
	// is not named is 0 or +Inf: "up to 90k", "from 70k".
	Low, High  float64
	Currencies []string // ISO 4217; several where a sign ("$") does not tell
	Per        Period
	Text       string // the quoted span
}

// String is Pay as examples and messages write it: "60000-70000 EUR a year".
func (p Pay) String() string {
	amount := number(p.Low)
	switch {
	case math.IsInf(p.High, 1):
		amount += "+"
	case p.Low == 0:
		amount = "-" + number(p.High)
	case p.Low != p.High:
		amount += "-" + number(p.High)
	}
	amount += " " + strings.Join(p.Currencies, "/")
	switch p.Per {
	case "":
		return amount
	case Once:
		return amount + " once"
	}
	return amount + " a " + string(p.Per)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// least is the smallest figure that is believed to be pay for a period without a
// word that says so, and without one that says otherwise: "€650 a day".
var least = map[Period]float64{Year: 10_000, Month: 1_500, Week: 500, Day: 100, Hour: 10}

// yearly is from where on a figure called a salary is one of a year, in
// currencies in which nobody earns that much in a month.
const yearly = 15_000

var strong = []string{"EUR", "USD", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"}

// pay returns what the text says is paid, in order.
func (f *findings) pay(s *scanner) []Pay {
	var list []Pay
	amounts := s.find(f.text)
	for i, a := range amounts {
		next := len(f.text)
		if i+1 < len(amounts) {
			next = amounts[i+1].start
		}
		if p, ok := f.payOf(a, next); ok {
			list = append(list, p)
		}
	}
	return list
}

// payOf says what an amount pays; next is where the next amount begins.
func (f *findings) payOf(a amount, next int) (Pay, bool) {
	c := clauseAt(f.text, a.start, a.end)
	p := Pay{Low: a.low, High: a.high, Currencies: a.currencies}
	f.ends(&p, a, c)
	var end int
	p.Per, end = f.period(a, c, next)
	p.Text = strings.Join(strings.Fields(f.text[a.start:end]), " ")
	about, found := f.about(a, c)
	switch {
	case found && about == noPaySense:
		return Pay{}, false
	case found && about == feeSense && (p.Per == "" || p.Per == Year):
		p.Per = Once
	case found && p.Per == "" && a.low >= yearly && slices.Contains(strong, a.currencies[0]):
		p.Per = Year
	case !found:
		return p, end > a.end && a.low >= least[p.Per]
	}
	return p, true
}

// ends reads which end of a range a single figure is.
func (f *findings) ends(p *Pay, a amount, c clause) {
	if a.open {
		p.High = math.Inf(1)
	}
	if a.low != a.high {
		return
	}
	for _, w := range f.within(clause{c.start, a.start}, atMostSense, atLeastSense) {
		if !blank(f.text[w.end:a.start]) {
			continue
		}
		if w.sense == atMostSense {
			p.Low = 0
		} else {
			p.High = math.Inf(1)
		}
	}
}

// blank reports whether nothing but a colon, "≈" or the like stands in between.
func blank(s string) bool { return strings.Trim(s, " \t\r\n:~≈\u00a0") == "" }

// behind is how far behind a figure its period may begin, in bytes.
const behind = 28

// period finds what a figure is paid for: the nearest word behind it, else the
// nearest before it. end is where the quotation ends.
func (f *findings) period(a amount, c clause, next int) (p Period, end int) {
	senses := []sense{yearSense, monthSense, weekSense, daySense, hourSense}
	for _, w := range f.within(clause{a.end, min(c.end, next)}, senses...) {
		if w.start-a.end <= behind {
			return periodOf(w.sense), w.end
		}
	}
	best := -1
	for _, w := range f.within(c, senses...) {
		if d := distance(w, a); best < 0 || d < best {
			best, p = d, periodOf(w.sense)
		}
	}
	return p, a.end
}

func periodOf(s sense) Period { return [...]Period{Year, Month, Week, Day, Hour}[s-yearSense] }

// about says what a figure is: by the nearest word before it, unless one that
// belongs to it stands behind: "salary of €80k", "a €5k sign-on bonus".
func (f *findings) about(a amount, c clause) (s sense, found bool) {
	best := math.MaxInt
	for _, w := range f.within(c, paySense, feeSense, noPaySense) {
		if w.start >= a.end && !f.joined(f.text[a.end:w.start]) {
			continue
		}
		if d := distance(w, a); d < best {
			best, s, found = d, w.sense, true
		}
	}
	return s, found
}

// between is how many words may stand between a figure and the one behind it
// that says what it is: "1,000 EUR for your learning budget".
const between = 3

// joined reports whether what stands behind a gap still belongs to the figure.
func (f *findings) joined(gap string) bool {
	words := strings.Fields(strings.ToLower(gap))
	return len(words) <= between && !strings.ContainsAny(gap, ",;:()+&") &&
		!slices.ContainsFunc(words, func(w string) bool { return slices.Contains(f.plus, w) })
}

func distance(w word, a amount) int {
	if w.end <= a.start {
		return a.start - w.end
	}
	return max(0, w.start-a.end)
}
