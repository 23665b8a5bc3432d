package message

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// writer lays out text the way a browser does: white space folded, blocks on
// lines of their own, quotes marked with "> ".
type writer struct {
	out     strings.Builder
	pending int  // line ends wanted before the next text
	ends    int  // line ends the output ends with
	space   bool // a space wanted before the next text
	glued   bool // the next text goes on in this line, whatever block it stands in
	quotes  int
}

// block asks for n line ends between what was written and what comes.
func (w *writer) block(n int) {
	if !w.glued {
		w.pending = max(w.pending, n)
	}
}

// flush writes the line ends asked for.
func (w *writer) flush() {
	if w.pending > 0 {
		w.space = false
	}
	if w.out.Len() == 0 {
		w.pending = 0
		return
	}
	for ; w.ends < w.pending; w.ends++ {
		if w.ends > 0 { // an empty line inside a quote
			w.out.WriteString(quotePrefix(w.quotes))
		}
		w.out.WriteByte('\n')
	}
	w.pending = 0
}

// lineBreak writes a line end, as br does.
func (w *writer) lineBreak() {
	w.flush()
	w.space, w.glued = false, false
	if w.ends > 0 {
		w.out.WriteString(quotePrefix(w.quotes))
	}
	w.out.WriteByte('\n')
	w.ends++
}

// write adds text; unless it is preformatted its white space is folded. A
// no-break space is content: it keeps an otherwise empty line.
func (w *writer) write(s string, pre bool) {
	if pre {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.lineBreak()
			}
			if line != "" {
				w.put(strings.TrimSuffix(line, "\r"))
			}
		}
		return
	}
	for len(s) > 0 {
		i := strings.IndexFunc(s, isFoldable)
		if i != 0 {
			if i < 0 {
				i = len(s)
			}
			w.put(s[:i])
			s = s[i:]
			continue
		}
		w.space = true
		s = strings.TrimLeftFunc(s, isFoldable)
	}
}

func isFoldable(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// put writes one run of text without white space to fold.
func (w *writer) put(s string) {
	w.flush()
	if w.ends > 0 || w.out.Len() == 0 {
		w.out.WriteString(quotePrefix(w.quotes))
		w.space = false
	}
	if w.space {
		w.out.WriteByte(' ')
		w.space = false
	}
	w.out.WriteString(s)
	w.ends, w.glued = 0, false
}

// bullet is the mark of the list item that begins.
func (r *htmlReader) bullet() string {
	for i := len(r.open) - 1; i >= 0; i-- {
		switch r.open[i].name {
		case atom.Ol:
			r.open[i].list++
			return strconv.Itoa(r.open[i].list) + ". "
		case atom.Ul:
			return "- "
		}
	}
	return "- "
}

// maxLabel is how long the cells before may be for a cell to go on in their
// line: "Date: | Monday" is one line, two columns of a layout are not.
const maxLabel = 60

// cell begins a table cell.
func (r *htmlReader) cell() {
	for i := len(r.open) - 1; i >= 0; i-- {
		row := &r.open[i]
		if row.name != atom.Tr {
			continue
		}
		row.cells++
		before := r.out.String()[row.rowStart:]
		label := strings.TrimLeftFunc(before, unicode.IsSpace)
		switch {
		case row.cells == 1:
		case label != "" && len(label) <= maxLabel && r.ends == 0 && !strings.Contains(label, "\n"):
			r.pending, r.space, r.glued = 0, true, true
		default:
			r.block(1)
		}
		return
	}
}

// tidyLines trims line ends and folds more than one empty line to one.
func tidyLines(s string) string {
	var out strings.Builder
	empty := 0
	for line := range strings.SplitSeq(s, "\n") {
		if line != sigLine {
			line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || isInvisible(r) })
		}
		if line == "" {
			empty++
			continue
		}
		if out.Len() > 0 {
			out.WriteString("\n\n"[:1+min(empty, 1)])
		}
		empty = 0
		out.WriteString(line)
	}
	return out.String()
}
