package decide

import (
	"errors"
	"fmt"

	"rsvpd/internal/terms"
)

// Litmus is the test of whether an interview is worth taking (ETIQUETTE D4): four
// checks that the user states, each judged only where the mail lets it be. The
// zero value has none.
type Litmus struct {
	skills, trajectory, respect *check
	pay                         *terms.Figure
}

// LitmusWords are the user's words for Litmus.
type LitmusWords struct {
	Skills     CheckWords // compared with the role, then with the text
	Pay        terms.Figure
	Trajectory CheckWords // compared with the role
	Respect    CheckWords // compared with company, sender and domain
}

// CheckWords says when a check is passed and when it is failed, by words or
// /expressions/ as those of a Match. Yes comes first: a role that names a skill
// of yours beside another passes.
type CheckWords struct {
	Yes, No []string
	// Strict makes what is known and not under Yes a failure: of skills and
	// trajectory a role, of respect a company.
	Strict bool
}

type check struct {
	yes, no condition
	strict  bool
}

// checkNames are the checks in the order of ETIQUETTE D4.
var checkNames = []string{"skills", "pay", "trajectory", "respect"}

// CompileLitmus reads the words. All that is wrong is joined.
func CompileLitmus(w LitmusWords) (Litmus, error) {
	var l Litmus
	var errs []error
	for _, c := range []struct {
		name  string
		words CheckWords
		into  **check
	}{{"skills", w.Skills, &l.skills}, {"trajectory", w.Trajectory, &l.trajectory}, {"respect", w.Respect, &l.respect}} {
		compiled, err := compileCheck(c.words)
		if err != nil {
			errs = append(errs, fmt.Errorf("litmus.%s: %w", c.name, err))
		}
		*c.into = compiled
	}
	if w.Pay != (terms.Figure{}) {
		if err := w.Pay.Check(); err != nil {
			errs = append(errs, fmt.Errorf("litmus.pay: %w", err))
		}
		l.pay = &w.Pay
	}
	return l, errors.Join(errs...)
}

func compileCheck(w CheckWords) (*check, error) {
	if len(w.Yes)+len(w.No) == 0 {
		return nil, nil
	}
	c := &check{strict: w.Strict}
	var errs []error
	for _, list := range []struct {
		words []string
		into  *condition
	}{{w.Yes, &c.yes}, {w.No, &c.no}} {
		for _, s := range list.words {
			t, err := parsePhrase(s)
			if err != nil {
				errs = append(errs, fmt.Errorf("%q: %w", s, err))
				continue
			}
			list.into.any = append(list.into.any, t)
		}
	}
	return c, errors.Join(errs...)
}

// Checks counts the checks that the user has stated.
func (l Litmus) Checks() int {
	n := 0
	for _, c := range []bool{l.skills != nil, l.pay != nil, l.trajectory != nil, l.respect != nil} {
		if c {
			n++
		}
	}
	return n
}
