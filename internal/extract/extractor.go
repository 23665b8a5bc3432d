package extract

import (
	"errors"
	"sync"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// TimeFinder finds time expressions: *when.Reader does.
type TimeFinder interface {
	Find(text string, ctx when.Context) []when.Expr
}

// Extractor takes facts. It is safe for concurrent use.
type Extractor struct {
	lex   *lexicon.Lexicon
	times TimeFinder
	langs map[string]func() (*words, error) // compiled when a mail first needs them
}

// Context is what a message does not say itself.
type Context struct {
	Me   []string       // the user's addresses
	Zone *time.Location // the user's zone, for times that name none when the message names none either; nil: UTC
}

// New prepares an extractor; a wrong phrase in the lexicon is an error, unless
// its words are known to be tested.
func New(lex *lexicon.Lexicon, times TimeFinder) (*Extractor, error) {
	x := &Extractor{lex: lex, times: times, langs: map[string]func() (*words, error){}}
	n := newNouns(lex.Languages)
	var errs []error
	for i := range lex.Languages {
		l := &lex.Languages[i]
		x.langs[l.Code] = sync.OnceValues(func() (*words, error) { return compile(l, n) })
		if !lex.Tested {
			_, err := x.langs[l.Code]()
			errs = append(errs, wrong(l, err))
		}
	}
	return x, errors.Join(errs...)
}

// words are those of a language; nil when there are none.
func (x *Extractor) words(code string) *words {
	compiled, ok := x.langs[code]
	if !ok {
		return nil
	}
	w, err := compiled()
	if err != nil {
		panic("extract: words that were said to be tested are wrong: " + err.Error())
	}
	return w
}

// Facts takes what the message says. The verdict tells what to look for: a
// message that is about no interview yields almost nothing.
func (x *Extractor) Facts(m *message.Message, v detect.Verdict, ctx Context) Facts {
	f := Facts{Kind: v.Kind, Lang: v.Lang}
	if !about(v.Category) {
		return f
	}
	w := x.words(v.Lang)
	if w == nil {
		w = x.words("en")
	}
	if w == nil {
		return f
	}
	j := &job{x: x, m: m, v: v, ctx: ctx, w: w, f: &f, text: m.NewText, vague: map[string]bool{}}
	j.text = prefix(j.text, maxText)
	j.prose = w.unwrapped(j.text)
	j.links()
	j.sender()
	j.network()
	j.bookingAnyway()
	j.who()
	j.what()
	j.when()
	j.endSlots()
	j.form()
	j.suspicious()
	return f
}

// about reports whether a category has facts worth taking.
func about(c detect.Category) bool {
	switch c {
	case detect.Invitation, detect.Outreach, detect.Assessment, detect.Confirmation, detect.Reminder,
		detect.Cancellation, detect.Rejection, detect.Offer, detect.Acknowledgement:
		return true
	}
	return false
}

// job is the work on one message.
type job struct {
	x   *Extractor
	m   *message.Message
	v   detect.Verdict
	ctx Context
	w   *words
	f   *Facts

	text  string          // the new text, its first maxText bytes
	prose string          // the same with wrapped lines joined; byte for byte as long
	vague map[string]bool // the words of slots that name a part of a day, not an hour
	segs  []string        // the segments of the mail, once they are asked for
	// own are the words of the names in ownBy: who writes, and who signs.
	ownBy string
	own   []string
	// spells are the lengths in the letter, once they are asked for.
	spells []spell
}

// maxText bounds what is searched of a text: hostile mail must not cost seconds,
// and what matters stands in the first pages.
const maxText = 24 << 10
