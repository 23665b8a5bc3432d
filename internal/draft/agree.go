package draft

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// agreement is how words of a language follow the noun they stand with: "a" and
// "an", "der", "die" and "das", "du", "de la" and "de l'". Each noun has a class,
// each form one text for each class of the nouns that words.toml names.
type agreement struct {
	// Default is the class of a noun that neither Nouns nor Begins knows.
	Default string                       `toml:"default"`
	Nouns   map[string][]string          `toml:"nouns"`  // class: nouns
	Begins  []beginning                  `toml:"begins"` // for what is not listed, names above all
	Forms   map[string]map[string]string `toml:"forms"`
	classes map[string]string            // noun: class
}

// beginning gives a class to words that begin in a certain way.
type beginning struct {
	Match string `toml:"match"` // a regular expression over the word in small letters
	Class string `toml:"class"`
	expr  *regexp.Regexp
}

// prepare compiles the expressions, and refuses a noun without a class and a
// form that lacks the text for one.
func (a *agreement) prepare(nouns []string) error {
	var errs []error
	a.classes = map[string]string{}
	for class, list := range a.Nouns {
		for _, noun := range list {
			a.classes[noun] = class
		}
	}
	for i := range a.Begins {
		b := &a.Begins[i]
		var err error
		if b.expr, err = regexp.Compile("^(?:" + b.Match + ")"); err != nil {
			errs = append(errs, fmt.Errorf("agreement.begins: %w", err))
			return errors.Join(errs...)
		}
	}
	if len(a.Forms) == 0 {
		return nil
	}
	used := map[string]bool{}
	for _, noun := range nouns {
		if used[a.class(noun)] = true; a.class(noun) == "" {
			errs = append(errs, fmt.Errorf("agreement.nouns: %q has no class", noun))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(a.Forms)) {
		for _, class := range slices.Sorted(maps.Keys(used)) {
			if _, ok := a.Forms[name][class]; !ok {
				errs = append(errs, fmt.Errorf("agreement.forms.%s: there is no form for class %q", name, class))
			}
		}
	}
	return errors.Join(errs...)
}

// class is how other words follow a noun.
func (a *agreement) class(noun string) string {
	if class, ok := a.classes[noun]; ok {
		return class
	}
	for _, b := range a.Begins {
		if b.expr.MatchString(fold(noun)) {
			return b.Class
		}
	}
	return a.Default
}

// form is the text of a form beside a noun, "die"; empty for a name of a class
// that the form does not know.
func (a *agreement) form(name, noun string) (string, error) {
	forms, ok := a.Forms[name]
	if !ok {
		return "", fmt.Errorf("words.toml has no agreement.forms.%s", name)
	}
	return forms[a.class(noun)], nil
}

// with is the form and the noun: "die Podiumsdiskussion", "l'entretien".
func (a *agreement) with(name, noun string) (string, error) {
	form, err := a.form(name, noun)
	switch {
	case err != nil:
		return "", err
	case form == "" || strings.HasSuffix(form, "'") || strings.HasSuffix(form, "’"):
		return form + noun, nil
	}
	return form + " " + noun, nil
}
