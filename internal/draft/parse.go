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

// language returns the one to answer in.
func (w *Writer) language(code string) *language {
	if l, ok := w.languages[code]; ok {
		return l
	}
	return w.languages[fallback]
}

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
	if l.warm, err = parseTemplates(fsys, files, nil); err != nil {
		return nil, err
	}
	if l.formal, err = parseTemplates(fsys, files, l.words.Formal); err != nil {
		return nil, err
	}
	return l, checkTemplates(l.warm, dir)
}

// funcs are what templates may call besides the built-in functions.
var funcs = template.FuncMap{"a": article, "cap": capital}

// parseTemplates parses the files into one set; expand replaces words of the
// text, so that a formal letter comes from the same sentences.
func parseTemplates(fsys fs.FS, files []string, expand map[string]string) (*template.Template, error) {
	set := template.New("replies").Funcs(funcs).Option("missingkey=error")
	var errs []error
	for _, name := range files {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		text := expandWords(string(data), expand)
		if _, err := set.New(name).Parse(text); err != nil {
			errs = append(errs, withColumn(err, name, text))
		}
	}
	return set, errors.Join(errs...)
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
		_, again := template.New(name).Funcs(funcs).Parse(before + "\n" + line[:at+end+2])
		if again != nil && again.Error() == err.Error() {
			column = max(strings.LastIndex(line[:at+end], "{{"), 0)
			break
		}
		at += end + 2
	}
	return fmt.Errorf("%s:%d:%d: %s", name, number, utf8.RuneCountInString(line[:column])+1, m[3])
}

// article puts "a" or "an" before a noun, by its first letter: enough for the
// nouns of words.toml.
func article(noun string) string {
	if strings.ContainsAny(noun[:min(1, len(noun))], "aeioAEIO") {
		return "an " + noun
	}
	return "a " + noun
}

// capital writes the first letter of a clause large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
