// Seed fills a Maildir with everyday mail for benchmarks: newsletters, pages of
// notices, conversations, lists, robots, mail with pictures and attachments, mail
// about jobs, and a few invitations among them. The same seed gives the same
// mail. It imitates sizes and shapes, not people: it is no test of recognition.
package main

import (
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"time"
)

func main() {
	log.SetFlags(0)
	var (
		dir  = flag.String("maildir", "", "the Maildir to fill; it is made where it does not exist")
		n    = flag.Int("n", 10_000, "how many mails")
		seed = flag.Uint64("seed", 1, "what the mail depends on")
		span = flag.Duration("span", 120*24*time.Hour, "how long ago the oldest mail came in")
		end  = flag.String("end", "2026-03-02T08:00:00Z", "when the newest mail came in")
		uid  = flag.Int("uid", -1, "whom the files belong to; -1: whoever runs this")
	)
	flag.Parse()
	last, err := time.Parse(time.RFC3339, *end)
	if err != nil || *dir == "" || *n <= 0 {
		log.Fatal("usage: seed -maildir DIR [-n N] [-seed S] [-span 2880h] [-end TIME] [-uid UID]")
	}
	box, err := newMaildir(*dir, *uid)
	if err != nil {
		log.Fatal(err)
	}
	g := newGenerator(*seed)
	var bytes int64
	count := map[string]int{}
	for i := range *n {
		at := last.Add(-*span + time.Duration(float64(*span)*float64(i+1)/float64(*n)))
		m := g.mail(i, at)
		if err := box.put(m.raw, at, i); err != nil {
			log.Fatal(err)
		}
		bytes += int64(len(m.raw))
		count[m.kind]++
	}
	fmt.Printf("%d mails, %.0f MB, %v\n", *n, float64(bytes)/1e6, count)
}

// generator makes mail. Two with the same seed make the same.
type generator struct {
	*rand.Rand
	threads []conversation // that still go on
	noise   string         // base64 of nothing in particular
}

type conversation struct {
	subject string
	ids     []string // oldest first
	people  [2]person
}

func newGenerator(seed uint64) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 42))}
	g.noise = g.base64(1 << 20)
	return g
}

// share is how much of the mail is of a kind, in thousandths. The sizes and
// shares are those of a busy private mailbox.
var shares = []struct {
	kind  string
	share int
	write func(g *generator, m *draft)
}{
	{"newsletter", 470, (*generator).newsletter},
	{"notice", 130, (*generator).notice},
	{"conversation", 220, (*generator).conversation},
	{"list", 40, (*generator).list},
	{"robot", 60, (*generator).robot},
	{"pictures", 45, (*generator).pictures},
	{"attachment", 12, (*generator).attachment},
	{"job", 21, (*generator).job},
	{"invitation", 2, (*generator).invitation},
}

type mail struct {
	kind string
	raw  []byte
}

// mail makes the i-th mail.
func (g *generator) mail(i int, at time.Time) mail {
	pick := g.IntN(1000)
	for _, s := range shares {
		if pick -= s.share; pick < 0 {
			d := g.draft(i, at)
			s.write(g, d)
			return mail{s.kind, d.bytes()}
		}
	}
	panic("the shares do not add up to a thousand")
}
