package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Settings of any bytes are accepted or refused with the place of each mistake;
// what is accepted can be worked with.
func FuzzParse(f *testing.F) {
	f.Add(least)
	f.Add(string(Example()))
	f.Add(uncomment(string(Example()), ""))
	f.Add("a.b.c = 1\n[[a.d]]\n[a.d.e]\n[[a.d.f]]\nx = [[1, {y = [2]}], # c\n 3]\n")
	f.Add("summary.at = \"TZ=\"\n[[rule]]\nwhen.text = \"/(?:/\"\n")
	files, err := filepath.Glob("testdata/wrong/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse("rsvpd.toml", []byte(text))
		if err == nil {
			if c.Me.Name == "" || len(c.Accounts) == 0 || c.Zone == nil || c.Summary.At.Schedule == nil {
				t.Errorf("accepted: %+v", c)
			}
			return
		}
		var problems Problems
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("not problems: %v", err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > 1+strings.Count(text, "\n") || p.What == "" {
				t.Errorf("a problem without a place: %+v", p)
			}
		}
	})
}
