package config

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The example is the documentation: as it stands it says nothing but defaults.
func TestExampleIsDefaults(t *testing.T) {
	doc := parseDocument("rsvpd.toml", Example())
	got := read(doc)
	if err := doc.problems.asError(); err != nil {
		t.Fatal(err)
	}
	want := Defaults()
	want.File = "rsvpd.toml"
	// An empty list and none are the same setting.
	got.Me.Addresses, got.Reply.Languages, got.Availability.Calendars = nil, nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the example differs from the defaults:\n got %+v\nwant %+v", got, want)
	}
}

// Every default stands in the example as a line of its own: were it left out,
// the comparison above would not notice.
func TestExampleShowsEveryKey(t *testing.T) {
	shown := keysOf(uncomment(string(Example()), "# or: "))
	for path := range allKeys(t) {
		if !slices.Contains(shown, path) {
			t.Errorf("%s is not in the example", path)
		}
	}
}

// allKeys returns what the reader knows, by asking an empty document for it.
func allKeys(t *testing.T) map[string]bool {
	t.Helper()
	doc := parseDocument("all.toml", []byte("zzz=1\n[me]\nzzz=1\n[[account]]\nzzz=1\n[watch]\nzzz=1\n[window]\nzzz=1\n[reply]\nzzz=1\n"+
		"[availability]\nzzz=1\n[summary]\nzzz=1\n[steer]\nzzz=1\n[litmus]\nzzz=1\n[litmus.skills]\nzzz=1\n[[rule]]\nzzz=1\nwhen={zzz=1}\nunless={zzz=1}\n"))
	read(doc)
	known := map[string]bool{}
	line := regexp.MustCompile(`^(.*)zzz: unknown key$`)
	for _, p := range doc.problems {
		m := line.FindStringSubmatch(p.What)
		if m == nil {
			continue
		}
		names, ok := strings.CutPrefix(p.Fix, "known here: ")
		if !ok {
			t.Fatalf("%q does not list the keys", p.Fix)
		}
		for name := range strings.SplitSeq(names, ", ") {
			known[m[1]+strings.Trim(name, `"`)] = true
		}
	}
	for _, kind := range []string{"window.job", "window.speaking", "window.academic"} {
		delete(known, kind) // one kind shows how
	}
	for path := range known {
		if strings.HasPrefix(path, "rule.unless.") {
			delete(known, path) // they are those of when
		}
	}
	if len(known) < 40 {
		t.Fatalf("only %d keys: %v", len(known), slices.Sorted(maps.Keys(known)))
	}
	return known
}

// keysOf returns the paths of a document.
func keysOf(text string) []string {
	var keys []string
	for path := range parseDocument("keys.toml", []byte(text)).lines {
		keys = append(keys, shown(path))
	}
	return keys
}

var setting = regexp.MustCompile(`^# ?(\[|\w+ = )`)

// uncomment takes the "# " off the examples, and off those behind a word too.
func uncomment(text, also string) string {
	var lines []string
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, also); ok && also != "" {
			line = rest
		}
		if setting.MatchString(line) {
			line = strings.TrimPrefix(strings.TrimPrefix(line, "#"), " ")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "")
}

// The examples in the comments are right, and all of them at once.
func TestExampleUncommented(t *testing.T) {
	c, err := Parse("rsvpd.toml", []byte(uncomment(string(Example()), "")))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Accounts) != 1 || len(c.Rules) != 10 || c.Me.Name == "" || c.Zone.String() != "America/New_York" ||
		len(c.Window.Kinds) != 1 {
		t.Errorf("examples were not read: %+v", c)
	}
}

// Each alternative to the password command is right as well.
func TestExampleAlternatives(t *testing.T) {
	for line := range strings.Lines(string(Example())) {
		alternative, ok := strings.CutPrefix(line, "# or: ")
		if !ok {
			continue
		}
		t.Run(strings.Fields(alternative)[0], func(t *testing.T) {
			text := "me = {name = \"Robin Example\"}\n[[account]]\nemail = \"robin@example.org\"\n" + alternative
			if _, err := Parse("alternative.toml", []byte(text)); err != nil {
				t.Error(err)
			}
		})
	}
}

// The words that settings may use are all named in the example.
func TestExampleNamesEveryWord(t *testing.T) {
	text := string(Example())
	words := slices.Concat(Kinds, Stages, Forms, Categories, Actions, Undecideds, Workplaces, Unknowns, Doors, Reasons["decline"], Reasons["reschedule"], Reasons["ask"])
	for _, w := range words {
		if !regexp.MustCompile(`(^|[^\w-])` + regexp.QuoteMeta(w) + `($|[^\w-])`).MatchString(text) {
			t.Errorf("%q is not named", w)
		}
	}
}
