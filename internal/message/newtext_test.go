package message

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// newTextCase is a text as a mail program writes it and what of it is new.
type newTextCase struct {
	Name    string `toml:"name"`
	Subject string `toml:"subject"` // "Re: Hello" when left out
	Text    string `toml:"text"`
	New     string `toml:"new"`
}

// TestNewText holds what the mail programs of seven languages put around an
// answer, and what looks like it and is none.
func TestNewText(t *testing.T) {
	files, err := filepath.Glob("testdata/newtext/*.toml")
	if err != nil || len(files) != 7 {
		t.Fatalf("files %v, %v", files, err)
	}
	p := newTestParser(t)
	for _, file := range files {
		for _, c := range newTextCases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".toml")+"/"+c.Name, func(t *testing.T) {
				if c.Subject == "" {
					c.Subject = "Re: Hello"
				}
				got := p.phrases.dissect(strings.Trim(c.Text, "\n"), c.Subject, 0).newText
				if want := strings.Trim(c.New, "\n"); got != want {
					t.Errorf("new text\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

func newTextCases(t *testing.T, file string) []newTextCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Case []newTextCase `toml:"case"`
	}
	if err := toml.Unmarshal(data, &f); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return f.Case
}
