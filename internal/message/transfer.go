package message

import (
	"bytes"
	"slices"
	"strings"
)

// decodeTransfer undoes the Content-Transfer-Encoding (RFC 2045 section 6) of at
// most limit bytes. Damage is skipped over, as mail programs do. ok is false for
// an encoding that does not exist; the bytes are then returned as they are.
//
// What is decoded from quoted-printable is written into room, where that suffices.
func decodeTransfer(b []byte, encoding string, limit int, room []byte) (out []byte, ok bool) {
	encoding, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(encoding)), ";")
	encoding = strings.Trim(encoding, " \t\"")
	switch encoding {
	case "base64":
		// Text is a quarter shorter than its base64, and lines have ends.
		return head(decodeBase64(head(b, limit*3/2)), limit), true
	case "quoted-printable":
		return head(decodeQP(head(b, limit*3), room[:0]), limit), true
	case "", "binary":
		return head(b, limit), true
	}
	// "7bit", "8bit", also spelt "8-bit", "7 bits".
	return head(b, limit), encoding[0] == '7' || encoding[0] == '8'
}

// head returns the first limit bytes.
func head(b []byte, limit int) []byte { return b[:min(len(b), limit)] }

// decodeQP undoes quoted-printable (RFC 2045 section 6.7). "=" before anything
// but two hex digits or a line end stays. The result is appended to out, or is b
// itself.
func decodeQP(b, out []byte) []byte {
	if bytes.IndexByte(b, '=') < 0 {
		return b
	}
	out = slices.Grow(out, len(b))
	for i := 0; i < len(b); i++ {
		n := bytes.IndexByte(b[i:], '=')
		if n < 0 {
			return append(out, b[i:]...)
		}
		out = append(out, b[i:i+n]...)
		i += n
		if i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]) {
			out = append(out, unhex(b[i+1])<<4|unhex(b[i+2]))
			i += 2
		} else if n := softBreak(b[i+1:]); n > 0 {
			i += n
		} else if i+1 < len(b) {
			out = append(out, '=')
		}
	}
	return out
}

// softBreak returns the length of a soft line break's rest: transport may have
// put white space between "=" and the line end. 0 means it is none.
func softBreak(b []byte) int {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r':
		case '\n':
			return i + 1
		default:
			return 0
		}
	}
	return 0
}
