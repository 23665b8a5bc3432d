package lexicon_test

import (
	"os"
	"testing"

	"rsvpd/internal/lexicon"
)

// TestShippedData: the data that ships loads and its own examples hold.
func TestShippedData(t *testing.T) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	if err := lex.Check(); err != nil {
		t.Error(err)
	}
	if len(lex.Languages) == 0 || lex.Languages[0].Code != "en" {
		t.Error("English is not the first language")
	}
}
