package decide

import (
	"unicode"
	"unicode/utf8"
)

// sentence returns s with its first letter in upper case.
func sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
