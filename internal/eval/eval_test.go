package eval_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/lexicon"
)

// me is whom all labelled mail is written to.
const me = "sam.rivera@example.com"

// result is what was measured on some sets.
type result struct {
	all              *score
	family, language map[string]*score
	ham, alarms      int // real mails, and those of them taken for invitations
	alarmed          []string
}

// TestEval measures on the sets of a folder outside the repository and prints the
// figures. It holds no floor: the data are not the project's.
func TestEval(t *testing.T) {
	found := outside(t)
	if len(found) == 0 {
		t.Fatal("no set of labelled mail among the data: want folders with labels.jsonl and mail/")
	}
	for _, s := range found {
		t.Run(s.name, func(t *testing.T) { report(t, measure(t, reader(t), s)) })
	}
}

// reader is the reading chain on the words that the program carries.
func reader(t testing.TB) *app.Reader {
	t.Helper()
	lex, err := lexicon.Load(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	r, err := app.NewReader(lex)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// measure reads all mail of the sets.
func measure(t testing.TB, r *app.Reader, all ...set) *result {
	t.Helper()
	res := &result{all: newScore(), family: map[string]*score{}, language: map[string]*score{}}
	for _, s := range all {
		if s.labels == nil {
			res.quiet(t, r, s)
			continue
		}
		for _, l := range s.labels {
			if l.Ambiguous || l.Category == "ambiguous" { // readers differ
				continue
			}
			raw, err := fs.ReadFile(s.mail, l.File)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			res.add(l, r.Read(raw, time.Time{}, app.ReadOptions{Me: []string{me}}))
		}
	}
	return res
}

func (res *result) add(l label, r app.Reading) {
	res.all.add(l, r)
	for by, name := range map[*map[string]*score]string{&res.family: l.Family, &res.language: l.Lang} {
		if (*by)[name] == nil {
			(*by)[name] = newScore()
		}
		(*by)[name].add(l, r)
	}
}

// quiet reads real mail that invites nobody.
func (res *result) quiet(t testing.TB, r *app.Reader, s set) {
	t.Helper()
	err := fs.WalkDir(s.mail, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || path.Ext(p) == ".tsv" || path.Ext(p) == ".json" {
			return err
		}
		raw, err := fs.ReadFile(s.mail, p)
		if err != nil {
			return err
		}
		res.ham++
		if r.Read(raw, time.Time{}, app.ReadOptions{}).Verdict.Category == detect.Invitation {
			res.alarms++
			res.alarmed = append(res.alarmed, p)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", s.name, err)
	}
}

// report prints what was measured; with RSVPD_MISSES=1 also each mistake.
func report(t testing.TB, res *result) {
	t.Helper()
	if res.ham > 0 {
		low, high := wilson(res.alarms, res.ham)
		t.Logf("false alarms per 1,000 real mails: %.2f [%.2f–%.2f] (%d of %d)",
			1000*float64(res.alarms)/float64(res.ham), 1000*low, 1000*high, res.alarms, res.ham)
	}
	if len(res.family) > 0 {
		t.Log("\n" + groups("by source", res.family) + groups("by language", res.language) + "all\n  " + res.all.summary() + "\n" +
			facts(res.all) + confused(res.all) + calibrated(res.all))
	}
	if os.Getenv("RSVPD_MISSES") != "" {
		t.Log("misses\n  " + strings.Join(append(res.all.misses, res.alarmed...), "\n  "))
	}
}
