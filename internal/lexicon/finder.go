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

// Finder compiles the cues of the language. A wrong phrase is an error that
// names its cue.
func (l *Language) Finder() (*Finder, error) {
	var patterns []Pattern
	var errs []error
	for i := range l.Cues {
		c := &l.Cues[i]
		for _, p := range c.Phrases {
			patterns = append(patterns, Pattern{ID: i, Phrase: p})
		}
		for _, p := range c.Unless {
			patterns = append(patterns, Pattern{ID: len(l.Cues) + i, Phrase: p})
		}
		one := patterns[len(patterns)-len(c.Phrases)-len(c.Unless):]
		if _, err := Compile(one, l.Sets); err != nil {
			errs = append(errs, fmt.Errorf("cue %q: %w", c.ID, err))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	m, err := Compile(patterns, l.Sets)
	return &Finder{matcher: m, cues: len(l.Cues)}, err
}

// Find returns where cues fire in text, in order of places. Cues that a phrase
// of their Unless undoes in the same sentence are left out.
func (f *Finder) Find(text string) []Hit {
	var hits []Hit
	undone := map[[2]int]bool{}
	f.matcher.Find(text, func(m Match) {
		if m.ID >= f.cues {
			undone[[2]int{m.ID - f.cues, m.Sentence}] = true
			return
		}
		hits = append(hits, Hit{Match: m, Cue: m.ID})
	})
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
