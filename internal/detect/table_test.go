package detect_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rsvpd/internal/detect"
)

// The floors that the fixtures hold. They only move up.
const (
	floorMails = 189 // mails read
	floorRight = 189 // of them with the right category and kind
	floorSure  = 58  // invitations scored at or above detect.Sure
)

// example is a labelled mail and what was read.
type example struct {
	name     string
	category detect.Category
	kind     string
	got      detect.Verdict
}

func (e example) right() bool {
	return e.got.Category == e.category && (e.kind == "" || string(e.got.Kind) == e.kind)
}

// examples reads all fixtures.
func examples(t *testing.T) []example {
	t.Helper()
	r := newReader(t)
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	for _, path := range archives {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			want, _, _ := strings.Cut(f.Name, "/")
			category, kind, _ := strings.Cut(want, ".")
			out = append(out, example{filepath.Base(path) + "/" + f.Name, detect.Category(category), kind, r.read(complete(string(f.Data)))})
		}
	}
	return out
}

// TestTable prints what is read as what, and holds the floors.
func TestTable(t *testing.T) {
	all := examples(t)
	right, sure := 0, 0
	table := map[detect.Category]map[detect.Category]int{}
	for _, e := range all {
		if table[e.category] == nil {
			table[e.category] = map[detect.Category]int{}
		}
		table[e.category][e.got.Category]++
		if e.right() {
			right++
		}
		if e.got.Category == detect.Invitation && e.got.Score >= detect.Sure {
			sure++
			if e.category != detect.Invitation {
				t.Errorf("%s: surely an invitation (%.2f), which it is not", e.name, e.got.Score)
			}
		}
	}
	for _, c := range detect.Categories {
		t.Logf("%-16s read as %v", c, table[c])
	}
	if len(all) < floorMails || right < floorRight || sure < floorSure {
		t.Errorf("%d mails, %d right, %d surely invitations; the floors are %d, %d, %d", len(all), right, sure, floorMails, floorRight, floorSure)
	}
}

// TestScores prints how often a reading is right by its score. Faint readings
// may be wrong; those above nine tenths must be right nine times in ten.
func TestScores(t *testing.T) {
	type bin struct{ right, n int }
	bins := make([]bin, 10)
	for _, e := range examples(t) {
		b := &bins[min(int(e.got.Score*10), 9)]
		b.n++
		if e.right() {
			b.right++
		}
	}
	var lines []string
	for i, b := range bins {
		if b.n > 0 {
			lines = append(lines, fmt.Sprintf("0.%d  %3d of %3d", i, b.right, b.n))
		}
	}
	slices.Reverse(lines)
	t.Logf("score  right\n%s", strings.Join(lines, "\n"))
	if top := bins[9]; top.n == 0 || 10*top.right < 9*top.n {
		t.Errorf("scored 0.9 and above: %d of %d right", top.right, top.n)
	}
}
