package detect

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"rsvpd/internal/demo"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/testlib"
	"rsvpd/internal/when"
)

var fit = flag.Bool("fit", false, "fit the weights of the features to labelled mail and write weights.tsv")

// sample is a mail as the fit sees it.
type sample struct {
	name     string
	group    string // mails that belong together: twins, one source
	features []float64
	category int // in Categories; -1: anything but an invitation
	weight   float64
}

// How the fit goes. The pull holds every weight to its plain value: what few mails
// speak for moves little.
const (
	pull   = 0.0006
	rounds = 600
	stride = 0.03
	folds  = 5
)

// TestFit fits weights.tsv by multinomial logistic regression to the project's
// own mails and, where they are there, to the labelled mails and the real mail
// beside the repository. It prints what to expect of mail that was not fitted to:
// each fifth is read with the weights of the other four.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("only with -fit: it writes weights.tsv")
	}
	all := samples(t)
	plain := plainWeights()
	var unseen []guess
	for f := range folds {
		var rest, left []sample
		for _, s := range all {
			if fold(s.group) == f {
				left = append(left, s)
			} else {
				rest = append(rest, s)
			}
		}
		w := fitted(rest, plain)
		for _, s := range left {
			unseen = append(unseen, guess{s, w.shares(s.features)})
		}
	}
	report(t, unseen)
	thresholds(t, unseen)
	if err := os.WriteFile("weights.tsv", fitted(all, plain).table(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fold(group string) int {
	h := fnv.New32a()
	h.Write([]byte(group))
	return int(h.Sum32() % folds)
}

// plainWeights are the weights before any fit.
func plainWeights() weights {
	at := func(name string) int { return slices.Index(featureNames, name) }
	w := make(weights, len(Categories))
	for i, c := range Categories {
		w[i] = make([]float64, len(featureNames))
		if j := at("says " + string(c)); j >= 0 {
			w[i][j] = 1
		}
		switch c {
		case Invitation:
			w[i][at("about·asked")], w[i][at("about·talk")], w[i][at("about·asked·talk")] = 2.8, 2, 1.6
		case Meeting:
			w[i][at("asked, not about")] = 2.2
		case Other:
			w[i][at("always")], w[i][at("elsewhere, not about")] = 1.7, 3
		}
	}
	return w
}

// fitted descends the gradient of the logistic loss (Adam: Kingma and Ba, 2015).
func fitted(all []sample, plain weights) weights {
	w, first, second := clone(plain), zeros(plain), zeros(plain)
	total := 0.0
	for _, s := range all {
		total += s.weight
	}
	for round := 1; round <= rounds; round++ {
		g := zeros(plain)
		for _, s := range all {
			for c, loss := range slopes(w.shares(s.features), s.category) {
				if loss *= s.weight / total; math.Abs(loss) < 1e-10 {
					continue // most real mail is far from any doubt
				}
				for i, x := range s.features {
					g[c][i] += loss * x
				}
			}
		}
		for c := range w {
			for i := range w[c] {
				slope := g[c][i] + pull*(w[c][i]-plain[c][i])
				first[c][i] = 0.9*first[c][i] + 0.1*slope
				second[c][i] = 0.999*second[c][i] + 0.001*slope*slope
				m := first[c][i] / (1 - math.Pow(0.9, float64(round)))
				v := second[c][i] / (1 - math.Pow(0.999, float64(round)))
				w[c][i] -= stride * m / (math.Sqrt(v) + 1e-8)
			}
		}
	}
	return w
}

// slopes are the derivatives of the loss by the score of each category: of -log p
// of the true one, or of -log(1 - p) of an invitation that is none.
func slopes(p []float64, category int) []float64 {
	d := slices.Clone(p)
	if category >= 0 {
		d[category]--
		return d
	}
	inv := slices.Index(Categories, Invitation)
	for c := range d {
		d[c] = -p[inv] * p[c] / (1 - p[inv] + 1e-9)
	}
	d[inv] = p[inv]
	return d
}

func clone(w weights) weights {
	out := make(weights, len(w))
	for i := range w {
		out[i] = slices.Clone(w[i])
	}
	return out
}

func zeros(w weights) weights {
	out := make(weights, len(w))
	for i := range w {
		out[i] = make([]float64, len(w[i]))
	}
	return out
}

// table writes weights as parseWeights reads them.
func (w weights) table() []byte {
	var b bytes.Buffer
	b.WriteString("feature")
	for _, c := range Categories {
		b.WriteString("\t" + string(c))
	}
	for i, name := range featureNames {
		b.WriteString("\n" + name)
		for c := range w {
			fmt.Fprintf(&b, "\t%.2f", w[c][i])
		}
	}
	b.WriteByte('\n')
	return b.Bytes()
}

// guess is a mail and what was believed of it.
type guess struct {
	sample
	shares []float64
}

// report prints precision and recall of invitations and the right categories, per
// source; with RSVPD_MISSES the mails that were misread.
func report(t *testing.T, all []guess) {
	t.Helper()
	type tally struct{ n, tp, fp, fn, known, right int }
	by := map[string]*tally{}
	inv := slices.Index(Categories, Invitation)
	for _, g := range all {
		source, _, _ := strings.Cut(g.name, "/")
		if by[source] == nil {
			by[source] = &tally{}
		}
		x := by[source]
		x.n++
		best := choose(g.shares)
		grey := g.category >= 0 && (Categories[g.category] == Outreach || Categories[g.category] == Assessment)
		switch {
		case g.category == inv && best == inv:
			x.tp++
		case g.category == inv:
			x.fn++
		case best == inv && !grey:
			x.fp++
		}
		if g.category < 0 {
			if best == inv && os.Getenv("RSVPD_MISSES") != "" {
				t.Logf("%s: taken for an invitation (%.2f)", g.name, g.shares[best])
			}
			continue
		}
		x.known++
		if best == g.category {
			x.right++
		} else if os.Getenv("RSVPD_MISSES") != "" {
			t.Logf("%s: %s read as %s (%.2f)", g.name, Categories[g.category], Categories[best], g.shares[best])
		}
	}
	for source, x := range by {
		t.Logf("%-12s %5d mails: invitations found %d, missed %d, wrong %d; category right %d of %d",
			source, x.n, x.tp, x.fn, x.fp, x.right, x.known)
	}
}

// thresholds prints what other shares needed for an invitation would give.
func thresholds(t *testing.T, all []guess) {
	t.Helper()
	inv := slices.Index(Categories, Invitation)
	for _, need := range []float64{0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9} {
		found, missed, wrong, real := 0, 0, 0, 0
		for _, g := range all {
			is, said := g.category == inv, g.shares[inv] >= need
			grey := g.category >= 0 && (Categories[g.category] == Outreach || Categories[g.category] == Assessment)
			switch {
			case is && said:
				found++
			case is:
				missed++
			case said && strings.Contains(g.name, "ham/"):
				real++
			case said && !grey:
				wrong++
			}
		}
		t.Logf("with a share of %.1f: found %d, missed %d, wrong %d, and %d of real mail", need, found, missed, wrong, real)
	}
}

// samples are all mails there are to fit to.
func samples(t *testing.T) []sample {
	t.Helper()
	c := newCollector(t)
	own, err := filepath.Glob("../eval/testdata/*")
	if err != nil || len(own) == 0 {
		t.Fatalf("no labelled mails of the project's own: %v", err)
	}
	for _, dir := range own {
		c.labelled(filepath.Base(dir), os.DirFS(dir), 1, func(l fitLabel) string { return l.File[:3] })
	}
	c.written()
	c.mailbox()
	t.Run("beside", func(t *testing.T) {
		for name, weight := range map[string]float64{"full-sample": 1, "invitations": 0.5} {
			c.labelled(name, testlib.Labelled(t, name), weight, func(l fitLabel) string { return l.Family })
		}
		for _, name := range []string{"ham", "enron_ham", "spam"} {
			c.real(name, testlib.Labelled(t, name))
		}
	})
	return c.all
}

type fitLabel struct {
	File      string
	Label     string
	Family    string
	Ambiguous bool
}

// collector turns mails into samples.
type collector struct {
	t        *testing.T
	parser   *message.Parser
	detector *Detector
	all      []sample
}

func newCollector(t *testing.T) *collector {
	t.Helper()
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		t.Fatal(err)
	}
	times, err := when.New(lex.Languages)
	if err != nil {
		t.Fatal(err)
	}
	d, err := New(lex, times)
	if err != nil {
		t.Fatal(err)
	}
	var letters []lexicon.Letter
	for _, l := range lex.Languages {
		letters = append(letters, l.Letter)
	}
	return &collector{t: t, parser: message.NewParser(letters), detector: d}
}

// add reads a mail, unless it is the user's own: that needs no weighing.
func (c *collector) add(s sample, raw []byte) {
	m := c.parser.Parse(raw, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	r := c.detector.collect(m, Context{Me: []string{"sam.rivera@example.com", demo.Address}})
	if _, own := r.own(); own {
		return
	}
	s.features = r.features()
	c.all = append(c.all, s)
}

func (c *collector) labelled(set string, dir fs.FS, weight float64, group func(fitLabel) string) {
	c.t.Helper()
	raw, err := fs.ReadFile(dir, "labels.jsonl")
	if err != nil {
		c.t.Fatal(err)
	}
	for line := range bytes.SplitSeq(bytes.TrimSpace(raw), []byte("\n")) {
		var l fitLabel
		if err := json.Unmarshal(line, &l); err != nil {
			c.t.Fatalf("%s: %v", set, err)
		}
		if l.Ambiguous || l.Label == "ambiguous" || l.Label == string(Own) {
			continue
		}
		mail, err := fs.ReadFile(dir, "mail/"+l.File)
		if err != nil {
			c.t.Fatal(err)
		}
		c.add(sample{
			name: set + "/" + l.File, group: set + "/" + group(l), weight: weight,
			category: slices.Index(Categories, Category(l.Label)),
		}, mail)
	}
}

// written adds the short mails of testdata, which say in their name what they
// are.
func (c *collector) written() {
	c.t.Helper()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		c.t.Fatal(err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, f := range a.Files {
			want, twin, _ := strings.Cut(f.Name, "/")
			category, _, _ := strings.Cut(want, ".")
			raw := append([]byte("To: Sam Rivera <sam.rivera@example.com>\nDate: Mon, 02 Mar 2026 09:00:00 +0000\n"), f.Data...)
			c.add(sample{name: "written/" + f.Name, group: name + twin, weight: 1, category: slices.Index(Categories, Category(category))}, raw)
		}
	}
}

// mailbox adds the sample mailbox of the demonstration.
func (c *collector) mailbox() {
	c.t.Helper()
	mails, err := demo.Mailbox(time.Date(2026, 5, 13, 12, 0, 0, 0, time.UTC), time.UTC)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, m := range mails {
		if category := slices.Index(Categories, Category(m.Want.Category)); category >= 0 && Categories[category] != Own {
			c.add(sample{name: "mailbox/" + m.Name, group: "mailbox/" + m.Name, weight: 1, category: category}, m.Raw)
		}
	}
}

// real adds mail in which no invitation stands; what else it is nobody has said.
func (c *collector) real(set string, dir fs.FS) {
	c.t.Helper()
	err := fs.WalkDir(dir, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(path.Base(p), ".") {
			return err
		}
		raw, err := fs.ReadFile(dir, p)
		c.add(sample{name: set + "/" + p, group: set + "/" + p, weight: 0.5, category: -1}, raw)
		return err
	})
	if err != nil {
		c.t.Fatal(err)
	}
}
