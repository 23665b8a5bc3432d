package mailbox

import (
	"bytes"
	"context"
	"math"

	"github.com/emersion/go-imap/v2"
)

// Sieve says how much of each message CatchUp reads. Most mail is told to be of
// no interest by a few header fields, most of the rest by the first lines; only
// what is left is worth its bytes. The zero value reads everything.
type Sieve struct {
	// Fields are the header fields that are read of every message; nil means the
	// whole header.
	Fields []string
	// More are further fields that are read only of what is looked at, with the
	// first look.
	More []string
	// Look says, from these fields and the message's size in bytes, how much of
	// its text to look at before it is read: a number of bytes, Nothing, or All,
	// which is to read the message without a look. nil means All.
	Look func(fields []byte, size int64) int64
	// Screen says, from its fields with the beginning of its text, whether the
	// message is to be read: All or Nothing, or a number of bytes of its text, more
	// than have come, when it takes a further look to tell. whole means that there
	// is no more text. nil means All.
	Screen func(leading []byte, whole bool) int64
	// Glance asks for the folder's STATUS first and does not open it while there
	// is nothing new in it: half the bytes, and another folder stays open. It is
	// not for the folder that Wait watches, which must have been opened before.
	Glance bool
	// Progress is told how many of the new messages have been visited; nil means
	// that nobody wants to know.
	Progress func(done, total int)
}

// What Look may say besides a number of bytes.
const (
	Nothing int64 = 0
	All     int64 = math.MaxInt64
)

func (v Sieve) progress(done, total int) {
	if v.Progress != nil {
		v.Progress(done, total)
	}
}

// head is what is read of every message. A message's flags are not: whether it
// was seen says nothing about whether it needs an answer.
func (v Sieve) head() wish {
	if v.Fields == nil {
		return wish{what: "reading headers", envelope: true, sections: sections(headerSection), bytes: usualHeader}
	}
	return wish{what: "reading header fields", envelope: true, sections: sections(fieldsSection(v.Fields)), bytes: usualHeader}
}

func fieldsSection(names []string) *imap.FetchItemBodySection {
	return peek(imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, HeaderFields: names}, 0)
}

// joinFields puts two blocks of header fields together, each of which ends with an
// empty line.
func joinFields(a, b []byte) []byte {
	if len(a) == len("\r\n") || bytes.HasSuffix(a, []byte("\r\n\r\n")) {
		a = a[:len(a)-len("\r\n")]
	}
	return append(a[:len(a):len(a)], b...)
}

// looks asks how much of each message to look at.
func (v Sieve) looks(items []Item) []int64 {
	looks := make([]int64, len(items))
	for i, item := range items {
		switch {
		case item.Err != nil:
			looks[i] = Nothing
		case v.Look == nil:
			looks[i] = All
		default:
			looks[i] = v.Look(item.Header, item.Size)
		}
		if v.Screen == nil && looks[i] != Nothing {
			looks[i] = All
		}
	}
	return looks
}

// sift looks at the beginnings of the messages in front, and says in looks which
// of them are to be read: those become All, the others Nothing. It returns how
// many messages it has dealt with.
func (s *Session) sift(ctx context.Context, items []Item, looks []int64, sieve Sieve) (int, error) {
	n := nextLook(items, looks)
	seen := make([][]byte, n)
	for {
		g := nextGlance(looks[:n], seen)
		if len(g.places) == 0 {
			return n, nil
		}
		if err := s.look(ctx, items, looks, seen, g, sieve); err != nil {
			return 0, err
		}
	}
}

// nextLook takes messages off the front until enough is to be looked at, and
// returns how many they are.
func nextLook(items []Item, looks []int64) int {
	var volume int64
	for i := range items {
		if looks[i] == Nothing || looks[i] == All {
			continue
		}
		if volume += min(looks[i], items[i].Size); volume > bytesAtOnce && i > 0 {
			return i
		}
	}
	return len(items)
}

// glance is a look at the same bytes of several texts.
type glance struct {
	from, to int64
	places   []int // of the messages
}

// nextGlance gathers those that want the same look as the first that wants one.
// seen is what has been looked at of each.
func nextGlance(looks []int64, seen [][]byte) (g glance) {
	for i, to := range looks {
		from := int64(len(seen[i]))
		switch {
		case to == Nothing || to == All:
		case len(g.places) == 0:
			g = glance{from, to, []int{i}}
		case g.from == from && g.to == to:
			g.places = append(g.places, i)
		}
	}
	return g
}

// look reads on in the texts of some messages and screens them. A message whose
// text can't be had this way is read: then it shows what is wrong.
func (s *Session) look(ctx context.Context, items []Item, looks []int64, seen [][]byte, g glance, sieve Sieve) error {
	text := peek(imap.FetchItemBodySection{Specifier: imap.PartSpecifierText}, g.to-g.from)
	text.Partial.Offset = g.from
	w := wish{what: "looking at texts", sections: sections(text)}
	fields := fieldsSection(sieve.More)
	if g.from == 0 && len(sieve.More) > 0 {
		w.sections = append(w.sections, fields)
	}
	uids := make([]uint32, len(g.places))
	for n, i := range g.places {
		uids[n] = items[i].UID
		w.bytes += min(text.Partial.Size, items[i].Size)
	}
	got, _, err := s.careful(ctx, uids, w)
	if err != nil {
		return err
	}
	var leading []byte
	for _, i := range g.places {
		a := got[items[i].UID]
		if a == nil {
			looks[i] = All
			continue
		}
		if f := a.section(fields); f != nil {
			items[i].Header = joinFields(items[i].Header, f)
		}
		more := a.section(text)
		if seen[i] == nil {
			seen[i] = more
		} else {
			seen[i] = append(seen[i], more...)
		}
		leading = append(append(leading[:0], items[i].Header...), seen[i]...)
		whole := int64(len(more)) < text.Partial.Size
		if looks[i] = sieve.Screen(leading, whole); whole || looks[i] <= g.to {
			looks[i] = settled(looks[i])
		}
		if looks[i] == Nothing || looks[i] == All {
			seen[i] = nil
		}
	}
	return nil
}

// settled is what becomes of a message of which there is no more to look at: who
// would look on reads it.
func settled(look int64) int64 {
	if look == Nothing {
		return Nothing
	}
	return All
}
