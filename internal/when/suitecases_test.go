package when

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
)

// suiteCases reads the suites of all languages. Each has a form of its own; what
// this package does not reckon in (quarters, holidays, sets, lengths) is left out.
func suiteCases(t *testing.T, suites fs.FS) []suiteCase {
	var out []suiteCase
	seen := map[string]bool{}
	for _, s := range []struct {
		files string
		read  func([]byte) (suiteCase, bool)
	}{{"recognizers/*_meeting_deadline.jsonl", fromRecognizers}, {"chrono/*.jsonl", fromChrono}, {"duckling/*.jsonl", fromDuckling}, {"dateparser/search_in_text.jsonl", fromDateparser}} {
		files, err := fs.Glob(suites, s.files)
		if err != nil || len(files) == 0 {
			t.Fatalf("no %s: %v", s.files, err)
		}
		for _, name := range files {
			for line := range lines(t, suites, name) {
				c, ok := s.read([]byte(line))
				c.suite, _, _ = strings.Cut(name, "/")
				key := c.suite + c.lang + c.input
				if ok && !seen[key] && slices.Contains([]string{"de", "en", "es", "fr", "it", "nl", "pt"}, c.lang) {
					seen[key] = true
					out = append(out, c)
				}
			}
		}
	}
	return out
}

func lines(t *testing.T, suites fs.FS, name string) func(func(string) bool) {
	f, err := suites.Open(name)
	if err != nil {
		t.Fatal(path.Join("suites", name), err)
	}
	return func(yield func(string) bool) {
		defer f.Close()
		sc := bufio.NewScanner(f)
		for sc.Buffer(nil, 1<<20); sc.Scan(); {
			if !yield(sc.Text()) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			t.Fatal(name, err)
		}
	}
}

func instant(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.000Z", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if at, err := time.Parse(layout, s); err == nil {
			_, offset := at.Zone()
			return at.Add(time.Duration(offset) * time.Second).UTC() // the wall clock
		}
	}
	return time.Time{}
}

// clockPart cuts seconds: "2016-11-07 05:00:00" is 2016-11-07T05:00.
func clockPart(s string) string {
	s = strings.Replace(s, " ", "T", 1)
	if i := strings.IndexByte(s, ':'); i > 0 && len(s) >= i+3 {
		return s[:i+3]
	}
	return s
}

func fromRecognizers(line []byte) (suiteCase, bool) {
	var r struct {
		Spec, Lang, Input, Ref string
		Expected               []struct {
			Type   string
			Values []struct{ Type, Value, Start, End string }
		}
	}
	if json.Unmarshal(line, &r) != nil || r.Spec != "DateTimeModel" || r.Ref == "" {
		return suiteCase{}, false
	}
	c := suiteCase{lang: r.Lang, input: r.Input, now: instant(r.Ref)}
	for _, e := range r.Expected {
		var any []value
		for _, v := range e.Values {
			switch x := (value{from: clockPart(v.Value)}); v.Type {
			case "date", "datetime", "time":
				x.kind = v.Type
				any = append(any, x)
			case "daterange", "timerange", "datetimerange":
				x = value{kind: "range", days: v.Type == "daterange", from: clockPart(v.Start), to: clockPart(v.End)}
				if x.from == "" || x.to == "" {
					x.kind = "half"
				}
				any = append(any, x)
			}
		}
		if len(any) == 0 || any[0].from+any[0].to == "" || any[0].from == "not resolved" {
			return c, false
		}
		c.want = append(c.want, any)
	}
	return c, true
}

// chronoPoint is an instant and which of its fields the words name.
type chronoPoint struct {
	Certain, Implied map[string]float64
	Instant          string
}

func (p *chronoPoint) clock() bool { _, ok := p.Certain["hour"]; return ok }

// day tells that the words say which: a month or a year alone is none.
func (p *chronoPoint) day() bool {
	_, day := p.Certain["day"]
	_, wd := p.Certain["weekday"]
	_, month := p.Certain["month"]
	return day || wd || !month && len(p.Certain) == 0
}

func fromChrono(line []byte) (suiteCase, bool) {
	var r struct {
		Lang, Input string
		Ref         *struct{ Instant string }
		Option      json.RawMessage
		Expected    []struct {
			From chronoPoint
			To   *chronoPoint
		}
	}
	if json.Unmarshal(line, &r) != nil || r.Ref == nil || string(r.Option) != "null" {
		return suiteCase{}, false
	}
	c := suiteCase{lang: r.Lang, input: r.Input, now: instant(r.Ref.Instant)}
	for _, e := range r.Expected {
		if !e.From.day() && !e.From.clock() {
			return c, false
		}
		at := instant(e.From.Instant).Format(wall)
		v := value{kind: "date", from: at[:10]}
		if e.From.clock() {
			v = value{kind: "datetime", from: at}
		}
		if e.To != nil {
			v = value{kind: "range", days: !e.From.clock() || !e.To.clock(), from: at, to: instant(e.To.Instant).Format(wall)}
		}
		c.want = append(c.want, []value{v})
	}
	return c, true
}

func fromDuckling(line []byte) (suiteCase, bool) {
	var r struct {
		Lang, Input, Ref string
		Latent           bool
		Expected         *struct {
			Kind, At, From, Grain string
			To                    string `json:"to_exclusive"`
			Holiday               bool
		}
	}
	if json.Unmarshal(line, &r) != nil || r.Latent || !strings.HasPrefix(r.Ref, "2013-02-12T") {
		return suiteCase{}, false
	}
	c := suiteCase{lang: r.Lang, input: r.Input, now: instant(r.Ref)}
	e := r.Expected
	if e == nil {
		return c, true
	}
	v := value{kind: "datetime", from: clockPart(e.At)}
	whole := !slices.Contains([]string{"hour", "minute", "second"}, e.Grain)
	switch {
	case e.Kind == "interval":
		v = value{kind: "range", days: whole, from: clockPart(e.From), to: clockPart(e.To)}
	case e.Kind != "point":
		v = value{kind: "half", from: clockPart(e.At)}
	case e.Grain == "day":
		v = value{kind: "date", from: v.from[:10]}
	case whole:
		return c, false
	}
	c.want = [][]value{{v}}
	return c, !e.Holiday
}

func fromDateparser(line []byte) (suiteCase, bool) {
	var r struct {
		Lang, Input, Settings string
		Expected              []struct{ Local string }
	}
	if json.Unmarshal(line, &r) != nil || !strings.Contains(r.Settings, "(2000, 1, 1)") {
		return suiteCase{}, false
	}
	c := suiteCase{lang: r.Lang, input: r.Input, now: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, e := range r.Expected {
		v := value{kind: "datetime", from: clockPart(e.Local)}
		if strings.HasSuffix(v.from, "T00:00") {
			v = value{kind: "date", from: v.from[:10]}
		}
		c.want = append(c.want, []value{v})
	}
	return c, true
}
