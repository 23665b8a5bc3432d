package message

import (
	"slices"
	"strings"
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
	} else if !c.cutRepeatedName(kept) {
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

// paragraphEnd returns the list position behind the paragraph that begins at n.
func (c *cutter) paragraphEnd(kept []int, n int) int {
	for n++; n < len(kept) && kept[n] == kept[n-1]+1; n++ {
	}
	return n
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
	if f == "" {
		return false
	}
	for _, s := range c.signOffs[f[0]] {
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
	end := c.blockEnd(kept, n)
	// "Thanks," in the middle of a letter is followed by text, not by a block.
	if end-n <= maxSigLines && c.isSigned(kept[s+1:end]) {
		c.drop(kept, n, end)
	}
}

// isSigned reports whether lines below a sign-off look like a signature: they
// begin with a name or hold a title, a phone number or an address.
func (c *cutter) isSigned(list []int) bool {
	for n, i := range list {
		if n == 0 && c.isName(i) || isContact(c.lines[i]) || c.hasTitle(i) {
			return true
		}
	}
	return false
}

// blockEnd returns the list position behind the paragraphs from n on that hold
// no prose. A paragraph with some is cut only if it is the first, up to there.
func (c *cutter) blockEnd(kept []int, n int) int {
	end := n
	for end < len(kept) {
		next := c.paragraphEnd(kept, end)
		for k := end; k < next; k++ {
			if c.isProse(kept[k]) && end == n {
				return k
			} else if c.isProse(kept[k]) {
				return end
			}
		}
		end = next
	}
	return end
}

// cutRepeatedName handles "Ada", and below it a paragraph that begins with the
// full name and holds the rest of a signature.
func (c *cutter) cutRepeatedName(kept []int) bool {
	for n := len(kept) - 2; n > 0 && n >= len(kept)-maxSigLines; n-- {
		name := strings.Trim(c.fold(kept[n]), " ,.-")
		full := strings.TrimLeft(c.fold(kept[n+1]), "-* ")
		if !c.isName(kept[n]) || !strings.HasPrefix(full, name) || kept[n+1] == kept[n]+1 && len(full) <= len(name)+1 {
			continue
		}
		end := c.blockEnd(kept, n+1)
		if end > n+1 {
			c.drop(kept, n+1, end)
			return true
		}
	}
	return false
}

// cutContactBlock handles letters without a sign-off: a name, and below it in
// the same last paragraphs lines of which at least one is a phone number or an
// address.
func (c *cutter) cutContactBlock(kept []int) {
	start := len(kept)
	for start > 1 && len(kept)-start < maxSigLines && !c.isProse(kept[start-1]) {
		start--
	}
	for start < len(kept) && !c.isName(kept[start]) {
		start++
	}
	if len(kept)-start >= 2 && slices.ContainsFunc(kept[start+1:], func(i int) bool { return isContact(c.lines[i]) }) {
		c.drop(kept, start+1, len(kept))
	}
}

// isDashedName reports "-Ada Berg", which on mailing lists is a signature of one
// line.
func (c *cutter) isDashedName(i int) bool {
	line := strings.TrimSpace(c.lines[i])
	return len(line) > 2 && line[0] == '-' && isAlnum(line[1]) && len(strings.Fields(line)) <= 3 && c.isName(i)
}
