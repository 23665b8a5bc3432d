package mailbox

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// maxFound bounds the result of one search, and with it memory: a lying server
// can name four thousand million messages in a dozen bytes.
const maxFound = 5_000_000

// search runs UID SEARCH in the open folder; the result ascends.
func (s *Session) search(ctx context.Context, what string, criteria *imap.SearchCriteria) ([]uint32, error) {
	var uids []uint32
	err := s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		data, err := c.UIDSearch(criteria, nil).Wait()
		if err != nil {
			return err
		}
		set, ok := data.All.(imap.UIDSet)
		if !ok && data.All != nil {
			return fmt.Errorf("the server answers UID SEARCH with %T", data.All)
		}
		uids, err = expand(set)
		return err
	})
	return uids, err
}

// expand turns a set into its numbers. It takes the place of UIDSet.Nums, which
// believes any range.
func expand(set imap.UIDSet) ([]uint32, error) {
	var total uint64
	for _, r := range set {
		if r.Start == 0 || r.Stop < r.Start {
			return nil, fmt.Errorf("the server found messages with impossible numbers: %v", r)
		}
		total += uint64(r.Stop-r.Start) + 1
		if total > maxFound {
			return nil, fmt.Errorf("the server claims to have found more than %d messages", maxFound)
		}
	}
	uids := make([]uint32, 0, total)
	for _, r := range set {
		for uid := uint64(r.Start); uid <= uint64(r.Stop); uid++ {
			uids = append(uids, uint32(uid))
		}
	}
	slices.Sort(uids)
	return slices.Compact(uids), nil
}

// searchSince finds what may have been received at or after t. SINCE compares
// days in the server's zone, so a day more is asked for; callers filter.
func (s *Session) searchSince(ctx context.Context, t time.Time) ([]uint32, error) {
	criteria := &imap.SearchCriteria{}
	if !t.IsZero() {
		criteria.Since = t.UTC().AddDate(0, 0, -1)
	}
	return s.search(ctx, "searching by date", criteria)
}

// searchAfter finds the UIDs above last. "last+1:*" always matches the newest
// message, even one below (RFC 9051 section 9, seq-range), so that is dropped.
func (s *Session) searchAfter(ctx context.Context, last uint32) ([]uint32, error) {
	if last == ^uint32(0) {
		return nil, nil
	}
	uids, err := s.search(ctx, "searching new mail", &imap.SearchCriteria{
		UID: []imap.UIDSet{{{Start: imap.UID(last + 1), Stop: 0}}},
	})
	first, found := slices.BinarySearch(uids, last)
	if found {
		first++
	}
	return uids[first:], err
}

// highest is the newest message's UID, 0 in an empty folder. UIDNEXT of SELECT
// would tell it without asking, but Courier gives none. Nor does it know "*" in a
// SEARCH, where that finds nothing; so all are asked for, which is done once.
func (s *Session) highest(ctx context.Context) (uint32, error) {
	if s.open.uidNext > 0 {
		return s.open.uidNext - 1, nil
	}
	uids, err := s.search(ctx, "searching the newest mail", &imap.SearchCriteria{})
	if err != nil || len(uids) == 0 {
		return 0, err
	}
	return uids[len(uids)-1], nil
}
