package message

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"rsvpd/internal/lexicon"
)

// letters reads the letter conventions of all languages.
func letters(tb testing.TB) map[string]lexicon.Letter {
	tb.Helper()
	files, err := filepath.Glob("../../config/lang/*.letter.toml")
	if err != nil || len(files) < 7 {
		tb.Fatalf("letter files: %v, %v", files, err)
	}
	out := map[string]lexicon.Letter{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		var file struct {
			Letter lexicon.Letter `toml:"letter"`
		}
		if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&file); err != nil {
			tb.Fatalf("%s: %v", f, err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".letter.toml")] = file.Letter
	}
	return out
}

func newTestParser(tb testing.TB) *Parser {
	tb.Helper()
	var list []lexicon.Letter
	for _, l := range letters(tb) {
		list = append(list, l)
	}
	return NewParser(list)
}

// Each language's examples hold with the phrases of all languages loaded, as
// the program loads them.
func TestLetterExamples(t *testing.T) {
	p := newTestParser(t)
	for code, l := range letters(t) {
		if len(l.Examples) < 4 {
			t.Errorf("%s: only %d examples", code, len(l.Examples))
		}
		for _, e := range l.Examples {
			t.Run(code+"/"+e.Name, func(t *testing.T) {
				got := p.phrases.dissect(strings.Trim(e.Text, "\n"), "Hello", 0).newText
				if want := strings.Trim(e.New, "\n"); got != want {
					t.Errorf("new text\n%q\nwant\n%q", got, want)
				}
			})
		}
	}
}

// A phrase that no folded text can equal would never fire.
func TestLetterPhrasesAreUsable(t *testing.T) {
	for code, l := range letters(t) {
		for name, list := range map[string][]string{"intros": l.Intros, "separators": l.Separators, "forwards": l.Forwards, "sign_offs": l.SignOffs,
			"devices": l.Devices, "disclaimers": l.Disclaimers, "notice_words": l.NoticeWords, "placeholders": l.Placeholders, "postscripts": l.Postscripts, "titles": l.Titles,
			"from": l.Fields.From, "date": l.Fields.Date, "to": l.Fields.To, "subject": l.Fields.Subject} {
			if len(list) == 0 {
				t.Errorf("%s: no %s", code, name)
			}
			for _, s := range list {
				if s != strings.ToLower(s) || s != strings.TrimSpace(s) || len(s) < 1 {
					t.Errorf("%s: %s: %q is not in lower case or has spaces around", code, name, s)
				}
			}
		}
	}
}
