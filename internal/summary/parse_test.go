package summary

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// data is a copy of our files that a test may change.
func data(t testing.TB) fstest.MapFS {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, name := range []string{"replies/summary.txt.tmpl", "replies/summary.html.tmpl", "replies/en/summary.toml", "replies/en/words.toml"} {
		b, err := os.ReadFile("../../config/" + name)
		if err != nil {
			t.Fatal(err)
		}
		fsys[name] = &fstest.MapFile{Data: b}
	}
	return fsys
}

func replace(t testing.TB, fsys fstest.MapFS, name, old, new string) {
	t.Helper()
	text := string(fsys[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	fsys[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
}

// TestParseRefuses: what is wrong with an operator's files stops the start, and
// is said with its place.
func TestParseRefuses(t *testing.T) {
	const toml, text, html = "replies/en/summary.toml", "replies/summary.txt.tmpl", "replies/summary.html.tmpl"
	for name, c := range map[string]struct {
		file, old, new string
		want           []string
	}{
		"unknown key":    {toml, "sender =", "sendr = \"x\"\nsender =", []string{toml + ":6:1", `unknown key "sendr"`}},
		"missing phrase": {toml, "late_mark = \"{text} (late)\"\n", "", []string{toml, "late_mark: is missing"}},
		"wrong blank":    {toml, "{date}: {essence}", "{date}: {essense}", []string{"subject", `"{essense}"`, "date essence"}},
		"open brace":     {toml, "{text} (late)", "{text (late)", []string{"late_mark", "can't be filled in"}},
		"broken count":   {toml, `other = "{n} problems"`, `other = ""`, []string{"essence.problems.other: is missing"}},
		"not TOML":       {toml, "sender =", "sender", []string{toml + ":6:8"}},
		"no questions":   {toml, "[questions]", "[questionz]", []string{"questionz"}},
		"text field":     {text, "{{.Lead}}", "{{.Leed}}", []string{text + ":5", "Leed"}},
		"HTML field":     {html, "{{.Head}}", "{{.Hed}}", []string{html, "Hed"}},
		"HTML syntax":    {html, "{{.Head}}", "{{.Head}", []string{html}},
		"weekdays":       {"replies/en/words.toml", `"Sunday", `, "", []string{"words.toml", "7 weekdays"}},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := data(t)
			replace(t, fsys, c.file, c.old, c.new)
			_, err := Parse(fsys)
			if err == nil {
				t.Fatal("it was accepted")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

// TestParseMissing: without a file that is needed there is no Maker.
func TestParseMissing(t *testing.T) {
	for name := range data(t) {
		fsys := data(t)
		delete(fsys, name)
		if _, err := Parse(fsys); err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(name, "replies/")) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// TestLanguages: another language is one more folder; one that is unknown gives
// way to English.
func TestLanguages(t *testing.T) {
	fsys := data(t)
	fsys["replies/xx/words.toml"] = fsys["replies/en/words.toml"]
	fsys["replies/xx/summary.toml"] = fsys["replies/en/summary.toml"]
	replace(t, fsys, "replies/xx/summary.toml", "nothing waits for an answer", "nihil exspectat")
	fsys["replies/yy/words.toml"] = fsys["replies/en/words.toml"] // replies, but no summary
	m, err := Parse(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string][2]string{"xx": {"nihil", `lang="xx"`}, "yy": {"nothing waits", `lang="en"`}, "": {"nothing waits", `lang="en"`}} {
		in := morning(t)
		in.Language = code
		s, err := m.Make(*in)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(s.Subject, want[0]) || !strings.Contains(s.HTML, want[1]) {
			t.Errorf("%q: %q", code, s.Subject)
		}
	}
}

// TestMakeRefuses: a mail that could go astray is not written.
func TestMakeRefuses(t *testing.T) {
	m := newMaker(t)
	for _, account := range []string{"", "robin", "robin@example.org\r\nBcc: x@example.com", "<robin@example.org>"} {
		in := morning(t)
		in.Account = account
		if s, err := m.Make(*in); err == nil || s.Raw != nil {
			t.Errorf("%q was accepted: %v", account, err)
		}
	}
	if _, err := m.Make(Input{Account: "robin@example.org"}); err == nil {
		t.Error("a summary of no time was made")
	}
}
