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

// verdict lets the readings compete.
func (r *reading) verdict() Verdict {
	if v, ok := r.own(); ok {
		return v
	}
	features := r.features()
	shares := r.weights.shares(features)
	i := choose(shares, features)
	best := Categories[i]
	v := Verdict{Category: best, Score: math.Round(1000*min(shares[i], certain)) / 1000, Lang: r.lang, Evidence: r.evidence(best)}
	if best == Invitation || best == Outreach || best == Assessment {
		v.Kind = r.kind()
	}
	return v
}

// certain bounds the score: there is always what no cue knows.
const certain = 0.99

// half is the share that an invitation needs: it sets a draft in motion, so more
// must speak for it than for all else together, and clearly so.
const half = 0.55

// choose returns the reading with the greatest share: an invitation only with
// more than half of all, and what changes an invitation only where the mail says
// so in some way. Short answers look like confirmations; one that nothing speaks
// for could not be explained.
func choose(shares, features []float64) int {
	best := 0
	for i, p := range shares {
		if p > shares[best] && (Categories[i] != Invitation || p >= half) && spoken(Categories[i], features) {
			best = i
		}
	}
	return best
}

// spoken reports whether anything speaks for a reading by itself. An invitation
// and a meeting are made of parts, and other mail is what is left.
func spoken(c Category, features []float64) bool {
	at := slices.Index(said, c)
	return at < 0 || c == Invitation || c == Meeting || c == Other || features[firstSaid+at] > 0
}

// firstSaid is the place of the first of the features "says …".
var firstSaid = slices.Index(featureNames, "says "+string(said[0]))

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
