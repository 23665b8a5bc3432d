package mailbox

import (
	"errors"
	"strings"
	"testing"
)

func TestNesting(t *testing.T) {
	deep := strings.Repeat("(", maxNesting+1)
	for _, test := range []struct {
		name, says string
		want       error
	}{
		{"a structure", "* 1 FETCH (BODYSTRUCTURE " + deep, errNesting},
		{"just deep enough", "* 1 FETCH " + deep[1:] + strings.Repeat(")", maxNesting) + "\r\n* 2 FETCH " + deep[1:] + "\r\n", nil},
		{"over many answers", strings.Repeat("* LIST (\r\n", 1000), nil},
		{"closed again", "* X " + strings.Repeat("()", 1000) + "\r\n", nil},
		{"with things in between", "* 1 FETCH " + strings.Repeat(`("a" {3}`+"\r\n)))", maxNesting+1), errNesting},
		{"in a literal", "* 1 FETCH (BODY[] {400}\r\n" + strings.Repeat("(", 400) + ")\r\n", nil},
		{"behind a literal", "* 1 FETCH (BODY[] {3}\r\n\r\n(" + deep[1:], errNesting},
		{"behind an empty literal", "* 1 FETCH (BODY[] {0} \r\n" + deep, errNesting},
		{"in quotes", `* LIST () "/" "` + deep + `\"` + deep + "\"\r\n", nil},
		{"behind quotes", `* LIST () "/" "\\" ` + deep, errNesting},
		{"quotes over a line", "* LIST \"\r\n* OK\" " + deep, errNesting},
		{"in a text", "* OK " + deep + "\r\nT1 NO " + deep + "\r\n+ " + deep + "\r\n", nil},
		{"a text that looks like a literal", "* OK hi {400}\r\n* 1 FETCH " + deep, errNesting},
		{"a tagged text that looks like a literal", "T1 OK hi {400}\r\n* 1 FETCH " + deep, errNesting},
		{"a small word", "* ok hi {400}\r\n* 1 FETCH " + deep, errNesting},
		{"a code that looks like a literal", "* OK [X {400}\r\n] " + deep, errOpenCode},
		{"a code", "* OK [PERMANENTFLAGS (\\Seen)] fine\r\n* BYE [X] see [1\r\n", nil},
		{"a word that only looks like a status", "* OKAY {3}\r\n((()" + deep, errNesting},
		{"no word", "*\r\n* (" + deep, errNesting},
		{"no end of flags", "* 1 FETCH (FLAGS (" + strings.Repeat(" x", maxResponse), errResponse},
		{"no end of a text", "* OK " + strings.Repeat("x", maxResponse), errResponse},
		{"a long literal", "* 1 FETCH (BODY[] {2000000}\r\n" + strings.Repeat("x", 2000000) + ")\r\n", nil},
		{"many results of a search", "* SEARCH" + strings.Repeat(" 1", maxResponse) + "\r\n* ESEARCH" + strings.Repeat(" 1", maxResponse), nil},
		{"a size that is none", "* X {}\r\n* X {4a}\r\n* X {4}a\r\n* X " + deep, errNesting},
	} {
		if got := scanned(test.says, len(test.says)); !errors.Is(got, test.want) || (got == nil) != (test.want == nil) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// scanned scans a text in pieces of some size.
func scanned(text string, piece int) error {
	var n nesting
	for len(text) > 0 {
		size := min(piece, len(text))
		if err := n.scan([]byte(text[:size])); err != nil {
			return err
		}
		text = text[size:]
	}
	return nil
}

// FuzzNesting: what is found does not depend on how the bytes come, and without
// enough brackets there is nothing to be found.
func FuzzNesting(f *testing.F) {
	for _, seed := range []string{"* OK [X] hi\r\n", "* 1 FETCH (BODY[] {3}\r\nabc)\r\n", "* LIST () \"/\" \"a\\\"\"\r\n", "+ \r\nT1 NO [A\r\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.Repeat(text, 1+400/(1+len(text)))
		whole := scanned(text, len(text))
		if pieces := scanned(text, 1); pieces != whole {
			t.Fatalf("%v at once, %v in pieces", whole, pieces)
		}
		if whole == errNesting && strings.Count(text, "(") <= maxNesting {
			t.Fatal(whole)
		}
	})
}
