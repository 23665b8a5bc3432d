package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net/mail"
	"net/textproto"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// Query says which messages Find looks for. Empty fields do not count; the others
// must all match.
type Query struct {
	MessageID string // without angle brackets
	// InReplyTo is an id, without angle brackets, that In-Reply-To or References
	// hold. Some programs keep one, some the other.
	InReplyTo string
	From      string // an addr-spec in From
}

// Find returns the UIDs of the messages that match, ascending. The server's
// search only narrows them down: it matches parts of words, ignores case or
// folds addresses, so that the headers are read and compared here. A candidate
// that can't be compared is an error: absence must be certain.
func (s *Session) Find(ctx context.Context, folder string, q Query) ([]uint32, error) {
	found, err := s.FindEach(ctx, folder, q)
	if err != nil {
		return nil, err
	}
	return found[0], nil
}

// FindEach is Find for several queries at once: the server searches its folder one
// time. The results stand in the order of the queries.
func (s *Session) FindEach(ctx context.Context, folder string, queries ...Query) ([][]uint32, error) {
	found := make([][]uint32, len(queries))
	asked := slices.DeleteFunc(slices.Clone(queries), func(q Query) bool { return q == Query{} }) // looks for nothing
	if len(asked) == 0 {
		return found, nil
	}
	if err := s.examine(ctx, folder); err != nil {
		return nil, err
	}
	uids, err := s.candidates(ctx, folder, asked)
	if err != nil {
		return nil, err
	}
	for batch := range slices.Chunk(uids, headersAtOnce) {
		if err := s.compare(ctx, folder, batch, queries, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// compare adds to what was found by each query those of a batch that it matches.
func (s *Session) compare(ctx context.Context, folder string, batch []uint32, queries []Query, found [][]uint32) error {
	w := wish{what: "comparing headers", sections: sections(identitySection), bytes: 1024 * int64(len(batch))}
	got, bad, err := s.careful(ctx, batch, w)
	if err != nil {
		return err
	}
	for uid, err := range bad {
		return fmt.Errorf("message %d of %s can't be compared: %w", uid, folder, err)
	}
	for _, uid := range batch {
		for i, q := range queries {
			if a := got[uid]; a != nil && q != (Query{}) && q.matches(a.section(identitySection)) {
				found[i] = append(found[i], uid)
			}
		}
	}
	return nil
}

var identitySection = peek(imap.FetchItemBodySection{
	Specifier:    imap.PartSpecifierHeader,
	HeaderFields: []string{"Message-ID", "In-Reply-To", "References", "From"},
}, 0)

// anyOf is what any of the queries may mean (RFC 9051 section 6.4.4, OR).
func anyOf(queries []Query) *imap.SearchCriteria {
	any := queries[0].criteria()
	for _, q := range queries[1:] {
		any = &imap.SearchCriteria{Or: [][2]imap.SearchCriteria{{*any, *q.criteria()}}}
	}
	return any
}

func (q Query) criteria() *imap.SearchCriteria {
	field := func(key, value string) imap.SearchCriteria {
		return imap.SearchCriteria{Header: []imap.SearchCriteriaHeaderField{{Key: key, Value: value}}}
	}
	c := &imap.SearchCriteria{}
	if q.MessageID != "" {
		c.Header = append(c.Header, field("Message-ID", q.MessageID).Header...)
	}
	if q.From != "" {
		c.Header = append(c.Header, field("From", q.From).Header...)
	}
	if q.InReplyTo != "" {
		c.Or = append(c.Or, [2]imap.SearchCriteria{field("In-Reply-To", q.InReplyTo), field("References", q.InReplyTo)})
	}
	return c
}

// matches compares the header fields themselves.
func (q Query) matches(header []byte) bool {
	// What could be read before an error counts: one odd line hides no draft.
	h, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(header))).ReadMIMEHeader()
	if q.MessageID != "" && !slices.Contains(ids(h["Message-Id"]), q.MessageID) {
		return false
	}
	if q.InReplyTo != "" && !slices.Contains(ids(h["In-Reply-To"], h["References"]), q.InReplyTo) {
		return false
	}
	return q.From == "" || slices.ContainsFunc(h["From"], func(from string) bool { return hasAddress(from, q.From) })
}

// ids are the words of header values without angle brackets.
func ids(values ...[]string) []string {
	var all []string
	for _, v := range slices.Concat(values...) {
		all = append(all, strings.FieldsFunc(v, func(r rune) bool { return r <= ' ' || strings.ContainsRune("<>,", r) })...)
	}
	return all
}

func hasAddress(field, want string) bool {
	list, err := mail.ParseAddressList(field)
	if err != nil {
		// Unparsable, as `From: a@example.com (odd` may be: compare words.
		return slices.ContainsFunc(ids([]string{field}), func(w string) bool { return strings.EqualFold(w, want) })
	}
	return slices.ContainsFunc(list, func(a *mail.Address) bool { return strings.EqualFold(a.Address, want) })
}
