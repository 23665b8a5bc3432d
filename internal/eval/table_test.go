package eval_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
)

// wilson is the 95 % interval of a share of k in n (E. B. Wilson, 1927): unlike
// the plain one it stays honest for few cases and for shares near 1.
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	d := 1 + z*z/m
	c := p + z*z/(2*m)
	w := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return (c - w) / d, (c + w) / d
}

// share writes k of n with its interval.
func share(k, n int) string {
	if n == 0 {
		return "–"
	}
	low, high := wilson(k, n)
	return fmt.Sprintf("%.3f [%.3f–%.3f] %d/%d", float64(k)/float64(n), low, high, k, n)
}

// right is how many mails got their category, of how many.
func (s *score) right() (right, all int) {
	for pair, n := range s.confusion {
		all += n
		if pair[0] == pair[1] {
			right += n
		}
	}
	return right, all
}

// summary writes the figures of one group of mails in a line.
func (s *score) summary() string {
	right, all := s.right()
	return fmt.Sprintf("precision %s\trecall %s\tnegatives taken %s\tcategory %s",
		share(s.tp, s.tp+s.fp), share(s.tp, s.tp+s.fn), share(s.fp, s.fp+s.tn), share(right, all))
}

// few is the number of mails below which a group's figures say nothing.
const few = 8

// groups writes a line for each group of mails, the largest first, and says how
// many were too small to be worth one.
func groups(title string, by map[string]*score) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	names := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(by[b].n-by[a].n, strings.Compare(a, b))
	})
	shown := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return by[name].n < few })
	fmt.Fprintf(&b, "%s", title)
	if left := len(names) - len(shown); left > 0 {
		fmt.Fprintf(&b, " (%d of fewer than %d mails not shown)", left, few)
	}
	b.WriteByte('\n')
	for _, name := range shown {
		fmt.Fprintf(w, "  %.40s\t%s\n", cmp.Or(name, "not said"), by[name].summary())
	}
	w.Flush()
	return b.String()
}

// facts writes how often each fact was right, wrong, and left blank.
func facts(s *score) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, name := range slices.Sorted(maps.Keys(s.fields)) {
		f := s.fields[name]
		fmt.Fprintf(w, "  %s\tright %s\twrong %s\tblank %d\n", name, share(f.right, f.all()), share(f.wrong, f.all()), f.blank)
	}
	w.Flush()
	return "facts of the invitations found\n" + b.String()
}

// confused writes what was read as what, what it is down the side.
func confused(s *score) string {
	seen := map[string]bool{}
	for pair := range s.confusion {
		seen[pair[0]], seen[pair[1]] = true, true
	}
	names := slices.Sorted(maps.Keys(seen))
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 1, ' ', tabwriter.AlignRight)
	for _, n := range append([]string{""}, names...) {
		fmt.Fprintf(w, "%.5s\t", n)
	}
	fmt.Fprintln(w)
	for _, is := range names {
		fmt.Fprintf(w, "%s\t", is)
		for _, said := range names {
			cell := "·"
			if n := s.confusion[[2]string{is, said}]; n > 0 {
				cell = fmt.Sprint(n)
			}
			fmt.Fprintf(w, "%s\t", cell)
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	return "what it is (down) and what it was read as (across)\n" + b.String()
}

// calibrated writes how often verdicts of each tenth of the score are right: of
// those scored about 0.9, nine in ten should be.
func calibrated(s *score) string {
	var b strings.Builder
	b.WriteString("score, and how often it was right\n")
	for _, bin := range slices.Sorted(maps.Keys(s.bins)) {
		c := s.bins[bin]
		fmt.Fprintf(&b, "  mean score %.2f  right %s\n", c.sum/float64(c.n), share(c.right, c.n))
	}
	return b.String()
}
