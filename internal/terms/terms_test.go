package terms

import (
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rsvpd/internal/lexicon"
)

func words(t testing.TB) *lexicon.Lexicon {
	t.Helper()
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	return lex
}

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New(words(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// New runs the examples; this makes sure that every language that is answered in
// has some. Others are read for their commonest phrases only.
func TestEveryLanguageHasExamples(t *testing.T) {
	lex := words(t)
	for _, code := range []string{"de", "en", "es", "fr", "it", "nl", "pt"} {
		l, ok := lex.Language(code)
		if !ok || len(l.Terms.Examples) < 5 {
			t.Errorf("%s has too few examples, or none", code)
		}
	}
}

func TestWrongWordsAreRefused(t *testing.T) {
	wrong := lexicon.Terms{
		Pay:      []string{"salary"},
		Examples: []lexicon.TermsExample{{Text: "The salary is 50,000 EUR.", Pay: []string{"40000 EUR a year"}}},
	}
	_, err := New(&lexicon.Lexicon{Languages: []lexicon.Language{{Code: "xx", Terms: wrong}}})
	if err == nil || !strings.Contains(err.Error(), `lang/xx.terms.toml: example "The salary is 50,000 EUR." says pay ["50000 EUR a year"]`) {
		t.Errorf("the example is not refused: %v", err)
	}
	wrong = lexicon.Terms{Pay: []string{"(salary"}}
	if _, err = New(&lexicon.Lexicon{Languages: []lexicon.Language{{Code: "xx", Terms: wrong}}}); err == nil {
		t.Error("an open bracket is taken")
	}
}

// What the examples of the languages do not show: shapes of figures and of texts.
func TestRead(t *testing.T) {
	r := reader(t)
	tests := []struct{ name, text, pay string }{
		{"thousands by a comma", "Salary: EUR 80,000", "80000 EUR a year"},
		{"by a full stop", "Salary: EUR 80.000", "80000 EUR a year"},
		{"by a space that does not break", "Salaire : 80\u202f000 €", "80000 EUR a year"},
		{"by an apostrophe", "Lohn: CHF 80’000.00", "80000 CHF a year"},
		{"cents", "Gehalt: 80.000,50 €", "80000.5 EUR a year"},
		{"a k for both ends", "Salary €80-90k", "80000-90000 EUR a year"},
		{"a k at the first end", "Salary €80k-90", "80000-90000 EUR a year"},
		{"thousands for both ends", "Salary €80–90,000", "80000-90000 EUR a year"},
		{"the currency behind", "salary 80 to 90k EUR", "80000-90000 EUR a year"},
		{"a plus", "Salary: $150k+", "150000+ USD/CAD/AUD/NZD/SGD/HKD a year"},
		{"a currency in letters", "salary of 45k GBP", "45000 GBP a year"},
		{"a number of something else behind", "Salary: €80k - 3 rounds of interviews", "80000 EUR a year"},
		{"two currencies", "Salary: 80,000 EUR (90,000 USD)", "80000 EUR a year, 90000 USD a year"},
		{"a word is no currency", "We try 3 times to pay 5000.", ""},
		{"a wrapped line", "The salary for this role, which we would like to tell you at once, is\nabout 60,000 EUR.", "60000 EUR a year"},
		{"another line is another matter", "Salary: to be agreed\nBudget of the project: 80,000 EUR", ""},
		{"a percentage", "Salary plus 10% of EUR", ""},
		{"millions", "Salary talks aside, we closed EUR 12 million.", ""},
		{"no currency is not known", "The salary is 80,000.", ""},
		{"a monthly figure without its period", "Gehalt: 4.200 €", "4200 EUR"},
		{"a small fee", "Speakers receive a fee of £150.", "150 GBP once"},
		{"a rate with no other word", "€75/hour, 6 months, could start in May", "75 EUR a hour"},
		{"a price is no rate", "lunch is €9 a day", ""},
		{"long digits", "Salary: EUR 99999999999999999999", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range r.Read(tt.text).Pay {
				got = append(got, p.String())
			}
			if s := strings.Join(got, ", "); s != tt.pay {
				t.Errorf("got %q, want %q", s, tt.pay)
			}
		})
	}
}

func TestWorkplaceContradiction(t *testing.T) {
	r := reader(t)
	got := r.Read("This is a fully remote position.\n\nThe job is office based, too.")
	if got.Workplace != "" {
		t.Errorf("both remote and on site, read as %s (%q)", got.Workplace, got.WorkplaceText)
	}
}

// Whatever stands in a mail, what is quoted stands there, and figures are sane.
func FuzzRead(f *testing.F) {
	r := reader(f)
	for _, l := range words(f).Languages {
		for _, x := range l.Terms.Examples {
			f.Add(x.Text)
		}
	}
	f.Add("€")
	f.Add("salary €1.2.3.4,5k–k€")
	f.Add("Salary: 1 \u00a0€\xff/year")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		got := r.Read(text)
		flat := strings.Join(strings.Fields(text), " ")
		for _, p := range got.Pay {
			if !strings.Contains(flat, p.Text) || p.Text == "" {
				t.Errorf("%q is quoted and does not stand there", p.Text)
			}
			if p.High < p.Low || p.Low < 0 || len(p.Currencies) == 0 {
				t.Errorf("%v is no pay", p)
			}
		}
		for _, s := range append(got.Places, got.WorkplaceText) {
			if utf8.ValidString(text) && !strings.Contains(flat, strings.Join(strings.Fields(s), " ")) {
				t.Errorf("%q is quoted and does not stand there", s)
			}
		}
		if (got.Workplace == "") != (got.WorkplaceText == "") {
			t.Errorf("workplace %q by %q", got.Workplace, got.WorkplaceText)
		}
	})
}

// What is made to cost much does not (the time is that of the worst of them on a
// slow machine, many times over).
func TestHostileText(t *testing.T) {
	r := reader(t)
	for _, part := range []string{"€1 ", "1", "salary ", "(remote ", "location : A ", "salary €50,000 a year ", "€1-€2-", "\n\n:"} {
		text := strings.Repeat(part, 1<<14/len(part))
		begun := time.Now()
		got := r.Read(text)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%q takes %s", part, took)
		}
		if len(got.Pay) > mostAmounts {
			t.Errorf("%q: %d figures of pay", part, len(got.Pay))
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := reader(b)
	text := strings.Repeat("We would like to meet you on Tuesday 3 March at 10:00 and talk about the role.\nThe salary is €60,000 to €70,000 a year. ", 12)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r.Read(text)
	}
}
