package decide

import (
	"strings"

	"rsvpd/internal/terms"
)

// Verdict is what the litmus test says of an invitation: names of checks, with
// the words that settled them, and of those that could not be settled.
type Verdict struct {
	Failed, Passed, Open []string
}

// String is the verdict in plain words; empty when the user has stated no check.
func (v Verdict) String() string {
	var parts []string
	add := func(list []string, lead string) {
		if len(list) > 0 {
			parts = append(parts, lead+strings.Join(list, ", "))
		}
	}
	add(v.Failed, "fails ")
	add(v.Passed, "passes ")
	add(v.Open, "not told by the mail: ")
	return strings.Join(parts, "; ")
}

// litmus judges the invitation, once.
func (k *known) litmus() Verdict {
	if k.verdict == nil {
		v := k.judge()
		k.verdict = &v
	}
	return *k.verdict
}

func (k *known) judge() Verdict {
	var v Verdict
	l := k.policy.Litmus
	v.words(k, "skills", l.skills, "role", "role", "text")
	if l.pay != nil {
		v.pays(k.terms().Pay, *l.pay)
	}
	v.words(k, "trajectory", l.trajectory, "role", "role")
	v.words(k, "respect", l.respect, "company", "company", "from", "domain")
	return v
}

// words judges by words; main is the key that must be known for a strict check
// to fail, keys are those that are looked at.
func (v *Verdict) words(k *known, name string, c *check, main string, keys ...string) {
	if c == nil {
		return
	}
	switch what, how := c.judge(k, main, keys); how {
	case passes:
		v.Passed = append(v.Passed, name+" ("+what+")")
	case fails:
		v.Failed = append(v.Failed, name+" ("+what+")")
	default:
		v.Open = append(v.Open, name)
	}
}

// outcome is what became of one check. The zero value: it can't be told.
type outcome int

const (
	passes outcome = iota + 1
	fails
)

func (c *check) judge(k *known, main string, keys []string) (string, outcome) {
	for _, key := range keys {
		for _, x := range []struct {
			words condition
			how   outcome
		}{{c.yes, passes}, {c.no, fails}} {
			x.words.key = key
			if what, ok := x.words.met(k); ok {
				return what, x.how
			}
		}
	}
	if c.strict && k.says(main) {
		return main + " “" + k.first(main) + "” is none of yours", fails
	}
	return "", 0
}

// first returns the first known text of a key.
func (k *known) first(key string) string {
	for _, t := range k.texts(key) {
		if t != "" {
			return t
		}
	}
	return ""
}

// pays judges the pay by a figure.
func (v *Verdict) pays(list []terms.Pay, want terms.Figure) {
	if p, ok := terms.Below(list, want); ok {
		v.Failed = append(v.Failed, "pay (“"+p.Text+"”)")
	} else if p, ok := terms.Reaches(list, want); ok {
		v.Passed = append(v.Passed, "pay (“"+p.Text+"”)")
	} else {
		v.Open = append(v.Open, "pay")
	}
}
