package terms

import (
	"fmt"
	"math"
	"slices"
)

// Figure is an amount that the user names, to compare pay with.
type Figure struct {
	Amount   float64
	Currency string // ISO 4217
	Per      Period
}

// String is the figure as it is shown: "80000 EUR a year".
func (f Figure) String() string {
	return Pay{Low: f.Amount, High: f.Amount, Currencies: []string{f.Currency}, Per: f.Per}.String()
}

// Check says what is wrong with a figure; nil if nothing is.
func (f Figure) Check() error {
	if _, ok := inYear[f.Per]; !ok && f.Per != Once {
		return fmt.Errorf("pay can't be counted by the %q", f.Per)
	}
	if !(f.Amount > 0) || len(f.Currency) != 3 {
		return fmt.Errorf("%v %s is no pay", f.Amount, f.Currency)
	}
	return nil
}

// inYear is how often a period is paid in a year, at least and at most: by
// twelve to fourteen salaries, by the days and hours of part of a year or all of
// it.
var inYear = map[Period][2]float64{Year: {1, 1}, Month: {12, 14}, Week: {44, 52}, Day: {200, 260}, Hour: {1500, 2080}}

// Below reports whether all that is known of the pay lies below a figure, by
// every usual way to count, and which pay that is. The top of a range decides; a
// range without a top is never below. Pay in another currency, or for an unknown
// period, is not known.
func Below(list []Pay, f Figure) (Pay, bool) {
	var top Pay
	found := false
	for _, p := range list {
		_, most, ok := p.as(f)
		if !ok {
			continue
		}
		if most >= f.Amount {
			return Pay{}, false
		}
		if !found || p.High > top.High {
			top, found = p, true
		}
	}
	return top, found
}

// Reaches reports whether the pay is known to reach a figure, by every usual way
// to count; of a range, its top.
func Reaches(list []Pay, f Figure) (Pay, bool) {
	for _, p := range list {
		if fewest, _, ok := p.as(f); ok && fewest >= f.Amount {
			return p, true
		}
	}
	return Pay{}, false
}

// as converts the top of the pay into the period of the figure: at least and at
// most so much. Where no top is named, the bottom is what it is at least.
func (p Pay) as(f Figure) (fewest, most float64, ok bool) {
	if !slices.Contains(p.Currencies, f.Currency) {
		return 0, 0, false
	}
	top, sure := p.High, p.High
	if math.IsInf(top, 1) {
		sure = p.Low
	}
	if p.Per == f.Per && p.Per != "" {
		return sure, top, true
	}
	from, ok1 := inYear[p.Per]
	to, ok2 := inYear[f.Per]
	if !ok1 || !ok2 {
		return 0, 0, false
	}
	return sure * from[0] / to[1], top * from[1] / to[0], true
}
