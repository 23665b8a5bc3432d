package draft

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	templateComment = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}`)
	templateYou     = regexp.MustCompile(`\{\{\$?\.You "([^"]*)" "([^"]*)"\}\}`)
	templateAction  = regexp.MustCompile(`\{\{.*?\}\}`)
)

// proofread holds the sentences of a template to what no letter may say, so that
// an operator learns of it at start, with file, line and column, and not when the
// first draft is withheld. What only a whole letter shows is left to the linter.
func (l *Linter) proofread(name, text string) error {
	text = templateComment.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) })
	if l.says(spoken(text, "$1")) == nil && (!strings.Contains(text, ".You ") || l.says(spoken(text, "$2")) == nil) {
		return nil // as nearly always: a whole file at once is quick
	}
	var errs []error
	number := 0
	for line := range strings.Lines(text) {
		number++
		if err := cmp.Or(l.says(spoken(line, "$1")), l.says(spoken(line, "$2"))); err != nil {
			column := utf8.RuneCountInString(line[:len(line)-len(strings.TrimLeft(line, " \t"))]) + 1
			errs = append(errs, fmt.Errorf("%s:%d:%d: %w", name, number, column, err))
		}
	}
	return errors.Join(errs...)
}

// spoken is a line of a template with one of the two ways to say you, and a mark
// for whatever else is filled in: it parts the words around it.
func spoken(line, you string) string {
	return templateAction.ReplaceAllString(templateYou.ReplaceAllString(line, you), "¤")
}

// says returns the first thing in a sentence that no letter may say.
func (l *Linter) says(sentence string) error {
	if strings.Trim(sentence, "¤ \t\r\n") == "" {
		return nil
	}
	f := newFolded(sentence, 0)
	for i := range l.data.Banned {
		b := &l.data.Banned[i]
		if b.Severity != Must || b.Unless != "" {
			continue
		}
		if start, end := b.list.find(f.text); start >= 0 {
			return fmt.Errorf("%s: %q %s", b.Check, f.text[start:end], b.Message)
		}
	}
	return nil
}
