package message

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isName reports a line that may be a person's name.
func (c *cutter) isName(i int) bool {
	words := strings.Fields(strings.Trim(c.lines[i], " ,.-"))
	if len(words) == 0 || len(words) > maxNameWords {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"'"))
		if strings.ContainsAny(w, "0123456789@/:?!") || !unicode.IsUpper(r) && len(w) > 3 || c.titles[fold(strings.Trim(w, ",."))] {
			return false
		}
	}
	return true
}

// hasTitle reports a line with a word of a job title or department.
func (c *cutter) hasTitle(i int) bool {
	for w := range strings.FieldsSeq(c.fold(i)) {
		if c.titles[strings.Trim(w, ",.|&()")] {
			return true
		}
	}
	return false
}

// isContact reports a line with a phone number or an address.
func isContact(s string) bool {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") || strings.Contains(s, "@") {
		return true
	}
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= 7 && !hasClock(s)
}

// proseLines counts the lines that say something.
func (c *cutter) proseLines(list []int) int {
	n := 0
	for _, i := range list {
		if c.isProse(i) {
			n++
		}
	}
	return n
}

// isProse reports a line that says something: a sentence, a postscript, a
// question, a time. Such a line is never cut with a signature.
func (c *cutter) isProse(i int) bool {
	line := strings.TrimSpace(c.lines[i])
	words := len(strings.Fields(line))
	switch {
	case hasAnyPrefix(c.fold(i), c.postscripts), strings.HasSuffix(line, "?"), strings.HasSuffix(line, ":"), hasClock(line):
		return true
	case utf8.RuneCountInString(line) > maxSigLine:
		return true
	case words >= 5 && strings.ContainsAny(lastByte(line), ".!:") && !isContact(line):
		return true
	}
	return words >= 11 && !strings.ContainsAny(line, "|·•")
}

// hasClock reports a clock time: "10:30", "3 pm".
func hasClock(s string) bool {
	for i := 1; i+2 < len(s); i++ {
		if s[i] == ':' && isDigit(s[i-1]) && isDigit(s[i+1]) && isDigit(s[i+2]) {
			return true
		}
	}
	low := strings.ToLower(s)
	for _, m := range []string{"am", "pm", "a.m", "p.m"} {
		if k := strings.Index(low, m); k > 0 {
			if t := strings.TrimRight(low[:k], " "); t != "" && isDigit(t[len(t)-1]) {
				return true
			}
		}
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
