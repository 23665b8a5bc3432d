package mailbox

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

const (
	maxHeader    = 64 << 10  // bytes of a header block that are read
	maxWhole     = 128 << 10 // messages up to this size are read whole
	maxWithFiles = 24 << 10  // the same, of the kinds that may carry files
	maxPart      = 256 << 10 // bytes of one part, or of a text without structure

	usualHeader = 4 << 10 // bytes of a header block these days

	headersAtOnce = 500       // a batch's UIDs stay far below the 64 KB that break Dovecot
	bytesAtOnce   = 512 << 10 // of texts in one batch
)

// wish is what to fetch of each message. Sections always have Peek set: reading
// must not mark anything as seen.
type wish struct {
	what     string
	envelope bool // INTERNALDATE and size as well
	flags    bool // flags as well
	shape    bool // BODYSTRUCTURE as well
	sections []*imap.FetchItemBodySection
	bytes    int64 // expected for all messages together
}

func peek(section imap.FetchItemBodySection, limit int64) *imap.FetchItemBodySection {
	section.Peek = true
	if limit > 0 {
		section.Partial = &imap.SectionPartial{Size: limit}
	}
	return &section
}

var (
	headerSection = peek(imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader}, maxHeader)
	wholeSection  = peek(imap.FetchItemBodySection{}, 0)
	textSection   = peek(imap.FetchItemBodySection{Specifier: imap.PartSpecifierText}, maxPart)
)

// answer is what came back for one message.
type answer struct {
	flags    []string
	received time.Time
	size     int64
	shape    imap.BodyStructure
	sections []answeredSection
}

type answeredSection struct {
	spec *imap.FetchItemBodySection
	data []byte
}

// section returns what came for a section, nil if nothing did.
func (a *answer) section(want *imap.FetchItemBodySection) []byte {
	for _, got := range a.sections {
		if answers(got.spec, want) {
			return got.data
		}
	}
	return nil
}

// answers reports whether a section that came is the one asked for. Servers
// repeat the names of header fields in their own order and case, some leave out
// the origin of a partial; nobody is asked for two sections that differ only in
// these.
func answers(got, want *imap.FetchItemBodySection) bool {
	return got.Specifier == want.Specifier && slices.Equal(got.Part, want.Part) &&
		(len(got.HeaderFields) > 0) == (len(want.HeaderFields) > 0)
}

// complete reports whether everything wished for is there. It may not be: some
// servers send an unasked FETCH with new flags in between, which go-imap takes
// for the answer; and an answer may break off in the middle.
func (a *answer) complete(w wish) bool {
	if w.envelope && a.received.IsZero() || w.shape && a.shape == nil {
		return false
	}
	return !slices.ContainsFunc(w.sections, func(sec *imap.FetchItemBodySection) bool { return a.section(sec) == nil })
}

// fetch does one UID FETCH in the open folder. It returns the answers that came,
// also when the command failed in the middle; they may be incomplete.
func (s *Session) fetch(ctx context.Context, uids []uint32, w wish) (map[uint32]*answer, error) {
	options := &imap.FetchOptions{UID: true, Flags: w.flags, InternalDate: w.envelope, RFC822Size: w.envelope, BodySection: w.sections}
	if w.shape {
		options.BodyStructure = &imap.FetchItemBodyStructure{Extended: true}
	}
	came := make(map[uint32]*answer, len(uids))
	var last uint32
	err := s.run(ctx, w.what, s.allowance(w.bytes), func(c *imapclient.Client) error {
		cmd := c.Fetch(uidSet(uids), options)
		for m := cmd.Next(); m != nil; m = cmd.Next() {
			uid, a, err := collect(m)
			came[uid], last = a, uid
			if err != nil {
				// Going on to the next message would read what is left of the literal
				// while go-imap's own goroutine reads it too.
				s.shut(c)
				return err
			}
		}
		return cmd.Close()
	})
	if err != nil {
		delete(came, last) // it may look complete and be where the trouble is
	}
	return came, err
}

func uidSet(uids []uint32) (set imap.UIDSet) {
	for _, uid := range uids {
		set.AddNum(imap.UID(uid))
	}
	return set
}

// collect reads one message's answer. It ends where that breaks off.
func collect(m *imapclient.FetchMessageData) (uid uint32, a *answer, err error) {
	a = &answer{}
	for item := m.Next(); item != nil; item = m.Next() {
		switch item := item.(type) {
		case imapclient.FetchItemDataUID:
			uid = uint32(item.UID)
		case imapclient.FetchItemDataFlags:
			a.flags = flagNames(item.Flags)
		case imapclient.FetchItemDataInternalDate:
			a.received = item.Time
		case imapclient.FetchItemDataRFC822Size:
			a.size = item.Size
		case imapclient.FetchItemDataBodyStructure:
			a.shape = item.BodyStructure
		case imapclient.FetchItemDataBodySection:
			data, err := readLiteral(item.Literal)
			if err != nil {
				return uid, a, err
			}
			a.sections = append(a.sections, answeredSection{item.Section, data})
		}
	}
	return uid, a, nil
}

// readLiteral reads a section. NIL, which some servers send for an empty one, is
// an empty slice. A size that is announced is only believed up to what is usual;
// the connection's bound keeps the rest from growing without end.
func readLiteral(lit imap.LiteralReader) ([]byte, error) {
	if lit == nil {
		return []byte{}, nil
	}
	if size := lit.Size(); size <= maxWhole {
		data := make([]byte, size)
		n, err := io.ReadFull(lit, data)
		return data[:n], err
	}
	data, err := io.ReadAll(lit)
	if err == nil && int64(len(data)) < lit.Size() {
		err = io.ErrUnexpectedEOF // go-imap ends a literal quietly where the connection ends
	}
	return data, err
}

// flagNames leaves out \Recent: it says something about sessions, not about the
// message, and RFC 9051 has dropped it.
func flagNames(flags []imap.Flag) []string {
	names := make([]string, 0, len(flags))
	for _, f := range flags {
		if f != "\\Recent" {
			names = append(names, string(f))
		}
	}
	slices.Sort(names)
	return names
}
