package message

import (
	"strings"
	"unicode/utf8"
)

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
