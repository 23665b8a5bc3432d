package lexicon_test

import (
	"os"
	"slices"
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

// TestLoadTested: what is read without checking is the same, but for examples.
func TestLoadTested(t *testing.T) {
	checked, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.LoadTested(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	if !lex.Tested || len(lex.Languages) != len(checked.Languages) {
		t.Fatalf("%d languages, tested: %v", len(lex.Languages), lex.Tested)
	}
	const text = "We would like to invite you to an interview. Wir laden Sie zu einem Vorstellungsgespräch ein. Unfortunately not."
	for i := range lex.Languages {
		got, err := lex.Languages[i].Finder()
		if err != nil {
			t.Fatal(err)
		}
		want, err := checked.Languages[i].Finder()
		if err != nil {
			t.Fatal(err)
		}
		if g, w := got.Find(text), want.Find(text); !slices.Equal(g, w) {
			t.Errorf("%s finds %v, want %v", lex.Languages[i].Code, g, w)
		}
		if c := lex.Languages[i].Cues[0]; c.Hit != nil || c.Miss != nil {
			t.Errorf("%s keeps examples", lex.Languages[i].Code)
		}
	}
}

func BenchmarkLoadTested(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lexicon.LoadTested(os.DirFS("../../config")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFinder measures what the first mail in English waits for.
func BenchmarkFinder(b *testing.B) {
	lex, err := lexicon.LoadTested(os.DirFS("../../config"))
	if err != nil {
		b.Fatal(err)
	}
	en := lexicon.Language{Cues: lex.Languages[0].Cues, Sets: lex.Languages[0].Sets}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := en.Finder(); err != nil {
			b.Fatal(err)
		}
	}
}
