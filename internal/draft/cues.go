package draft

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// lintWords is lint.toml: what the linter looks for in one language.
type lintWords struct {
	Closings      []string            `toml:"closings"`
	ClosingsFrom  []string            `toml:"closings_from"`
	Until         []string            `toml:"until"`
	Abbreviations []string            `toml:"abbreviations"`
	Holes         []string            `toml:"holes"`
	HolesHit      []string            `toml:"holes_hit"`
	HolesMiss     []string            `toml:"holes_miss"`
	Cues          map[string]*phrases `toml:"cues"`
	Reasons       map[string]*phrases `toml:"reasons"`
	Banned        []banned            `toml:"banned"`
	holes         []*regexp.Regexp
}

// phrases is a list of phrases with its tests. Also names the other reasons
// that may be given in the same words.
type phrases struct {
	Also    []string `toml:"also"`
	Phrases []string `toml:"phrases"`
	Hit     []string `toml:"hit"`
	Miss    []string `toml:"miss"`
	plain   []string
	exprs   []*regexp.Regexp
}

// banned is what no letter holds.
type banned struct {
	Check    string   `toml:"check"`
	Severity Severity `toml:"severity"` // must, when left out
	Message  string   `toml:"message"`
	Unless   string   `toml:"unless"` // "ask": in a question about pay; "times": where times are named
	Phrases  []string `toml:"phrases"`
	Hit      []string `toml:"hit"`
	Miss     []string `toml:"miss"`
	list     phrases
}

// cueNames are the cues that the checks use.
var cueNames = []string{
	"thanks", "decline", "reschedule", "hold", "ask", "accept", "goodwill", "apology",
	"interest", "moving", "impossible", "any", "zone", "time", "day", "referral",
}

// readLinter reads lint.toml and, unless it is tested, proves it by its own
// tests: a list that misses its hit or hits its miss stops the start.
func readLinter(fsys fs.FS, name string, w *words, tested bool) (*Linter, error) {
	l := &Linter{words: w}
	if err := readTOML(fsys, name, &l.data); err != nil {
		return nil, err
	}
	errs := []error{l.data.compile()}
	if !tested {
		errs = append(errs, l.data.test())
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return l, nil
}

// compile prepares all lists.
func (w *lintWords) compile() error {
	var errs []error
	for _, cue := range cueNames {
		if w.Cues[cue] == nil {
			errs = append(errs, fmt.Errorf("cues.%s is missing", cue))
		}
	}
	for i := range w.Banned {
		errs = append(errs, w.Banned[i].prepare())
	}
	for _, s := range w.Holes {
		expr, err := regexp.Compile(s)
		if err != nil {
			return fmt.Errorf("holes: %w", err)
		}
		w.holes = append(w.holes, expr)
	}
	for name, p := range w.lists() {
		errs = append(errs, p.compile(name))
	}
	return errors.Join(errs...)
}

// test runs the tests of all lists.
func (w *lintWords) test() error {
	var errs []error
	for name, p := range w.lists() {
		errs = append(errs, p.test(name))
	}
	return errors.Join(append(errs, w.testHoles())...)
}

// lists are all lists of phrases, by what errors call them.
func (w *lintWords) lists() iter.Seq2[string, *phrases] {
	return func(yield func(string, *phrases) bool) {
		for group, lists := range map[string]map[string]*phrases{"cues.": w.Cues, "reasons.": w.Reasons} {
			for key, p := range lists {
				if !yield(group+key, p) {
					return
				}
			}
		}
		for i := range w.Banned {
			if !yield("banned "+w.Banned[i].Check, &w.Banned[i].list) {
				return
			}
		}
	}
}

func (b *banned) prepare() error {
	if b.Severity == "" {
		b.Severity = Must
	}
	if b.Check == "" || b.Message == "" || (b.Severity != Must && b.Severity != Should) {
		return fmt.Errorf("banned %q: want check, message, and severity must or should", b.Check)
	}
	if b.Unless != "" && b.Unless != "ask" && b.Unless != "times" {
		return fmt.Errorf("banned %q: unless is ask or times, not %q", b.Check, b.Unless)
	}
	b.list = phrases{Phrases: b.Phrases, Hit: b.Hit, Miss: b.Miss}
	return nil
}

// compile prepares the phrases.
func (p *phrases) compile(name string) error {
	for _, s := range p.Phrases {
		if len(s) > 2 && strings.HasPrefix(s, "/") && strings.HasSuffix(s, "/") {
			expr, err := regexp.Compile(s[1 : len(s)-1])
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			p.exprs = append(p.exprs, expr)
			continue
		}
		p.plain = append(p.plain, fold(s))
	}
	return nil
}

// test runs the tests of the phrases.
func (p *phrases) test(name string) error {
	var errs []error
	for _, s := range p.Hit {
		if start, _ := p.find(newFolded(s, 0).text); start < 0 {
			errs = append(errs, fmt.Errorf("%s: %q is not hit", name, s))
		}
	}
	for _, s := range p.Miss {
		if start, end := p.find(newFolded(s, 0).text); start >= 0 {
			errs = append(errs, fmt.Errorf("%s: %q is hit, by %q", name, s, newFolded(s, 0).text[start:end]))
		}
	}
	if len(p.Hit) == 0 {
		errs = append(errs, fmt.Errorf("%s: has no tests: give hit and miss", name))
	}
	return errors.Join(errs...)
}

// find returns the first find in a folded text, -1 when there is none. Of finds
// at the same place the longest is returned.
func (p *phrases) find(text string) (start, end int) {
	start = -1
	better := func(s, e int) {
		if start < 0 || s < start || s == start && e > end {
			start, end = s, e
		}
	}
	for _, phrase := range p.plain {
		if i := indexWords(text, phrase, 0); i >= 0 {
			better(i, i+len(phrase))
		}
	}
	for _, expr := range p.exprs {
		if m := expr.FindStringIndex(text); m != nil {
			better(m[0], m[1])
		}
	}
	return start, end
}

// all returns every find in a folded text, in order; of overlapping ones the
// first, and the longest of those that start together. Each phrase goes over
// the text once, so that a long letter takes no more than its length.
func (p *phrases) all(text string) [][]int {
	var finds [][]int
	for _, phrase := range p.plain {
		for i := indexWords(text, phrase, 0); i >= 0; i = indexWords(text, phrase, i+len(phrase)) {
			finds = append(finds, []int{i, i + len(phrase)})
		}
	}
	for _, expr := range p.exprs {
		finds = append(finds, expr.FindAllStringIndex(text, -1)...)
	}
	slices.SortFunc(finds, func(a, b []int) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(b[1], a[1])) })
	end := 0
	return slices.DeleteFunc(finds, func(f []int) bool {
		if f[0] < end {
			return true
		}
		end = f[1]
		return false
	})
}

func (p *phrases) in(text string) bool {
	start, _ := p.find(text)
	return start >= 0
}

func (w *lintWords) testHoles() error {
	var errs []error
	for _, s := range w.HolesHit {
		if w.hole(s) == nil {
			errs = append(errs, fmt.Errorf("holes: %q is not hit", s))
		}
	}
	for _, s := range w.HolesMiss {
		if m := w.hole(s); m != nil {
			errs = append(errs, fmt.Errorf("holes: %q is hit, by %q", s, s[m[0]:m[1]]))
		}
	}
	return errors.Join(errs...)
}

// hole returns where a line has a hole, or nil.
func (w *lintWords) hole(line string) []int {
	small := strings.Map(unicode.ToLower, line)
	if len(small) != len(line) {
		small = line // offsets must stay true
	}
	// One by one: joined into one expression they take twice as long.
	for _, expr := range w.holes {
		if m := expr.FindStringIndex(small); m != nil {
			return m
		}
	}
	return nil
}

// folded is a text made comparable, which still knows where each of its bytes
// stood.
type folded struct {
	text string
	at   []int // offset in the body of each byte of text, and of its end
}

// newFolded folds a stretch of a body that starts at offset.
func newFolded(s string, offset int) folded {
	var b strings.Builder
	var f folded
	add := func(r rune, at int) {
		before := b.Len()
		b.WriteRune(r)
		for range b.Len() - before {
			f.at = append(f.at, offset+at)
		}
	}
	space := false
	for i, r := range s {
		switch r {
		case '’', '‘', '`', '´':
			r = '\''
		}
		if unicode.IsSpace(r) {
			if !space {
				add(' ', i)
			}
			space = true
			continue
		}
		space = false
		add(unicode.ToLower(r), i)
	}
	f.at = append(f.at, offset+len(s))
	f.text = b.String()
	return f
}
