package detect

import "math"

// The features are what the readings compete on: what the evidence says in sum,
// and what its parts say together. They are the same for all languages.
//
// Mostly an invitation is said in parts, and only together they make one: what
// it is about (a job, a broadcast, an event), that somebody wants to talk with
// you, and that you are asked for an answer. Hence the products.
var featureNames = append([]string{
	"always", "about", "asked", "talk", "about·asked", "about·talk", "about·asked·talk", "asked·talk",
	"elsewhere", "elsewhere, not about", "asked, not about", "waiting",
	"times-offered", "time-asked", "answer-by", "time-named", "interview-word", "answers", "unsubscribe",
	"calendar-request", "calendar-cancel", "new-time", "thread-talk", "says confirmation, not about", "says reminder, not about",
	"short", "short·about", "short·asked", "short·says invitation",
	"about job", "about media", "about speaking", "about academic",
	"says invitation", "says outreach", "says assessment", "says confirmation", "says reminder", "says cancellation", "says rejection",
	"says acknowledgement", "says offer", "says alert", "says interviewer", "says meeting", "says other",
}, sceneNames...)

// said are the categories that cues may speak for by themselves, in the order of
// the features "says …".
var said = []Category{
	Invitation, Outreach, Assessment, Confirmation, Reminder, Cancellation, Rejection,
	Acknowledgement, Offer, Alert, Interviewer, Meeting, Other,
}

// features are the values of featureNames for this mail.
func (r *reading) features() []float64 {
	topic := 0.0
	for _, k := range allKinds {
		topic = max(topic, r.sums[string(k)])
	}
	if r.fired["interview-word"] {
		topic += 0.7 // it tells of an interview, though not yet of which kind
	}
	outright := implied * saturated(max(0, r.sums[string(Invitation)]))
	about, asked := full(topic+outright, 1.3), full(r.sums["ask"]+outright, 1.6)
	talk := full(r.sums["talk"]+r.scheduling()+outright, 1.6)
	elsewhere := full(r.sums["elsewhere"], 1.6)
	fs := []float64{
		1, about, asked, talk, about * asked, about * talk, about * asked * talk, asked * talk,
		elsewhere, elsewhere * (1 - about), asked * (1 - about), full(r.sums["ask"]-1.5, 1.6),
		r.flag("times-offered"), r.flag("time-asked"), r.flag("answer-by"), r.flag("time-named"), r.flag("interview-word"),
		yes(r.answers()), r.flag("unsubscribe"),
	}
	fs = append(fs, r.flag("calendar-request"), r.flag("calendar-cancel"), r.flag("new-time"), r.flag("thread-talk"),
		max(0, r.sums[string(Confirmation)])*(1-about), max(0, r.sums[string(Reminder)])*(1-about))
	short := math.Exp(-float64(len(r.m.NewText)) / briefly)
	fs = append(fs, short, short*about, short*asked, short*max(0, r.sums[string(Invitation)]))
	for _, k := range allKinds {
		fs = append(fs, full(r.sums[string(k)], 1.3))
	}
	for _, c := range said {
		fs = append(fs, saturated(r.sums[string(c)]))
	}
	return append(fs, r.scene(about, asked, talk)...)
}

// implied is how much of an outright invitation counts for each of the parts that
// it is made of elsewhere: who invites to an interview has named the matter, a
// talk, and asks.
const implied = 0.5

// briefly is the length in bytes of a short mail: in one, a single phrase carries
// what in a letter is said in several.
const briefly = 400

// maxSaid is what the cues of one category approach as they add up: the tenth
// phrase of a newsletter tells no more than the third, and the first may be
// misheard.
const maxSaid = 4

func saturated(sum float64) float64 {
	if sum < 0 {
		return max(sum, -maxSaid)
	}
	return maxSaid * full(sum, maxSaid)
}

func (r *reading) flag(id string) float64 { return yes(r.fired[id]) }

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// scheduling is what an ask for times tells of a talk that nobody names: who
// wants to know when you are free wants to see you.
func (r *reading) scheduling() float64 {
	for _, id := range []string{"ask-availability", "ask-choose", "time-asked", "times-offered"} {
		if r.fired[id] {
			return 0.8
		}
	}
	return 0
}

// full approaches 1 as x grows; at the scale it is about 0.63.
func full(x, scale float64) float64 { return 1 - math.Exp(-max(x, 0)/scale) }
