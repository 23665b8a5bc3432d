package decide

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"

	"rsvpd/internal/detect"
	"rsvpd/internal/thread"
)

// condition is one key of a Match, compiled.
type condition struct {
	key string
	any []pattern
}

// pattern is one entry of a key's list.
type pattern struct {
	text  string                        // as the user wrote it
	match func(raw, folded string) bool // of one fact, white space folded
}

// facts are what rules are asked about, by key; several texts are alternatives.
type facts map[string][]string

func factsOf(inv thread.Invitation) facts {
	f, ask := inv.Facts, inv.Ask
	_, domain, _ := strings.Cut(ask.From.Address, "@")
	return facts{
		"company":  {f.Company, f.Program},
		"role":     {f.Role},
		"from":     {strings.TrimSpace(ask.From.Name + " <" + ask.From.Address + ">")},
		"text":     {ask.Subject + "\n" + ask.Text},
		"kind":     {string(f.Kind)},
		"stage":    {string(f.Stage)},
		"form":     {string(f.Form)},
		"category": {string(category(inv))},
		"language": {f.Lang},
		"domain":   {domain},
	}
}

// category is what the invitation is tracked as. The mail to answer may be a
// reminder of it.
func category(inv thread.Invitation) detect.Category {
	for _, c := range []detect.Category{inv.Ask.Category, inv.First.Category} {
		if c == detect.Outreach || c == detect.Assessment || c == detect.Invitation {
			return c
		}
	}
	return detect.Invitation
}

func compile(r Rule) (compiled, error) {
	c := compiled{Rule: r}
	var errs []error
	add := func(key string, words []string, parse func(string) (pattern, error)) {
		if len(words) == 0 {
			return
		}
		cond := condition{key: key}
		for _, w := range words {
			p, err := parse(w)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s = %q: %w", key, w, err))
			}
			cond.any = append(cond.any, p)
		}
		c.conditions = append(c.conditions, cond)
	}
	m := r.When
	add("company", m.Company, phrase)
	add("role", m.Role, phrase)
	add("from", m.From, phrase)
	add("text", m.Text, phrase)
	add("kind", m.Kind, oneOf("job", "media", "speaking", "academic"))
	add("stage", m.Stage, oneOf("screen", "first", "later", "final"))
	add("form", m.Form, oneOf("calendar", "times", "availability", "booking", "open"))
	add("category", m.Category, oneOf("invitation", "outreach", "assessment"))
	add("language", m.Language, oneOf())
	add("domain", m.Domain, domain)
	return c, errors.Join(errs...)
}

// matches reports whether all conditions hold, and the words that met them.
func (c compiled) matches(f facts) (string, bool) {
	var why []string
	for _, cond := range c.conditions {
		p, ok := cond.meets(f[cond.key])
		if !ok {
			return "", false
		}
		why = append(why, cond.key+" “"+p.text+"”")
	}
	return strings.Join(why, ", "), true
}

func (c condition) meets(texts []string) (pattern, bool) {
	for _, t := range texts {
		raw := strings.Join(strings.Fields(t), " ")
		if raw == "" {
			continue // an unknown fact matches nothing
		}
		folded := fold(raw)
		for _, p := range c.any {
			if p.match(raw, folded) {
				return p, true
			}
		}
	}
	return pattern{}, false
}

// fold makes texts comparable whatever their case and white space.
func fold(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(s)), " ")
}

// phrase reads an entry of a text key: an expression between slashes, or words.
func phrase(s string) (pattern, error) {
	if len(s) > 1 && s[0] == '/' && s[len(s)-1] == '/' {
		re, err := regexp.Compile("(?i)" + s[1:len(s)-1])
		if err != nil {
			return pattern{}, err
		}
		return pattern{s, func(raw, _ string) bool { return re.MatchString(raw) }}, nil
	}
	words := fold(s)
	if words == "" {
		return pattern{}, errors.New("is empty; leave the key out to set no condition")
	}
	return pattern{s, func(_, folded string) bool { return containsWords(folded, words) }}, nil
}

// oneOf reads an entry that is compared whole; any text if nothing is known.
func oneOf(known ...string) func(string) (pattern, error) {
	return func(s string) (pattern, error) {
		want := fold(s)
		if want == "" || len(known) > 0 && !slices.Contains(known, want) {
			return pattern{}, fmt.Errorf("is unknown: use one of %s", strings.Join(known, ", "))
		}
		return pattern{s, func(_, folded string) bool { return folded == want }}, nil
	}
}

func domain(s string) (pattern, error) {
	want := strings.TrimPrefix(fold(s), "@")
	if want == "" || strings.ContainsAny(want, "@/ ") {
		return pattern{}, errors.New("is no domain")
	}
	return pattern{s, func(_, folded string) bool {
		return folded == want || strings.HasSuffix(folded, "."+want)
	}}, nil
}

// containsWords reports whether words stands in text with no letter or digit
// running on at either end.
func containsWords(text, words string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		start := from + i
		end := start + len(words)
		if !joined(text[:start], words) && !joined(words, text[end:]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[start:])
		from = start + size
	}
}

// joined reports whether the end of a and the start of b belong to one word.
func joined(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return wordRune(last) && wordRune(first)
}

// wordRune leaves out scripts that put no space between words.
func wordRune(r rune) bool {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
