package message

import (
	"fmt"
	"strings"
)

// foldWidth is the column before which header lines are folded (RFC 5322
// section 2.1.1: 78, without the line end).
const foldWidth = 76

// writeField writes one header field, folded at its spaces. A word longer than
// a line stands on a line of its own.
func writeField(b *strings.Builder, name, value string) {
	b.WriteString(name + ":")
	col := len(name) + 1
	for i, w := range strings.Fields(value) {
		if col+1+len(w) > foldWidth && i > 0 {
			b.WriteString("\r\n")
			col = 0
		}
		b.WriteString(" " + w)
		col += 1 + len(w)
	}
	b.WriteString("\r\n")
}

// encodeText encodes an unstructured value (RFC 2047). A plain beginning such as
// "Re: " stays readable: some programs look for it before decoding.
func encodeText(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	words := strings.Split(s, " ")
	plain := 0
	for plain < len(words) && isPlainWord(words[plain]) {
		plain++
	}
	if plain == len(words) {
		return s
	}
	return strings.TrimSpace(strings.Join(words[:plain], " ") + " " + encodeWords(strings.Join(words[plain:], " ")))
}

// isPlainWord reports a word that can stand in a header as it is.
func isPlainWord(w string) bool {
	return len(w) <= 200 && isPlain(w) && !strings.Contains(w, "=?")
}

// encodeWords writes text as encoded-words of at most 75 bytes, none of which
// ends inside a character. Only letters and digits stay as they are: a comma in
// a name would part it (RFC 2047 section 5, rule 3), which package mime overlooks.
func encodeWords(s string) string {
	const open, end = "=?utf-8?q?", "?="
	var out strings.Builder
	col := 75
	for _, r := range s {
		enc := encodeRune(r)
		if col+len(enc)+len(end) > 75 {
			if out.Len() > 0 {
				out.WriteString(end + " ")
			}
			out.WriteString(open)
			col = len(open)
		}
		out.WriteString(enc)
		col += len(enc)
	}
	if out.Len() == 0 {
		return ""
	}
	return out.String() + end
}

// encodeRune is one character in the "Q" encoding.
func encodeRune(r rune) string {
	if r == ' ' {
		return "_"
	}
	if r < 0x80 && isAlnum(byte(r)) {
		return string(r)
	}
	var out strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&out, "=%02X", c)
	}
	return out.String()
}

// formatAddresses writes a mailbox list (RFC 5322 section 3.4).
func formatAddresses(list []Address) string {
	var out []string
	for _, a := range list {
		name := formatName(strings.Join(strings.Fields(a.Name), " "))
		if name == "" {
			out = append(out, a.Address)
		} else {
			out = append(out, name+" <"+a.Address+">")
		}
	}
	return strings.Join(out, ", ")
}

// formatName writes a display name: as atoms, quoted, or encoded.
func formatName(s string) string {
	if !isPlain(s) || strings.Contains(s, "=?") || len(s) > 60 {
		return encodeWords(s)
	}
	for i := range len(s) {
		if !isAtomByte(s[i]) && s[i] != ' ' {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
		}
	}
	return s
}

// encodeQP writes text with "\n" line ends as quoted-printable (RFC 2045 section
// 6.7) with CRLF. "From " at a line's start and a lone dot are encoded too:
// mbox files and SMTP change them.
func encodeQP(b *strings.Builder, text string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		col := 0
		for i := range len(line) {
			tok := qpToken(line, i)
			if col+len(tok) > 75 {
				b.WriteString("=\r\n")
				col = 0
			}
			b.WriteString(tok)
			col += len(tok)
		}
		b.WriteString("\r\n")
	}
}

// qpToken is how byte i of a line is written.
func qpToken(line string, i int) string {
	c := line[i]
	switch {
	case c == '=' || c < ' ' && c != '\t' || c > '~',
		(c == ' ' || c == '\t') && i == len(line)-1,
		c == 'F' && i == 0 && strings.HasPrefix(line, "From "),
		c == '.' && i == 0 && len(line) == 1:
		return fmt.Sprintf("=%02X", c)
	}
	return line[i : i+1]
}
