package decide

import (
	"fmt"
	"slices"
	"time"

	"rsvpd/internal/thread"
)

// Remark is something about the rules that the user probably does not mean. The
// rules hold all the same: the first that matches decides.
type Remark struct {
	Rule int    // index
	Text string // in plain words, led by the rule's name
}

// Review looks for rules that can't decide, contradict each other, or can't do
// what they say. It reports only what is certain.
func (p Policy) Review(now time.Time) []Remark {
	var list []Remark
	for i := range p.Rules.list {
		c := &p.Rules.list[i]
		for _, text := range []string{p.Rules.shadow(i, now), c.futile(p), c.undated(), p.Rules.unasked(i), c.waits(now)} {
			if text != "" {
				list = append(list, Remark{i, sentence(c.Name) + " " + text})
			}
		}
	}
	return list
}

// mostVariants bounds how many variants of a rule's lists are looked at.
const mostVariants = 256

// shadow says that earlier rules decide about everything that rule i matches;
// empty when something is left to it. A rule with lists is many rules, each of
// which may be met by another.
func (rs Rules) shadow(i int, now time.Time) string {
	c := &rs.list[i]
	variants := c.when.variants()
	var by []int
	for _, v := range variants {
		j := slices.IndexFunc(rs.list[:i], func(e compiled) bool { return e.shadows(c, v, now) })
		if j < 0 {
			return ""
		}
		if !slices.Contains(by, j) {
			by = append(by, j)
		}
	}
	if len(by) > 1 {
		slices.Sort(by)
		return "can never decide: " + rs.names(by) + " come first and together match all that it matches"
	}
	e := &rs.list[by[0]]
	does := fmt.Sprintf("and says %s as well", e.Then)
	if e.Then != c.Then {
		does = fmt.Sprintf("and says %s, not %s", e.Then, c.Then)
	}
	if c.when.cover(e.when) && len(c.unless) == 0 && len(e.unless) == 0 {
		return fmt.Sprintf("can never decide: %s comes first, asks for the same %s", e.Name, does)
	}
	return fmt.Sprintf("can never decide: %s comes first, matches all that it matches %s", e.Name, does)
}

// shadows reports whether the rule decides whenever the later one, narrowed to
// some conditions, matches. An ask is passed over once the question was put.
func (c *compiled) shadows(later *compiled, narrowed conditions, now time.Time) bool {
	switch {
	case c.Then == thread.Ask && later.Then != thread.Ask:
		return false
	case c.Since.After(now) && c.Since.After(later.Since):
		return false
	case len(c.unless) > 0 && (len(later.unless) == 0 || !later.unless.cover(c.unless)):
		return false
	}
	return c.when.cover(narrowed)
}

func (rs Rules) names(of []int) string {
	text := ""
	for n, i := range of {
		switch {
		case n == 0:
		case n == len(of)-1:
			text += " and "
		default:
			text += ", "
		}
		text += rs.list[i].Name
	}
	return text
}

// variants are the conditions with one entry of each list, in every combination;
// the conditions as they are when that would be too many.
func (cs conditions) variants() []conditions {
	list := []conditions{nil}
	for _, c := range cs {
		if len(list)*len(c.any) > mostVariants {
			return []conditions{cs}
		}
		var next []conditions
		for _, v := range list {
			for _, t := range c.any {
				next = append(next, append(slices.Clone(v), condition{c.key, []test{t}}))
			}
		}
		list = next
	}
	return list
}

// futile says that the rule can't do what it says, or can never match.
func (c *compiled) futile(p Policy) string {
	n := p.Litmus.Checks()
	switch {
	case c.When.Fails > n:
		return fmt.Sprintf("can never match: it asks for %d failed checks, and [litmus] states %d", c.When.Fails, n)
	case c.Then != thread.Accept:
		return ""
	case c.only("form", "availability", "booking", "open"):
		return "can never accept: it matches only mail that proposes no time; times will be offered instead"
	case c.only("conflict", "true"):
		return "can never accept: it matches only where every proposed time is taken; times will be offered instead"
	case c.only("unknown", "times"):
		return "can never accept: it matches only where no time is proposed; times will be offered instead"
	}
	return ""
}

// only reports whether a key is asked for, and for nothing but some words.
func (c *compiled) only(key string, words ...string) bool {
	for _, cond := range c.when {
		if cond.key == key {
			return !slices.ContainsFunc(cond.any, func(t test) bool { return !slices.Contains(words, wordOf(t)) })
		}
	}
	return false
}

func wordOf(t test) string {
	switch t := t.(type) {
	case whole:
		return fold(string(t))
	case unsaid:
		return string(t)
	}
	return ""
}

// undated says that a rule about an accepted offer does not tell since when.
func (c *compiled) undated() string {
	if c.Reason == acceptedOffer && c.Then == thread.Decline && c.Since.IsZero() {
		return "has no date: write since = YYYY-MM-DD, the day on which you accepted, so that what was answered or booked by then is declined too"
	}
	return ""
}

// unasked says that pay is declined that nobody has asked about (ETIQUETTE D3, D5).
func (rs Rules) unasked(i int) string {
	if c := &rs.list[i]; c.Then != thread.Decline || c.Reason != "compensation" {
		return ""
	}
	asks := func(c compiled) bool { return c.Then == thread.Ask && askFor[c.Reason] == "pay" }
	if slices.ContainsFunc(rs.list[:i], asks) {
		return ""
	}
	return `declines over pay, and no rule above it asks about pay first: one with then = "ask" and reason = "pay" would, once in a thread`
}

// waits says that a rule does not hold yet.
func (c *compiled) waits(now time.Time) string {
	if !c.Since.After(now) {
		return ""
	}
	return "holds only from " + c.Since.Format("2 January 2006") + " on"
}
