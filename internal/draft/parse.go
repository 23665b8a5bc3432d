package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"text/template"

	"rsvpd/internal/detect"
)

// fallback is the language of an answer when there are no templates for that of
// the invitation (ETIQUETTE R14).
const fallback = "en"

// Writer writes drafts in the languages that it has templates for. It is safe
// for concurrent use.
type Writer struct {
	languages map[string]func() (*language, error)
}

// language is everything needed to write and to judge in one language.
type language struct {
	code  string
	words *words
	warm  *template.Template
	// formal are the templates with contractions spelled out.
	formal  func() (*template.Template, error)
	linter  *Linter
	samples func() (map[detect.Kind][]sample, error) // for the catalogue
}

// Parse reads replies/<lang>/ of fsys: *.tmpl, words.toml and lint.toml. It
// reports everything that is wrong with them at once, each with file, line and
// column: a syntax error, a field that View does not have, a block that is
// called or needed and does not exist.
func Parse(fsys fs.FS) (*Writer, error) {
	w, err := prepare(fsys, false)
	if err != nil {
		return nil, err
	}
	var errs []error
	for _, code := range w.Languages() {
		l, err := w.languages[code]()
		if err == nil {
			_, err = l.samples()
		}
		errs = append(errs, err)
	}
	return w, errors.Join(errs...)
}

// ParseTested is Parse for texts that were tested when the program was built: a
// language is read when the first letter needs it, and not tested again.
func ParseTested(fsys fs.FS) (*Writer, error) { return prepare(fsys, true) }

func prepare(fsys fs.FS, tested bool) (*Writer, error) {
	folders, err := fs.ReadDir(fsys, "replies")
	if err != nil {
		return nil, fmt.Errorf("reply templates: %w", err)
	}
	w := &Writer{languages: map[string]func() (*language, error){}}
	for _, f := range folders {
		if f.IsDir() {
			w.languages[f.Name()] = sync.OnceValues(func() (*language, error) { return parseLanguage(fsys, f.Name(), tested) })
		}
	}
	if w.languages[fallback] == nil {
		return nil, fmt.Errorf("reply templates: replies/%s is missing", fallback)
	}
	return w, nil
}

// named returns the language of a code that there are templates for.
func (w *Writer) named(code string) *language {
	l, err := w.languages[code]()
	if err != nil { // Parse has tried it
		panic("draft: templates that were said to be tested are wrong: " + err.Error())
	}
	return l
}

// language returns the one of a code; that of the fallback where there is none.
func (w *Writer) language(code string) *language {
	if w.languages[code] == nil {
		code = fallback
	}
	return w.named(code)
}

// Languages lists the codes of the languages that there are templates for, in
// alphabetical order.
func (w *Writer) Languages() []string { return slices.Sorted(maps.Keys(w.languages)) }

// answerIn is the language of the answer: the mail's, where there are templates
// for it and the user answers in it (ETIQUETTE R14).
func (w *Writer) answerIn(in *Input) *language {
	if len(in.Languages) > 0 && !slices.Contains(in.Languages, in.Invitation.Facts.Lang) {
		return w.named(fallback)
	}
	l := w.language(in.Invitation.Facts.Lang)
	if goesFurther(&in.Decision) && !l.writesFurther() {
		return w.named(fallback)
	}
	return l
}

// Guess returns the language that a text is written in, of those that there are
// templates for: the one most of whose commonest words stand in it.
func (w *Writer) Guess(text string) string {
	best, most := fallback, w.named(fallback).common(text)
	for _, code := range w.Languages() {
		if n := w.named(code).common(text); n > most {
			best, most = code, n
		}
	}
	return best
}

// Judge holds a letter whose case is not known to the etiquette of the language
// that it is written in, whatever the mail quoted below it is in.
func (w *Writer) Judge(letter Letter) []Finding {
	own := letter.Body[:quoteStart(letter.Body)]
	return w.Linter(w.Guess(own)).Lint(letter, nil)
}

// foreign reports whether the user's words are in another language than the
// letter. A word or two may be in any.
func (w *Writer) foreign(note string, l *language) bool {
	if note == "" {
		return false
	}
	other := w.named(w.Guess(note))
	return l.common(note) == 0 && other.common(note) > 0
}

// common counts the commonest words of the language in a text.
func (l *language) common(text string) int { return countWords(text, l.words.Common) }

// Linter returns the linter of a language; of English where there is none.
func (w *Writer) Linter(lang string) *Linter { return w.language(lang).linter }

func parseLanguage(fsys fs.FS, code string, tested bool) (*language, error) {
	dir := path.Join("replies", code)
	l := &language{code: code}
	var err error
	if l.words, err = readWords(fsys, path.Join(dir, "words.toml")); err != nil {
		return nil, err
	}
	if l.linter, err = readLinter(fsys, path.Join(dir, "lint.toml"), l.words, tested); err != nil {
		return nil, err
	}
	l.samples = sync.OnceValues(func() (map[detect.Kind][]sample, error) { return readSamples(fsys, path.Join(dir, "sample.toml")) })
	files, err := readTemplates(fsys, dir)
	if err != nil {
		return nil, err
	}
	if l.warm, err = l.parseTemplates(files); err != nil {
		return nil, err
	}
	l.formal = sync.OnceValues(func() (*template.Template, error) { return l.spellOut(files) })
	if tested {
		return l, nil
	}
	if err := l.proofread(files); err != nil {
		return nil, err
	}
	if _, err := l.formal(); err != nil {
		return nil, err
	}
	return l, checkTemplates(l.warm, dir, &l.words.Agreement)
}
