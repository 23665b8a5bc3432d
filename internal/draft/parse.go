package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"text/template"

	"rsvpd/internal/detect"
)

// fallback is the language of an answer when there are no templates for that of
// the invitation (ETIQUETTE R14).
const fallback = "en"

// Writer writes drafts in the languages that it has templates for. It is safe
// for concurrent use.
type Writer struct {
	languages map[string]*language
}

// language is everything needed to write and to judge in one language.
type language struct {
	code  string
	words *words
	// The templates twice: with contractions, and with them spelled out.
	warm, formal *template.Template
	linter       *Linter
	samples      map[detect.Kind][]sample
}

// Parse reads replies/<lang>/ of fsys: *.tmpl, words.toml and lint.toml. It
// reports everything that is wrong with them at once, each with file, line and
// column: a syntax error, a field that View does not have, a block that is
// called or needed and does not exist.
func Parse(fsys fs.FS) (*Writer, error) {
	folders, err := fs.ReadDir(fsys, "replies")
	if err != nil {
		return nil, fmt.Errorf("reply templates: %w", err)
	}
	w := &Writer{languages: map[string]*language{}}
	var errs []error
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		l, err := parseLanguage(fsys, f.Name())
		if err != nil {
			errs = append(errs, err)
			continue
		}
		w.languages[f.Name()] = l
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if w.languages[fallback] == nil {
		return nil, fmt.Errorf("reply templates: replies/%s is missing", fallback)
	}
	return w, nil
}

// language returns the one of a code; that of the fallback where there is none.
func (w *Writer) language(code string) *language {
	if l, ok := w.languages[code]; ok {
		return l
	}
	return w.languages[fallback]
}

// Languages lists the codes of the languages that there are templates for, in
// alphabetical order.
func (w *Writer) Languages() []string { return slices.Sorted(maps.Keys(w.languages)) }

// answerIn is the language of the answer: the mail's, where there are templates
// for it and the user answers in it (ETIQUETTE R14).
func (w *Writer) answerIn(in *Input) *language {
	if len(in.Languages) > 0 && !slices.Contains(in.Languages, in.Invitation.Facts.Lang) {
		return w.languages[fallback]
	}
	l := w.language(in.Invitation.Facts.Lang)
	if goesFurther(&in.Decision) && !l.writesFurther() {
		return w.languages[fallback]
	}
	return l
}

// Guess returns the language that a text is written in, of those that there are
// templates for: the one most of whose commonest words stand in it.
func (w *Writer) Guess(text string) string {
	best, most := fallback, w.languages[fallback].common(text)
	for _, code := range w.Languages() {
		if n := w.languages[code].common(text); n > most {
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
	other := w.languages[w.Guess(note)]
	return l.common(note) == 0 && other.common(note) > 0
}

// common counts the commonest words of the language in a text.
func (l *language) common(text string) int { return countWords(text, l.words.Common) }

// Linter returns the linter of a language; of English where there is none.
func (w *Writer) Linter(lang string) *Linter { return w.language(lang).linter }

func parseLanguage(fsys fs.FS, code string) (*language, error) {
	dir := path.Join("replies", code)
	l := &language{code: code}
	var err error
	if l.words, err = readWords(fsys, path.Join(dir, "words.toml")); err != nil {
		return nil, err
	}
	if l.linter, err = readLinter(fsys, path.Join(dir, "lint.toml"), l.words); err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, path.Join(dir, "*.tmpl"))
	if err != nil {
		return nil, err
	}
	if l.warm, err = l.parseTemplates(fsys, files, nil); err != nil {
		return nil, err
	}
	if l.formal, err = l.parseTemplates(fsys, files, l.words.Formal); err != nil {
		return nil, err
	}
	if l.samples, err = readSamples(fsys, path.Join(dir, "sample.toml")); err != nil {
		return nil, err
	}
	return l, checkTemplates(l.warm, dir, &l.words.Agreement)
}
