package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// funcs are what templates may call besides the built-in functions: {{det "ein"
// .Thing}} is the noun with its article, {{form "es" .Thing}} a word that
// follows it, {{a .Thing}} short for the form "a".
func funcs(w *words) template.FuncMap {
	return template.FuncMap{
		"cap":  capital,
		"det":  w.Agreement.with,
		"form": w.Agreement.form,
		"a":    func(noun string) (string, error) { return w.Agreement.with("a", noun) },
	}
}

// source is a file of templates.
type source struct{ name, text string }

// readTemplates reads the templates of a folder, in order of their names.
func readTemplates(fsys fs.FS, dir string) ([]source, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.tmpl"))
	if err != nil {
		return nil, err
	}
	var files []source
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		files = append(files, source{name, string(data)})
	}
	return files, nil
}

// parseTemplates parses the files into one set.
func (l *language) parseTemplates(files []source) (*template.Template, error) {
	set := template.New("replies").Funcs(funcs(l.words)).Option("missingkey=error")
	var errs []error
	for _, f := range files {
		if _, err := set.New(f.name).Parse(f.text); err != nil {
			errs = append(errs, withColumn(err, f.name, f.text))
		}
	}
	return set, errors.Join(errs...)
}

// spellOut parses the files once more with the contractions spelled out, so that
// a formal letter comes from the same sentences.
func (l *language) spellOut(files []source) (*template.Template, error) {
	formal := make([]source, len(files))
	for i, f := range files {
		formal[i] = source{f.name, expandWords(f.text, l.words.Formal)}
	}
	return l.parseTemplates(formal)
}

// proofread holds the sentences of the files to what no letter may say.
func (l *language) proofread(files []source) error {
	var errs []error
	for _, f := range files {
		errs = append(errs, l.linter.proofread(f.name, f.text))
	}
	return errors.Join(errs...)
}

// expandWords replaces whole words of the templates' text. What the invitation
// says is filled in later and stays as it is.
func expandWords(text string, expand map[string]string) string {
	keys := make([]string, 0, len(expand))
	for k := range expand {
		keys = append(keys, k)
	}
	// Longest first, so that no key eats the beginning of another.
	slices.SortFunc(keys, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	for _, k := range keys {
		text = regexp.MustCompile(`\b`+regexp.QuoteMeta(k)+`\b`).ReplaceAllLiteralString(text, expand[k])
	}
	return text
}

var parseErrorPlace = regexp.MustCompile(`^template: (.+?):(\d+): (.*)$`)

// withColumn adds the column that text/template leaves out of syntax errors:
// that of the first action on the line with which the text, read up to there,
// fails in the same way.
func withColumn(err error, name, text string) error {
	m := parseErrorPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	number, convErr := strconv.Atoi(m[2])
	lines := strings.Split(text, "\n")
	if convErr != nil || number < 1 || number > len(lines) {
		return fmt.Errorf("%s: %w", name, err)
	}
	line := lines[number-1]
	before := strings.Join(lines[:number-1], "\n")
	column := max(strings.Index(line, "{{"), 0)
	for at := column; ; {
		end := strings.Index(line[at:], "}}")
		if end < 0 {
			break
		}
		_, again := template.New(name).Funcs(funcs(&words{})).Parse(before + "\n" + line[:at+end+2])
		if again != nil && again.Error() == err.Error() {
			column = max(strings.LastIndex(line[:at+end], "{{"), 0)
			break
		}
		at += end + 2
	}
	return fmt.Errorf("%s:%d:%d: %s", name, number, utf8.RuneCountInString(line[:column])+1, m[3])
}

// capital writes the first letter of a clause large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
