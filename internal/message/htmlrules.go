package message

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// isInvisibleElement reports elements whose text is never shown.
func isInvisibleElement(name atom.Atom, tag string) bool {
	switch name {
	case atom.Head, atom.Title, atom.Style, atom.Script, atom.Template, atom.Svg, atom.Object, atom.Iframe, atom.Noframes, atom.Select, atom.Datalist, atom.Map:
		return true
	}
	return tag == "xml" // Word's settings
}

// isQuoteElement reports the elements that mail programs put quoted messages
// into. Gmail's div.gmail_quote is none: it also holds forwarded messages, and
// its own blockquote marks what is quoted.
func isQuoteElement(name atom.Atom, a attrs) bool {
	switch name {
	case atom.Blockquote:
		return a.kind == "cite" || containsAny(a.class, "gmail_quote", "protonmail_quote", "tutanota_quote", "yahoo_quoted", "cite", "quote")
	case atom.Div:
		return containsAny(a.class, "yahoo_quoted", "zmail_extra_quote") || containsAny(a.id, "yahoo_quoted")
	}
	return false
}

// separatorBefore returns the line that plain text has where HTML only has an
// element of a known name: the signature separator, and the rule that Outlook
// draws above the header block of the message answered.
func separatorBefore(name atom.Atom, a attrs) string {
	if name != atom.Div && name != atom.Span && name != atom.Table && name != atom.P {
		return ""
	}
	switch {
	case containsAny(a.class, "gmail_signature_prefix"):
		return ""
	case containsAny(a.class, "gmail_signature", "moz-signature", "protonmail_signature_block-user"),
		a.id == "signature", a.id == "ms-outlook-mobile-signature":
		return sigLine
	case containsAny(a.id, "divrplyfwdmsg", "appendonsend"), containsAny(a.class, "outlookmessageheader"):
		return strings.Repeat("_", 32)
	}
	return ""
}

func containsAny(s string, subs ...string) bool {
	if s == "" {
		return false
	}
	for _, sub := range subs {
		if strings.Contains(s, sub) {
			return true
		}
	}
	return false
}

// breaks is how many line ends an element wants before and after it. Word writes
// each line as a paragraph without margins.
func breaks(name atom.Atom, class string) int {
	switch name {
	case atom.P:
		if strings.Contains(class, "msonormal") {
			return 1
		}
		return 2
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Pre, atom.Blockquote, atom.Dl:
		return 2
	case atom.Div, atom.Tr, atom.Li, atom.Table, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Center, atom.Dt, atom.Dd,
		atom.Body, atom.Address, atom.Main, atom.Nav, atom.Aside, atom.Fieldset, atom.Form, atom.Hr, atom.Caption, atom.Figure, atom.Option:
		return 1
	}
	return 0
}

// style is what an inline style says about being seen.
type style struct {
	hidden bool // nothing inside can be seen
	tiny   bool // font size of at most one pixel
	sized  bool // a font size is given
}

// readStyle reads the declarations that hide preheaders. font-size:0 alone hides
// only text of its own: layouts set it on wrappers to close the gaps between
// columns, and set a real size inside.
func readStyle(s string) (st style) {
	if s == "" {
		return st
	}
	for decl := range strings.SplitSeq(strings.ToLower(s), ";") {
		key, value, ok := strings.Cut(decl, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
		switch strings.TrimSpace(key) {
		case "display":
			st.hidden = st.hidden || value == "none"
		case "visibility":
			st.hidden = st.hidden || value == "hidden" || value == "collapse"
		case "max-height", "max-width", "opacity":
			n, ok := leadingNumber(value)
			st.hidden = st.hidden || ok && n == 0
		case "font-size", "font":
			n, ok := leadingNumber(value)
			st.sized = true
			st.tiny = ok && n <= 1 && !strings.HasSuffix(value, "em")
			if ok && n == 0 {
				st.tiny = true
			}
		}
	}
	return st
}

func leadingNumber(s string) (float64, bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.') {
		end++
	}
	n, err := strconv.ParseFloat(s[:end], 64)
	return n, err == nil
}
