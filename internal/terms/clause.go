package terms

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// clause is a stretch of a text in bytes: a sentence, a line of a list, or a
// line with a label.
type clause struct{ start, end int }

func (c clause) contains(w word) bool { return c.start <= w.start && w.end <= c.end }

// reach is how far from its middle a clause may go, in bytes.
const reach = 400

// clauseAt returns the clause around a stretch of the text. A heading that ends
// with a colon belongs to the line below it.
func clauseAt(text string, start, end int) clause {
	c := clause{start, end}
	for c.start > 0 && start-c.start < reach && !ends(text, c.start-1) {
		c.start--
	}
	for c.end < len(text) && c.end-end < reach && !ends(text, c.end) {
		c.end++
	}
	above := strings.TrimRight(text[:c.start], " \t\r\n-*•")
	if strings.HasSuffix(above, ":") {
		c.start = strings.LastIndexByte(above, '\n') + 1
	}
	return c
}

// wrapped is how long a line must be for its end to be one that a mail program
// put there.
const wrapped = 50

var freshLine = regexp.MustCompile(`^[ \t]*(?:[-*•·>|–]|[\p{L} /-]{2,24}:|$)`)

// ends reports whether the clause ends with the byte at i.
func ends(text string, i int) bool {
	switch text[i] {
	case ';', '|', '!', '?':
		return true
	case '.':
		return i+1 < len(text) && strings.IndexByte(" \n\t\r", text[i+1]) >= 0 && letters(text[:i]) >= 3
	case '\n':
		line := text[strings.LastIndexByte(text[:i], '\n')+1 : i]
		next, _, _ := strings.Cut(text[i+1:], "\n")
		return len(strings.TrimSpace(line)) < wrapped || freshLine.MatchString(strings.TrimRight(next, "\r"))
	}
	return false
}

// letters counts the letters at the end of s, as far as it matters: "max." and
// "p.a." end no sentence.
func letters(s string) int {
	n := 0
	for n < 5 {
		r, size := utf8.DecodeLastRuneInString(s)
		if size == 0 || !isLetter(r) {
			break
		}
		n, s = n+1, s[:len(s)-size]
	}
	return n
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 }
