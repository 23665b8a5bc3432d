package lexicon

import (
	"fmt"
	"slices"
)

// Cue is a phrase rule: where one of its phrases stands, it speaks for (or,
// with a negative weight, against) a reading. See docs/cues.md.
type Cue struct {
	ID string `toml:"id"`
	// For is what the phrase speaks for: a category of package detect
	// ("rejection"), or one of Aspects, which several categories draw on.
	For    string  `toml:"for"`
	Kind   string  `toml:"kind"`   // job, media, speaking or academic, where the phrase tells; else empty
	Weight float64 `toml:"weight"` // in log-odds: 1 is a hint, 3 is enough by itself
	// Phrases are in the language of phrase.go; any one is enough.
	Phrases []string `toml:"phrases"`
	Scope   Scope    `toml:"scope"`
	// Needs names aspects, categories or cues of which at least one must also
	// have fired somewhere in the message.
	Needs []string `toml:"needs"`
	// Unless are phrases that undo the cue when they stand in the same sentence.
	Unless []string `toml:"unless"`
	Why    string   `toml:"why"`  // in plain words, reads on from "because": "they ask when you are free"
	Hit    []string `toml:"hit"`  // texts in which it must fire
	Miss   []string `toml:"miss"` // texts in which it must not

	at string // file, line and id, for errors
}

// Scope is the part of a message in which a cue counts.
type Scope string

// The scopes. The zero value is Any.
const (
	Any        Scope = ""
	Subject    Scope = "subject"
	Text       Scope = "text"
	FirstLines Scope = "first-lines" // of the text: its first 400 bytes
)

// Aspects are what a cue may speak for besides the categories of detect: the
// parts from which a careful reader composes an invitation, and marks that take
// force from the other cues of their sentence.
var Aspects = []string{
	"ask",                                  // an answer about a time or a wish is asked
	"talk",                                 // somebody wants to talk with the reader
	"job", "media", "speaking", "academic", // what it is about
	"elsewhere", // it is about another matter: an order, the dentist, a child's school
	"unreal",    // the sentence only supposes: "if selected", "may include"
	"past",      // the sentence looks back: "thank you for interviewing"
}

var categories = []string{
	"invitation", "outreach", "assessment", "confirmation", "reminder", "cancellation", "rejection",
	"acknowledgement", "offer", "alert", "interviewer", "meeting", "own", "other",
}

var kinds = []string{"", "job", "media", "speaking", "academic"}

// inherit takes from o what c leaves out, apart from its words.
func (c *Cue) inherit(o *Cue) {
	if c.For == "" {
		c.For, c.Kind = o.For, o.Kind
	}
	if c.Weight == 0 {
		c.Weight = o.Weight
	}
	if c.Why == "" {
		c.Why = o.Why
	}
	if c.Needs == nil {
		c.Needs = o.Needs
	}
}

// problems says what is wrong with the cue, apart from its phrases.
func (c *Cue) problems() []string {
	var out []string
	bad := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if !slices.Contains(Aspects, c.For) && !slices.Contains(categories, c.For) {
		bad("for = %q is no category and no aspect: write one of %v %v", c.For, categories, Aspects)
	}
	if !slices.Contains(kinds, c.Kind) {
		bad("kind = %q: write job, media, speaking or academic, or leave it out", c.Kind)
	}
	if !slices.Contains([]Scope{Any, Subject, Text, FirstLines}, c.Scope) {
		bad("scope = %q: write subject, text or first-lines, or leave it out for anywhere", c.Scope)
	}
	if c.Weight == 0 || c.Weight < -10 || c.Weight > 10 {
		bad("weight = %v: write a number from -10 to 10 that is not 0", c.Weight)
	}
	if len(c.Phrases) == 0 {
		bad("phrases is empty: write at least one phrase")
	}
	if c.Why == "" {
		bad("why is empty: say in plain words what the phrase shows")
	}
	if len(c.Hit) == 0 || len(c.Miss) == 0 {
		bad("hit and miss need at least one example text each")
	}
	return out
}
