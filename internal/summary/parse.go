package summary

import (
	"bytes"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"path"
	"text/template"

	"github.com/pelletier/go-toml/v2"

	"rsvpd/internal/draft"
)

// fallback is the language of a summary when there are no phrases for the one
// that is asked for.
const fallback = "en"

// Maker makes summaries in the languages that it has phrases for. It is safe for
// concurrent use.
type Maker struct {
	languages map[string]*language
	text      *template.Template
	html      *htmltemplate.Template
}

// language is how a summary speaks.
type language struct {
	code  string
	say   phrases
	dates dateWords
}

// Parse reads the layouts replies/summary.txt.tmpl and replies/summary.html.tmpl
// and the phrases replies/<lang>/summary.toml of fsys. A language without a
// summary.toml has no summaries of its own; English must have one. All that is
// wrong is reported at once, with file and, where it is known, line and column.
func Parse(fsys fs.FS) (*Maker, error) {
	m := &Maker{languages: map[string]*language{}}
	files, err := fs.Glob(fsys, "replies/*/summary.toml")
	if err != nil {
		return nil, fmt.Errorf("summary: %w", err)
	}
	errs := []error{m.parseLayouts(fsys)}
	for _, file := range files {
		l, err := parseLanguage(fsys, path.Dir(file))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		m.languages[l.code] = l
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if m.languages[fallback] == nil {
		return nil, fmt.Errorf("summary: replies/%s/summary.toml is missing", fallback)
	}
	return m, nil
}

// language returns the one to speak.
func (m *Maker) language(code string) *language {
	if l, ok := m.languages[code]; ok {
		return l
	}
	return m.languages[fallback]
}

// parseLayouts parses the two layouts and tries them on a page that has
// everything and on an empty one: text/template finds a wrong field only where
// it comes by.
func (m *Maker) parseLayouts(fsys fs.FS) error {
	const textName, htmlName = "replies/summary.txt.tmpl", "replies/summary.html.tmpl"
	text, err := fs.ReadFile(fsys, textName)
	if err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	html, err := fs.ReadFile(fsys, htmlName)
	if err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	m.text, err = template.New(textName).Funcs(template.FuncMap{"line": underline, "bar": textBar}).Option("missingkey=error").Parse(string(text))
	if err != nil {
		return err
	}
	m.html, err = htmltemplate.New(htmlName).Option("missingkey=error").Parse(string(html))
	if err != nil {
		return err
	}
	for _, p := range []page{fullPage(), {}} {
		if _, err := m.lay(p); err != nil {
			return err
		}
	}
	return nil
}

func parseLanguage(fsys fs.FS, dir string) (*language, error) {
	l := &language{code: path.Base(dir)}
	name := path.Join(dir, "summary.toml")
	if err := readTOML(fsys, name, &l.say, true); err != nil {
		return nil, err
	}
	if err := l.say.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	name = path.Join(dir, "words.toml")
	if err := readTOML(fsys, name, &l.dates, false); err != nil {
		return nil, err
	}
	if len(l.dates.Weekdays) != 7 || len(l.dates.Months) != 12 {
		return nil, fmt.Errorf("%s: want 7 weekdays and 12 months", name)
	}
	return l, nil
}

// readTOML decodes a file; strict makes an unknown key an error.
func readTOML(fsys fs.FS, name string, into any, strict bool) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	d := toml.NewDecoder(bytes.NewReader(data))
	if strict {
		d.DisallowUnknownFields()
	}
	if err := d.Decode(into); err != nil {
		return draft.TOMLError(name, err)
	}
	return nil
}
