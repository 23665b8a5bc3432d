package detect

import (
	"math"
	"slices"

	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// maxText bounds what is read of one text: what an invitation has to say, it
// says in its first pages.
const maxText = 24 << 10

// reading is the work on one message.
type reading struct {
	m    *message.Message
	lex  *lexicon.Lexicon
	me   []string
	lang string

	weights weights
	found   []finding
	sums    map[string]float64 // by what it speaks for: categories and aspects
	kinds   map[Kind]float64   // which kind the evidence tells of
	fired   map[string]bool    // cue ids
	exprs   []when.Expr        // the times in the text
	finder  TimeFinder
}

// finding is one piece of evidence and what it speaks for.
type finding struct {
	Evidence
	speaks string
	kind   Kind
	place  place
}

// place is where a finding stands.
type place int

// The places. The zero value is for what stands nowhere: structure.
const (
	nowhere   place = iota
	inText          // at its Offset
	inSubject       // at its Offset there
	beside          // in the signature, the quoted text, the sender's name
)

// sentence names a sentence of one of the texts.
type sentence struct {
	subject bool
	number  int
}

// cues collects what the phrases of one language say.
func (r *reading) cues(lang *lexicon.Language, f *lexicon.Finder) {
	text := r.m.NewText
	if len(text) > maxText {
		text = text[:maxText]
	}
	hits := f.Find(r.m.Subject)
	subject := len(hits)
	hits = append(hits, f.Find(text)...)
	marks := r.marks(lang, hits, subject)
	for _, h := range hits {
		r.fired[lang.Cues[h.Cue].ID] = true
		r.fired[lang.Cues[h.Cue].For] = true
	}
	counts := map[int]int{}
	done := map[[2]int]bool{}
	for i, h := range hits {
		c := &lang.Cues[h.Cue]
		fromSubject := i < subject
		if !inScope(c.Scope, fromSubject, h.Start) || isMark(c.For) || !r.needed(c) {
			continue
		}
		key := [2]int{h.Cue, h.Sentence}
		if fromSubject {
			key[1] = -1
		}
		if done[key] { // one sentence says a thing once
			continue
		}
		done[key] = true
		source, at := text, inText
		if fromSubject {
			source, at = r.m.Subject, inSubject
		}
		w := c.Weight * marks.force(c.For, sentence{fromSubject, h.Sentence}) * fading(counts[h.Cue])
		if fromSubject && r.answers() && !isTopic(c.For) {
			w *= stale
		}
		if h.Question && settles(c.For) {
			w *= asking
		}
		if math.Abs(w) < 0.05 {
			continue
		}
		counts[h.Cue]++
		r.add(finding{
			Evidence: Evidence{ID: c.ID, Weight: w, Text: source[h.Start:h.End], Offset: h.Start, Why: c.Why},
			speaks:   c.For, kind: Kind(c.Kind), place: at,
		})
	}
}

// maxAround bounds what is read of what stands around the new text.
const maxAround = 4 << 10

// around reads what stands around the new text: the quoted message, the
// signature, the sender's name. They ask for nothing, but tell what the
// conversation is about ("Talent Partner", a quoted application).
func (r *reading) around(lang *lexicon.Language, f *lexicon.Finder) {
	for i, text := range []string{r.m.From.Name, r.m.Signature, r.m.Quoted, r.comment()} {
		text = text[:min(len(text), maxAround)]
		for _, h := range f.Find(text) {
			c := &lang.Cues[h.Cue]
			if c.Scope == lexicon.Subject || c.Scope == lexicon.FirstLines {
				continue // a word that counts in a subject says nothing in a signature
			}
			if i == comment && c.For == string(Interviewer) && r.needed(c) {
				r.add(finding{
					Evidence: Evidence{ID: c.ID, Weight: c.Weight, Text: text[h.Start:h.End], Offset: -1, Why: c.Why + " (above the forwarded mail)"},
					speaks:   c.For,
				})
			}
			if i == quoted && (c.For == "talk" || c.For == string(Invitation)) && !r.fired["thread-talk"] {
				r.fired["thread-talk"] = true
				r.signal("talk", "thread-talk", 1, "the conversation so far is about a talk")
			}
			if !isTopic(c.For) || r.fired[c.ID] {
				continue
			}
			r.fired[c.ID], r.fired[c.For] = true, true
			r.add(finding{
				Evidence: Evidence{ID: c.ID, Weight: c.Weight * aside, Text: text[h.Start:h.End], Offset: -1, Why: c.Why + " (beside the text)"},
				speaks:   c.For, kind: Kind(c.Kind), place: beside,
			})
		}
	}
}

// The places of the quoted text, and of what stands above a forwarded mail,
// among what around reads.
const (
	quoted  = 2
	comment = 3
)

// comment is what the sender wrote above the mail that they forward: the mail
// may invite somebody else, whom the reader is to see.
func (r *reading) comment() string {
	if r.m.Forwarded == nil {
		return ""
	}
	return r.m.Forwarded.Comment
}

// aside is the force of what stands beside the new text.
const aside = 0.6

func isTopic(speaks string) bool { return slices.Contains(allKinds, Kind(speaks)) }

// stale is the force of a subject that an answer carries on: it says what the
// first mail was, not what this one is.
const stale = 0.45

// asking is the force that a question leaves to words that settle something: "see
// you on Thursday, or would Friday be better?" confirms nothing.
const asking = 0.25

func settles(speaks string) bool {
	switch Category(speaks) {
	case Confirmation, Rejection, Cancellation, Acknowledgement:
		return true
	}
	return false
}

// answers reports whether the message is an answer in a thread.
func (r *reading) answers() bool {
	return len(r.m.InReplyTo) > 0 || message.BaseSubject(r.m.Subject) != r.m.Subject && r.m.Forwarded == nil
}

// fading is the force of the n-th place where the same cue fires.
func fading(n int) float64 { return []float64{1, 0.4, 0.2, 0}[min(n, 3)] }

func (r *reading) add(f finding) {
	if r.sums == nil {
		r.sums, r.kinds = map[string]float64{}, map[Kind]float64{}
	}
	r.found = append(r.found, f)
	r.sums[f.speaks] += f.Weight
	if f.kind != "" {
		r.kinds[f.kind] += f.Weight
	}
}

func (r *reading) needed(c *lexicon.Cue) bool {
	return len(c.Needs) == 0 || slices.ContainsFunc(c.Needs, func(n string) bool { return r.fired[n] })
}

func inScope(s lexicon.Scope, subject bool, at int) bool {
	switch s {
	case lexicon.Subject:
		return subject
	case lexicon.Text:
		return !subject
	case lexicon.FirstLines:
		return !subject && at < 400
	}
	return true
}

// Marks take force from the other cues of their sentence.
const (
	unreal = "unreal"
	past   = "past"
)

func isMark(speaks string) bool { return speaks == unreal || speaks == past }

// marks are the sentences that carry a mark.
type marks map[sentence]string

func (r *reading) marks(lang *lexicon.Language, hits []lexicon.Hit, subject int) marks {
	ms := marks{}
	for i, h := range hits {
		c := &lang.Cues[h.Cue]
		if !isMark(c.For) {
			continue
		}
		s := sentence{i < subject, h.Sentence}
		if ms[s] != unreal {
			ms[s] = c.For
		}
	}
	return ms
}

// force is what a cue keeps in its sentence: "if you are selected, we invite
// you" asks for nothing, "thank you for interviewing" looks back.
func (ms marks) force(speaks string, s sentence) float64 {
	switch ms[s] {
	case unreal:
		switch speaks {
		case "invitation", "talk", "assessment", "confirmation", "offer", "cancellation", "interviewer", "rejection":
			return 0.12
		case "ask":
			return 0.4
		}
	case past:
		switch speaks {
		case "invitation", "talk", "confirmation", "assessment", "reminder":
			return 0.25
		}
	}
	return 1
}
