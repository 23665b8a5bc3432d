package message

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalise brings text into the one form that the rest of the program reads:
// composed characters (NFC), "\n" line ends, plain spaces, no characters that a
// reader can't see. It does not fold what a reader can see: quotes, dashes,
// ligatures and full-width letters stay.
func normalise(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if isPlain(s) {
		return s
	}
	return norm.NFC.String(strings.Map(visible, s))
}

// isPlain reports whether normalise has nothing to do: printable ASCII, tabs
// and LF.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

// visible maps a character to what a reader sees of it; -1 drops it.
func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return -1
	case r < 0xa0:
		return r
	case isSpace(r):
		return ' '
	case isInvisible(r):
		return -1
	}
	return r
}

// isSpace reports the Unicode spaces (category Zs) other than U+0020.
func isSpace(r rune) bool {
	switch r {
	case 0xa0, 0x1680, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// isInvisible reports characters without a shape that preheaders and trackers
// are padded with and that split words for a filter: zero-width, soft hyphen,
// bidi marks, the combining grapheme joiner, fillers.
func isInvisible(r rune) bool {
	switch r {
	case 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x3164, 0xfeff, 0xffa0:
		return true
	}
	return r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x206f
}

// oneLine folds all white space of a header value to single spaces.
func oneLine(s string) string { return foldSpace(normalise(s)) }

// foldSpace folds all white space to single spaces. Most texts it is given have
// no other.
func foldSpace(s string) string {
	space := true // a space here is one too many
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= utf8.RuneSelf || c < ' ' || c == ' ' && space:
			return strings.Join(strings.Fields(s), " ")
		default:
			space = c == ' '
		}
	}
	return strings.TrimSuffix(s, " ")
}

// narrow folds the full-width forms of ASCII, in which East Asian mail writes
// times. Only texts are folded: a subject is repeated in the answer as it is.
func narrow(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e {
			return r - 0xff01 + '!'
		}
		return r
	}, s)
}
