package mailbox

import (
	"bytes"
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
// The sieve says how much of each message is read. What passes it comes whole up
// to 128 KB (Raw), and as its text and calendar parts above that (Parts); of
// neither ever an attachment. Of what does not pass there is only the part of the
// header that was asked for. A message that can't be read is visited with Err set.
//
// The cursor returned covers what visit accepted, also together with an error,
// so that going on from it loses and repeats nothing. An error of visit ends the
// run and is returned as it is.
func (s *Session) CatchUp(ctx context.Context, folder string, since time.Time, cur Cursor, sieve Sieve, visit func(Item) error) (Cursor, error) {
	if sieve.Glance {
		if same, err := s.unchanged(ctx, folder, cur); err != nil || same {
			return cur, err
		}
	}
	if err := s.examine(ctx, folder); err != nil {
		return cur, err
	}
	s.spare = maxReconnects
	uids, end, err := s.news(ctx, since, cur)
	if err != nil {
		return cur, err
	}
	if !cur.holds(s.open) {
		cur = Cursor{UIDValidity: s.open.uidValidity}
	}
	done := 0
	for batch := range slices.Chunk(uids, headersAtOnce) {
		items, err := s.heads(ctx, batch, sieve.head())
		if err != nil {
			return cur, err
		}
		items = slices.DeleteFunc(items, func(item Item) bool { return item.Err == nil && item.InternalDate.Before(since) })
		if err := s.visitAll(ctx, items, &cur, sieve, visit); err != nil {
			return cur, err
		}
		cur.Last = batch[len(batch)-1]
		done += len(batch)
		sieve.progress(done, len(uids))
	}
	cur.Last = max(cur.Last, end)
	return cur, nil
}

// visitAll sifts the messages, reads the texts of what passes, and visits all, a
// few at a time: no more than a few MB of mail are held at once.
func (s *Session) visitAll(ctx context.Context, items []Item, cur *Cursor, sieve Sieve, visit func(Item) error) error {
	looks := sieve.looks(items)
	for len(items) > 0 {
		n, err := s.sift(ctx, items, looks, sieve)
		if err != nil {
			return err
		}
		if err := s.visitSome(ctx, items[:n], looks[:n], cur, visit); err != nil {
			return err
		}
		items, looks = items[n:], looks[n:]
	}
	return nil
}

// visitSome reads the texts of what is wanted whole, and visits.
func (s *Session) visitSome(ctx context.Context, items []Item, looks []int64, cur *Cursor, visit func(Item) error) error {
	for len(items) > 0 {
		group, wanted := nextGroup(items, looks)
		if err := s.texts(ctx, wanted); err != nil {
			return err
		}
		for _, item := range group {
			if err := visit(item); err != nil {
				return err
			}
			cur.Last = item.UID
		}
		items, looks = items[len(group):], looks[len(group):]
	}
	return nil
}

// nextGroup takes messages off the front until enough is to be read of them.
func nextGroup(items []Item, looks []int64) (group []Item, wanted []*Item) {
	var volume int64
	for i := range items {
		item := &items[i]
		if item.Err == nil && looks[i] == All {
			volume += min(item.Size, maxParts*maxPart)
			if len(wanted) > 0 && volume > bytesAtOnce {
				return items[:i], wanted
			}
			wanted = append(wanted, item)
		}
	}
	return items, wanted
}

// holds reports whether the cursor belongs to the folder as it is now. UIDNEXT
// never goes back (RFC 9051 section 2.3.1.1); where it has, the server was restored
// from a backup, or was wrong when the cursor was made or is now. Reading all again
// does no harm, and what lies below the cursor would be lost.
func (c Cursor) holds(open selected) bool {
	return c.UIDValidity != 0 && c.UIDValidity == open.uidValidity && (open.uidNext == 0 || open.uidNext > c.Last)
}

// news finds the UIDs to look at, and the last UID that is settled when all of
// them are. That end is asked for ahead of the search, so that mail arriving in
// between is not lost.
func (s *Session) news(ctx context.Context, since time.Time, cur Cursor) (uids []uint32, end uint32, err error) {
	s.calm() // the searches see whatever was announced until now
	if !cur.holds(s.open) {
		if end, err = s.highest(ctx); err != nil || end == 0 {
			return nil, end, err
		}
		uids, err = s.searchSince(ctx, since)
		return uids, end, err
	}
	if s.open.uidNext > 0 && s.open.uidNext <= cur.Last+1 {
		return nil, cur.Last, nil
	}
	// The newest message may have been removed again: UIDNEXT then stays above
	// the last UID that can be found.
	end = max(cur.Last, s.open.uidNext-min(s.open.uidNext, 1))
	uids, err = s.searchAfter(ctx, cur.Last)
	return uids, end, err
}

// heads reads date, size and what is asked of the header of each message, by UID.
func (s *Session) heads(ctx context.Context, uids []uint32, w wish) ([]Item, error) {
	w.bytes *= int64(len(uids))
	got, bad, err := s.careful(ctx, uids, w)
	if err != nil {
		return nil, err
	}
	items := make([]Item, 0, len(uids))
	for _, uid := range uids {
		item := Item{UID: uid, UIDValidity: s.open.uidValidity, Err: bad[uid]}
		if a := got[uid]; a != nil {
			item.InternalDate, item.Flags, item.Size, item.Header = a.received, a.flags, a.size, a.section(w.sections[0])
		} else if item.Err == nil {
			continue // expunged meanwhile
		}
		items = append(items, item)
	}
	return items, nil
}

// texts reads the small messages together and of the large ones the parts.
func (s *Session) texts(ctx context.Context, items []*Item) error {
	var small, large []*Item
	for _, item := range items {
		if isLarge(item) {
			large = append(large, item)
		} else {
			small = append(small, item)
		}
	}
	if err := s.leadingTexts(ctx, large); err != nil {
		return err
	}
	return s.whole(ctx, small)
}

// isLarge reports whether a message is read by its parts. The kinds of messages
// that carry files and pictures are so sooner: these are never read.
func isLarge(item *Item) bool {
	if item.Size > maxWhole {
		return true
	}
	if item.Size <= maxWithFiles {
		return false
	}
	header := bytes.ToLower(item.Header)
	return bytes.Contains(header, []byte("multipart/mixed")) || bytes.Contains(header, []byte("multipart/related"))
}

// errGone marks a message that was expunged between its header and its text.
var errGone = errors.New("the message was removed while it was being read")

// whole fills in Raw.
func (s *Session) whole(ctx context.Context, items []*Item) error {
	w := wish{what: "reading messages", sections: sections(wholeSection)}
	for _, item := range items {
		w.bytes += item.Size
	}
	got, bad, err := s.careful(ctx, uidsOf(items), w)
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
