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
var readTypes = map[string]int{"text/calendar": 0, "application/ics": 0, "text/plain": 1, "text/html": 2}

// leadingText fills in what is worth reading of a large message: its text and
// calendar parts, or, where it has no parts or its structure can't be read, the
// first 256 KB after the header. go-imap gives up the connection on a
// BODYSTRUCTURE it can't parse; the text itself is innocent of that.
func (s *Session) leadingText(ctx context.Context, item *Item) error {
	item.Partial = true
	uid := []uint32{item.UID}
	got, bad, err := s.careful(ctx, uid, wish{what: "reading a structure", shape: true, sections: sections(headerSection)})
	if err != nil {
		return err
	}
	if a := got[item.UID]; a != nil {
		item.Header = a.section(headerSection)
		if parts := chooseParts(a.shape); len(parts) > 0 {
			return s.parts(ctx, item, parts)
		}
	} else if bad[item.UID] == nil {
		item.Err = errGone
		return nil
	}
	got, bad, err = s.careful(ctx, uid, wish{what: "reading a text", sections: sections(headerSection, textSection), bytes: maxPart})
	if err != nil {
		return err
	}
	if a := got[item.UID]; a != nil {
		item.Header = a.section(headerSection)
		item.Raw = slices.Concat(item.Header, a.section(textSection))
	} else if item.Err = bad[item.UID]; item.Err == nil {
		item.Err = errGone
	}
	return nil
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

func isAttachment(part *imap.BodyStructureSinglePart) bool {
	d := part.Disposition()
	return d != nil && strings.EqualFold(d.Value, "attachment")
}

// parts fills in Parts, in the order of the message.
func (s *Session) parts(ctx context.Context, item *Item, leaves []leafPart) error {
	w := wish{what: "reading parts"}
	for _, leaf := range leaves {
		w.sections = append(w.sections, mimeSection(leaf), bodySection(leaf))
		w.bytes += min(int64(leaf.size), maxPart)
	}
	got, bad, err := s.careful(ctx, []uint32{item.UID}, w)
	if err != nil {
		return err
	}
	a := got[item.UID]
	if a == nil {
		if item.Err = bad[item.UID]; item.Err == nil {
			item.Err = errGone
		}
		return nil
	}
	for _, leaf := range leaves {
		body := a.section(bodySection(leaf))
		item.Parts = append(item.Parts, Part{
			Header:    a.section(mimeSection(leaf)),
			Body:      body,
			Truncated: len(body) >= maxPart && leaf.size > maxPart,
		})
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
