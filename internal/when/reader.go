package when

import (
	"errors"
	"strings"
	"sync"
	"unicode/utf8"

	"rsvpd/internal/lexicon"
)

// maxText is how much of a text is read, in bytes: no invitation is longer.
const maxText = 256 << 10

// Reader finds time expressions. It may be used by several goroutines.
type Reader struct {
	langs []language
}

// language is one of the Reader's, compiled when a text first needs it.
type language struct {
	code    string
	compile func() (*words, error)
}

// words are those of a language that is known to compile: New has tried it, or
// the test of the words that the program carries.
func (l *language) words() *words {
	w, err := l.compile()
	if err != nil {
		panic("when: words that were said to be tested are wrong: " + err.Error())
	}
	return w
}

// New compiles the date words of the languages. The errors, all at once, name
// language and word. A language without weekdays has no date words and is
// passed over.
func New(langs []lexicon.Language) (*Reader, error) {
	r := prepare(langs, false)
	var errs []error
	for _, l := range r.langs {
		_, err := l.compile()
		errs = append(errs, err)
	}
	if len(r.langs) == 0 {
		errs = append(errs, errors.New("no language has date words"))
	}
	return r, errors.Join(errs...)
}

// NewTested is New for words that are known to be right: each language is
// compiled when it is first needed.
func NewTested(langs []lexicon.Language) *Reader { return prepare(langs, true) }

func prepare(langs []lexicon.Language, tested bool) *Reader {
	r := &Reader{}
	places := locations{tested: tested}
	for i := range langs {
		if l := &langs[i]; len(l.Dates.Weekdays) > 0 {
			r.langs = append(r.langs, language{l.Code, sync.OnceValues(func() (*words, error) { return compile(l, langs, &places) })})
		}
	}
	return r
}

// Find returns the time expressions of text in order of appearance. The words
// of expressions that share a day may overlap.
func (r *Reader) Find(text string, ctx Context) []Expr {
	at := spare.Get().(*room)
	defer spare.Put(at)
	f := &finder{parser: r.parser(text, ctx, at)}
	return f.run()
}

// Zone returns the one time zone that the text names, beside a time or for the
// whole of it ("all times are CET"). It is false when the text names none,
// more than one, or says that times are the reader's own.
func (r *Reader) Zone(text string, ctx Context) (Zone, bool) {
	at := spare.Get().(*room)
	defer spare.Put(at)
	return r.parser(text, ctx, at).soleZone()
}

// room is where a text is taken apart; it is used again for the next one.
type room struct {
	tokens []token
	items  []item
}

var spare = sync.Pool{New: func() any { return &room{} }}

func (r *Reader) parser(text string, ctx Context, at *room) *parser {
	if ctx.ZoneSource == "" {
		ctx.ZoneSource = ZoneDefault
	}
	text = clip(text)
	return newParser(text, r.language(text, ctx.Lang), ctx, at)
}

// clip cuts a text that is too long at a rune.
func clip(text string) string {
	if len(text) <= maxText {
		return text
	}
	end := maxText
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// language is the one named, else the one whose small words the text has most
// of, else English.
func (r *Reader) language(text, code string) *words {
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	english := &r.langs[0]
	for i := range r.langs {
		l := &r.langs[i]
		if l.code == code {
			return l.words()
		}
		if l.code == "en" {
			english = l
		}
	}
	if code != "" {
		return english.words()
	}
	return r.recognise(text, english.words())
}

// Recognising looks at no more than this many bytes.
const sample = 2000

func (r *Reader) recognise(text string, fallback *words) *words {
	if len(text) > sample {
		text = text[:sample]
	}
	all := make([]*words, len(r.langs))
	for i := range r.langs {
		all[i] = r.langs[i].words()
	}
	best, most := fallback, 0
	counts := make([]int, len(all))
	var buf []byte
	for _, t := range tokenize(text, nil) {
		if t.kind != 'w' {
			continue
		}
		buf = fold(buf[:0], text[t.lo:t.hi])
		for i, w := range all {
			if w.small[string(buf)] {
				counts[i]++
			} else if n := w.root.next[string(buf)]; n != nil && n.mask&(1<<cWeekday|1<<cMonth|1<<cDay|1<<cUnit) != 0 {
				counts[i]++
			}
		}
	}
	for i, w := range all {
		if counts[i] > most || counts[i] == most && w == fallback {
			best, most = w, counts[i]
		}
	}
	return best
}
