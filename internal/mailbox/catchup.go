package mailbox

import (
	"context"
	"errors"
	"slices"
	"time"
)

// CatchUp reads what is new in a folder since cur and hands it to visit in the
// order of UIDs. A zero cursor, or a folder recreated since (another
// UIDVALIDITY), is read from the beginning. Mail received before since is passed
// over; a zero since takes everything.
//
// Each message's header is read first; only where worth says so are its texts
// read too: a message of up to 128 KB whole (Raw), a larger one as its text and
// calendar parts (Parts), of neither ever an attachment. A message that can't be
// read is visited with Err set.
//
// The cursor returned covers what visit accepted, also together with an error,
// so that going on from it loses and repeats nothing. An error of visit ends the
// run and is returned as it is.
func (s *Session) CatchUp(ctx context.Context, folder string, since time.Time, cur Cursor,
	worth func(header []byte, size int64) bool, visit func(Item) error) (Cursor, error) {
	if err := s.examine(ctx, folder); err != nil {
		return cur, err
	}
	s.spare = maxReconnects
	uids, end, err := s.news(ctx, since, cur)
	if err != nil {
		return cur, err
	}
	if cur.UIDValidity != s.open.uidValidity {
		cur = Cursor{UIDValidity: s.open.uidValidity}
	}
	for batch := range slices.Chunk(uids, headersAtOnce) {
		items, err := s.headers(ctx, batch)
		if err != nil {
			return cur, err
		}
		items = slices.DeleteFunc(items, func(item Item) bool { return item.Err == nil && item.InternalDate.Before(since) })
		if err := s.visitAll(ctx, items, &cur, worth, visit); err != nil {
			return cur, err
		}
		cur.Last = batch[len(batch)-1]
	}
	cur.Last = max(cur.Last, end)
	return cur, nil
}

// visitAll reads the texts that are worth it and visits, a few messages at a
// time: no more than a few MB of mail are held at once.
func (s *Session) visitAll(ctx context.Context, items []Item, cur *Cursor,
	worth func([]byte, int64) bool, visit func(Item) error) error {
	for len(items) > 0 {
		group, wanted := nextGroup(items, worth)
		if err := s.texts(ctx, wanted); err != nil {
			return err
		}
		for _, item := range group {
			if err := visit(item); err != nil {
				return err
			}
			cur.Last = item.UID
		}
		items = items[len(group):]
	}
	return nil
}

// nextGroup takes messages off the front until enough is to be read of them.
func nextGroup(items []Item, worth func([]byte, int64) bool) (group []Item, wanted []*Item) {
	var volume int64
	for i := range items {
		item := &items[i]
		if item.Err == nil && worth(item.Header, item.Size) {
			volume += min(item.Size, maxParts*maxPart)
			if len(wanted) > 0 && volume > bytesAtOnce {
				return items[:i], wanted
			}
			wanted = append(wanted, item)
		}
	}
	return items, wanted
}

// news finds the UIDs to look at, and the last UID that is settled when all of
// them are. On the first run that end is asked for ahead of the search, so that
// mail arriving in between is not lost.
func (s *Session) news(ctx context.Context, since time.Time, cur Cursor) (uids []uint32, end uint32, err error) {
	s.calm() // the searches see whatever was announced until now
	if cur.UIDValidity != s.open.uidValidity || cur.UIDValidity == 0 {
		if end, err = s.highest(ctx); err != nil || end == 0 {
			return nil, end, err
		}
		uids, err = s.searchSince(ctx, since)
		return uids, end, err
	}
	if s.open.uidNext > 0 && s.open.uidNext <= cur.Last+1 {
		return nil, cur.Last, nil
	}
	uids, err = s.searchAfter(ctx, cur.Last)
	return uids, cur.Last, err
}

// headers reads header, flags, date and size of each message, by UID.
func (s *Session) headers(ctx context.Context, uids []uint32) ([]Item, error) {
	const usual = 4 << 10 // bytes of a header block these days
	w := wish{what: "reading headers", envelope: true, sections: sections(headerSection), bytes: usual * int64(len(uids))}
	got, bad, err := s.careful(ctx, uids, w)
	if err != nil {
		return nil, err
	}
	var items []Item
	for _, uid := range uids {
		item := Item{UID: uid, UIDValidity: s.open.uidValidity, Err: bad[uid]}
		if a := got[uid]; a != nil {
			item.InternalDate, item.Flags, item.Size, item.Header = a.received, a.flags, a.size, a.section(headerSection)
		} else if item.Err == nil {
			continue // expunged meanwhile
		}
		items = append(items, item)
	}
	return items, nil
}

// texts reads the small messages together and the large ones by their parts.
func (s *Session) texts(ctx context.Context, items []*Item) error {
	var small []*Item
	for _, item := range items {
		if item.Size <= maxWhole {
			small = append(small, item)
		} else if err := s.leadingText(ctx, item); err != nil {
			return err
		}
	}
	return s.whole(ctx, small)
}

// errGone marks a message that was expunged between its header and its text.
var errGone = errors.New("the message was removed while it was being read")

// whole fills in Raw.
func (s *Session) whole(ctx context.Context, items []*Item) error {
	w := wish{what: "reading messages", sections: sections(wholeSection)}
	uids := make([]uint32, len(items))
	for i, item := range items {
		uids[i] = item.UID
		w.bytes += item.Size
	}
	got, bad, err := s.careful(ctx, uids, w)
	if err != nil {
		return err
	}
	for _, item := range items {
		if a := got[item.UID]; a != nil {
			item.Raw = a.section(wholeSection)
		} else if item.Err = bad[item.UID]; item.Err == nil {
			item.Err = errGone
		}
	}
	return nil
}
