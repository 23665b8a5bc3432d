package eval_test

import "testing"

// floors are what reading the project's own mails must reach, per set of
// fixtures and over all: the shares of mails with the right category, of
// invitations that are found, and of finds that are right. They only move up.
var floors = map[string]struct{ category, recall, precision float64 }{
	"all":        {0.96, 0.973, 0.975},
	"de":         {1, 1, 1},
	"en-job":     {1, 1, 1},
	"en-other":   {0.988, 1, 1},
	"es":         {0.966, 0.933, 1},
	"fifth-en":   {0.95, 1, 0.967},
	"fifth-xx":   {0.944, 1, 0.972},
	"fourth":     {0.956, 0.954, 0.913},
	"fr":         {1, 1, 1},
	"it":         {1, 1, 1},
	"nl":         {1, 1, 1},
	"pt":         {0.966, 1, 1},
	"second":     {0.944, 0.944, 0.971},
	"seventh-en": {0.95, 0.925, 0.973},
	"seventh-xx": {0.888, 0.916, 0.942},
	"sixth-en":   {0.921, 0.968, 0.939},
	"sixth-xx":   {0.966, 1, 0.968},
	"third-en":   {0.966, 0.965, 1},
	"third-xx":   {0.966, 0.966, 0.966},
}

// TestOwnEval reads the project's own mails, prints the figures and holds the
// floors.
func TestOwnEval(t *testing.T) {
	r := reader(t)
	all := own(t)
	mails := 0
	for _, s := range all {
		mails += len(s.labels)
		res := measure(t, r, s)
		t.Logf("%s: %s", s.name, res.all.summary())
		hold(t, s.name, res.all)
		holdFacts(t, s.name, res.all)
	}
	if mails < 300 {
		t.Errorf("%d labelled mails, want 300 at least", mails)
	}
	res := measure(t, r, all...)
	report(t, res)
	hold(t, "all", res.all)
	holdFacts(t, "all", res.all)
}

// hold fails where a figure falls below its floor.
func hold(t *testing.T, name string, s *score) {
	t.Helper()
	floor, ok := floors[name]
	if !ok {
		t.Errorf("%s has no floor: record what is reached", name)
		return
	}
	right, n := s.right()
	for _, f := range []struct {
		what    string
		k, n    int
		atLeast float64
	}{
		{"category", right, n, floor.category},
		{"recall", s.tp, s.tp + s.fn, floor.recall},
		{"precision", s.tp, s.tp + s.fp, floor.precision},
	} {
		if float64(f.k) < f.atLeast*float64(f.n) {
			t.Errorf("%s: %s %s is below its floor of %.3f", name, f.what, share(f.k, f.n), f.atLeast)
		}
	}
}
