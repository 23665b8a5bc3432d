package detect

import (
	"cmp"
	"math"
	"slices"
)

// Categories lists all readings, in the order that breaks ties.
var Categories = []Category{
	Other, Invitation, Rejection, Confirmation, Assessment, Offer, Cancellation, Interviewer,
	Reminder, Acknowledgement, Alert, Outreach, Meeting, Own,
}

var allKinds = []Kind{Job, Media, Speaking, Academic}

// plain is what the reading "other" starts with: the evidence that any other
// reading must outweigh. Most mail is no mail about an interview.
const plain = 1.7

// scores composes the readings. A phrase that says all ("we invite you to an
// interview") speaks for its category itself; mostly an invitation is said in
// parts, and only together they make one: what it is about (a job, a
// broadcast, an event), that somebody wants to talk with you, and that you are
// asked for an answer.
func (r *reading) scores() map[Category]float64 {
	s := map[Category]float64{}
	for _, c := range Categories {
		s[c] = r.sums[string(c)]
	}
	topic := 0.0
	for _, k := range allKinds {
		topic = max(topic, r.sums[string(k)])
	}
	if r.fired["interview-word"] {
		topic += 0.7 // it tells of an interview, though not yet of which kind
	}
	about, asked, talk := full(topic, 1.3), full(r.sums["ask"], 1.6), full(r.sums["talk"]+r.scheduling(), 1.6)
	s[Invitation] += 2.8*about*asked + 2.0*about*talk + 1.6*about*asked*talk
	s[Meeting] += 2.2 * asked * (1 - about)
	s[Other] += plain + r.sums["elsewhere"]*(1-about)
	if topic == 0 && !r.fired["thread-talk"] {
		s[Confirmation] *= idle
		s[Reminder] *= idle
	}
	r.temper(s, asked, asked*talk)
	return s
}

// temper lets readings that rule each other out weaken each other. A letter
// that waits for an answer about a talk does more than acknowledge or call off,
// even where it also thanks for an application or gives up the old time; one
// that confirms and waits for nothing does not invite, nor does one about
// somebody else's CV.
func (r *reading) temper(s map[Category]float64, asked, open float64) {
	if !r.fired["calendar-cancel"] {
		s[Cancellation] -= 2*asked + 2*open
		if r.fired["new-time"] {
			s[Cancellation] -= 1.5
		}
	}
	s[Acknowledgement] -= 2 * open
	s[Rejection] -= 2.5 * r.waiting()
	s[Acknowledgement] -= 1.5 * r.waiting()
	if r.sums[string(Confirmation)] >= 2 && r.sums["ask"] < 1.5 {
		s[Invitation]--
	}
	if r.sums[string(Interviewer)] >= 4 {
		s[Invitation] -= 1.5
	}
	if r.sums[string(Reminder)] >= 2 && (r.fired["thread-talk"] || r.answers()) {
		s[Reminder] += 2 * open
	}
}

// waiting is how much a mail waits for an answer, from 0 to 1, beyond the
// courtesy with which any letter may close ("let me know if you have questions").
func (r *reading) waiting() float64 { return full(r.sums["ask"]-1.5, 1.6) }

// idle is the force of a confirmed or recalled time where nothing tells of an
// interview: see you at lunch.
const idle = 0.5

// verdict lets the readings compete.
func (r *reading) verdict() Verdict {
	if v, ok := r.own(); ok {
		return v
	}
	scores := r.scores()
	best := strongest(scores, "")
	if best == Invitation {
		// An invitation sets a draft in motion: more must speak for it than
		// for all else together.
		if share(scores, Invitation) < half {
			best = strongest(scores, Invitation)
		}
	}
	v := Verdict{Category: best, Score: share(scores, best), Lang: r.lang, Evidence: r.evidence(best)}
	if best == Invitation || best == Outreach || best == Assessment {
		v.Kind = r.kind()
	}
	return v
}

// half is the share that an invitation needs.
const half = 0.5

// strongest returns the reading with the highest score, apart from one.
func strongest(scores map[Category]float64, apart Category) Category {
	best := Other
	for _, c := range Categories {
		if c != apart && scores[c] > scores[best] {
			best = c
		}
	}
	return best
}

// share is the logistic share of one reading among those that anything speaks
// for.
func share(scores map[Category]float64, best Category) float64 {
	sum := 0.0
	for c, x := range scores {
		if x > 0 || c == best {
			sum += math.Exp(x - scores[best])
		}
	}
	return math.Round(1000*rest/sum) / 1000
}

// rest keeps the best share below certainty: there is always what no cue knows.
const rest = 0.98

// kind is the kind that most of the evidence tells of; a job when none does.
func (r *reading) kind() Kind {
	best, most := Job, r.sums["job"]+r.kinds[Job]
	for _, k := range allKinds[1:] {
		x := r.sums[string(k)] + r.kinds[k] - r.doubled(k)
		if k == Academic {
			x *= 2.5 // a post at a university is a job too: what tells the two apart counts more
		}
		if x > most {
			best, most = k, x
		}
	}
	return best
}

// doubled is what counts in both sums of a kind.
func (r *reading) doubled(k Kind) float64 {
	sum := 0.0
	for _, f := range r.found {
		if f.kind == k && f.speaks == string(k) {
			sum += f.Weight
		}
	}
	return sum
}

// parts are the aspects that a reading is composed of.
func parts(c Category) []string {
	switch c {
	case Invitation:
		return []string{"ask", "talk", "job", "media", "speaking", "academic"}
	case Meeting:
		return []string{"ask", "talk"}
	}
	return nil
}

// evidence gathers what speaks for and against a reading, strongest first.
func (r *reading) evidence(c Category) []Evidence {
	var out []Evidence
	ps := parts(c)
	for _, f := range r.found {
		if f.speaks == string(c) || slices.Contains(ps, f.speaks) {
			f.Evidence.Category = c
			f.Weight = math.Round(f.Weight*100) / 100
			out = append(out, f.Evidence)
		}
	}
	slices.SortStableFunc(out, func(a, b Evidence) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return out[:min(len(out), 12)]
}
