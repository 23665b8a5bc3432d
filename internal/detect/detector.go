package detect

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
)

// Detector reads messages. It is safe for concurrent use.
type Detector struct {
	lex     *lexicon.Lexicon
	finders []func() (*lexicon.Finder, error) // by place in lex.Languages; made when a mail first needs them
	foreign func() (*lexicon.Union, error)    // the telling cues of all languages but the first; likewise
	words   *lexicon.Recogniser
	times   TimeFinder
	weights weights
}

// New prepares a detector; a wrong phrase in the lexicon is an error, unless its
// words are known to be tested. Without times it judges by words and structure
// alone.
func New(lex *lexicon.Lexicon, times TimeFinder) (*Detector, error) {
	d := &Detector{lex: lex, words: lexicon.NewRecogniser(lex), times: times}
	d.foreign = sync.OnceValues(func() (*lexicon.Union, error) { return lex.Union(1, tells) })
	var err error
	if d.weights, err = parseWeights(weightsTSV); err != nil {
		return nil, err
	}
	for i := range lex.Languages {
		find := sync.OnceValues(lex.Languages[i].Finder)
		d.finders = append(d.finders, find)
		if lex.Tested {
			continue
		}
		if _, err := find(); err != nil {
			return nil, fmt.Errorf("lang/%s.toml: %w", lex.Languages[i].Code, err)
		}
	}
	return d, nil
}

// finder is that of the i-th language. New has tried it, or its words are tested.
func (d *Detector) finder(i int) *lexicon.Finder {
	f, err := d.finders[i]()
	if err != nil {
		panic("detect: words that were said to be tested are wrong: " + err.Error())
	}
	return f
}

// Context is what a message does not say itself.
type Context struct {
	Me []string // the user's addresses, for Own
}

// Read says what m is.
func (d *Detector) Read(m *message.Message, ctx Context) Verdict {
	return d.collect(m, ctx).verdict()
}

// collect gathers the evidence.
func (d *Detector) collect(m *message.Message, ctx Context) *reading {
	r := d.read(m, ctx)
	r.times(d.times)
	return r
}

// read gathers the evidence of words and structure.
func (d *Detector) read(m *message.Message, ctx Context) *reading {
	return d.readAs(d.language(m), m, ctx)
}

// readAs is read for a message of the given language.
func (d *Detector) readAs(lang string, m *message.Message, ctx Context) *reading {
	r := &reading{m: m, lex: d.lex, lang: lang, me: ctx.Me, fired: map[string]bool{}, weights: d.weights}
	for i := range d.lex.Languages {
		// English words stand in mails of all languages ("Phone Interview").
		if lang := &d.lex.Languages[i]; lang.Code == r.lang || i == 0 {
			f := d.finder(i)
			r.cues(lang, f)
			r.around(lang, f)
		}
	}
	r.signals()
	return r
}

// language recognises the language of the new text.
func (d *Detector) language(m *message.Message) string {
	for _, text := range []string{m.NewText, m.Subject + " " + m.Text} {
		if code := d.words.Recognise(text); code != "" {
			return code
		}
	}
	if _, ok := d.lex.Language(m.HTMLLang); ok && m.HTMLLang != "" {
		return m.HTMLLang
	}
	return "en"
}

// isMe reports whether the address is one of the user's.
func isMe(me []string, address string) bool {
	return address != "" && slices.ContainsFunc(me, func(a string) bool { return strings.EqualFold(a, address) })
}
