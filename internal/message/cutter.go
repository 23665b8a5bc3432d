package message

import (
	"strings"
)

// fate is what becomes of a line.
type fate uint8

const (
	keep fate = iota // it is new
	quote
	sign // of the signature block or a disclaimer
)

// cutter parts the lines of a text into what is new, what is quoted and what is
// signature.
type cutter struct {
	*phrases
	lines  []string
	folded []string // lines folded for matching, made on demand
	fates  []fate
}

func newCutter(p *phrases, text string) *cutter {
	lines := strings.Split(text, "\n")
	return &cutter{phrases: p, lines: lines, folded: make([]string, len(lines)), fates: make([]fate, len(lines))}
}

// fold returns line i folded.
func (c *cutter) fold(i int) string {
	if c.folded[i] == "" {
		c.folded[i] = fold(c.lines[i])
	}
	return c.folded[i]
}

func (c *cutter) blank(i int) bool { return strings.TrimSpace(c.lines[i]) == "" }

// quoted reports a line that begins with a quote mark.
func (c *cutter) quoted(i int) bool {
	return strings.HasPrefix(strings.TrimLeft(c.lines[i], " \t"), ">")
}

// next returns the first line from i on that is not blank; len(lines) at the end.
func (c *cutter) next(i int) int {
	for i < len(c.lines) && c.blank(i) {
		i++
	}
	return i
}

func (c *cutter) mark(from, to int, f fate) {
	for i := from; i < to; i++ {
		c.fates[i] = f
	}
}

// anyKept reports whether something before line end is kept.
func (c *cutter) anyKept(end int) bool {
	for i := range end {
		if c.fates[i] == keep && !c.blank(i) {
			return true
		}
	}
	return false
}

// text joins the lines of one fate. Where something was cut out between two
// empty lines, one of them goes.
func (c *cutter) text(f fate) string {
	var out []string
	for i, l := range c.lines {
		if c.fates[i] != f {
			continue
		}
		l = strings.TrimRight(l, " \t")
		if l == "" && len(out) > 0 && out[len(out)-1] == "" && c.fates[i-1] != f {
			continue
		}
		out = append(out, l)
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}

// maxForwards bounds forwards of forwards.
const maxForwards = 10

// letter is a text taken apart.
type letter struct {
	newText, quoted, signature string
	forwarded                  *Forwarded
}

// dissect takes a text apart. What would leave nothing is not cut: a message
// always says something.
// depth counts the forwards around it.
func (p *phrases) dissect(text, subject string, depth int) letter {
	c := newCutter(p, text)
	t := c.findTail()
	above := c.anyKept(t.start)
	if t.found && depth < maxForwards && (t.isForward(subject, above) || !above) {
		if l, ok := c.forward(t, depth); ok {
			return l
		}
	}
	// What someone pasted as forwarded into an answer belongs to the answer.
	if t.found && above && !t.forward {
		c.mark(t.start, len(c.lines), quote)
	}
	if !c.anyKept(len(c.lines)) {
		return letter{newText: strings.Trim(text, "\n")}
	}
	c.cutSignature()
	return letter{newText: c.text(keep), quoted: c.text(quote), signature: c.text(sign)}
}

// cut fills the texts of a message.
func (p *Parser) cut(m *Message) {
	l := p.phrases.dissect(m.Text, m.Subject, 0)
	m.NewText, m.Quoted, m.Signature, m.Forwarded = l.newText, l.quoted, l.signature, l.forwarded
	if m.Quoted == "" {
		return
	}
	for i := range m.Links {
		m.Links[i].Quoted = m.Links[i].Quoted || m.onlyQuoted(m.Links[i])
	}
}

// onlyQuoted reports whether a link is seen among the quoted lines only.
func (m *Message) onlyQuoted(l Link) bool {
	for _, seen := range []string{l.URL, l.Text} {
		if seen != "" && strings.Contains(m.Quoted, seen) && !strings.Contains(m.NewText, seen) && !strings.Contains(m.Signature, seen) {
			return true
		}
	}
	return false
}

// attached takes the text of a message that was forwarded as an attachment,
// when the message around says nothing of its own or calls itself a forward.
func (p *Parser) attached(m *Message, inner []entity, depth int) {
	if len(inner) == 0 || depth >= 3 || m.Forwarded != nil || m.NewText != "" && !isForwardSubject(m.Subject) {
		return
	}
	encoding := inner[0].header.get("Content-Transfer-Encoding")
	raw, _ := decodeTransfer(inner[0].body, encoding, len(inner[0].body)+1, nil)
	in, e := parseTop(raw, m.Date)
	if len(e.header) == 0 {
		return
	}
	p.body(in, e, depth+1)
	m.Forwarded = &Forwarded{From: in.From, Subject: in.Subject, Date: in.Date, Comment: m.NewText}
	m.Text = strings.Trim(m.Text+"\n\n"+in.Text, "\n")
	m.NewText, m.Signature = in.NewText, in.Signature
	m.Quoted = strings.Trim(m.Quoted+"\n\n"+in.Quoted, "\n")
	m.addLinks(in.Links)
	m.Calendars = append(m.Calendars, in.Calendars...)
	m.FromHTML = m.FromHTML || in.FromHTML
}
