package detect

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/lexicon"
)

// heard are the floors of TestPhrases: of the sentences of a language, how many
// are heard as what they say, per label. Labels that are heard in full have no
// line. They only move up.
var heard = map[string]map[string]int{
	"de": {"assessment": 2, "alert": 6},
	"en": {"talk": 30, "past": 5},
	"es": {"ask": 11},
	"nl": {"assessment": 2, "elsewhere": 4},
}

// phrase is a sentence and what it does: aspects and categories.
type phrase struct {
	labels []string
	text   string
}

func phrases(t *testing.T, file string) []phrase {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []phrase
	for line := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
		labels, text, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%s: %q: want labels, a tab, a sentence", file, line)
		}
		out = append(out, phrase{strings.Split(labels, ","), text})
	}
	return out
}

// TestPhrases reads single sentences, written without a look at the cues, and
// holds how many are heard as what they say. With -v it prints the others.
func TestPhrases(t *testing.T) {
	files, err := filepath.Glob("testdata/phrases/*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no phrases: %v", err)
	}
	c := newCollector(t)
	for _, file := range files {
		lang := strings.TrimSuffix(filepath.Base(file), ".tsv")
		t.Run(lang, func(t *testing.T) { c.hear(t, lang, phrases(t, file)) })
	}
}

func (c *collector) hear(t *testing.T, lang string, all []phrase) {
	n, got := map[string]int{}, map[string]int{}
	for _, p := range all {
		r := c.sentence(lang, p.text)
		for _, label := range p.labels {
			n[label]++
			if r.says(label) {
				got[label]++
			} else {
				t.Logf("%s is not heard in: %s", label, p.text)
			}
		}
	}
	for label := range n {
		floor, ok := heard[lang][label]
		if !ok {
			floor = n[label]
		}
		if got[label] < floor {
			t.Errorf("%s: %d of %d heard, the floor is %d", label, got[label], n[label], floor)
		}
	}
}

// sentence reads one sentence as mail of a known language: a handful of words
// often does not tell it.
func (c *collector) sentence(lang, text string) *reading {
	raw := "From: Dana Ferrer <dana@alder.example.com>\nTo: sam.rivera@example.com\nSubject: Hello\n" +
		"Date: Mon, 02 Mar 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n"
	r := c.detector.readAs(lang, c.parser.Parse([]byte(raw), time.Time{}), Context{})
	r.times(c.detector.times)
	return r
}

// plainly is the sum of weights from which something is heard.
const plainly = 0.3

// says reports whether a reading hears a label: an aspect, a category or a mark.
// That a matter lies elsewhere may be said by any of the readings of such matters.
func (r *reading) says(label string) bool {
	switch label {
	case unreal, past:
		return r.marked(label)
	case "elsewhere":
		return slices.ContainsFunc([]string{"elsewhere", string(Meeting), string(Other), string(Alert)}, func(s string) bool { return r.sums[s] > plainly })
	}
	return r.sums[label] > plainly
}

// marked reports whether a sentence of the text carries a mark.
func (r *reading) marked(mark string) bool {
	for _, lang := range r.lex.Languages {
		if lang.Code != r.lang {
			continue
		}
		f, err := lang.Finder()
		if err != nil {
			panic(fmt.Sprintf("%s: %v", lang.Code, err))
		}
		return slices.ContainsFunc(f.Find(r.m.NewText), func(h lexicon.Hit) bool { return lang.Cues[h.Cue].For == mark })
	}
	return false
}
