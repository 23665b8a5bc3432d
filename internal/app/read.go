package app

import (
	"errors"
	"fmt"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/terms"
	"rsvpd/internal/when"
)

// Reader is the reading chain: bytes to Message, Verdict and Facts. It is safe
// for concurrent use.
type Reader struct {
	parser    *message.Parser
	detector  *detect.Detector
	extractor *extract.Extractor
	times     *when.Reader
	terms     *terms.Reader // for rules; no part of the chain
}

// NewReader prepares the chain. All problems of the lexicon's words are
// reported at once.
func NewReader(lex *lexicon.Lexicon) (*Reader, error) {
	var letters []lexicon.Letter
	for _, l := range lex.Languages {
		letters = append(letters, l.Letter)
	}
	times, whenErr := when.New(lex.Languages)
	detector, detectErr := detect.New(lex, times)
	offers, termsErr := terms.New(lex)
	if err := errors.Join(whenErr, detectErr, termsErr); err != nil {
		return nil, err
	}
	extractor, err := extract.New(lex, times)
	if err != nil {
		return nil, err
	}
	return &Reader{parser: message.NewParser(letters), detector: detector, extractor: extractor, times: times, terms: offers}, nil
}

// ReadOptions is what a message does not say itself.
type ReadOptions struct {
	Me      []string       // the user's addresses
	Zone    *time.Location // the user's zone; nil: UTC
	Partial bool           // only the message's first part was fetched
	Sent    bool           // it lies in Sent: what the user agrees to is taken from it
}

// Reading is all that one message says.
type Reading struct {
	Message *message.Message
	Verdict detect.Verdict
	Facts   extract.Facts
	Err     string // what could not be read, in plain words; the rest is there
	Broken  bool   // a stage failed altogether: nothing here can be relied on
}

// Read reads one message. It never fails: mail that breaks a stage yields what
// the stages before it found, and Err. fallback is the date of a message without
// one.
func (r *Reader) Read(raw []byte, fallback time.Time, opts ReadOptions) (out Reading) {
	out.Message = &message.Message{Date: fallback}
	out.Verdict.Category = detect.Other
	// A bug that one mail brings to light must not keep the daemon from the
	// next mail.
	defer func() {
		if p := recover(); p != nil {
			out.Err, out.Broken = fmt.Sprintf("reading broke off: %v", p), true
		}
	}()
	if opts.Partial {
		out.Message = r.parser.ParsePartial(raw, fallback)
	} else {
		out.Message = r.parser.Parse(raw, fallback)
	}
	out.Err = unreadable(out.Message)
	out.Verdict = r.detector.Read(out.Message, detect.Context{Me: opts.Me})
	out.Facts = r.extractor.Facts(out.Message, out.Verdict, extract.Context{Me: opts.Me, Zone: opts.Zone})
	if opts.Sent {
		out.Facts = r.agreed(out, opts)
	}
	return out
}

// agreed takes from a mail of the user's the times that it names and its answer
// to a calendar event (RFC 5546 section 3.2.3). It is searched as if it asked.
func (r *Reader) agreed(out Reading, opts ReadOptions) extract.Facts {
	v := out.Verdict
	v.Category = detect.Invitation
	f := r.extractor.Facts(out.Message, v, extract.Context{Me: opts.Me, Zone: opts.Zone})
	return extract.Facts{Kind: out.Facts.Kind, Lang: out.Facts.Lang, Slots: f.Slots, Event: f.Event}
}

// unreadable says what of a message could not be parsed; empty when all could.
func unreadable(m *message.Message) string {
	if len(m.Problems) == 0 {
		return ""
	}
	return m.Problems[0]
}

// Worth reports, from the header alone, whether a message of the given size is
// worth fetching its text.
func (r *Reader) Worth(header []byte, size int64) bool {
	return r.detector.Worth(message.ParseHeader(header), size)
}

// Screen reports, from a message's header and the beginning of its text as they
// were transferred, whether reading the rest can matter. It loses nothing: all
// that is read as more than Other, Alert or Meeting passes. whole says that
// leading is all of the message. What it stops need not be fetched or read on.
func (r *Reader) Screen(leading []byte, whole bool) bool {
	return r.detector.Screen(r.parser.ParsePartial(leading, time.Time{}), whole)
}

// Times finds the time expressions of a text.
func (r *Reader) Times(text string, ctx when.Context) []when.Expr {
	return r.times.Find(text, ctx)
}
