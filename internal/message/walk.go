package message

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Bounds on one message. Nesting costs one search of the rest per level, so the
// depth bounds the time.
const (
	maxDepth    = 50
	maxParts    = 1000
	maxTextPart = 1 << 20   // bytes of one text part that are decoded
	maxText     = 256 << 10 // bytes of text kept
)

// leafKind says what a leaf of the MIME tree is for.
type leafKind int

const (
	leafPlain leafKind = iota
	leafHTML
	leafCalendar
	leafMessage
	leafAttachment
)

// leaf is a part that is no multipart.
type leaf struct {
	kind leafKind
	entity
	name   string
	hidden *leaf // of a plain part chosen from alternatives: the HTML one
}

// walker flattens the MIME tree into its leaves, in the order they are read.
type walker struct {
	parts    int
	problems []string
}

func (w *walker) problem(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if len(w.problems) < 20 && !slices.Contains(w.problems, s) {
		w.problems = append(w.problems, s)
	}
}

// leaves returns the leaves of an entity that a reader sees: of alternatives
// only the chosen one, and all calendars and attachments.
func (w *walker) leaves(e entity, depth int) []leaf {
	if !strings.HasPrefix(e.mediaType, "multipart/") {
		return []leaf{w.leaf(e)}
	}
	if depth >= maxDepth {
		w.problem("parts are nested deeper than %d levels; the rest was not read", maxDepth)
		return nil
	}
	raw := e.parts(maxParts - w.parts + 1)
	if isBlank(e.body) { // only the header was fetched
		return nil
	}
	if len(raw) == 0 {
		w.problem("a %s has no parts; it was read as text", e.mediaType)
		e.mediaType, e.params = "text/plain", nil
		return []leaf{w.leaf(e)}
	}
	defaultType := "text/plain"
	if e.mediaType == "multipart/digest" { // RFC 2046 section 5.1.5
		defaultType = "message/rfc822"
	}
	var children [][]leaf
	for _, b := range raw {
		if w.parts++; w.parts > maxParts {
			w.problem("more than %d parts; the rest was not read", maxParts)
			break
		}
		children = append(children, w.leaves(newEntity(b, defaultType), depth+1))
	}
	return w.combine(e.mediaType, children)
}

// combine puts the leaves of a multipart's children together.
func (w *walker) combine(mediaType string, children [][]leaf) []leaf {
	if mediaType == "multipart/alternative" {
		return choose(children)
	}
	var out []leaf
	for i, c := range children {
		if i > 0 && (mediaType == "multipart/related" || mediaType == "multipart/signed") {
			// What stands beside the root of a multipart/related is shown
			// inside it (RFC 2387), beside a signed part is its signature.
			c = demote(c)
		}
		out = append(out, c...)
	}
	return out
}

// demote turns texts into attachments.
func demote(ls []leaf) []leaf {
	for i := range ls {
		if ls[i].kind == leafPlain || ls[i].kind == leafHTML {
			ls[i].kind = leafAttachment
		}
	}
	return ls
}

// choose picks from a multipart/alternative the first plain text that holds
// something, else the HTML. (RFC 2046 section 5.1.4 puts the richest last; the
// plain one is what the sender typed, without the layout.) Calendars,
// attachments and messages are kept from each alternative.
func choose(children [][]leaf) []leaf {
	plain, html := -1, -1
	for i, c := range children {
		for j := range c {
			switch {
			case c[j].kind == leafPlain && plain < 0 && !isBlank(c[j].body):
				plain = i
			case c[j].kind == leafHTML && html < 0:
				html = i
			}
		}
	}
	keep := plain
	if keep < 0 {
		keep = html
	}
	var out []leaf
	for i, c := range children {
		for j := range c {
			text := c[j].kind == leafPlain || c[j].kind == leafHTML
			if !text || i == keep {
				out = append(out, c[j])
			}
		}
	}
	if plain >= 0 && html >= 0 && plain != html {
		linkHTML(out, children[html])
	}
	return out
}

// linkHTML remembers the HTML form of the chosen plain text: the parser may
// find that the plain one is only a placeholder.
func linkHTML(chosen, html []leaf) {
	for i := range chosen {
		if chosen[i].kind != leafPlain {
			continue
		}
		for j := range html {
			if html[j].kind == leafHTML {
				chosen[i].hidden = &html[j]
				return
			}
		}
	}
}

func isBlank(b []byte) bool { return len(bytes.TrimSpace(head(b, 4096))) == 0 }

// leaf says what a part that is no multipart is for.
func (w *walker) leaf(e entity) leaf {
	disposition, name := e.disposition()
	l := leaf{kind: leafAttachment, entity: e, name: name}
	ics := strings.HasSuffix(strings.ToLower(name), ".ics")
	switch {
	case e.mediaType == "text/calendar", e.mediaType == "application/ics", ics:
		l.kind = leafCalendar
	case e.mediaType == "message/rfc822", e.mediaType == "message/global":
		l.kind = leafMessage
	case disposition == "attachment":
	case e.mediaType == "text/plain" && startsHTML(e.body):
		l.kind = leafHTML
	case e.mediaType == "text/plain" || e.mediaType == "text/markdown":
		l.kind = leafPlain
	case e.mediaType == "text/html", e.mediaType == "application/xhtml+xml", e.mediaType == "text/enriched", e.mediaType == "text/richtext":
		l.kind = leafHTML
	}
	return l
}

// startsHTML recognises HTML whose type says plain or nothing.
func startsHTML(b []byte) bool {
	b = bytes.ToLower(bytes.TrimSpace(head(b, 200)))
	return bytes.HasPrefix(b, []byte("<!doctype html")) || bytes.HasPrefix(b, []byte("<html"))
}

// rooms are where texts are decoded, of those that fit: what comes out of the
// charset is a copy.
var rooms = sync.Pool{New: func() any { return new([usualText]byte) }}

const usualText = 32 << 10

// text decodes a text leaf into UTF-8.
func (w *walker) text(l *leaf) string {
	encoding := l.header.get("Content-Transfer-Encoding")
	room := rooms.Get().(*[usualText]byte)
	defer rooms.Put(room)
	b, ok := decodeTransfer(l.body, encoding, maxTextPart, room[:])
	if !ok {
		w.problem("unknown transfer encoding %q", encoding)
	}
	s, ok := decodeCharset(b, l.params["charset"])
	if !ok {
		w.problem("unknown charset %q; its letters are a guess", l.params["charset"])
	}
	return s
}
