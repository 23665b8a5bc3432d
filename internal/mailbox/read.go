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

// List reads all messages of a small folder such as Drafts: headers, and with
// whole set also Raw of every message, however large.
func (s *Session) List(ctx context.Context, folder string, whole bool) ([]Item, error) {
	if err := s.examine(ctx, folder); err != nil {
		return nil, err
	}
	uids, err := s.search(ctx, "listing "+folder, &imap.SearchCriteria{})
	if err != nil {
		return nil, err
	}
	return s.read(ctx, uids, whole)
}

// Fetch reads these messages of a folder whole, by UID. Ones that do not exist
// are left out; UIDValidity of the items says whether the UIDs are the ones that
// were meant.
func (s *Session) Fetch(ctx context.Context, folder string, uids []uint32) ([]Item, error) {
	if err := s.examine(ctx, folder); err != nil {
		return nil, err
	}
	uids = slices.Clone(uids)
	slices.Sort(uids)
	return s.read(ctx, slices.Compact(uids), true)
}

func (s *Session) read(ctx context.Context, uids []uint32, whole bool) ([]Item, error) {
	var all []Item
	for batch := range slices.Chunk(uids, headersAtOnce) {
		w := Sieve{}.head()
		w.flags = true
		items, err := s.heads(ctx, batch, w)
		if err != nil {
			return nil, err
		}
		all = append(all, items...)
	}
	if !whole {
		return all, nil
	}
	return all, s.readWhole(ctx, all)
}

func (s *Session) readWhole(ctx context.Context, items []Item) error {
	for i := range items {
		if items[i].Err != nil {
			continue
		}
		if err := s.whole(ctx, []*Item{&items[i]}); err != nil {
			return err
		}
	}
	return nil
}

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
	if q == (Query{}) {
		return nil, nil // looks for nothing
	}
	if err := s.examine(ctx, folder); err != nil {
		return nil, err
	}
	uids, err := s.candidates(ctx, folder, q)
	if err != nil {
		return nil, err
	}
	var found []uint32
	for batch := range slices.Chunk(uids, headersAtOnce) {
		w := wish{what: "comparing headers", sections: sections(identitySection), bytes: 1024 * int64(len(batch))}
		got, bad, err := s.careful(ctx, batch, w)
		if err != nil {
			return nil, err
		}
		for uid, err := range bad {
			return nil, fmt.Errorf("message %d of %s can't be compared: %w", uid, folder, err)
		}
		for _, uid := range batch {
			if a := got[uid]; a != nil && q.matches(a.section(identitySection)) {
				found = append(found, uid)
			}
		}
	}
	return found, nil
}

var identitySection = peek(imap.FetchItemBodySection{
	Specifier:    imap.PartSpecifierHeader,
	HeaderFields: []string{"Message-ID", "In-Reply-To", "References", "From"},
}, 0)

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
