package message

import (
	"strings"
	"time"
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
			return tail{found: true, start: start, body: i + 1}
		}
	}
	return tail{start: len(c.lines)}
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
// were at least three in front.
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
		if ok && (strings.Contains(stars, "@") || strings.HasSuffix(s, ":") && strings.ContainsAny(stars, "0123456789")) {
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

// forwarded turns the block into what is known of the forwarded message.
func (b *headerBlock) forwarded(comment string) *Forwarded {
	f := &Forwarded{Comment: comment, Subject: oneLine(b.kinds[labelSubject])}
	from := strings.NewReplacer("[mailto:", "<", "]", ">", "[", "<").Replace(b.kinds[labelFrom])
	f.From = firstAddress(parseAddresses(from))
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

// forward takes the forwarded message apart in its turn. ok is false when there
// is no text in it.
func (c *cutter) forward(t tail, depth int) (letter, bool) {
	inner := strings.Trim(strings.Join(c.lines[t.body:], "\n"), "\n")
	if strings.TrimSpace(inner) == "" || !t.block.ok() && !t.forward {
		return letter{}, false
	}
	c.mark(t.start, len(c.lines), sign)
	// Apple Mail and others quote all of what they forward: the marks come off.
	rest := c.dissect(unquoteAll(inner), t.block.kinds[labelSubject], depth+1)
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
