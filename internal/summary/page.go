package summary

import (
	"strings"
)

// page is what the layouts lay out: finished sentences in their order. All that
// comes from mail has been cleaned before it gets here.
type page struct {
	Lang     string
	Title    string // the subject
	Day      string
	Lead     string   // the essence, as a sentence
	Notes    []string // about the summary itself: late, first
	Sections []section
	Foot     []string
}

// section is a heading and what stands below it.
type section struct {
	Name  string // of the section in English, for colours
	Title string
	Note  string
	Items []item
	Texts []string // a list of sentences, instead of items
	More  string   // how many items were left out
}

// item is one invitation.
type item struct {
	ID     string
	Head   string // who and what
	Tags   []string
	Bar    *bar
	Lines  []line
	Script []string // what to say on the phone, sentence by sentence
	Call   string   // the heading of Script
}

// line is one fact with its label. Link, when not nil, stands after the text.
type line struct {
	Label, Text string
	Link        *link
}

// bar shows how much of the reply window is used.
type bar struct {
	Label   string
	Percent int // 0 to 100
	Text    string
}

// Rest is the part that is left.
func (b bar) Rest() int { return 100 - b.Percent }

// Tone says how near the end is: "calm", "near" or "late".
func (b bar) Tone() string {
	switch {
	case b.Percent >= 100:
		return "late"
	case b.Percent >= 70:
		return "near"
	}
	return "calm"
}

// barWidth is how many columns the bar of the text part has.
const barWidth = 20

// textBar draws a bar in ASCII: blocks are drawn twice as wide by some terminals.
func textBar(b *bar) string {
	full := b.Percent * barWidth / 100
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "]"
}

// underline is a line as long as a heading.
func underline(s string) string { return strings.Repeat("-", columns(s)) }

// lay lays a page out as text and as HTML.
func (m *Maker) lay(p page) (Summary, error) {
	var text, html strings.Builder
	if err := m.text.Execute(&text, p); err != nil {
		return Summary{}, err
	}
	if err := m.html.Execute(&html, p); err != nil {
		return Summary{}, err
	}
	return Summary{Subject: p.Title, Text: wrap(text.String()), HTML: html.String()}, nil
}

// fullPage has everything that a page can have, to try layouts on.
func fullPage() page {
	full := item{
		ID: "a", Head: "b", Tags: []string{"c", "d"}, Bar: &bar{"e", 50, "f"},
		Lines:  []line{{"g", "h", nil}, {"i", "j", &link{"https://example.com/", "example.com"}}},
		Script: []string{"k", "l"}, Call: "m",
	}
	return page{
		Lang: "en", Title: "n", Day: "o", Lead: "p", Notes: []string{"q"}, Foot: []string{"r"},
		Sections: []section{{"today", "s", "t", []item{full, {ID: "u", Head: "v"}}, nil, "w"}, {"questions", "x", "", nil, []string{"y"}, ""}},
	}
}
