package message

import (
	"strings"
)

// headerBlock is the "From: … Sent: … To: … Subject: …" that stands above an
// answered or forwarded message.
type headerBlock struct {
	end      int // first line behind it
	kinds    map[labelKind]string
	mentions bool // an address stands in it
}

// ok reports whether it is one: details of a meeting ("Date: … From: 10:00 To:
// 11:00") must not be taken for it.
func (b *headerBlock) ok() bool {
	has := func(k labelKind) bool { _, ok := b.kinds[k]; return ok }
	switch {
	case has(labelFrom) && has(labelSubject):
		return has(labelDate) || has(labelTo)
	case has(labelFrom) && (has(labelDate) || has(labelTo)),
		has(labelDate) && has(labelTo):
		return b.mentions
	}
	return false
}

// headerBlock reads the block that begins at line i.
func (c *cutter) headerBlock(i int) headerBlock {
	b := headerBlock{kinds: map[labelKind]string{}}
	if i >= len(c.lines) {
		return b
	}
	if k, _ := c.label(i); k != labelFrom && k != labelDate && k != labelSubject {
		return b
	}
	folded := 0
	for ; i < len(c.lines) && len(b.kinds) < 6; i++ {
		k, value := c.label(i)
		if k == labelNone {
			// Long lists of recipients are wrapped; an empty line ends the block.
			if folded++; folded > 6 || c.blank(i) || len(b.kinds) == 0 || b.complete() && !strings.HasPrefix(c.lines[i], " ") {
				break
			}
			b.mentions = b.mentions || strings.Contains(c.lines[i], "@")
			continue
		}
		if _, dup := b.kinds[k]; dup {
			break
		}
		folded = 0
		b.kinds[k] = value
		b.mentions = b.mentions || strings.Contains(value, "@")
	}
	b.end = i
	return b
}

// complete reports that the subject, which stands last, was read.
func (b *headerBlock) complete() bool {
	return len(b.kinds) >= 4 && b.kinds[labelSubject] != ""
}

// label reads "From: value" with a known label, bold marks aside.
func (c *cutter) label(i int) (labelKind, string) {
	line := strings.TrimLeft(c.lines[i], " \t*")
	at := strings.IndexByte(line, ':')
	if at <= 0 || at > 24 {
		return labelNone, ""
	}
	k := c.labels[fold(strings.Trim(line[:at], " *"))]
	if k == labelNone {
		return labelNone, ""
	}
	return k, strings.Trim(line[at+1:], " \t*")
}
