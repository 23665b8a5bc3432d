// Package terms reads what a mail says about the terms of what it offers: what
// it pays, whether it is done remotely, and where. Its words are data. It takes
// only what the mail says of the work itself (not of a bonus, a budget, or the
// place of the interview) and leaves everything else unknown; whether the terms
// are good enough is up to decide. It is pure.
package terms

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rsvpd/internal/lexicon"
)

// Workplace is where work is done.
type Workplace string

// The workplaces.
const (
	Remote Workplace = "remote"
	Hybrid Workplace = "hybrid"
	OnSite Workplace = "on-site"
)

// Terms are what a mail says. Unknown is empty.
type Terms struct {
	Pay           []Pay
	Workplace     Workplace
	WorkplaceText string   // the words that say so
	Places        []string // as the mail names them, perhaps with some words more
}

// what a phrase is about.
type sense int

const (
	paySense sense = iota
	feeSense
	noPaySense
	atMostSense
	atLeastSense
	yearSense
	monthSense
	weekSense
	daySense
	hourSense
	remoteSense
	hybridSense
	onSiteSense
	remoteTag
	hybridTag
	onSiteTag
	noWorkplaceSense
	placeSense
	senses
)

// Reader finds terms. It is safe for concurrent use.
type Reader struct {
	matcher *lexicon.Matcher
	slashed []bool // by pattern: a slash stands right before it
	senses  []sense
	money   *scanner
	plus    []string // words behind a figure after which something else begins
}

// New compiles the words of all languages; a wrong phrase, or an example that is
// read otherwise than it says, is an error.
func New(lex *lexicon.Lexicon) (*Reader, error) {
	r := &Reader{}
	var patterns []lexicon.Pattern
	var to, thousand []string
	for _, l := range lex.Languages {
		for s, phrases := range bySense(&l.Terms) {
			for _, p := range phrases {
				word, slashed := strings.CutPrefix(p, "/")
				patterns = append(patterns, lexicon.Pattern{ID: len(patterns), Phrase: word})
				r.slashed, r.senses = append(r.slashed, slashed), append(r.senses, sense(s))
			}
		}
		to, thousand = append(to, l.Terms.To...), append(thousand, l.Terms.Thousand...)
		r.plus = append(r.plus, l.Terms.Plus...)
	}
	var err error
	if r.matcher, err = lexicon.Compile(patterns, nil); err != nil {
		return nil, fmt.Errorf("words of terms: %w", err)
	}
	r.money = newScanner(to, thousand)
	return r, r.check(lex)
}

func bySense(t *lexicon.Terms) [senses][]string {
	p := &t.Period
	return [senses][]string{
		t.Pay, t.Fee, t.NoPay, t.AtMost, t.AtLeast, p.Year, p.Month, p.Week, p.Day, p.Hour,
		t.Remote, t.Hybrid, t.OnSite, t.Tags.Remote, t.Tags.Hybrid, t.Tags.OnSite, t.NoWorkplace, t.Place,
	}
}

// check runs the examples of all languages.
func (r *Reader) check(lex *lexicon.Lexicon) error {
	var errs []error
	for _, l := range lex.Languages {
		for _, x := range l.Terms.Examples {
			got := r.Read(x.Text)
			var pay []string
			for _, p := range got.Pay {
				pay = append(pay, p.String())
			}
			if !slices.Equal(pay, x.Pay) || string(got.Workplace) != x.Workplace || !slices.Equal(got.Places, x.Place) {
				errs = append(errs, fmt.Errorf("lang/%s.terms.toml: example %q says pay %q, workplace %q, place %q: change the phrases or the example",
					l.Code, x.Text, pay, got.Workplace, got.Places))
			}
		}
	}
	return errors.Join(errs...)
}

// Read returns the terms that a text names.
func (r *Reader) Read(text string) Terms {
	f := r.find(text)
	t := Terms{Places: f.places()}
	t.Workplace, t.WorkplaceText = f.workplace()
	t.Pay = f.pay(r.money)
	return t
}

// word is a phrase found in a text.
type word struct {
	sense      sense
	start, end int
}

// findings are the phrases found in a text, in order.
type findings struct {
	text  string
	words []word
	plus  []string
}

func (r *Reader) find(text string) findings {
	f := findings{text: text, plus: r.plus}
	r.matcher.Find(text, func(m lexicon.Match) {
		if !r.slashed[m.ID] || strings.HasSuffix(strings.TrimRight(text[:m.Start], " "), "/") {
			f.words = append(f.words, word{r.senses[m.ID], m.Start, m.End})
		}
	})
	return f
}

// within returns the phrases of some senses that lie in a clause.
func (f *findings) within(c clause, want ...sense) []word {
	var list []word
	for _, w := range f.words {
		if c.contains(w) && slices.Contains(want, w.sense) {
			list = append(list, w)
		}
	}
	return list
}
