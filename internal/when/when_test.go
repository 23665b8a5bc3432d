package when

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rsvpd/internal/lexicon"
)

var update = flag.Bool("update", false, "write the tables of testdata anew from what the reader says")

var testReader = sync.OnceValues(func() (*Reader, error) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		return nil, err
	}
	return New(lex.Languages)
})

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := testReader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The tables say for each sentence what a careful reader takes from it: one
// line "text => role start[..end] grain[?]; …", \n for a line break, "?" for
// uncertain. "# now" sets the time of the message; the name is the language.
func TestTables(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { runTable(t, file) })
	}
}

func runTable(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx := Context{Lang: filepath.Base(file)[:2], ZoneSource: ZoneMessage}
	var out strings.Builder
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		if now, ok := strings.CutPrefix(line, "# now "); ok {
			if ctx.Now, err = time.Parse(time.RFC3339, now); err != nil {
				t.Fatal(err)
			}
		}
		text, want, ok := strings.Cut(line, " => ")
		if !ok {
			fmt.Fprintln(&out, line)
			continue
		}
		got := brief(reader(t).Find(unescape.Replace(text), ctx))
		if fmt.Fprintf(&out, "%s => %s\n", text, got); got != want && !*update {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// unescape makes line breaks and tabs of the way tables write them.
var unescape = strings.NewReplacer(`\n`, "\n", `\t`, "\t")

// brief writes expressions for the tables.
func brief(exprs []Expr) string {
	if len(exprs) == 0 {
		return "-"
	}
	var parts []string
	for _, e := range exprs {
		s := string(e.Role) + " " + e.Start.Format("2006-01-02T15:04Z07:00")
		if e.Grain == Day && e.End.IsZero() {
			s = string(e.Role) + " " + e.Start.Format(time.DateOnly)
		}
		if !e.End.IsZero() {
			s += ".." + e.End.Format("2006-01-02T15:04")
		}
		if s += " " + string(e.Grain); !e.Certain {
			s += "?"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func TestDoubtIsSaid(t *testing.T) {
	now := time.Date(2026, 3, 3, 10, 0, 0, 0, time.FixedZone("", -3*3600))
	for text, want := range map[string]string{
		"Thursday, March 10 at 2pm":  "the weekday is not that of the date",
		"on 4/7 at 3pm":              "day and month may be swapped",
		"Wednesday at 2":             "am or pm is not said",
		"at 3pm":                     "no day is named",
		"5:30 PM IST on Thursday":    "IST is the name of several time zones",
		"Tuesday at 9am":             "today is the same weekday",
		"let us talk next Friday":    "the one of this week may be meant",
		"see my mail of 20 February": "the day has passed and no year is named",
		"5 March at 10am your time":  "it is told by your own clock, and the text does not say where that is",
		"5 March, 3pm ET (9pm UK)":   "the two clocks that are named do not agree",
	} {
		got := reader(t).Find(text, Context{Now: now, Lang: "en"})
		if len(got) != 1 || got[0].Certain || got[0].Doubt != want {
			t.Errorf("%s: got %+v, want doubt %q", text, got, want)
		}
	}
}

func TestZones(t *testing.T) {
	now := time.Date(2026, 7, 1, 9, 0, 0, 0, time.FixedZone("", 3600))
	for text, want := range map[string]string{
		"Friday 3pm ET":                          "America/New_York",
		"Friday 3pm EST":                         "America/New_York",
		"Friday 15:00 CEST":                      "Europe/Berlin",
		"Friday 15:00 (CET)":                     "Europe/Berlin",
		"Friday 3pm BST":                         "Europe/London",
		"Friday 3pm London time":                 "Europe/London",
		"Friday 15:00 UTC+01:00":                 "+01:00",
		"Friday 15:00 GMT-5":                     "-05:00",
		"Friday 15:00 +0530":                     "+05:30",
		"Friday 3pm Eastern Time (US & Canada)":  "America/New_York",
		"All times are PT. Friday at 3pm?":       "America/Los_Angeles",
		"Friday at 3pm (all times Pacific Time)": "America/Los_Angeles",
	} {
		got := reader(t).Find(text, Context{Now: now, Lang: "en"})
		if len(got) != 1 || got[0].Zone != want || got[0].ZoneSource != ZoneText {
			t.Errorf("%s: got %+v, want zone %s", text, got, want)
		}
	}
}

func TestYourTimeIsTheReaders(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	ctx := Context{Now: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC), Lang: "en", Reader: berlin}
	for text, want := range map[string]string{
		"Thursday at 4pm your time":              "slot 2026-03-05T16:00+01:00 hour",
		"Thursday at 4pm your time (3pm ours)":   "slot 2026-03-05T15:00Z hour",
		"Thursday at 3pm (4pm your time)":        "slot 2026-03-05T15:00Z hour",
		"Thank you for your time. Thursday, 3pm": "slot 2026-03-05T15:00Z hour",
	} {
		if got := brief(reader(t).Find(text, ctx)); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestZoneOfMessage(t *testing.T) {
	ctx := Context{Now: time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC), Lang: "en"}
	for text, want := range map[string]string{
		"All times are CET.":                      "Europe/Berlin",
		"Times are shown in Eastern Time.":        "America/New_York",
		"Times are shown in your local time.":     "",
		"3pm ET / 12pm PT":                        "",
		"the best pt of the est. cost, et cetera": "",
	} {
		z, ok := reader(t).Zone(text, ctx)
		if ok != (want != "") || z.Name != want {
			t.Errorf("%s: got %q, want %q", text, z.Name, want)
		}
	}
}

func TestLanguageIsRecognised(t *testing.T) {
	now := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"Hätten Sie am Donnerstag um halb drei Zeit für ein Gespräch?":    "2026-03-05T14:30",
		"Seriez-vous disponible jeudi prochain à 14h30 pour un échange ?": "2026-03-05T14:30",
		"¿Podrías hablar con nosotros el jueves a las 14:30?":             "2026-03-05T14:30",
		"Could you talk to us on Thursday at 2:30pm?":                     "2026-03-05T14:30",
	} {
		got := reader(t).Find(text, Context{Now: now})
		if len(got) != 1 || got[0].Start.Format("2006-01-02T15:04") != want {
			t.Errorf("%s: got %v", text, brief(got))
		}
	}
}

func TestNewNamesLanguageAndWord(t *testing.T) {
	bad := lexicon.Language{Code: "xx", Dates: lexicon.Dates{Order: "dmy", Weekdays: [][]string{{"a"}}, Parts: map[string]string{"dawn": "6"}, Words: map[string][]string{"nope": {"x"}}}}
	_, err := New([]lexicon.Language{bad})
	for _, want := range []string{"language xx", `"dawn"`, `"nope"`, `"weekdays"`, `"months"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %s", err, want)
		}
	}
	if _, err := New(nil); err == nil {
		t.Error("no error without languages")
	}
}
