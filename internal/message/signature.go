package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a signature. A longer block is more likely text.
const (
	maxSignOff   = 45 // bytes of "Mit freundlichen Grüßen, Ada"
	maxNameWords = 5
	maxSigLines  = 25
	maxSigLine   = 90
)

// cutSignature marks the signature block, the line a phone adds and legal
// notices. The sign-off and the name under it stay: they say whom to answer.
func (c *cutter) cutSignature() {
	kept := c.keptLines()
	if len(kept) == 0 {
		return
	}
	c.cutDelimited(kept)
	kept = c.keptLines()
	c.cutDisclaimers(kept)
	kept = c.keptLines()
	c.cutDevice(kept)
	kept = c.keptLines()
	if n := len(kept) - 1; n > 0 && c.isDashedName(kept[n]) {
		c.drop(kept, n, n+1)
	} else if s := c.findSignOff(kept); s >= 0 {
		c.cutBelowSignOff(kept, s)
	} else {
		c.cutContactBlock(kept)
	}
}

// keptLines are the indexes of the lines that are kept and not blank.
func (c *cutter) keptLines() []int {
	var out []int
	for i := range c.lines {
		if c.fates[i] == keep && !c.blank(i) {
			out = append(out, i)
		}
	}
	return out
}

// drop marks the kept lines from list position from to position to.
func (c *cutter) drop(kept []int, from, to int) {
	for _, i := range kept[from:to] {
		c.fates[i] = sign
	}
}

// cutDelimited cuts from a signature separator on: "-- " (RFC 3676 section 4.3)
// whatever follows, a bare "--" or a rule of underscores or dashes only when
// what follows has the size and look of a signature.
func (c *cutter) cutDelimited(kept []int) {
	for n, i := range kept {
		if n == 0 {
			continue
		}
		line := c.lines[i]
		rest := kept[n+1:]
		switch {
		case line == sigLine:
		case strings.TrimSpace(line) == "--" && len(rest) <= maxSigLines && c.proseLines(rest) < 2:
		case isRule(line) && len(rest) <= maxSigLines && c.proseLines(rest) == 0:
		default:
			continue
		}
		c.dropRun(kept, n)
		return
	}
}

// dropRun drops from list position n on, up to a quoted part: below that the
// sender goes on writing.
func (c *cutter) dropRun(kept []int, n int) {
	for k := n; k < len(kept); k++ {
		if k > n && c.quoteBetween(kept[k-1], kept[k]) {
			return
		}
		c.fates[kept[k]] = sign
	}
}

func (c *cutter) quoteBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if c.fates[k] == quote {
			return true
		}
	}
	return false
}

// isRule reports a line of at least two underscores or five dashes.
func isRule(line string) bool {
	s := strings.TrimSpace(line)
	switch strings.Trim(s, "_") {
	case "":
		return len(s) >= 2
	}
	return len(s) >= 5 && strings.Trim(s, "-–—=") == ""
}

// cutDisclaimers drops legal notices. Behind the sign-off all that follows one
// goes too; in the text only the paragraph that is one.
func (c *cutter) cutDisclaimers(kept []int) {
	signed := false
	for n := 0; n < len(kept); n++ {
		end := c.paragraphEnd(kept, n)
		if at := c.disclaimerLine(kept[n:end]); at >= 0 && n+at > 0 {
			if signed || end == len(kept) {
				c.drop(kept, n+at, len(kept))
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

// paragraphEnd returns the list position behind the paragraph that begins at n.
func (c *cutter) paragraphEnd(kept []int, n int) int {
	for n++; n < len(kept) && kept[n] == kept[n-1]+1; n++ {
	}
	return n
}

// disclaimerLine returns the position of the line where a legal notice begins in
// a paragraph; -1 when there is none.
func (c *cutter) disclaimerLine(par []int) int {
	if len(par) > 60 {
		return -1
	}
	joined, starts := "", make([]int, 0, len(par))
	for _, i := range par {
		starts = append(starts, len(joined))
		joined += c.fold(i) + " "
	}
	at := indexAny(joined, c.disclaimers)
	if at < 0 {
		return -1
	}
	k := len(starts) - 1
	for k > 0 && starts[k] > at {
		k--
	}
	// The sentence may have begun on a full line above.
	for k > 0 && utf8.RuneCountInString(c.lines[par[k-1]]) > 50 && !strings.ContainsAny(lastByte(c.lines[par[k-1]]), ".!?:") {
		k--
	}
	return k
}

func lastByte(s string) string {
	s = strings.TrimSpace(s)
	return s[max(0, len(s)-1):]
}

// cutDevice drops "Sent from my phone" when it is among the last lines.
func (c *cutter) cutDevice(kept []int) {
	for n := max(1, len(kept)-6); n < len(kept); n++ {
		f := strings.TrimLeft(c.fold(kept[n]), "-_ (")
		if len(f) <= 90 && hasAnyPrefix(f, c.devices) {
			c.drop(kept, n, n+1)
		}
	}
}

// isSignOff reports a line that closes the letter: "Best regards," or with the
// name behind it.
func (c *cutter) isSignOff(i int) bool {
	if len(c.lines[i]) > maxSignOff+10 {
		return false
	}
	f := strings.Trim(c.fold(i), " ,.!-")
	for _, s := range c.signOffs {
		if rest, ok := strings.CutPrefix(f, s); ok {
			if rest == "" || rest[0] == ',' && len(strings.Fields(rest)) <= 3 && !strings.ContainsAny(rest, "0123456789?.") {
				return true
			}
		}
	}
	return false
}

// findSignOff returns the list position of the last sign-off; -1 for none.
func (c *cutter) findSignOff(kept []int) int {
	for n := len(kept) - 1; n >= 0 && n >= len(kept)-2*maxSigLines; n-- {
		if c.isSignOff(kept[n]) {
			return n
		}
	}
	return -1
}

// cutBelowSignOff drops the block of title, phone and address below the name.
// Prose below it, a postscript, stays.
func (c *cutter) cutBelowSignOff(kept []int, s int) {
	n := s + 1
	if !strings.Contains(strings.TrimRight(c.fold(kept[s]), " ,.!"), ",") && n < len(kept) {
		n++ // the name, whatever it looks like
	}
	end := n
	for end < len(kept) && !c.isProse(kept[end]) {
		end++
	}
	// "Thanks," in the middle of a letter is followed by text, not by a block.
	if end-n <= maxSigLines {
		c.drop(kept, n, end)
	}
}

// cutContactBlock handles letters without a sign-off: a name, and below it in
// the same last paragraphs lines of which at least one is a phone number or an
// address.
func (c *cutter) cutContactBlock(kept []int) {
	start := len(kept)
	contact := false
	for start > 1 && len(kept)-start < maxSigLines && !c.isProse(kept[start-1]) {
		start--
		contact = contact || isContact(c.lines[kept[start]])
	}
	for start < len(kept) && !c.isName(kept[start]) {
		start++
	}
	if contact && len(kept)-start >= 2 && c.hasContact(kept[start+1:]) {
		c.drop(kept, start+1, len(kept))
	}
}

// isDashedName reports "-Ada Berg", which on mailing lists is a signature of one
// line.
func (c *cutter) isDashedName(i int) bool {
	line := strings.TrimSpace(c.lines[i])
	return len(line) > 2 && line[0] == '-' && isAlnum(line[1]) && len(strings.Fields(line)) <= 3 && c.isName(i)
}

func (c *cutter) hasContact(list []int) bool {
	for _, i := range list {
		if isContact(c.lines[i]) {
			return true
		}
	}
	return false
}

// isName reports a line that may be a person's name.
func (c *cutter) isName(i int) bool {
	words := strings.Fields(strings.Trim(c.lines[i], " ,.-"))
	if len(words) == 0 || len(words) > maxNameWords {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"'"))
		if strings.ContainsAny(w, "0123456789@/:?!") || !unicode.IsUpper(r) && len(w) > 3 || c.titles[fold(strings.Trim(w, ",."))] {
			return false
		}
	}
	return true
}

// isContact reports a line with a phone number or an address.
func isContact(s string) bool {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "@") {
		return true
	}
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= 7 && !hasClock(s)
}

// proseLines counts the lines that say something.
func (c *cutter) proseLines(list []int) int {
	n := 0
	for _, i := range list {
		if c.isProse(i) {
			n++
		}
	}
	return n
}

// isProse reports a line that says something: a sentence, a postscript, a
// question, a time. Such a line is never cut with a signature.
func (c *cutter) isProse(i int) bool {
	line := strings.TrimSpace(c.lines[i])
	words := len(strings.Fields(line))
	switch {
	case hasAnyPrefix(c.fold(i), c.postscripts), strings.HasSuffix(line, "?"), hasClock(line):
		return true
	case utf8.RuneCountInString(line) > maxSigLine:
		return true
	case words >= 5 && strings.ContainsAny(lastByte(line), ".!:") && !isContact(line):
		return true
	}
	return words >= 11 && !strings.ContainsAny(line, "|·•")
}

// hasClock reports a clock time: "10:30", "3 pm".
func hasClock(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) && isDigit(s[i+2]) {
			return true
		}
	}
	low := strings.ToLower(s)
	for _, m := range []string{"am", "pm", "a.m", "p.m"} {
		if k := strings.Index(low, m); k > 0 {
			if t := strings.TrimRight(low[:k], " "); t != "" && isDigit(t[len(t)-1]) {
				return true
			}
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
