package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutDisclaimers drops legal notices. Behind the sign-off all that follows one
// goes too, up to a postscript; in the text only the paragraph that is one.
func (c *cutter) cutDisclaimers(kept []int) {
	signed := false
	for n := 0; n < len(kept); n++ {
		end := c.paragraphEnd(kept, n)
		last := end == len(kept)
		if at := c.disclaimerLine(kept[n:end], signed, last); at >= 0 && n+at > 0 {
			if signed || last {
				c.drop(kept, n+at, c.nextPostscript(kept, end))
				return
			}
			c.drop(kept, n+at, end)
		}
		for k := n; k < end; k++ {
			signed = signed || c.isSignOff(kept[k])
		}
		n = end - 1
	}
}

// nextPostscript returns the list position of the first postscript from n on;
// len(kept) when there is none.
func (c *cutter) nextPostscript(kept []int, n int) int {
	for n < len(kept) && !hasAnyPrefix(c.fold(kept[n]), c.postscripts) {
		n++
	}
	return n
}

// maxDisclaimer is how many lines a paragraph may have that is a legal notice.
const maxDisclaimer = 60

// disclaimerLine returns the position of the line where a legal notice begins in
// a paragraph; -1 when there is none. A letter may speak of printing or of what
// is confidential in the middle of things, so above the sign-off a notice must
// have lines of its own, and amidst the text only a signature may stand above it
// in its paragraph, and it asks nothing and names no time.
func (c *cutter) disclaimerLine(par []int, signed, last bool) int {
	if len(par) > maxDisclaimer {
		return -1
	}
	p := c.paragraph(par)
	hit, end := c.disclaimers.find(p.text)
	if hit < 0 {
		return -1
	}
	at := p.noticeStart(hit)
	k := p.line(at)
	for k > 0 && !hasLetter(c.lines[par[k-1]]) {
		k-- // a rule above it
	}
	switch {
	case signed:
		return k
	case p.passing(hit, end), p.amid(at), !last && (c.proseLines(par[:k]) > 0 || c.speaks(par[k:])):
		return -1
	}
	return k
}

// speaks reports whether a paragraph asks something or names a clock time.
func (c *cutter) speaks(par []int) bool {
	for _, i := range par {
		if strings.Contains(c.lines[i], "?") || hasClock(c.lines[i]) {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// paragraph is the folded text of some lines, in one piece.
type paragraph struct {
	*cutter
	lines  []int
	text   string
	starts []int // of the lines in the text
}

func (c *cutter) paragraph(lines []int) *paragraph {
	var text strings.Builder
	starts := make([]int, 0, len(lines))
	for _, i := range lines {
		starts = append(starts, text.Len())
		text.WriteString(c.fold(i))
		text.WriteByte(' ')
	}
	return &paragraph{c, lines, text.String(), starts}
}

// line returns the position of the line that holds place at.
func (p *paragraph) line(at int) int {
	k := len(p.starts) - 1
	for k > 0 && p.starts[k] > at {
		k--
	}
	return k
}

// noticeStart returns where the notice begins of which the sentence at place at
// is one: the sentences before it that use a notice's words belong to it.
func (p *paragraph) noticeStart(at int) int {
	start := p.sentence(at)
	for start > 0 {
		before := p.sentence(start - 1)
		if before >= start || !p.noticeWords.in(p.text[before:start]) {
			return start
		}
		start = before
	}
	return start
}

// sentence returns where the sentence begins that holds place at. Only a full
// line leads on to the next one; a short one is an address or a name.
func (p *paragraph) sentence(at int) int {
	for k := p.line(at); ; k-- {
		if i := sentenceEnd(p.text[p.starts[k]:at]); i >= 0 {
			return p.starts[k] + i
		}
		if k == 0 || utf8.RuneCountInString(p.cutter.lines[p.lines[k-1]]) <= minFullLine || strings.ContainsAny(lastByte(p.text[:p.starts[k]]), ".!?:") {
			return p.starts[k]
		}
		at = p.starts[k]
	}
}

// minFullLine is how long a line is at least that was wrapped.
const minFullLine = 45

// sentenceEnd returns where a sentence begins behind the last end of one in s;
// -1 when none ends there.
func sentenceEnd(s string) int {
	for i := len(s) - 2; i >= 0; i-- {
		if s[i+1] == ' ' && strings.IndexByte(".!?", s[i]) >= 0 {
			return i + 2
		}
	}
	return -1
}

// passing reports whether a phrase of notices is only said in passing: alone in
// the paragraph and deep in its sentence, "our case study is confidential".
func (p *paragraph) passing(hit, end int) bool {
	return len(strings.Fields(p.text[p.sentence(hit):hit])) > 2 && !p.disclaimers.in(p.text[end:])
}

// amid reports whether a whole sentence stands before place at in its line: it
// must not be lost with a notice that begins there.
func (p *paragraph) amid(at int) bool {
	return len(strings.Fields(p.text[p.starts[p.line(at)]:at])) >= 3
}

func lastByte(s string) string {
	s = strings.TrimSpace(s)
	return s[max(0, len(s)-1):]
}
