package mailbox

import (
	"context"
	"slices"

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
