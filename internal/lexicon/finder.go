package lexicon

import (
	"errors"
	"fmt"
)

// Finder finds the cues of one language in a text.
type Finder struct {
	matcher *Matcher
	cues    int // patterns below are cues, those from here on are what undoes them
}

// Hit is a place where a cue fires.
type Hit struct {
	Match
	Cue int // index into the language's Cues
}

// Finder compiles the cues of the language, once. A wrong phrase is an error that
// names its cue.
func (l *Language) Finder() (*Finder, error) {
	if l.finder == nil { // it was not loaded but put together
		return newFinder(l)
	}
	return l.finder()
}

func newFinder(l *Language) (*Finder, error) {
	var all []Pattern
	for i := range l.Cues {
		all = append(all, l.patterns(i)...)
	}
	m, err := Compile(all, l.Sets)
	if err == nil {
		return &Finder{matcher: m, cues: len(l.Cues)}, nil
	}
	errs := []error{}
	for i := range l.Cues {
		if _, err := Compile(l.patterns(i), l.Sets); err != nil {
			errs = append(errs, fmt.Errorf("cue %q: %w", l.Cues[i].ID, err))
		}
	}
	if len(errs) == 0 {
		return nil, err
	}
	return nil, errors.Join(errs...)
}

// patterns are the phrases of the i-th cue, and those that undo it.
func (l *Language) patterns(i int) []Pattern {
	var list []Pattern
	for _, p := range l.Cues[i].Phrases {
		list = append(list, Pattern{ID: i, Phrase: p})
	}
	for _, p := range l.Cues[i].Unless {
		list = append(list, Pattern{ID: len(l.Cues) + i, Phrase: p})
	}
	return list
}

// Find returns where cues fire in text, in order of places. Cues that a phrase
// of their Unless undoes in the same sentence are left out.
func (f *Finder) Find(text string) []Hit {
	var hits []Hit
	var undone map[[2]int]bool
	f.matcher.Find(text, func(m Match) {
		if m.ID >= f.cues {
			if undone == nil {
				undone = map[[2]int]bool{}
			}
			undone[[2]int{m.ID - f.cues, m.Sentence}] = true
			return
		}
		hits = append(hits, Hit{Match: m, Cue: m.ID})
	})
	if undone == nil {
		return hits
	}
	kept := hits[:0]
	for _, h := range hits {
		if !undone[[2]int{h.Cue, h.Sentence}] {
			kept = append(kept, h)
		}
	}
	return kept
}

// Check runs the hit and miss examples of all cues. Every wrong one is an error
// that names the language, the cue and the example.
func (l *Lexicon) Check() error {
	var errs []error
	for i := range l.Languages {
		errs = append(errs, l.Languages[i].check())
	}
	return errors.Join(errs...)
}

func (l *Language) check() error {
	f, err := l.Finder()
	if err != nil {
		return fmt.Errorf("lang/%s.toml: %w", l.Code, err)
	}
	var errs []error
	for i := range l.Cues {
		c := &l.Cues[i]
		test := func(texts []string, want bool, verb string) {
			for _, t := range texts {
				if f.fires(i, t) != want {
					errs = append(errs, fmt.Errorf("lang/%s.toml: cue %q %s %q: change its phrases or the example", l.Code, c.ID, verb, t))
				}
			}
		}
		test(c.Hit, true, "does not hit")
		test(c.Miss, false, "does not miss")
	}
	return errors.Join(errs...)
}

func (f *Finder) fires(cue int, text string) bool {
	for _, h := range f.Find(text) {
		if h.Cue == cue {
			return true
		}
	}
	return false
}
