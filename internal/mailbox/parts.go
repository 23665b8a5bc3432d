package mailbox

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
)

// maxParts is how many texts of one large message are read. An invitation has
// three: text, HTML, calendar.
const maxParts = 8

// leaf types that are read, and how soon: a calendar is small and says most.
var readTypes = map[string]int{
	"text/calendar": 0, "application/ics": 0, "text/plain": 1, "text/markdown": 1,
	"text/html": 2, "application/xhtml+xml": 2, "text/enriched": 2, "text/richtext": 2,
}

// leadingTexts fills in what is worth reading of large messages: their text and
// calendar parts, or, where one has no parts or its structure can't be read, the
// first 256 KB after the header. go-imap gives up the connection on a
// BODYSTRUCTURE it can't parse; the text itself is innocent of that.
func (s *Session) leadingTexts(ctx context.Context, items []*Item) error {
	w := wish{what: "reading structures", shape: true, sections: sections(headerSection), bytes: usualHeader * int64(len(items))}
	got, bad, err := s.careful(ctx, uidsOf(items), w)
	if err != nil {
		return err
	}
	var plain, entire []*Item
	var groups []*alike
	for _, item := range items {
		item.Partial = true
		a := got[item.UID]
		switch {
		case a != nil && item.Size <= maxWhole && forwards(a.shape):
			item.Partial = false
			entire = append(entire, item) // what is forwarded may be what matters
			continue
		case a != nil:
			item.Header = a.section(headerSection)
			if leaves := chooseParts(a.shape); len(leaves) > 0 {
				groups = join(groups, item, leaves)
				continue
			}
		case bad[item.UID] == nil:
			item.Err = errGone
			continue
		}
		plain = append(plain, item)
	}
	for _, g := range groups {
		if err := s.parts(ctx, g); err != nil {
			return err
		}
	}
	if err := s.leadingText(ctx, plain); err != nil {
		return err
	}
	return s.whole(ctx, entire)
}

// leadingText reads the beginnings of texts that have no parts, or none that can
// be told.
func (s *Session) leadingText(ctx context.Context, items []*Item) error {
	w := wish{what: "reading texts", sections: sections(headerSection, textSection), bytes: maxPart * int64(len(items))}
	got, bad, err := s.careful(ctx, uidsOf(items), w)
	if err != nil {
		return err
	}
	for _, item := range items {
		if a := got[item.UID]; a != nil {
			item.Header = a.section(headerSection)
			item.Raw = slices.Concat(item.Header, a.section(textSection))
		} else if item.Err = bad[item.UID]; item.Err == nil {
			item.Err = errGone
		}
	}
	return nil
}

func uidsOf(items []*Item) []uint32 {
	uids := make([]uint32, len(items))
	for i, item := range items {
		uids[i] = item.UID
	}
	return uids
}

// leafPart is one part to read: where it is and how large.
type leafPart struct {
	path []int
	size uint32
	rank int
}

// chooseParts picks the texts of a multipart message. It does not look into
// attached messages, and passes over attached files unless they are calendars.
func chooseParts(shape imap.BodyStructure) []leafPart {
	if _, ok := shape.(*imap.BodyStructureMultiPart); !ok {
		return nil
	}
	var parts []leafPart
	shape.Walk(func(path []int, part imap.BodyStructure) bool {
		single, ok := part.(*imap.BodyStructureSinglePart)
		if !ok {
			return true
		}
		rank, read := readTypes[single.MediaType()]
		if strings.HasSuffix(strings.ToLower(single.Filename()), ".ics") {
			rank, read = 0, true // some programs attach a calendar as a file like any other
		}
		if read && (rank == 0 || !isAttachment(single)) {
			parts = append(parts, leafPart{slices.Clone(path), single.Size, rank})
		}
		return true
	})
	slices.SortStableFunc(parts, func(a, b leafPart) int { return a.rank - b.rank })
	parts = parts[:min(len(parts), maxParts)]
	slices.SortFunc(parts, func(a, b leafPart) int { return slices.Compare(a.path, b.path) })
	return parts
}

// forwards reports whether other messages are attached to one.
func forwards(shape imap.BodyStructure) (yes bool) {
	shape.Walk(func(_ []int, part imap.BodyStructure) bool {
		yes = yes || part.MediaType() == "message/rfc822" || part.MediaType() == "message/global"
		return !yes
	})
	return yes
}

func isAttachment(part *imap.BodyStructureSinglePart) bool {
	d := part.Disposition()
	return d != nil && strings.EqualFold(d.Value, "attachment")
}

// alike are messages whose parts to read have the same places, so that one
// command reads them all.
type alike struct {
	items  []*Item
	leaves [][]leafPart // of each item
}

// join puts a message to those like it.
func join(groups []*alike, item *Item, leaves []leafPart) []*alike {
	same := func(a, b leafPart) int { return slices.Compare(a.path, b.path) }
	for _, g := range groups {
		if slices.CompareFunc(g.leaves[0], leaves, same) == 0 {
			g.items, g.leaves = append(g.items, item), append(g.leaves, leaves)
			return groups
		}
	}
	return append(groups, &alike{[]*Item{item}, [][]leafPart{leaves}})
}

// parts fills in Parts, in the order of the message.
func (s *Session) parts(ctx context.Context, g *alike) error {
	w := wish{what: "reading parts"}
	for _, leaf := range g.leaves[0] {
		w.sections = append(w.sections, mimeSection(leaf), bodySection(leaf))
	}
	for _, leaves := range g.leaves {
		for _, leaf := range leaves {
			w.bytes += min(int64(leaf.size), maxPart)
		}
	}
	got, bad, err := s.careful(ctx, uidsOf(g.items), w)
	if err != nil {
		return err
	}
	for i, item := range g.items {
		a := got[item.UID]
		if a == nil {
			if item.Err = bad[item.UID]; item.Err == nil {
				item.Err = errGone
			}
			continue
		}
		for _, leaf := range g.leaves[i] {
			body := a.section(bodySection(leaf))
			item.Parts = append(item.Parts, Part{
				Header: a.section(mimeSection(leaf)), Body: body,
				Truncated: len(body) >= maxPart && leaf.size > maxPart,
			})
		}
	}
	return nil
}

func mimeSection(leaf leafPart) *imap.FetchItemBodySection {
	return peek(imap.FetchItemBodySection{Part: leaf.path, Specifier: imap.PartSpecifierMIME}, 0)
}

func bodySection(leaf leafPart) *imap.FetchItemBodySection {
	return peek(imap.FetchItemBodySection{Part: leaf.path}, maxPart)
}

func sections(s ...*imap.FetchItemBodySection) []*imap.FetchItemBodySection { return s }
