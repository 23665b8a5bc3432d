package ical

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// property is one content line (RFC 5545 section 3.1).
type property struct {
	name   string            // upper case
	params map[string]string // upper-case names; of several values the first
	value  string            // raw, still escaped
}

// limits are the bounds on one calendar.
type limits struct{ bytes, lines, events int }

// An invitation holds a few kilobytes, and whoever sends more has no interview
// in mind. The user's own calendar may be that of a long life.
var (
	ofInvitation = limits{bytes: 2 << 20, lines: 50_000, events: 1000}
	ofCalendar   = limits{bytes: 10 << 20, lines: 1_000_000, events: 50_000}
)

const maxLine = 64 << 10

// unfold joins folded lines (RFC 5545 section 3.1). Line ends may be CRLF, LF or
// CR; empty lines are skipped.
func unfold(data []byte, most limits) []string {
	data = bytes.TrimPrefix(data[:min(len(data), most.bytes)], []byte("\xef\xbb\xbf"))
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	var out []string
	var current []byte
	flush := func() {
		if len(current) > 0 {
			out = append(out, strings.ToValidUTF8(string(current), "\uFFFD"))
		}
		current = nil
	}
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		switch {
		case len(line) == 0:
			continue
		case line[0] == ' ' || line[0] == '\t':
			if len(current)+len(line) <= maxLine {
				current = append(current, line[1:]...)
			}
		default:
			flush()
			if len(out) >= most.lines {
				return out
			}
			current = append(current, line[:min(len(line), maxLine)]...)
		}
	}
	flush()
	return out
}

// parseLine reads "NAME;PARAM=value;PARAM="quoted":value". ok is false when
// there is no colon outside of quotes or no name.
func parseLine(s string) (p property, ok bool) {
	end := strings.IndexAny(s, ":;")
	if end <= 0 {
		return p, false
	}
	p.name = strings.ToUpper(strings.TrimSpace(s[:end]))
	rest := s[end:]
	for strings.HasPrefix(rest, ";") {
		n := valueEnd(rest[1:], ";:") + 1
		key, value, _ := strings.Cut(rest[1:n], "=")
		if key = strings.ToUpper(strings.TrimSpace(key)); key != "" && len(p.params) < 50 {
			if p.params == nil {
				p.params = map[string]string{}
			}
			p.params[key] = paramValue(value)
		}
		rest = rest[n:]
	}
	if !strings.HasPrefix(rest, ":") {
		return p, false
	}
	p.value = rest[1:]
	return p, true
}

// valueEnd returns where the first of the stop bytes stands outside of quotes. A
// quote that is never closed counts as a letter.
func valueEnd(s, stops string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			if n := strings.IndexByte(s[i+1:], '"'); n >= 0 {
				i += n + 1
			}
		} else if strings.IndexByte(stops, s[i]) >= 0 {
			return i
		}
	}
	return len(s)
}

// paramValue takes the first value of a parameter, its quotes off and the
// escapes of RFC 6868 undone.
func paramValue(s string) string {
	s = strings.TrimSpace(s[:valueEnd(s, ",")])
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	return caret.Replace(s)
}

var caret = strings.NewReplacer("^n", "\n", "^N", "\n", "^^", "^", "^'", `"`)

// unescape undoes the escapes of a TEXT value (RFC 5545 section 3.3.11). A
// backslash before anything else stays.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\\' && i+1 < len(s) {
			if c, ok := escapes[s[i+1]]; ok {
				out.WriteByte(c)
				i += 2
				continue
			}
		}
		out.WriteString(s[i : i+n])
		i += n
	}
	return out.String()
}

var escapes = map[byte]byte{'n': '\n', 'N': '\n', ',': ',', ';': ';', '\\': '\\', ':': ':', '"': '"'}
