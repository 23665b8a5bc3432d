package extract

import (
	"errors"
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
	langs map[string]*words
}

// Context is what a message does not say itself.
type Context struct {
	Me   []string       // the user's addresses
	Zone *time.Location // the user's zone, for times that name none when the message names none either; nil: UTC
}

// New prepares an extractor; a wrong phrase in the lexicon is an error.
func New(lex *lexicon.Lexicon, times TimeFinder) (*Extractor, error) {
	x := &Extractor{lex: lex, times: times, langs: map[string]*words{}}
	n := newNouns(lex.Languages)
	var errs []error
	for i := range lex.Languages {
		w, err := compile(&lex.Languages[i], n)
		errs = append(errs, wrong(&lex.Languages[i], err))
		x.langs[lex.Languages[i].Code] = w
	}
	return x, errors.Join(errs...)
}

// Facts takes what the message says. The verdict tells what to look for: a
// message that is about no interview yields almost nothing.
func (x *Extractor) Facts(m *message.Message, v detect.Verdict, ctx Context) Facts {
	f := Facts{Kind: v.Kind, Lang: v.Lang}
	w := x.langs[v.Lang]
	if w == nil {
		w = x.langs["en"]
	}
	if w == nil || !about(v.Category) {
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
}

// maxText bounds what is searched of a text: hostile mail must not cost seconds,
// and what matters stands in the first pages.
const maxText = 24 << 10
