package summary

import (
	"strings"

	"golang.org/x/text/width"
)

// textWidth is the column up to which the text part is filled: RFC 3676 section
// 4.2 leaves room for quoting, and so do terminals of 80.
const textWidth = 72

// bullet starts an entry of a list in the text layout.
const bullet = "* "

// wrap breaks lines that are too long between words. What follows stands below
// the text behind a bullet, two columns deeper than a line that is indented, and
// at the margin otherwise. Empty lines at the
// end of the text, and more than one in a row, are dropped.
func wrap(text string) string {
	var b strings.Builder
	empty := true // nothing yet, or an empty line above
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" {
			if !empty {
				b.WriteByte('\n')
			}
			empty = true
			continue
		}
		empty = false
		wrapLine(&b, line)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func wrapLine(b *strings.Builder, line string) {
	body := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(body)]
	b.WriteString(indent)
	rest, listed := strings.CutPrefix(body, bullet)
	if listed {
		b.WriteString(bullet)
		body = rest
	}
	col := len(line) - len(body)
	if listed || indent != "" {
		indent += strings.Repeat(" ", len(bullet))
	}
	for i, w := range strings.Fields(body) {
		n := columns(w)
		switch {
		case i == 0:
		case col+1+n > textWidth:
			b.WriteString("\n" + indent)
			col = len(indent)
		default:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(w)
		col += n
	}
	b.WriteByte('\n')
}

// columns is how wide a text stands in a terminal: East Asian characters take
// two columns, marks none.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !isMark(r) {
				n++
			}
		}
	}
	return n
}
