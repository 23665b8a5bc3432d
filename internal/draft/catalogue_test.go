package draft

import (
	"os"
	"strings"
	"sync"
	"testing"
)

// parsed are the shipped templates, read once for all tests.
var parsed = sync.OnceValues(func() (*Writer, error) { return Parse(os.DirFS("../../config")) })

// writer is the one of the shipped templates.
func writer(t testing.TB) *Writer {
	t.Helper()
	w, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestCatalogue writes the combinations in each language: all pass, with nothing
// withheld and nothing left to wish for. Every eleventh has to do, which meets
// each zone, tone and sample in turn; rsvpd lint --catalogue goes through all.
func TestCatalogue(t *testing.T) {
	w := writer(t)
	for _, code := range w.Languages() {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			testCatalogue(t, w, code)
		})
	}
}

func testCatalogue(t *testing.T, w *Writer, code string) {
	n, failed := 0, 0
	for name, in := range w.Catalogue(code) {
		if n++; n%(11*stride) != 0 {
			continue
		}
		d, err := w.Write(in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			failed++
		}
		for _, f := range d.Findings {
			if acceptable(name, f) {
				continue
			}
			t.Errorf("%s: %s: %q: %s\n%s", name, f.Check, f.Text, f.Message, d.Body)
			failed++
		}
		if failed > 12 {
			t.Fatal("and so on")
		}
	}
	if n < 2000 {
		t.Errorf("only %d combinations", n)
	}
}

// acceptable: one offered time is all there is in some of the cases.
func acceptable(name string, f Finding) bool {
	return f.Check == "R11 times" && f.Severity == Should && strings.Contains(name, "with 1")
}
