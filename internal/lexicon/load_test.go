package lexicon_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rsvpd/internal/lexicon"
)

func TestLoadNamesEveryProblem(t *testing.T) {
	_, err := lexicon.Load(fstest.MapFS{
		"lang/en.toml": {Data: []byte(`name = "English"
wrods = ["the"]
`)},
		"lang/xx.toml": {Data: []byte(`name = "Xish"
[[cue]]
id = "half"
for = "nothing"
weight = 1
phrases = ["(a"]
why = "x"
hit = ["a"]
miss = ["b"]
`)},
		"senders/a.toml": {Data: []byte(`[[sender]]
id = "acme"
role = "friend"
domains = ["acme.example.com/x"]
`)},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`lang/en.toml:2: nobody knows the key "wrods"`,
		`lang/xx.toml:3: cue "half": for = "nothing"`,
		`lang/xx.toml:3: cue "half": phrase "(a": a closing ')' is missing`,
		`senders/a.toml:2: sender "acme": role = "friend"`,
		`senders/a.toml:2: sender "acme": domain`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
}

// TestInherited: a cue takes from its English namesake what it leaves out.
func TestInherited(t *testing.T) {
	lex, err := lexicon.Load(fstest.MapFS{
		"lang/en.toml":         {Data: []byte("name = \"English\"\n[[cue]]\nid = \"x\"\nfor = \"ask\"\nweight = 2\nphrases = [\"when\"]\nwhy = \"they ask\"\nhit = [\"when\"]\nmiss = [\"no\"]\n")},
		"lang/de.toml":         {Data: []byte("name = \"German\"\n[[cue]]\nid = \"x\"\nphrases = [\"wann\"]\nhit = [\"Wann?\"]\nmiss = [\"nie\"]\n")},
		"lang/de.letter.toml":  {Data: []byte("[letter]\nsign_offs = [\"gruß\"]\n")},
		"lang/fr.toml":         {Data: []byte("name = \"French\"\n")},
		"senders/example.toml": {Data: []byte("[[sender]]\nid = \"a\"\nname = \"A\"\nrole = \"ats\"\ndomains = [\"a.example.com\"]\nlinks = [{ kind = \"booking\", path = \"/book\" }]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := lex.Check(); err != nil {
		t.Error(err)
	}
	de, ok := lex.Language("de")
	if !ok || de.Cues[0].For != "ask" || de.Cues[0].Weight != 2 || de.Cues[0].Why != "they ask" || len(de.Letter.SignOffs) != 1 {
		t.Errorf("German is %+v", de)
	}
	if kind, s, ok := lex.LinkKind("https://x.a.example.com/Book/1"); !ok || kind != "booking" || s.ID != "a" {
		t.Errorf("LinkKind = %q %v %v", kind, s, ok)
	}
	if _, _, ok := lex.LinkKind("https://xa.example.com/book/1"); ok {
		t.Error("another host was taken for a sub-domain")
	}
}

// TestCheckNamesWrongExamples: a cue that fails its own example is named.
func TestCheckNamesWrongExamples(t *testing.T) {
	lex, err := lexicon.Load(fstest.MapFS{"lang/en.toml": {Data: []byte("name = \"English\"\n[[cue]]\nid = \"x\"\nfor = \"ask\"\nweight = 2\nphrases = [\"when\"]\nwhy = \"they ask\"\nhit = [\"where\"]\nmiss = [\"when\"]\n")}})
	if err != nil {
		t.Fatal(err)
	}
	err = lex.Check()
	if err == nil || !strings.Contains(err.Error(), `cue "x" does not hit "where"`) || !strings.Contains(err.Error(), `cue "x" does not miss "when"`) {
		t.Errorf("Check = %v", err)
	}
}

func TestRecognise(t *testing.T) {
	r := lexicon.NewRecogniser(&lexicon.Lexicon{Languages: []lexicon.Language{{Code: "en", Words: []string{"the", "you", "hat"}}, {Code: "de", Words: []string{"der", "sie", "hat", "-ungen"}}}})
	for text, want := range map[string]string{"thank you for the note": "en", "haben Sie der Frau": "de", "x y z": "", "": "", "hat": "", "Einladungen": "de", "ungen": "", "hat the Einladungen you": "en"} {
		if got := r.Recognise(text); got != want {
			t.Errorf("Recognise(%q) = %q, want %q", text, got, want)
		}
	}
}
