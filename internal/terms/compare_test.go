package terms

import (
	"math"
	"math/rand/v2"
	"testing"
)

func euros(low, high float64, per Period) Pay {
	return Pay{Low: low, High: high, Currencies: []string{"EUR"}, Per: per, Text: "…"}
}

func TestBelowAndReaches(t *testing.T) {
	inf := math.Inf(1)
	want := Figure{60_000, "EUR", Year}
	tests := []struct {
		name           string
		pay            []Pay
		want           Figure
		below, reaches bool
	}{
		{"nothing is known", nil, want, false, false},
		{"a figure below", []Pay{euros(55_000, 55_000, Year)}, want, true, false},
		{"the figure itself", []Pay{euros(60_000, 60_000, Year)}, want, false, true},
		{"the top of a range decides", []Pay{euros(50_000, 65_000, Year)}, want, false, true},
		{"a range below", []Pay{euros(50_000, 59_000, Year)}, want, true, false},
		{"up to", []Pay{euros(0, 59_000, Year)}, want, true, false},
		{"no top is never below", []Pay{euros(50_000, inf, Year)}, want, false, false},
		{"no top, and the bottom is enough", []Pay{euros(60_000, inf, Year)}, want, false, true},
		{"another currency is not known", []Pay{{Low: 1, High: 1, Currencies: []string{"GBP"}, Per: Year}}, want, false, false},
		{"a sign that may be the currency", []Pay{{Low: 1, High: 1, Currencies: dollars, Per: Year}}, Figure{9, "CAD", Year}, true, false},
		{"no period is not known", []Pay{euros(50_000, 50_000, "")}, want, false, false},
		{"a fee is no salary", []Pay{euros(500, 500, Once)}, want, false, false},
		{"a fee below", []Pay{euros(300, 400, Once)}, Figure{500, "EUR", Once}, true, false},
		{"two figures, one of them enough", []Pay{euros(50_000, 50_000, Year), euros(70_000, 70_000, Year)}, want, false, true},
		{"twelve or fourteen salaries: too close to tell", []Pay{euros(4_500, 4_500, Month)}, want, false, false},
		{"even fourteen salaries are below", []Pay{euros(4_200, 4_200, Month)}, want, true, false},
		{"twelve salaries are enough", []Pay{euros(5_000, 5_000, Month)}, want, false, true},
		{"an hour against a year", []Pay{euros(20, 20, Hour)}, want, true, false},
		{"a year against an hour", []Pay{euros(90_000, 90_000, Year)}, Figure{40, "EUR", Hour}, false, true},
		{"a day against an hour", []Pay{euros(200, 200, Day)}, Figure{60, "EUR", Hour}, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, got := Below(tt.pay, tt.want); got != tt.below {
				t.Errorf("below = %v", got)
			}
			if _, got := Reaches(tt.pay, tt.want); got != tt.reaches {
				t.Errorf("reaches = %v", got)
			}
		})
	}
}

// No pay is both below a figure and enough, and what is below one figure is
// below every larger one.
func TestBelowAndReachesExclude(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	periods := []Period{Year, Month, Week, Day, Hour, Once, ""}
	currencies := [][]string{{"EUR"}, {"USD"}, dollars}
	below, reaches := 0, 0
	for range 5000 {
		low := math.Exp(r.Float64() * 12)
		p := Pay{Low: low, High: low * (1 + r.Float64()), Currencies: currencies[r.IntN(3)], Per: periods[r.IntN(7)]}
		f := Figure{math.Exp(r.Float64() * 12), []string{"EUR", "USD"}[r.IntN(2)], periods[r.IntN(6)]}
		_, b := Below([]Pay{p}, f)
		_, e := Reaches([]Pay{p}, f)
		if b && e {
			t.Errorf("%v is below %v and reaches it", p, f)
		}
		f.Amount *= 2
		if _, more := Below([]Pay{p}, f); b && !more {
			t.Errorf("%v is not below %v, though below half of it", p, f)
		}
		if b {
			below++
		}
		if e {
			reaches++
		}
	}
	if below < 100 || reaches < 100 {
		t.Errorf("only %d below and %d enough: this test looks at too little", below, reaches)
	}
}

func TestFigureCheck(t *testing.T) {
	for _, f := range []Figure{{}, {0, "EUR", Year}, {-1, "EUR", Year}, {math.NaN(), "EUR", Year}, {1, "euro", Year}, {1, "EUR", "fortnight"}} {
		if f.Check() == nil {
			t.Errorf("%v is taken", f)
		}
	}
	if err := (Figure{500, "EUR", Once}).Check(); err != nil {
		t.Error(err)
	}
}
