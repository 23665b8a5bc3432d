package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What speaks for a name besides where it was read.
const (
	inSubject   = 0.5
	inDisplay   = 0.6
	inSignature = 0.8
	inDomain    = 1.0
	inLetter    = 0.25 // each time, up to three
)

// support adds to each name what else in the mail speaks for it.
func (j *job) support(cs candidates) {
	label := orgLabel(j.orgHost())
	for i := range cs {
		c := &cs[i]
		if holds(j.m.Subject, c.name) > 0 {
			c.weight += inSubject
		}
		if within(j.m.From.Name, c.name) {
			c.weight += inDisplay
		}
		for _, s := range j.segments() {
			if within(s, c.name) && !within(j.m.From.Name, s) {
				c.weight += inSignature
				break
			}
		}
		if label != "" && j.likeDomain(c.name, label) {
			c.weight += inDomain
		}
		c.weight += inLetter * float64(min(3, holds(j.prose, c.name)))
	}
}

// holds counts how often a text says a name, in whole words.
func holds(text, name string) int {
	n := 0
	for from := 0; name != ""; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+i])
		from += i + len(name)
		after, _ := utf8.DecodeRuneInString(text[from:])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			n++
		}
	}
	return n
}
