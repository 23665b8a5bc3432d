package message

import (
	"strings"
)

// tail is where an older message begins that goes on to the end of the text.
type tail struct {
	found   bool
	start   int  // first line of what introduces it
	body    int  // first line of the older message itself
	forward bool // introduced as forwarded
	block   headerBlock
}

// isForward reports whether the older message was forwarded, not answered.
// Outlook writes the same block for both, only the subject tells.
func (t *tail) isForward(subject string, above bool) bool {
	return t.forward && !(isReplySubject(subject) && above) || t.block.ok() && isForwardSubject(subject)
}

// findTail walks over the lines, marks what is quoted line by line, and stops
// where an older message begins without quote marks.
func (c *cutter) findTail() tail {
	for i := 0; i < len(c.lines); i++ {
		if c.quoted(i) || c.torn(i) {
			if start := c.introTorn(i); start >= 0 {
				return tail{found: true, start: start, body: i + 1}
			}
			c.mark(i, i+1, quote)
			c.introAbove(i)
			continue
		}
		if c.blank(i) {
			continue
		}
		if t := c.tailAt(i); t.found {
			return t
		}
		if start := c.introEnding(i); start >= 0 {
			if n := c.next(i + 1); n < len(c.lines) && c.quoted(n) {
				c.mark(start, i+1, quote)
				continue
			}
			if c.isDetailed(start, i+1) {
				return tail{found: true, start: start, body: i + 1}
			}
		}
	}
	return tail{start: len(c.lines)}
}

// isDetailed reports whether an intro names an address or a clock time. Where no
// quote marks follow, less could be a sentence: "On 8 June 2026 the paper wrote:".
func (c *cutter) isDetailed(from, to int) bool {
	s := strings.Join(c.lines[from:to], " ")
	return strings.Contains(s, "@") || hasClock(s)
}

// torn reports a piece of a long word that wrapping tore off a quoted line.
func (c *cutter) torn(i int) bool {
	return i > 0 && i+1 < len(c.lines) && c.fates[i-1] == quote && c.quoted(i+1) &&
		!c.blank(i) && !strings.ContainsAny(strings.TrimSpace(c.lines[i]), " .!?")
}

// introTorn finds an intro that was wrapped at the ">" of its address, so that
// its last line looks quoted: "<ada@example.org" / "> wrote:".
func (c *cutter) introTorn(i int) int {
	if i == 0 || !c.quoted(i) || c.fates[i-1] != keep || !strings.Contains(c.lines[i-1], "@") {
		return -1
	}
	return c.introEnding(i)
}

// tailAt recognises a separator line or a header block at line i.
func (c *cutter) tailAt(i int) tail {
	switch inner, dashes := c.dashed(i); {
	case matchAny(c.forwards, inner) && (dashes || strings.HasSuffix(inner, ":")):
		b := c.headerBlock(c.next(i + 1))
		return tail{found: true, start: i, body: max(b.end, i+1), forward: true, block: b}
	case dashes && inner == "":
		n := c.next(i + 1)
		if b := c.headerBlock(n); b.ok() {
			return tail{found: true, start: i, body: b.end, block: b}
		}
	case dashes && matchAny(c.separators, inner):
		b := c.headerBlock(c.next(i + 1))
		return tail{found: true, start: i, body: max(b.end, i+1), block: b}
	}
	if b := c.headerBlock(i); b.ok() {
		return tail{found: true, start: i, body: b.end, block: b}
	}
	return tail{}
}

// dashed strips the dashes around a separator line. dashes tells whether there
// were at least two in front.
func (c *cutter) dashed(i int) (inner string, dashes bool) {
	line := strings.TrimSpace(c.lines[i])
	if len(line) > 120 {
		return "", false
	}
	first := line[0]
	if strings.IndexByte("-_*=", first) < 0 && first < 0x80 && !strings.HasSuffix(line, ":") {
		return "", false
	}
	f := c.fold(i)
	inner = strings.Trim(f, "-_ *=")
	return inner, len(f) >= 2 && strings.IndexByte("-_*=", f[0]) >= 0 && f[0] == f[1]
}

func matchAny(list []glob, s string) bool {
	if s == "" {
		return false
	}
	for _, g := range list {
		if _, ok := g.match(s); ok {
			return true
		}
	}
	return false
}

// Bounds of an intro: mail programs wrap "On … wrote:" at odd places.
const (
	maxIntroLines = 6
	maxIntroBytes = 400
)

// introEnding returns the first line of the intro ("On … wrote:") that ends with
// line i; -1 when none does. Of the spans of lines that read as one the shortest
// wins; a phrase without a first word ("* wrote:") has only the line itself.
func (c *cutter) introEnding(i int) int {
	end := strings.TrimRight(c.fold(i), " *-")
	if !strings.HasSuffix(end, ":") && !hasAnySuffix(end, c.bareEnds) {
		return -1
	}
	joined := ""
	for start := i; start >= 0 && start > i-maxIntroLines && c.fates[start] == keep; start-- {
		if c.blank(start) && !strings.Contains(joined, "@") {
			break // only an address is set apart like that; a paragraph is another sentence
		}
		joined = strings.TrimSpace(c.fold(start) + " " + joined)
		if len(joined) > maxIntroBytes {
			break
		}
		if !c.blank(start) && c.isIntro(strings.Trim(joined, "-* ")) {
			return start
		}
	}
	if c.isOpenIntro(strings.Trim(end, "-* ")) {
		return i
	}
	return -1
}

// isIntro reports whether a folded text introduces a quote.
func (c *cutter) isIntro(s string) bool {
	for _, g := range c.intros {
		if g[0] == "" {
			continue
		}
		stars, ok := g.match(s)
		if ok && (strings.Contains(stars, "@") || strings.HasSuffix(s, ":") && hasDate(stars)) {
			return true
		}
	}
	return looksLikeIntro(s)
}

// isOpenIntro does so for the phrases that begin with a star: they need a date
// or an address in the same line.
func (c *cutter) isOpenIntro(s string) bool {
	for _, g := range c.intros {
		if g[0] != "" {
			continue
		}
		if stars, ok := g.match(s); ok && (hasDate(stars) || strings.Contains(stars, "@")) {
			return true
		}
	}
	return false
}

// looksLikeIntro knows an intro of any language by its shape: a date with a
// clock time or a year, an address in brackets, at most three words and a colon.
func looksLikeIntro(s string) bool {
	i := strings.LastIndexAny(s, ">)")
	if i < 0 {
		return false
	}
	after := s[i+1:]
	if strings.HasSuffix(s, "(a):") { // Polish: napisał(a):
		i = strings.LastIndexByte(s, '>')
		after = ""
	}
	open := strings.LastIndexAny(s[:max(i, 0)], "<(")
	if open < 0 || !strings.Contains(s[open:i], "@") || len(after) > 30 || len(strings.Fields(after)) > 3 {
		return false
	}
	return hasDate(s[:open])
}

// hasDate reports a four-digit year or a clock time.
func hasDate(s string) bool {
	digits := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
			if digits == 4 {
				return true
			}
		case c == ':' && digits > 0 && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			return true
		default:
			digits = 0
		}
	}
	return false
}

// introAbove marks what introduces the quoted line i in words no phrase knows: a
// line with a date and a colon, or with a date and an address, right above it.
func (c *cutter) introAbove(i int) {
	if i == 0 || c.fates[i-1] == quote {
		return
	}
	j := i - 1
	for j > 0 && j > i-3 && c.blank(j) {
		j--
	}
	if c.blank(j) || c.fates[j] != keep {
		return
	}
	s := c.fold(j)
	if hasDate(s) && len(s) < 200 && (strings.HasSuffix(s, ":") || strings.HasSuffix(s, ">") && strings.Contains(s, "@")) {
		c.mark(j, j+1, quote)
		return
	}
	// The address may stand on a line of its own: "… Ada Berg" / "<ada@…>:"
	if j > 0 && strings.HasSuffix(s, ":") && strings.Contains(s, "@") && hasDate(c.fold(j-1)) && c.fates[j-1] == keep {
		c.mark(j-1, j+1, quote)
		return
	}
	for _, g := range c.intros {
		if _, ok := g.match(s); ok && g[0] == "" {
			c.mark(j, j+1, quote)
			return
		}
	}
}
