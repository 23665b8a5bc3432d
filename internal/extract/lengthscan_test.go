package extract

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rsvpd/internal/lexicon"
)

// reference finds lengths by the expression alone, at every place where one may
// begin.
func reference(f *lengthFinder, text string) []int {
	for i := range text {
		r, _ := lastRune(text[:i])
		if i > 0 && !parts(r) {
			continue
		}
		if m := f.expr.FindStringSubmatchIndex(text[i:]); m != nil {
			return shift(m, i)
		}
	}
	return nil
}

func lastRune(s string) (r rune, ok bool) {
	for _, r = range s {
		ok = true
	}
	return r, ok
}

// FuzzLengths: looking first whether a length can stand somewhere loses none.
func FuzzLengths(f *testing.F) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		f.Fatal(err)
	}
	finders := map[string]*lengthFinder{}
	for i := range lex.Languages {
		l := &lex.Languages[i]
		finder, err := lengthsOf(&l.Dates, &l.Extract)
		if err != nil {
			f.Fatal(err)
		}
		if finder != nil {
			finders[l.Code] = finder
		}
	}
	if len(finders) < 7 {
		f.Fatalf("%d languages have lengths", len(finders))
	}
	for _, text := range []string{
		"for half an hour or (45 mins), 1.5 hours at most", "It takes twenty-five minutes", "ein 45-minütiges Gespräch, dreißig Minuten",
		"une heure et demie, 90 minutes", "drie kwartier, een half uur", "media hora · 2h", "1 234 minutes 5,5 hours 12) min", "mezz'ora o un'ora",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text[:min(len(text), 300)], "")
		for code, finder := range finders {
			if got, want := finder.find(text), reference(finder, text); !slices.Equal(got, want) {
				t.Errorf("%s: %q: %v, want %v", code, text, got, want)
			}
		}
	})
}
