package decide

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"rsvpd/internal/terms"
)

// test is one entry of a key's list: what a fact must be to meet the condition.
type test interface {
	// met reports whether the invitation passes, and the words for the user.
	met(k *known, key string) (string, bool)
	// covers reports whether everything that passes narrow, a test of the same
	// key, passes this as well. False where that can't be told.
	covers(narrow test) bool
}

// phrase is words that must stand in a text, case-folded, on word boundaries.
type phrase struct{ text, words string }

// expression must match a text, its white space folded.
type expression struct {
	text string
	*regexp.Regexp
}

// whole is a word that the fact must be.
type whole string

// domainName is a domain, or the parent of it.
type domainName string

// paysBelow asks for pay that is known to lie below a figure.
type paysBelow terms.Figure

// failsChecks asks for so many failed checks of Policy.Litmus at least.
type failsChecks int

// unsaid asks that the mail does not say a thing.
type unsaid string

func (p phrase) met(k *known, key string) (string, bool) {
	return k.some(key, p.text, func(_, folded string) bool { return containsWords(folded, p.words) })
}

func (e expression) met(k *known, key string) (string, bool) {
	return k.some(key, e.text, func(raw, _ string) bool { return e.MatchString(raw) })
}

func (w whole) met(k *known, key string) (string, bool) {
	return k.some(key, string(w), func(_, folded string) bool { return folded == fold(string(w)) })
}

func (d domainName) met(k *known, key string) (string, bool) {
	return k.some(key, string(d), func(_, folded string) bool { return below(folded, string(d)) })
}

func (f paysBelow) met(k *known, _ string) (string, bool) {
	pay, ok := terms.Below(k.terms().Pay, terms.Figure(f))
	return "pay “" + pay.Text + "”, below " + terms.Figure(f).String(), ok
}

func (n failsChecks) met(k *known, _ string) (string, bool) {
	v := k.litmus()
	return "of your checks it " + v.String(), len(v.Failed) >= int(n)
}

func (u unsaid) met(k *known, _ string) (string, bool) {
	return "the mail does not say the " + string(u), !k.says(string(u))
}

// some reports whether one of the texts of a key passes; unknown ones don't.
func (k *known) some(key, entry string, pass func(raw, folded string) bool) (string, bool) {
	for _, t := range k.texts(key) {
		raw := strings.Join(strings.Fields(t), " ")
		if raw != "" && pass(raw, fold(raw)) {
			return key + " “" + entry + "”", true
		}
	}
	return "", false
}

func (p phrase) covers(narrow test) bool {
	n, ok := narrow.(phrase)
	return ok && containsWords(n.words, p.words)
}

// covers knows that an expression without an anchor that matches words also
// matches every text in which they stand.
func (e expression) covers(narrow test) bool {
	switch n := narrow.(type) {
	case expression:
		return n.Regexp.String() == e.Regexp.String()
	case phrase:
		return !anchored(e.Regexp) && e.MatchString(n.words)
	}
	return false
}

func (w whole) covers(narrow test) bool {
	n, ok := narrow.(whole)
	return ok && fold(string(n)) == fold(string(w))
}

func (d domainName) covers(narrow test) bool {
	n, ok := narrow.(domainName)
	return ok && below(string(n), string(d))
}

func (f paysBelow) covers(narrow test) bool {
	n, ok := narrow.(paysBelow)
	return ok && n.Currency == f.Currency && n.Per == f.Per && n.Amount <= f.Amount
}

func (n failsChecks) covers(narrow test) bool {
	m, ok := narrow.(failsChecks)
	return ok && m >= n
}

func (u unsaid) covers(narrow test) bool { return narrow == test(u) }

// anchored reports whether an expression looks at what lies around its match.
func anchored(re *regexp.Regexp) bool {
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return true
	}
	var looks func(*syntax.Regexp) bool
	looks = func(r *syntax.Regexp) bool {
		switch r.Op {
		case syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
			return true
		}
		return slices.ContainsFunc(r.Sub, looks)
	}
	return looks(tree)
}
