package app

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"rsvpd/config"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/terms"
	"rsvpd/internal/when"
)

// Reader is the reading chain: bytes to Message, Verdict and Facts. It is safe
// for concurrent use.
type Reader struct {
	links  func() *links
	forget func() bool // see App.Forget; nil: it can't be made again
}

// links are what the chain is made of.
type links struct {
	parser    *message.Parser
	detector  *detect.Detector
	extractor *extract.Extractor
	times     *when.Reader
	terms     *terms.Reader // for rules; no part of the chain
}

// NewReader prepares the chain. All problems of the lexicon's words are
// reported at once.
func NewReader(lex *lexicon.Lexicon) (*Reader, error) {
	l, err := newLinks(lex)
	if err != nil {
		return nil, err
	}
	return &Reader{links: func() *links { return l }}, nil
}

func newLinks(lex *lexicon.Lexicon) (*links, error) {
	var letters []lexicon.Letter
	for _, l := range lex.Languages {
		letters = append(letters, l.Letter)
	}
	times, whenErr := newTimes(lex)
	detector, detectErr := detect.New(lex, times)
	offers, termsErr := terms.New(lex)
	if err := errors.Join(whenErr, detectErr, termsErr); err != nil {
		return nil, err
	}
	extractor, err := extract.New(lex, times)
	if err != nil {
		return nil, err
	}
	return &links{parser: message.NewParser(letters), detector: detector, extractor: extractor, times: times, terms: offers}, nil
}

func newTimes(lex *lexicon.Lexicon) (*when.Reader, error) {
	if lex.Tested {
		return when.NewTested(lex.Languages), nil
	}
	return when.New(lex.Languages)
}

// loadReader reads the words. Those of an operator's files are held to their own
// tests: a file with a wrong one stops the start. What the program carries was
// tested when it was built; it is not even read before there is mail to read.
func loadReader(data fs.FS) (*Reader, error) {
	if config.Shipped(data, "lang", "senders") {
		r := remade{make: func() *links { return shippedLinks(data) }}
		return &Reader{links: r.links, forget: r.forget}, nil
	}
	lex, err := lexicon.Load(data)
	if err != nil {
		return nil, err
	}
	if err := lex.Check(); err != nil {
		return nil, err
	}
	return NewReader(lex)
}

// shippedLinks is the chain on the words that the program carries.
func shippedLinks(data fs.FS) *links {
	lex, err := lexicon.LoadTested(data)
	if err != nil {
		panic("app: the words that the program carries can't be read: " + err.Error()) // a test reads them
	}
	l, err := newLinks(lex)
	if err != nil {
		panic("app: the words that the program carries are wrong: " + err.Error())
	}
	return l
}

// termsReader is what rules ask of the chain.
type termsReader struct{ *Reader }

// Read returns the terms that a text names.
func (r termsReader) Read(text string) terms.Terms { return r.links().terms.Read(text) }

// ReadOptions is what a message does not say itself.
type ReadOptions struct {
	Me      []string                        // the user's addresses
	Mine    func(*message.Message) []string // in place of Me: those that count in one message
	Zone    *time.Location                  // the user's zone; nil: UTC
	Partial bool                            // only the message's first part was fetched
	Sent    bool                            // it lies in Sent: what the user agrees to is taken from it
	Brief   bool                            // no Facts of what is idle (detect.Category.Idle): nobody asks for them
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
	return r.links().read(raw, fallback, opts)
}

func (l *links) read(raw []byte, fallback time.Time, opts ReadOptions) (out Reading) {
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
		out.Message = l.parser.ParsePartial(raw, fallback)
	} else {
		out.Message = l.parser.Parse(raw, fallback)
	}
	if opts.Mine != nil {
		opts.Me = opts.Mine(out.Message)
	}
	out.Err = unreadable(out.Message)
	out.Verdict = l.detector.Read(out.Message, detect.Context{Me: opts.Me})
	if opts.Brief && !opts.Sent && out.Verdict.Category.Idle() && len(out.Message.Calendars) == 0 {
		return out
	}
	out.Facts = l.extractor.Facts(out.Message, out.Verdict, extract.Context{Me: opts.Me, Zone: opts.Zone})
	if opts.Sent {
		out.Facts = l.agreed(out, opts)
	}
	return out
}

// agreed takes from a mail of the user's the times that it names and its answer
// to a calendar event (RFC 5546 section 3.2.3). It is searched as if it asked.
func (l *links) agreed(out Reading, opts ReadOptions) extract.Facts {
	v := out.Verdict
	v.Category = detect.Invitation
	f := l.extractor.Facts(out.Message, v, extract.Context{Me: opts.Me, Zone: opts.Zone})
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
	return r.links().detector.Worth(message.ParseHeader(header), size)
}

// Screen reports, from a message's header and the beginning of its text as they
// were transferred, whether reading the rest can matter. It loses nothing: all
// that is read as more than Other, Alert or Meeting passes. whole says that
// leading is all of the message. What it stops need not be fetched or read on.
func (r *Reader) Screen(leading []byte, whole bool) bool {
	l := r.links()
	return l.detector.Screen(l.parser.ParseLeading(leading), whole)
}

// sift is Screen for a sieve: it looks on where the beginning was too little.
func (r *Reader) sift(leading []byte, whole bool) int64 {
	l := r.links()
	m := l.parser.ParseLeading(leading)
	switch {
	case !l.detector.Screen(m, whole):
		return mailbox.Nothing
	case whole || detect.Telling(m):
		return mailbox.All
	}
	_, text, _ := bytes.Cut(leading, []byte("\r\n\r\n"))
	return lookOn(int64(len(text)))
}

// Times finds the time expressions of a text.
func (r *Reader) Times(text string, ctx when.Context) []when.Expr {
	return r.links().times.Find(text, ctx)
}
