package message

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// FuzzHTML: whatever a page holds, its text is bounded and clean, its links are
// web links, and nothing in it can hide what was said before it.
func FuzzHTML(f *testing.F) {
	f.Add("<table><tr><td style='display:none'>x<td>y</table><blockquote type=cite>q")
	f.Add(`<div style="display:none">All of it<style>p{`)
	f.Add("<!-- <style> -->One <!-- </style> -->two <a href='https://example.com/?a=1&amp;b'>three")
	f.Add("<ol><li>a<li>b<pre>\n  c</pre><p style='font-size:0'>d<span style='font-size:9px'>e")
	f.Add("a\x00b\xff\xc2\xad\u200b&#0;&#x202e;&#1114112;&nbsp;<o:p>\r\r\n")
	f.Fuzz(func(t *testing.T, src string) {
		doc := renderHTML(src)
		text := normalise(doc.text)
		if len(text) > 4*maxText || !utf8.ValidString(text) || strings.ContainsFunc(text, isUnwanted) {
			t.Errorf("%d bytes of text: %q", len(text), text)
		}
		for _, l := range doc.links {
			if u := strings.ToLower(l.URL); !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") || strings.ContainsAny(u, "\r\n\t") {
				t.Errorf("link to %q", l.URL)
			}
		}
		const said = "What was said before"
		if after := normalise(renderHTML("<p>" + said + "</p>" + src).text); !strings.HasPrefix(after, said) {
			t.Errorf("hidden by what follows: %q", after)
		}
		plain := strings.Map(printable, src)
		want := strings.Fields(normalise(plain))
		if got := strings.Fields(normalise(renderHTML("<p>" + html.EscapeString(plain)).text)); !slices.Equal(got, want) {
			t.Errorf("escaped text: %q, want %q", got, want)
		}
	})
}

func isUnwanted(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// printable keeps letters, marks, digits and signs: plain text without anything
// that is folded, dropped or an entity.
func printable(r rune) rune {
	if r == utf8.RuneError || !unicode.IsPrint(r) || r == '&' {
		return ' '
	}
	return r
}
