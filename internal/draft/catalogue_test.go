package draft

import (
	"os"
	"strings"
	"testing"
)

// writer is the one of the shipped templates.
func writer(t testing.TB) *Writer {
	t.Helper()
	w, err := Parse(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestCatalogue writes every combination: all pass, with nothing withheld and
// nothing left to wish for.
func TestCatalogue(t *testing.T) {
	w := writer(t)
	n, failed := 0, 0
	for name, in := range Catalogue() {
		if n++; n%stride != 0 {
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
	t.Logf("%d drafts", n)
}

// acceptable: one offered time is all there is in some of the cases.
func acceptable(name string, f Finding) bool {
	return f.Check == "R11 times" && f.Severity == Should && strings.Contains(name, "with 1")
}
