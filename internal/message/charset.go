package message

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// decodeCharset turns bytes into UTF-8. ok is false when the charset is unknown
// and the result is a guess. Labels lie: bytes that are valid UTF-8 with
// multi-byte characters are UTF-8 whatever a label of the Latin family says,
// and "iso-8859-1" means windows-1252 in practice (as the WHATWG encoding
// standard has it).
func decodeCharset(b []byte, label string) (s string, ok bool) {
	label = strings.TrimPrefix(strings.ToLower(strings.Trim(label, " \t\"'")), "charset=")
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968", "iso-8859-1", "latin1", "iso8859-1",
		"windows-1252", "cp1252", "iso-8859-15", "unknown-8bit", "x-unknown", "8bit", "binary":
		if label != "iso-8859-15" || utf8.Valid(b) {
			return repairText(string(b)), true
		}
	}
	r, err := charset.Reader(label, bytes.NewReader(b))
	if err != nil {
		return repairText(string(b)), false
	}
	out, err := io.ReadAll(r)
	return string(bytes.ToValidUTF8(out, []byte("\uFFFD"))), err == nil
}

// repairText returns s if it is valid UTF-8. Otherwise its bad bytes are read as
// windows-1252, unless most of it is good UTF-8 with a few cut characters.
func repairText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	good, bad := 0, 0
	for i, r := range s {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD"):
			bad++
		case r >= utf8.RuneSelf:
			good++
		}
	}
	if good > bad {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return out
}
