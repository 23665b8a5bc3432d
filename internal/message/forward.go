package message

import (
	"strings"
	"time"
)

// forward takes the forwarded message apart in its turn. ok is false when there
// is no text in it.
func (c *cutter) forward(t tail, depth int) (letter, bool) {
	// Apple Mail and others quote all of what they forward: the marks come off.
	inner := unquoteAll(strings.Trim(strings.Join(c.lines[t.body:], "\n"), "\n"))
	if strings.TrimSpace(inner) == "" || !t.block.ok() && !t.forward {
		return letter{}, false
	}
	c.mark(t.start, len(c.lines), sign)
	rest := c.dissect(inner, t.block.kinds[labelSubject], depth+1)
	comment := c.comment(c.text(keep))
	f := t.block.forwarded(comment)
	if rest.forwarded != nil && rest.forwarded.Comment == "" {
		f = rest.forwarded
		f.Comment = comment
	}
	rest.forwarded = f
	return rest, true
}

// unquoteAll takes one quote mark off every line, if every line has one.
func unquoteAll(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l = strings.TrimSpace(l); l != "" && l[0] != '>' {
			return text
		}
		lines[i] = strings.TrimPrefix(strings.TrimPrefix(l, ">"), " ")
	}
	return strings.Join(lines, "\n")
}

// comment is what the forwarder wrote above, without their signature.
func (p *phrases) comment(text string) string {
	if text == "" {
		return ""
	}
	c := newCutter(p, text)
	c.cutSignature()
	return c.text(keep)
}

// forwarded turns the block into what is known of the forwarded message.
func (b *headerBlock) forwarded(comment string) *Forwarded {
	f := &Forwarded{Comment: comment, Subject: oneLine(b.kinds[labelSubject])}
	// "Berg, Ada [mailto:ada@example.org]": Outlook quotes no comma here.
	f.From = parseAddress(strings.NewReplacer("[mailto:", "<", "]", ">", "[", "<").Replace(b.kinds[labelFrom]))
	if f.From.IsZero() {
		f.From.Name = oneLine(b.kinds[labelFrom])
	}
	if t, ok := parseDate(b.kinds[labelDate]); ok {
		f.Date = t
	} else {
		f.Date = wordyDate(b.kinds[labelDate])
	}
	return f
}

// wordyDates are the date forms mail programs write into the header block of a
// forwarded message. Other languages' forms stay unread.
var wordyDates = []string{
	"Mon, Jan 2, 2006 at 3:04 PM", "Mon, 2 Jan 2006 at 15:04", "January 2, 2006 at 3:04:05 PM MST", "January 2, 2006 at 3:04:05 PM",
	"Monday, January 2, 2006 3:04 PM", "Monday, 2 January 2006 15:04", "2 January 2006 at 15:04:05", "2 January 2006 15:04", "Monday, January 2, 2006 at 3:04 PM",
}

func wordyDate(s string) time.Time {
	for _, layout := range wordyDates {
		if t, err := time.Parse(layout, oneLine(s)); err == nil {
			return t
		}
	}
	return time.Time{}
}
