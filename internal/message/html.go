package message

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxOpen bounds the elements open at a time; deeper ones are read as if they
// stood in the last.
const maxOpen = 512

// htmlDoc is what a reader sees of an HTML part.
type htmlDoc struct {
	text  string // quoted messages with "> " in front, as in plain text
	links []Link
	lang  string // of the html element
}

// renderHTML turns HTML into the text a reader sees, in one pass over its
// tokens: hidden elements, styles, scripts and pictures are left out, a row of
// a small table becomes one line, links stay out of the text. No tree is built:
// that is several times faster, and mail's broken nesting can't make it slow.
func renderHTML(src string) htmlDoc {
	src = withoutStyles(src)
	doc, hid := runHTML(src, true)
	if strings.TrimSpace(doc.text) == "" && hid {
		// All was hidden, so an unclosed element has swallowed the message.
		doc, _ = runHTML(src, false)
	}
	return doc
}

// withoutStyles cuts out style sheets, which are most of many a page: to find
// their ends is faster than to read them. What may be something else stays, as
// all that has another tag or a comment in it.
func withoutStyles(src string) string {
	const start, end = "<style", "</style>"
	if !strings.Contains(src, start) {
		return src
	}
	var kept strings.Builder
	for {
		i := strings.Index(src, start)
		n := strings.Index(src[max(i, 0):], end)
		if i < 0 || n < 0 {
			break
		}
		sheet := src[i+len(start) : i+n]
		if isSheet(sheet) {
			kept.WriteString(src[:i])
		} else {
			kept.WriteString(src[:i+n+len(end)])
		}
		src = src[i+n+len(end):]
	}
	kept.WriteString(src)
	return kept.String()
}

// isSheet reports whether what stands behind "<style" is the rest of the tag and
// a style sheet.
func isSheet(s string) bool {
	return strings.IndexAny(s, "> \t\r\n") == 0 && !strings.Contains(s, "<") && !strings.Contains(s, "-->")
}

func runHTML(src string, hide bool) (doc htmlDoc, hid bool) {
	r := htmlReader{hide: hide}
	z := html.NewTokenizer(strings.NewReader(src))
	z.SetMaxBuf(maxTextPart)
	for r.out.Len() < 2*maxText {
		switch z.Next() {
		case html.ErrorToken:
			return r.done(), r.hid
		case html.TextToken:
			if !r.skipping() {
				r.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, hasAttr := z.TagName()
			r.start(atom.Lookup(name), string(name), readAttrs(z, hasAttr))
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(atom.Lookup(name), string(name))
		}
	}
	return r.done(), r.hid
}

// attrs are the attributes that rendering looks at.
type attrs struct {
	id, class, style, href, lang, kind, alt string
	hidden                                  bool
}

func readAttrs(z *html.Tokenizer, more bool) (a attrs) {
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "id":
			a.id = strings.ToLower(string(v))
		case "class":
			a.class = strings.ToLower(string(v))
		case "style":
			a.style = string(v)
		case "href":
			a.href = string(v)
		case "lang":
			a.lang = string(v)
		case "type":
			a.kind = strings.ToLower(string(v))
		case "alt":
			a.alt = string(v)
		case "hidden":
			a.hidden = true
		}
	}
	return a
}

// element is one open element.
type element struct {
	name     atom.Atom
	tag      string // the name of an element atom does not know
	hidden   bool   // and so all in it
	tiny     bool   // font size 0: its own text is hidden, unless an inner element sets a size
	quote    bool
	pre      bool
	list     int // ol: number of the last item
	ordered  bool
	after    int // line ends wanted behind it
	rowStart int // tr: length of the output where the row began
	cells    int // tr: cells so far
}

// htmlReader holds the state of rendering.
type htmlReader struct {
	writer
	hide   bool // obey display:none and the like
	hid    bool // something was hidden
	open   []element
	skip   int // open elements that hide
	links  []Link
	lang   string
	anchor *Link // the link being read
	words  strings.Builder
}

func (r *htmlReader) done() htmlDoc {
	r.closeAnchor()
	return htmlDoc{text: tidyLines(r.out.String()), links: r.links, lang: r.lang}
}

func (r *htmlReader) skipping() bool { return r.skip > 0 }

// top returns the innermost open element.
func (r *htmlReader) top() element {
	if len(r.open) == 0 {
		return element{}
	}
	return r.open[len(r.open)-1]
}

func (r *htmlReader) text(raw string) {
	top := r.top()
	if top.tiny && r.hide {
		r.hid = r.hid || strings.TrimSpace(raw) != ""
		return
	}
	if strings.IndexByte(raw, '&') >= 0 {
		// The tokenizer has done so once; many a template escapes twice ("R&amp;amp;D").
		raw = html.UnescapeString(raw)
	}
	if r.anchor != nil && r.words.Len() < 1000 {
		r.words.WriteString(raw)
	}
	r.write(raw, top.pre)
}

// start opens an element.
func (r *htmlReader) start(name atom.Atom, tag string, a attrs) {
	switch name {
	case atom.Br:
		if !r.skipping() {
			r.lineBreak()
		}
		return
	case atom.Img:
		if r.anchor != nil && !r.skipping() {
			r.words.WriteString(" " + a.alt)
		}
		return
	case atom.Hr:
		r.block(1)
		return
	case atom.Input, atom.Meta, atom.Link, atom.Base, atom.Col, atom.Area, atom.Wbr, atom.Param, atom.Source, atom.Embed:
		return // void elements
	case atom.Html:
		r.lang, _, _ = strings.Cut(strings.ToLower(a.lang), "-")
	}
	r.implyEnd(name)
	if len(r.open) >= maxOpen {
		return
	}
	r.push(name, tag, a)
}

// push puts the element on the stack and does what its start does.
func (r *htmlReader) push(name atom.Atom, tag string, a attrs) {
	parent := r.top()
	e := element{name: name, tag: tag, pre: parent.pre || name == atom.Pre, ordered: name == atom.Ol}
	css := readStyle(a.style)
	e.tiny = css.tiny || parent.tiny && !css.sized
	e.hidden = isInvisibleElement(name, tag)
	if r.hide && (css.hidden || a.hidden) {
		e.hidden, r.hid = true, true
	}
	e.quote = isQuoteElement(name, a)
	if e.hidden {
		r.skip++
	} else if !r.skipping() {
		r.begin(name, a, &e)
	}
	r.open = append(r.open, e)
}

// begin writes what stands in front of an element's text.
func (r *htmlReader) begin(name atom.Atom, a attrs, e *element) {
	e.after = breaks(name, a.class)
	r.block(e.after)
	if e.quote {
		r.block(1)
		r.flush()
		r.quotes++
	}
	if sep := separatorBefore(name, a); sep != "" {
		r.block(1)
		r.write(sep, true)
		r.block(1)
	}
	switch name {
	case atom.A:
		r.closeAnchor()
		if u := webURL(a.href); u != "" {
			r.anchor = &Link{URL: u, Quoted: r.quotes > 0}
		}
	case atom.Li:
		r.write(r.bullet(), true)
	case atom.Tr:
		e.rowStart = r.out.Len()
	case atom.Td, atom.Th:
		r.cell()
	}
}

// end closes the innermost open element of that name, and those in it.
func (r *htmlReader) end(name atom.Atom, tag string) {
	for i := len(r.open) - 1; i >= 0 && i >= len(r.open)-64; i-- {
		if r.open[i].name == name && r.open[i].tag == tag {
			for len(r.open) > i {
				r.pop()
			}
			return
		}
		if name != atom.Table && r.open[i].name == atom.Table {
			return // a stray end tag must not close what is around the table
		}
	}
	if name == atom.P {
		r.block(2)
	}
}

// pop closes the innermost element.
func (r *htmlReader) pop() {
	e := r.top()
	r.open = r.open[:len(r.open)-1]
	if e.hidden {
		r.skip--
		return
	}
	if r.skipping() {
		return
	}
	if e.name == atom.A {
		r.closeAnchor()
	}
	if e.name == atom.Tr {
		r.glued = false
	}
	r.block(e.after)
	if e.quote {
		r.block(1)
		r.quotes--
	}
}

// implyEnd closes elements whose end tag is optional (HTML standard 13.1.2.4).
func (r *htmlReader) implyEnd(name atom.Atom) {
	var closes []atom.Atom
	switch name {
	case atom.P, atom.Div, atom.Table, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.Blockquote:
		closes = []atom.Atom{atom.P}
	case atom.Li:
		closes = []atom.Atom{atom.Li, atom.P}
	case atom.Td, atom.Th:
		closes = []atom.Atom{atom.Td, atom.Th, atom.P}
	case atom.Tr:
		closes = []atom.Atom{atom.Tr, atom.Td, atom.Th, atom.P}
	case atom.Body:
		closes = []atom.Atom{atom.Head}
	}
	for len(r.open) > 0 {
		if !containsAtom(closes, r.top().name) {
			return
		}
		r.pop()
	}
}

func containsAtom(list []atom.Atom, a atom.Atom) bool {
	for _, x := range list {
		if x == a {
			return true
		}
	}
	return false
}

// closeAnchor ends the link being read.
func (r *htmlReader) closeAnchor() {
	if r.anchor == nil {
		return
	}
	r.anchor.Text = oneLine(html.UnescapeString(r.words.String()))
	if len(r.links) < maxLinks {
		r.links = append(r.links, *r.anchor)
	}
	r.anchor = nil
	r.words.Reset()
}

// webURL returns the target of a link if it is one of the web.
func webURL(href string) string {
	u := strings.TrimSpace(strings.Map(dropLineBreaks, href))
	low := strings.ToLower(u[:min(len(u), 8)])
	if len(u) > maxURLBytes || !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") {
		return ""
	}
	return u
}

func dropLineBreaks(c rune) rune {
	if c < ' ' {
		return -1
	}
	return c
}
