package eval_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"rsvpd/internal/extract"
)

// trusted is the share of right names below which a way of finding them needs a second
// one that agrees, or must go; judged from that many names on.
const trusted, judged = 0.8, 20

// source counts a name by the way in which it was found.
func (s *score) source(fact string, by extract.Sources, right, blank bool) {
	from := map[string]string{"company": by.Company, "role": by.Role}[fact]
	if blank || from == "" {
		return
	}
	key := fact + "\t" + from
	if s.sources[key] == nil {
		s.sources[key] = &tally{}
	}
	s.sources[key].count(right, false)
}

// TestFactSources prints how often each way of finding a name was right in the
// project's own mails, and fails where one is not to be trusted.
func TestFactSources(t *testing.T) {
	res := measure(t, reader(t), own(t)...)
	t.Log("\n" + sources(res.all))
	for key, c := range res.all.sources {
		if c.all() >= judged && float64(c.right) < trusted*float64(c.all()) {
			t.Errorf("%s: only %s are right", strings.ReplaceAll(key, "\t", " by "), share(c.right, c.all()))
		}
	}
}

// TestFactSourcesOutside prints the same of the sets outside the repository.
func TestFactSourcesOutside(t *testing.T) {
	labelled := slices.DeleteFunc(outside(t), func(s set) bool { return s.labels == nil })
	if len(labelled) == 0 {
		t.Fatal("no set of labelled mail among the data")
	}
	t.Log("\n" + sources(measure(t, reader(t), labelled...).all))
}

// sources writes a line for each way of finding a name.
func sources(s *score) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, key := range slices.Sorted(maps.Keys(s.sources)) {
		c := s.sources[key]
		fmt.Fprintf(w, "  %s\tright %s\n", key, share(c.right, c.all()))
	}
	w.Flush()
	return b.String()
}
