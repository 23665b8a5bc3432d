package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/emersion/go-imap/v2"
)

// hunt fetches mail that may break the connection. What does not come is asked
// for again in smaller batches, over a new connection where needed, until the
// one message stands alone that can't be had.
type hunt struct {
	s    *Session
	w    wish
	got  map[uint32]*answer
	bad  map[uint32]error // set aside; a message in neither map no longer exists
	fell map[uint32]bool  // failed alone once
}

// errIncomplete is for a message that the server answers twice without all of
// what was asked.
var errIncomplete = errors.New("the server leaves out what it was asked for")

// careful is fetch with the guilty set aside.
func (s *Session) careful(ctx context.Context, uids []uint32, w wish) (got map[uint32]*answer, bad map[uint32]error, err error) {
	h := &hunt{s: s, w: w, got: map[uint32]*answer{}, bad: map[uint32]error{}, fell: map[uint32]bool{}}
	err = h.fetch(ctx, uids)
	return h.got, h.bad, err
}

func (h *hunt) fetch(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	came, err := h.s.fetch(ctx, uids, h.w)
	rest := h.keep(uids, came)
	if err != nil {
		return h.divide(ctx, uids, rest, err)
	}
	return h.again(ctx, rest)
}

// divide goes on after a FETCH that failed: rest did not come of uids.
func (h *hunt) divide(ctx context.Context, uids, rest []uint32, cause error) error {
	if err := h.s.regain(ctx, cause); err != nil {
		return err
	}
	if len(uids) == 1 && len(rest) == 1 {
		return h.alone(ctx, rest[0], cause)
	}
	return h.suspects(ctx, rest)
}

// keep stores the complete answers and returns what is missing.
func (h *hunt) keep(uids []uint32, came map[uint32]*answer) (rest []uint32) {
	for _, uid := range uids {
		if a := came[uid]; a != nil && a.complete(h.w) {
			h.got[uid] = a
		} else {
			rest = append(rest, uid)
		}
	}
	return rest
}

// alone is called when one message by itself failed. Only the second time is it
// set aside: the first may have been the network. If nothing but failures come,
// it is not the messages.
func (h *hunt) alone(ctx context.Context, uid uint32, cause error) error {
	if !h.fell[uid] {
		h.fell[uid] = true
		return h.fetch(ctx, []uint32{uid})
	}
	const many = 5
	if len(h.bad) >= many && len(h.got) == 0 {
		return cause
	}
	h.bad[uid] = cause
	h.s.opts.log().Warn("imap: message set aside", "server", h.s.target.addr, "folder", h.s.open.folder, "uid", uid, "cause", text(cause))
	return nil
}

// suspects divides what did not come. Nearly all servers answer in the order of
// UIDs, so the first one is the suspect; if it is innocent, halves find the one.
func (h *hunt) suspects(ctx context.Context, rest []uint32) error {
	if len(rest) == 0 {
		return nil
	}
	first, others := rest[0], rest[1:]
	if err := h.fetch(ctx, rest[:1]); err != nil {
		return err
	}
	if h.bad[first] != nil {
		return h.fetch(ctx, others)
	}
	mid := len(others) / 2
	if err := h.fetch(ctx, others[:mid]); err != nil {
		return err
	}
	return h.fetch(ctx, others[mid:])
}

// again asks once more for what an otherwise good answer left out: some servers
// send flags unasked in between, which go-imap takes for the answer. What does not
// come then was expunged, unless it can still be found: that is not to be passed
// over in silence.
func (h *hunt) again(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	came, err := h.s.fetch(ctx, uids, h.w)
	rest := h.keep(uids, came)
	if err != nil {
		return h.divide(ctx, uids, rest, err)
	}
	if len(rest) == 0 {
		return nil
	}
	there, err := h.s.search(ctx, "searching what does not come", &imap.SearchCriteria{UID: []imap.UIDSet{uidSet(rest)}})
	for _, uid := range rest {
		if came[uid] != nil || slices.Contains(there, uid) {
			h.bad[uid] = errIncomplete
		}
	}
	return err
}

// regain gets ready for another try after a failed FETCH: over the same
// connection if the server only said NO to it, else over a new one.
func (s *Session) regain(ctx context.Context, cause error) error {
	if ctx.Err() != nil {
		return cause
	}
	if no := refusal(cause); no != nil {
		if slices.Contains(busy, no.Code) {
			return cause
		}
		return nil
	}
	if s.spare == 0 {
		return fmt.Errorf("gave up after %d reconnections: %w", maxReconnects, cause)
	}
	s.spare--
	folder, validity := s.open.folder, s.open.uidValidity
	s.shut(s.client)
	if err := s.connect(ctx); err != nil {
		return err
	}
	if err := s.openFolder(ctx, folder, true); err != nil {
		return err
	}
	if s.open.uidValidity != validity {
		return s.fail(ErrChanged, "reading "+folder, nil, "")
	}
	return nil
}
