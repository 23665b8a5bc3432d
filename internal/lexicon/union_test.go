package lexicon_test

import (
	"os"
	"testing"

	"rsvpd/internal/lexicon"
)

// TestUnion: a union fires wherever the finder of one of its languages does, on
// all examples of the words that the program carries.
func TestUnion(t *testing.T) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	strong := func(c *lexicon.Cue) bool { return c.Weight >= 1 }
	u, err := lex.Union(1, strong)
	if err != nil {
		t.Fatal(err)
	}
	fired := 0
	for i := 1; i < len(lex.Languages); i++ {
		lang := &lex.Languages[i]
		f, err := lang.Finder()
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range examples(lang) {
			for _, hit := range f.Find(text) {
				if c := &lang.Cues[hit.Cue]; strong(c) {
					if fired++; !u.Any(text) {
						t.Errorf("%s: cue %s stands in %q", lang.Code, c.ID, text)
					}
				}
			}
		}
	}
	if fired < 1000 {
		t.Errorf("only %d examples fired", fired)
	}
	for _, text := range []string{"", "The pump was mended.", "Stock: 14"} {
		if u.Any(text) {
			t.Errorf("fires in %q", text)
		}
	}
}

// examples are the texts that the cues of a language are tested on.
func examples(lang *lexicon.Language) (texts []string) {
	for i := range lang.Cues {
		texts = append(append(texts, lang.Cues[i].Hit...), lang.Cues[i].Miss...)
	}
	return texts
}
