package when

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/testlib"
)

// tally counts what was found of what was to be found.
type tally struct{ cases, want, got, right, negative, silent int }

func (a *tally) add(b tally) {
	a.cases, a.want, a.got, a.right = a.cases+b.cases, a.want+b.want, a.got+b.got, a.right+b.right
	a.negative, a.silent = a.negative+b.negative, a.silent+b.silent
}

func (a tally) String() string {
	p, r := float64(a.right)/float64(max(a.got, 1)), float64(a.right)/float64(max(a.want, 1))
	f := 2 * p * r / max(p+r, 1e-9)
	return fmt.Sprintf("%5d %6d  %.3f %.3f %.3f  %d/%d", a.cases, a.want, p, r, f, a.silent, a.negative)
}

// TestSuites prints how the reader does on public suites of time expressions: the
// value of each, not its span. Every third case is never listed among the misses
// (RSVPD_MISSES=de says of which language to list them), so that the line "unseen"
// tells whether what was mended there holds elsewhere too.
func TestSuites(t *testing.T) {
	suites := testlib.Labelled(t, "suites")
	totals := map[string]*tally{}
	for _, c := range suiteCases(t, suites) {
		seen := "seen"
		if c.held() {
			seen = "unseen"
		}
		one := c.score(reader(t).Find(c.input, c.context()))
		for _, key := range []string{c.lang + " " + c.suite, c.lang + " all", c.lang + " " + seen} {
			if totals[key] == nil {
				totals[key] = &tally{}
			}
			totals[key].add(one)
		}
		if os.Getenv("RSVPD_MISSES") == c.lang && !c.held() && (one.right < one.want || one.got > one.right) {
			t.Logf("%s %q at %s: want %v, got %s", c.suite, c.input, c.now.Format("Mon 2006-01-02T15:04"), c.want, brief(reader(t).Find(c.input, c.context())))
		}
	}
	var out strings.Builder
	for _, key := range slices.SortedFunc(maps.Keys(totals), cmp.Compare) {
		fmt.Fprintf(&out, "%-16s %s\n", key, totals[key])
	}
	t.Logf("language, suite: cases, expressions, precision, recall, F1, silent where nothing is said\n%s", out.String())
}

// suiteCase is one text of a suite and the times in it.
type suiteCase struct {
	suite, lang, input string
	now                time.Time
	want               [][]value // of each expression the readings that are right
}

// value is a time as a suite expects it: wall clock times, as far as they are said.
type value struct {
	kind     string // date, datetime, time, range, half
	days     bool   // a range of whole days
	from, to string
}

func (c suiteCase) context() Context {
	return Context{Now: c.now, ZoneSource: ZoneDefault, Lang: c.lang}
}

func (c suiteCase) held() bool {
	h := fnv.New32a()
	h.Write([]byte(c.input))
	return h.Sum32()%3 == 0
}

// score finds for each expected time one that was found and not yet used.
func (c suiteCase) score(got []Expr) tally {
	out := tally{cases: 1, want: len(c.want), got: len(got)}
	if len(c.want) == 0 {
		out.negative, out.silent = 1, boolInt(len(got) == 0)
	}
	used := make([]bool, len(got))
	for _, want := range c.want {
		for i, e := range got {
			if !used[i] && slices.ContainsFunc(want, e.means) {
				used[i] = true
				out.right++
				break
			}
		}
	}
	return out
}

const wall = "2006-01-02T15:04"

// means tells whether the expression has the value, by wall clocks.
func (e Expr) means(v value) bool {
	start, end := e.Start.Format(wall), ""
	if !e.End.IsZero() {
		end = e.End.Format(wall)
	}
	if len(v.from+v.to) > 0 && !strings.Contains(v.from+v.to, "-") { // times of day
		start, end = start[11:], end[min(11, len(end)):]
	}
	switch v.kind {
	case "date":
		return start[:10] == v.from
	case "datetime", "time":
		return start == v.from
	case "half":
		return v.from != "" && start == padded(v.from, start) || v.to != "" && (end == padded(v.to, end) || start == padded(v.to, start))
	}
	if v.days {
		return end != "" && start[:10] == v.from[:10] && (end[:10] == v.to[:10] || e.End.AddDate(0, 0, -1).Format(time.DateOnly) == v.to[:10])
	}
	return end != "" && start == v.from && slices.ContainsFunc([]time.Duration{0, time.Minute, time.Hour}, func(d time.Duration) bool { // exclusive by a minute or an hour
		return end == v.to || len(end) > 5 && e.End.Add(d).Format(wall) == v.to
	})
}

// padded gives a day the clock time at which days begin.
func padded(s, like string) string {
	if len(s) == 10 && len(like) > 10 {
		return s + "T00:00"
	}
	return s
}
