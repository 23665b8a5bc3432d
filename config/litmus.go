package config

import "fmt"

// Litmus is the user's test of whether an interview is worth taking (ETIQUETTE
// D4). A check that is not stated is zero.
type Litmus struct {
	Skills, Trajectory, Respect Check
	Pay                         Pay
}

// Check says what passes one check of the litmus test, and what fails it.
type Check struct {
	Yes, No []Pattern
	// Strict: a role, or a company, that is known and not under Yes fails.
	Strict bool
}

// Pay is an amount of money. The zero value is none.
type Pay struct {
	Amount   float64
	Currency string // ISO 4217
	Per      string // "year", "month", "week", "day", "hour"; "once" is a fee
}

func (l *Litmus) read(t *table) {
	l.Skills = t.check("skills")
	t.pay("pay", &l.Pay)
	l.Trajectory = t.check("trajectory")
	l.Respect = t.check("respect")
	t.done(nil)
}

// check reads what passes and fails a check: a list alone is what passes it.
func (t *table) check(key string) Check {
	switch t.values[key].(type) {
	case string, []any:
		return Check{Yes: t.patterns(key)}
	}
	if !t.has(key) {
		t.asked = append(t.asked, key)
		return Check{}
	}
	sub := t.sub(key)
	c := Check{Yes: sub.patterns("yes"), No: sub.patterns("no")}
	sub.flag("strict", &c.Strict)
	if c.Strict && len(c.Yes) == 0 {
		sub.wrong("strict", "fails everything, since nothing is under yes", "name what passes, or take it out")
	}
	sub.done(map[string]string{"pass": `did you mean "yes"?`, "fail": fmt.Sprintf("did you mean %q?", "no")})
	return c
}
