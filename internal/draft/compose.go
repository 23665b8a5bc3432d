package draft

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"text/template"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/thread"
)

// needed are the blocks that every language must have; a kind may have its own
// of each ("job/decline").
var needed = []string{
	"job/thanks", "media/thanks", "speaking/thanks", "academic/thanks",
	"job/goodwill", "media/goodwill", "speaking/goodwill", "academic/goodwill",
	"job/question", "media/question", "speaking/question", "academic/question",
	"late", "agreed", "yes", "decline", "cancel", "cancel/because", "release", "referral", "door",
	"offer", "outside", "pick", "pick/close", "hold", "hold/close", "hold/thanks",
	"ask", "ask/lead", "ask/close", "ask/thanks", "accept", "accept/ask", "accept/close", "closing",
}

// maxSentences is how long a letter may be without greeting and closing
// (ETIQUETTE R3).
const maxSentences = 5

// text is the letter before it becomes a message.
type text struct {
	greeting string
	opening  []string // sentences up to the decision
	list     []string // times, one a line
	rest     []string // sentences after it
	closing  string
	name     string
}

// composer puts one letter together.
type composer struct {
	set  *template.Template
	kind detect.Kind
	seed string
	// plainest takes the first wording of each block instead of choosing: the
	// fallback is to be one text, proven, not another throw of the dice.
	plainest bool
	view     View
	once     []string // words not to be said twice
	said     string   // folded, all sentences so far
	err      error
}

// compose writes the letter's text. bare leaves out every word of the mail's
// and every wish beyond the decision.
func (l *language) compose(in *Input, bare bool) (text, error) {
	c := composer{set: l.warm, kind: kind(&in.Invitation.Facts), seed: seed(&in.Invitation), plainest: bare, once: l.words.Once, view: l.newView(in, bare)}
	if c.view.Formal {
		if c.set, c.err = l.formal(); c.err != nil {
			return text{}, c.err
		}
	}
	c.view.Agreed, c.view.Yes, c.view.Aim = c.maybe("agreed"), c.maybe("yes"), c.maybe("aim")
	t := text{greeting: l.greeting(in, bare), name: in.name()}
	switch d := &in.Decision; {
	case goesFurther(d):
		c.further(&t, d)
	default:
		c.first(&t, l, in)
	}
	t.closing = c.say("closing")
	return t, c.err
}

// first composes a first answer.
func (c *composer) first(t *text, l *language, in *Input) {
	switch in.Decision.Action {
	case thread.Decline:
		c.decline(t, &in.Decision)
	case thread.Reschedule:
		c.reschedule(t, &in.Decision)
		t.list = l.offers(in)
	case thread.Hold:
		t.opening = []string{c.thanks(&in.Decision), c.say("hold")}
		t.rest = []string{c.say("hold/close"), c.say("hold/thanks")}
	case thread.Ask:
		c.view.Lead, c.view.Question = c.say("ask/lead"), c.say("question")
		t.opening = []string{c.thanks(&in.Decision), c.say("ask")}
		t.rest = []string{c.say("ask/close"), c.say("ask/thanks")}
	case thread.Accept:
		t.opening = []string{c.thanks(&in.Decision), c.say("accept")}
		t.rest = []string{c.say("accept/ask"), c.say("accept/close")}
	}
}

func (c *composer) decline(t *text, d *decide.Decision) {
	if d.Again && c.set.Lookup("again") != nil && !c.view.Booked {
		c.again(t)
		return
	}
	if d.Reason != "" && d.Reason != "none" {
		c.view.Because = c.maybe("because/" + d.Reason)
	}
	t.opening = []string{c.thanks(d)}
	if c.view.Booked {
		t.opening = append(t.opening, c.say("cancel"), c.say("cancel/because"))
	} else {
		t.opening = append(t.opening, c.say("decline"))
	}
	t.rest = []string{c.say("goodwill")}
	room := maxSentences - len(t.opening) - len(t.rest)
	if c.view.Referral != "" && room > 0 {
		t.rest = slices.Insert(t.rest, 0, c.say("referral"))
		room--
	}
	if d.Door == decide.DoorOpen && room > 0 {
		t.rest = append(t.rest, c.say("door"))
		room--
	}
	if release := c.maybe("release"); release != "" && !c.view.Booked && room > 0 {
		t.opening = append(t.opening, release)
	}
}

func (c *composer) reschedule(t *text, d *decide.Decision) {
	t.opening = []string{c.thanks(d), c.say("offer")}
	if d.Outside {
		t.rest = append(t.rest, c.say("outside"))
	}
	t.rest = append(t.rest, c.say("pick"), c.say("pick/close"))
}

// thanks is the first sentence; a late answer asks pardon in it, so that the
// decision still stands in the second (ETIQUETTE C4, R1, R2).
func (c *composer) thanks(d *decide.Decision) string {
	sentence := c.say("thanks")
	if d.Late && !c.view.Booked {
		sentence += c.say("late")
	}
	return sentence + "."
}

// say renders a block that must say something.
func (c *composer) say(name string) string {
	s := c.maybe(name)
	if s == "" && c.err == nil {
		c.err = fmt.Errorf("reply template %q of kind %s has no wording for this case", name, c.kind)
	}
	c.said += " " + fold(s)
	return s
}

// maybe renders a block, the kind's own or the common one, and chooses among
// its wordings. It is empty when no such block exists or none of its wordings
// applies.
func (c *composer) maybe(name string) string {
	block := c.set.Lookup(string(c.kind) + "/" + name)
	if block == nil {
		block = c.set.Lookup(name)
	}
	if block == nil || c.err != nil {
		return ""
	}
	var b strings.Builder
	if err := block.Execute(&b, c.view); err != nil {
		c.err = err
		return ""
	}
	var wordings []string
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimSpace(line); line != "" {
			// "at 3:00 p.m." at the end of a sentence has its stop already.
			wordings = append(wordings, strings.ReplaceAll(line, "..", "."))
		}
	}
	if len(wordings) == 0 {
		return ""
	}
	return c.pick(name, wordings)
}

// pick chooses by the invitation's key, and prefers from there on the first
// wording that repeats no word that would stand out.
func (c *composer) pick(name string, wordings []string) string {
	first := 0
	if !c.plainest {
		first = choose(c.seed+"\n"+name, len(wordings))
	}
	chosen := wordings[first]
	for i := range wordings {
		if w := wordings[(first+i)%len(wordings)]; !c.repeats(w) {
			chosen = w
			break
		}
	}
	return chosen
}

func (c *composer) repeats(wording string) bool {
	wording = fold(wording)
	return slices.ContainsFunc(c.once, func(word string) bool {
		return containsWords(wording, word) && containsWords(c.said, word)
	})
}

// seed makes the choice of words depend on the invitation and on nothing else.
func seed(inv *thread.Invitation) string {
	if inv.Key != "" {
		return inv.Key
	}
	return inv.Ask.Identity
}

func choose(seed string, n int) int {
	h := fnv.New64a()
	h.Write([]byte(seed)) // hash.Hash never returns an error
	// The low bits of FNV follow the last byte too closely.
	return int((h.Sum64() >> 17) % uint64(n))
}

// offers are the times a reschedule names, as lines of a list.
func (l *language) offers(in *Input) []string {
	clock := l.clock(in)
	var lines []string
	for _, s := range in.Decision.Slots {
		lines = append(lines, "- "+clock.line(s))
	}
	return lines
}

// body lays the letter out: greeting, opening, list, rest, closing and name.
func (t text) body() string {
	paragraphs := []string{t.greeting, strings.Join(t.opening, " ")}
	if len(t.list) > 0 {
		paragraphs = append(paragraphs, strings.Join(t.list, "\n"))
	}
	if len(t.rest) > 0 {
		paragraphs = append(paragraphs, strings.Join(t.rest, " "))
	}
	end := t.closing
	if t.name != "" {
		end += "\n" + t.name
	}
	return strings.Join(append(paragraphs, end), "\n\n") + "\n"
}
