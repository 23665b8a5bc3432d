package lexicon

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// langFile is the shape of lang/<code>.toml and lang/<code>.<part>.toml.
type langFile struct {
	Name    string            `toml:"name"`
	Words   []string          `toml:"words"`
	Sets    map[string]string `toml:"sets"`
	Cues    []Cue             `toml:"cue"`
	Extract *Extract          `toml:"extract"`
	Dates   *Dates            `toml:"dates"`
	Letter  *Letter           `toml:"letter"`
	Terms   *Terms            `toml:"terms"`
}

// senderFile is the shape of senders/*.toml.
type senderFile struct {
	Senders []Sender `toml:"sender"`
}

// Load reads lang/*.toml and senders/*.toml of fsys. All problems of all files
// are reported at once, each with file and line and what to write instead. The
// examples of the cues are run by Check.
func Load(fsys fs.FS) (*Lexicon, error) {
	l, err := read(fsys)
	if l == nil {
		return nil, err
	}
	errs := []error{err}
	for i := range l.Languages {
		errs = append(errs, l.Languages[i].problems())
	}
	return l, errors.Join(errs...)
}

// LoadTested reads the same from data that was tested when the program was built.
// Nothing is checked again, and the examples are left out.
func LoadTested(fsys fs.FS) (*Lexicon, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, err
	}
	l.Tested = true
	for i := range l.Languages {
		l.Languages[i].forgetExamples()
	}
	return l, nil
}

// read reads all files and brings their parts together. The Lexicon is nil when
// the files can't even be listed.
func read(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{}
	names, err := fs.Glob(fsys, "lang/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list lang: %w", err)
	}
	var errs []error
	for _, name := range names {
		errs = append(errs, l.loadLanguage(fsys, name))
	}
	senders, err := fs.Glob(fsys, "senders/*.toml")
	if err != nil {
		return nil, fmt.Errorf("list senders: %w", err)
	}
	for _, name := range senders {
		errs = append(errs, l.loadSenders(fsys, name))
	}
	if len(names) == 0 {
		errs = append(errs, errors.New("lang: no *.toml in it: at least lang/en.toml is needed"))
	}
	l.own()
	slices.SortFunc(l.Languages, func(a, b Language) int { return strings.Compare(order(a.Code), order(b.Code)) })
	for i := range l.Languages {
		l.Languages[i].settle(&l.Languages[0])
	}
	return l, errors.Join(errs...)
}

// order sorts English first.
func order(code string) string {
	if code == "en" {
		return ""
	}
	return code
}

// settle completes the cues of a language. A cue with the id of an English one
// takes from it what it leaves out: the two say the same thing in two languages,
// so weight and meaning are written once. Sets that the language does not define
// are lent from English too.
func (l *Language) settle(english *Language) {
	for name, body := range english.Sets {
		if _, ok := l.Sets[name]; !ok {
			l.Sets[name] = body
		}
	}
	for i := range l.Cues {
		c := &l.Cues[i]
		if n := slices.IndexFunc(english.Cues, func(o Cue) bool { return o.ID == c.ID }); n >= 0 {
			c.inherit(&english.Cues[n])
		}
	}
	settled := *l
	l.finder = sync.OnceValues(func() (*Finder, error) { return newFinder(&settled) })
}

// problems says what is wrong with the cues of a language.
func (l *Language) problems() error {
	var errs []error
	seen := map[string]bool{}
	for i := range l.Cues {
		c := &l.Cues[i]
		if seen[c.ID] {
			errs = append(errs, fmt.Errorf("%s: there is another cue with this id: rename one", c.at))
		}
		seen[c.ID] = true
		for _, p := range c.problems() {
			errs = append(errs, fmt.Errorf("%s: %s", c.at, p))
		}
	}
	// All phrases at once; one by one only to name the wrong ones.
	if _, err := l.Finder(); err != nil {
		for i := range l.Cues {
			errs = append(errs, l.compiles(&l.Cues[i]))
		}
	}
	return errors.Join(errs...)
}

// forgetExamples lets go of what only tests read.
func (l *Language) forgetExamples() {
	for i := range l.Cues {
		l.Cues[i].Hit, l.Cues[i].Miss = nil, nil
	}
	l.Letter.Examples, l.Terms.Examples = nil, nil
}

func (l *Lexicon) loadLanguage(fsys fs.FS, name string) error {
	var f langFile
	src, err := decode(fsys, name, &f)
	if err != nil {
		return err
	}
	code, _, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".toml"), ".")
	lang := l.language(code)
	if f.Name != "" {
		lang.Name = f.Name
	}
	lang.Words = append(lang.Words, f.Words...)
	for k, v := range f.Sets {
		lang.Sets[k] = v
	}
	if f.Extract != nil {
		lang.Extract = *f.Extract
	}
	if f.Dates != nil {
		lang.Dates = *f.Dates
	}
	if f.Letter != nil {
		lang.Letter = *f.Letter
	}
	if f.Terms != nil {
		lang.Terms = *f.Terms
	}
	lines := lineNumbers(src)
	for _, c := range f.Cues {
		c.at = fmt.Sprintf("%s:%d: cue %q", name, max(1, lines[c.ID]), c.ID)
		lang.Cues = append(lang.Cues, c)
	}
	return nil
}

// compiles tries the phrases of one cue.
func (l *Language) compiles(c *Cue) error {
	var errs []error
	for _, p := range slices.Concat(c.Phrases, c.Unless) {
		if _, err := Compile([]Pattern{{Phrase: p}}, l.Sets); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", c.at, err))
		}
	}
	return errors.Join(errs...)
}

// language returns the language of the code, a new one if need be.
func (l *Lexicon) language(code string) *Language {
	for i := range l.Languages {
		if l.Languages[i].Code == code {
			return &l.Languages[i]
		}
	}
	l.Languages = append(l.Languages, Language{Code: code, Sets: map[string]string{}})
	return &l.Languages[len(l.Languages)-1]
}

func (l *Lexicon) loadSenders(fsys fs.FS, name string) error {
	var f senderFile
	src, err := decode(fsys, name, &f)
	if err != nil {
		return err
	}
	var errs []error
	lines := lineNumbers(src)
	for i := range f.Senders {
		for _, p := range f.Senders[i].problems() {
			errs = append(errs, fmt.Errorf("%s:%d: sender %q: %s", name, max(1, lines[f.Senders[i].ID]), f.Senders[i].ID, p))
		}
	}
	l.Senders = append(l.Senders, f.Senders...)
	return errors.Join(errs...)
}

// decode reads a TOML file strictly: a key that nobody knows is a problem, and
// each problem comes with its line.
func decode(fsys fs.FS, name string, into any) ([]byte, error) {
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	err = toml.NewDecoder(strings.NewReader(string(src))).DisallowUnknownFields().Decode(into)
	var strict *toml.StrictMissingError
	var syntax *toml.DecodeError
	switch {
	case err == nil:
		return src, nil
	case errors.As(err, &strict):
		var errs []error
		for _, e := range strict.Errors {
			row, _ := e.Position()
			errs = append(errs, fmt.Errorf("%s:%d: nobody knows the key %q: remove it or mend its spelling", name, row, strings.Join(e.Key(), ".")))
		}
		return src, errors.Join(errs...)
	case errors.As(err, &syntax):
		row, col := syntax.Position()
		return src, fmt.Errorf("%s:%d:%d: %s", name, row, col, syntax.Error())
	default:
		return src, fmt.Errorf("%s: %w", name, err)
	}
}

// lineNumbers returns on which lines entries say their ids.
func lineNumbers(src []byte) map[string]int {
	at, n := map[string]int{}, 0
	for line := range strings.SplitSeq(string(src), "\n") {
		n++
		key, value, ok := strings.Cut(line, "=")
		if !ok || strings.TrimSpace(key) != "id" {
			continue
		}
		if id := strings.Trim(strings.TrimSpace(value), `"'`); at[id] == 0 {
			at[id] = n
		}
	}
	return at
}
