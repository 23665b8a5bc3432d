package draft

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// shipped copies the data that rsvpd comes with, to be changed by a test.
func shipped(t *testing.T) fstest.MapFS {
	t.Helper()
	copied := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("../../config"), "replies", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile("../../config/" + name)
		copied[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return copied
}

// TestBadTemplates: what an operator may get wrong is refused at start, with
// file, line and column.
func TestBadTemplates(t *testing.T) {
	const job, lint, words = "replies/en/job.tmpl", "replies/en/lint.toml", "replies/en/words.toml"
	for _, c := range []struct{ name, file, text, want string }{
		{"unknown field", job, "\n{{define \"job/x\"}}\n\tAt {{.Salary}}.\n{{end}}", ":3:7: a reply has no field .Salary; it has: .Agreed"},
		{"unknown field in a branch not taken", job, "{{define \"job/x\"}}{{if .Note}}{{if .Nope}}{{end}}{{end}}{{end}}", "a reply has no field .Nope"},
		{"field of a text", job, "{{define \"job/x\"}}{{with .Role}}{{.Role}}{{end}}{{end}}", "inside {{with}} the dot is the text itself"},
		{"range", job, "{{define \"job/x\"}}{{range .Role}}{{end}}{{end}}", "range has nothing"},
		{"no such block", job, "{{define \"job/x\"}}{{template \"job/y\" .}}{{end}}", `there is no block "job/y"`},
		{"syntax", job, "{{define \"job/x\"}}\n  Hello {{if .Role}}{{.Company\n{{end}}", "replies/en/job.tmpl:3:1: unexpected"},
		{"unknown function", job, "{{define \"job/x\"}}\n  Hi {{.Role}} {{shout .Role}}{{end}}", `replies/en/job.tmpl:2:16: function "shout" not defined`},
		{"unclosed", job, "{{define \"job/x\"}}{{if .Role}}", "replies/en/job.tmpl:"},
		{"missed test", lint, "[[banned]]\ncheck = \"R6 mine\"\nmessage = \"no\"\nphrases = [\"foo\"]\nhit = [\"bar\"]", `"bar" is not hit`},
		{"hit that must not be", lint, "[[banned]]\ncheck = \"R6 mine\"\nmessage = \"no\"\nphrases = [\"foo\"]\nhit = [\"foo\"]\nmiss = [\"a foo b\"]", `"a foo b" is hit`},
		{"no tests", lint, "[[banned]]\ncheck = \"R6 mine\"\nmessage = \"no\"\nphrases = [\"foo\"]", "has no tests"},
		{"bad expression", lint, "[[banned]]\ncheck = \"R6 mine\"\nmessage = \"no\"\nphrases = [\"/(/\"]\nhit = [\"(\"]", "missing closing )"},
		{"unknown form", job, "{{define \"job/x\"}}\n\t{{det \"the\" .Thing}}{{end}}", "own.tmpl:2:4: words.toml has no form \"the\"; it has: a"},
		{"form without a name", job, "{{define \"job/x\"}}{{form .Thing}}{{end}}", "want {{form \"form\" noun}}"},
		{"banned phrase", job, "{{define \"job/x\"}}\n\tThank you.\n\tPlease answer {{.Role}} immediately.{{end}}", "own.tmpl:3:2: R5 pushy: \"immediately\""},
		{"unknown key", words, "[colours]\nred = 1", "replies/en/words.toml:"},
		{"not TOML", words, "red = ", "replies/en/words.toml:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := shipped(t)
			data[c.file].Data = append(data[c.file].Data, "\n"+c.text...)
			if c.file == job {
				data["replies/en/own.tmpl"] = &fstest.MapFile{Data: []byte(c.text)}
				data[job] = shipped(t)[job]
				c.want = strings.ReplaceAll(c.want, "job.tmpl", "own.tmpl")
			}
			_, err := Parse(data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestMissingData: a language that lacks something is refused, and says what.
func TestMissingData(t *testing.T) {
	for _, name := range []string{"replies/en/words.toml", "replies/en/lint.toml", "replies/en/common.tmpl", "replies/en/media.tmpl"} {
		data := shipped(t)
		delete(data, name)
		if _, err := Parse(data); err == nil {
			t.Errorf("without %s: no error", name)
		}
	}
	if _, err := Parse(fstest.MapFS{}); err == nil {
		t.Error("nothing at all is accepted")
	}
}

// TestOwnTemplate: an operator's block takes the place of ours, is spelled out
// in a formal letter, and falls back to ours where the linter refuses it.
func TestOwnTemplate(t *testing.T) {
	data := shipped(t)
	data["replies/en/zz.tmpl"] = &fstest.MapFile{Data: []byte("{{define \"job/goodwill\"}}I'd wish you every success with the hunt.{{end}}")}
	w, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	in := firstCase(t, "en job times, all facts: decline ")
	for tone, want := range map[string]string{"warm": "I'd wish you every success with the hunt.", "formal": "I would wish you"} {
		in.Tone = tone
		if d, err := w.Write(in); err != nil || !strings.Contains(d.Body, want) {
			t.Errorf("%s: %v\n%s", tone, err, d.Body)
		}
	}
	data["replies/en/zz.tmpl"].Data = []byte("{{define \"job/goodwill\"}}Maybe another time!{{end}}")
	if _, err = Parse(data); err == nil || !strings.Contains(err.Error(), "replies/en/zz.tmpl:1:1: R6 deferring: \"maybe another time\"") {
		t.Errorf("a text that must not be written is accepted, or refused without saying why: %v", err)
	}
	data["replies/en/zz.tmpl"].Data = []byte("{{define \"job/goodwill\"}}I'm excited about it.{{end}}")
	if w, err = Parse(data); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(in); err == nil || !strings.Contains(err.Error(), "R5 interest") {
		t.Errorf("a text that is untrue in this case was written, or without saying why: %v", err)
	}
}

// TestParseTested: a language read when a letter needs it writes the same letter.
func TestParseTested(t *testing.T) {
	now, err := Parse(shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	later, err := ParseTested(shipped(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for name, in := range now.Catalogue() {
		if lang := in.Invitation.Facts.Lang; seen[lang] {
			continue
		} else {
			seen[lang] = true
		}
		want, err := now.Write(in)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got, err := later.Write(in); err != nil || got.Body != want.Body {
			t.Errorf("%s: %v, %q, want %q", name, err, got.Body, want.Body)
		}
	}
	if len(seen) < 7 {
		t.Errorf("letters in %d languages only", len(seen))
	}
}
