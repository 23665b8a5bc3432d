package message

import (
	"slices"
	"strings"
)

// SameContent reports whether two messages say the same to the same people:
// To, Cc, Subject and text are equal after decoding. A server that re-encoded
// the message, or a program that re-wrapped its flowed lines, has not edited it.
func SameContent(a, b *Message) bool {
	if !sameAddresses(a.To, b.To) || !sameAddresses(a.Cc, b.Cc) || oneLine(a.Subject) != oneLine(b.Subject) {
		return false
	}
	if trimLines(a.Text) == trimLines(b.Text) {
		return true
	}
	// Where one side lost format=flowed, its soft breaks have become hard ones.
	return a.Flowed != b.Flowed && slices.Equal(words(a.Text), words(b.Text))
}

// words are the words of a text without the quote marks of its lines.
func words(s string) []string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		_, text := splitQuote(line)
		out = append(out, strings.Fields(text)...)
	}
	return out
}

func sameAddresses(a, b []Address) bool {
	return slices.EqualFunc(a, b, func(x, y Address) bool { return strings.EqualFold(x.Address, y.Address) })
}

// trimLines drops the white space that transport may add or take: at line ends
// and at the end of the text.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}
