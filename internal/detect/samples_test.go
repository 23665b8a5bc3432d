package detect

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
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

// samples are all mails there are to fit to.
func samples(t *testing.T) []sample {
	t.Helper()
	c := newCollector(t)
	own, err := filepath.Glob("../eval/testdata/*")
	if err != nil || len(own) == 0 {
		t.Fatalf("no labelled mails of the project's own: %v", err)
	}
	for _, dir := range own {
		c.labelled(filepath.Base(dir), os.DirFS(dir), weightOf(filepath.Base(dir)), func(l fitLabel) string { return l.File[:3] })
	}
	c.written()
	c.mailbox()
	t.Run("beside", func(t *testing.T) {
		for name, weight := range map[string]float64{"full-sample": 2, "invitations": 4} {
			c.labelled(name, testlib.Labelled(t, name), weight, func(l fitLabel) string { return l.Family })
		}
		for _, name := range []string{"ham", "enron_ham", "spam"} {
			c.real(name, testlib.Labelled(t, name))
		}
	})
	return c.all
}

// blind is the weight of sets that were written without a look at the cues. On
// the older ones, which shaped the cues, these hear more than they do on mail.
const blind = 3

func weightOf(set string) float64 {
	if slices.ContainsFunc([]string{"third", "fourth", "fifth", "sixth", "seventh"}, func(s string) bool { return strings.HasPrefix(set, s) }) {
		return blind
	}
	return 1
}

type fitLabel struct {
	File      string
	Label     string
	Family    string
	Ambiguous bool
}

// worth is how much a mail counts beside the others of its set. Invitations that
// somebody once sent, and did not write for a test, are few and no two alike.
func (l fitLabel) worth() float64 {
	if l.Family == "real-archive" && l.Label == string(Invitation) {
		return 2
	}
	return 1
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

// hopeless is the share of an invitation below which real mail is left out: most
// of it is far from any doubt, and would be most of the work.
const hopeless = 0.002

// add reads a mail, unless it is the user's own: that needs no weighing.
func (c *collector) add(s sample, raw []byte) {
	m := c.parser.Parse(raw, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	r := c.detector.collect(m, Context{Me: []string{"sam.rivera@example.com", demo.Address}})
	if _, own := r.own(); own {
		return
	}
	s.features = r.features()
	if s.category < 0 && c.detector.weights.shares(s.features)[slices.Index(Categories, Invitation)] < hopeless {
		return
	}
	if s.category >= 0 {
		s.weight /= 2 // as written; the variants share the other half
		c.worded(s, r)
	}
	c.all = append(c.all, s)
}

// How mail is imagined that says the same in other words: of what the cues found,
// each is left out with this probability, and with that one something is heard
// that was not said.
const (
	variants = 2
	deaf     = 0.08
	misheard = 0.12
)

// worded adds variants of a mail as it may be worded by somebody else. Cues are
// written with the labelled mails in view, so on those they hear nearly all and
// mishear little; weights that are fitted to that trust them too much.
func (c *collector) worded(s sample, r *reading) {
	h := fnv.New64a()
	h.Write([]byte(s.name))
	random := rand.New(rand.NewPCG(h.Sum64(), 1))
	s.imagined = true
	s.weight /= variants
	for range variants {
		s.features = r.reworded(random).features()
		c.all = append(c.all, s)
	}
}

// reworded is the reading with some cues unheard, and maybe one misheard.
func (r *reading) reworded(random *rand.Rand) *reading {
	unheard := map[string]bool{}
	out := *r
	out.found, out.sums, out.kinds = nil, map[string]float64{}, map[Kind]float64{}
	for _, f := range r.found {
		if _, known := unheard[f.ID]; !known {
			unheard[f.ID] = f.place != nowhere && random.Float64() < deaf
		}
		if !unheard[f.ID] {
			out.add(f)
		}
	}
	if random.Float64() < misheard {
		e := Evidence{ID: "misheard", Weight: 1 + 2*random.Float64(), Offset: random.IntN(1 + len(r.m.NewText))}
		out.add(finding{Evidence: e, speaks: string(said[1+random.IntN(len(said)-1)]), place: inText})
	}
	return &out
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
			name: set + "/" + l.File, group: set + "/" + group(l), weight: weight * l.worth(),
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
			c.add(sample{name: "written/" + f.Name, group: name + twin, weight: 2, category: slices.Index(Categories, Category(category))}, raw)
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
		if err != nil {
			return err
		}
		c.add(sample{name: set + "/" + p, group: set + "/" + p, weight: 1, category: -1}, raw)
		return nil
	})
	if err != nil {
		c.t.Fatal(err)
	}
}
