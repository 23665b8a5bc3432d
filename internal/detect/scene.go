package detect

import (
	"math"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/when"
)

// sceneNames are the features of what stands where: what is said together, in the
// beginning and at the end, and what says one thing while asking for another.
// They know no words, and so hold for wordings that no cue knows.
var sceneNames = []string{
	"ask near talk", "talk near about", "ask near time", "talk near time", "about near ask·talk",
	"ask at the end", "question", "question at the end", "asks nothing·time", "soon", "past time", "by name", "no reply",
	"answers·time", "quoted time",
	"confirmation·asked", "confirmation·time·asks nothing", "reminder·soon", "reminder·waiting", "assessment·talk", "rejection·asked",
	"acknowledgement·asked", "offer·asked", "cancellation·asked",
	"much about", "much about·asked·talk", "much talk", "about beside", "about in many words", "much about·much asked",
	"invitation·about", "invitation·asked", "answers·soon", "media·asked", "media·talk", "speaking·asked", "speaking·talk",
	"interviewer·asked", "interviewer·about", "meeting·about", "alert·asked", "alert·about", "other·asked", "outreach·asked",
	"opens invitation", "opens outreach", "opens assessment", "opens confirmation", "opens reminder", "opens cancellation", "opens rejection",
	"opens acknowledgement", "opens offer", "opens alert", "opens interviewer", "opens meeting", "opens other",
}

// scene are the values of sceneNames, for a mail that speaks of something, asks
// for it and of a talk as much as given.
func (r *reading) scene(about, asked, talk float64) []float64 {
	asks, talks, topics, times := r.spots("ask"), r.spots("talk"), r.spots("job", "media", "speaking", "academic"), r.timeSpots()
	out := []float64{
		bond(asks, talks), bond(talks, topics), bond(asks, times), bond(talks, times), bond(topics, append(asks, talks...)),
	}
	soon, gone := r.nearTimes()
	question, last := r.questions()
	named := max(r.flag("time-named"), r.flag("times-offered"))
	out = append(out, r.ending(asks), question, last, (1-asked)*named, soon, gone, r.byName(), yes(r.noReply()),
		yes(r.answers())*named, yes(r.quotedTime()))
	says := func(c Category) float64 { return full(r.sums[string(c)], 2) }
	waiting := full(r.sums["ask"]-1.5, 1.6)
	out = append(out, says(Confirmation)*asked, says(Confirmation)*named*(1-asked), says(Reminder)*soon, says(Reminder)*waiting,
		says(Assessment)*talk, says(Rejection)*asked, says(Acknowledgement)*asked, says(Offer)*asked, says(Cancellation)*asked)
	topic, words, aside := r.topic()
	much := full(topic-1.5, 2)
	out = append(out, much, much*asked*talk, full(r.sums["talk"]-1.5, 1.6), full(aside, 1.3), full(words, 3), much*waiting)
	media, speaking := full(r.sums[string(Media)], 1.3), full(r.sums[string(Speaking)], 1.3)
	out = append(out, says(Invitation)*about, says(Invitation)*asked, yes(r.answers())*soon, media*asked, media*talk, speaking*asked, speaking*talk)
	out = append(out, says(Interviewer)*asked, says(Interviewer)*about, says(Meeting)*about, says(Alert)*asked, says(Alert)*about,
		says(Other)*asked, says(Outreach)*asked)
	opens := r.opening()
	for _, c := range said {
		out = append(out, full(opens[string(c)], 2))
	}
	return out
}

// spot is where in the text something is said, and how strongly.
type spot struct {
	at     int
	weight float64
}

// spots are the places in words that speak for one of the aspects.
func (r *reading) spots(aspects ...string) []spot {
	var out []spot
	for _, f := range r.found {
		if f.place == inText && f.ID != "times-offered" && f.ID != "time-named" && slices.Contains(aspects, f.speaks) {
			out = append(out, spot{f.Offset, f.Weight})
		}
	}
	return out
}

// timeSpots are the places of times to come.
func (r *reading) timeSpots() []spot {
	var out []spot
	for _, e := range r.exprs {
		if (e.Role == when.Slot || e.Role == when.Window) && !e.Start.Before(r.m.Date) && e.Grain != when.Month && e.Grain != when.Year {
			out = append(out, spot{e.Offset, 1})
		}
	}
	return out
}

// nearby is the distance in bytes over which two things that a mail says lose
// their bond: about two sentences.
const nearby = 250

// bond is how strongly two things are said together, from 0 to 1.
func bond(as, bs []spot) float64 {
	best := 0.0
	for _, a := range as {
		for _, b := range bs {
			d := math.Abs(float64(a.at - b.at))
			best = max(best, full(a.weight, 1.3)*full(b.weight, 1.3)*math.Exp(-d/nearby))
		}
	}
	return best
}

// closing is the distance in bytes from the end of a text within which people
// ask for what they wrote for.
const closing = 400

// ending is how much is asked towards the end.
func (r *reading) ending(asks []spot) float64 {
	sum, n := 0.0, float64(len(r.m.NewText))
	for _, a := range asks {
		sum += a.weight * math.Exp((float64(a.at)-n)/closing)
	}
	return full(sum, 1.3)
}

// questions tells whether there is a question, and whether one stands near the end.
func (r *reading) questions() (question, last float64) {
	text := r.m.NewText[:min(len(r.m.NewText), maxText)]
	i := max(strings.LastIndexByte(text, '?'), strings.LastIndex(text, "？"))
	return yes(i >= 0), yes(i >= 0 && len(text)-i < closing)
}

const (
	tomorrow = 36 * time.Hour      // from a mail to a time of which it reminds
	lately   = 60 * 24 * time.Hour // how far people look back
)

// nearTimes tells whether the text names an hour of today or tomorrow, and
// whether it names a time that has passed.
func (r *reading) nearTimes() (soon, gone float64) {
	for _, e := range r.exprs {
		switch d := e.Start.Sub(r.m.Date); {
		case d > 0 && d < tomorrow && e.Role == when.Slot && toTheHour(e):
			soon = 1
		case d < -tomorrow/3 && d > -lately:
			gone = 1
		}
	}
	return soon, gone
}

func toTheHour(e when.Expr) bool { return e.Grain == when.Minute || e.Grain == when.Hour }

// byName tells whether the mail begins with the name of its recipient.
func (r *reading) byName() float64 {
	head := r.m.NewText[:min(len(r.m.NewText), 120)]
	for _, a := range r.m.To {
		for _, name := range strings.Fields(a.Name) {
			if len(name) > 2 && strings.Contains(head, name) {
				return 1
			}
		}
	}
	return 0
}

// topic is the sum of the topic most spoken of, in how many different words, and
// what of it is said beside the text.
func (r *reading) topic() (sum, words, aside float64) {
	best := ""
	for _, k := range allKinds {
		if x := r.sums[string(k)]; x > sum {
			best, sum = string(k), x
		}
	}
	seen := map[string]bool{}
	for _, f := range r.found {
		if f.speaks != best {
			continue
		}
		if f.place == beside {
			aside += f.Weight
		}
		seen[f.Text] = true
	}
	return sum, float64(len(seen)), aside
}

// noReply reports whether nobody reads answers to the sender.
func (r *reading) noReply() bool {
	a := strings.ToLower(r.m.From.Address)
	return slices.ContainsFunc([]string{"noreply", "no-reply", "donotreply", "do-not-reply"}, func(s string) bool { return strings.Contains(a, s) })
}

// quotedTime reports whether a time of the text stands in the quoted message too:
// who repeats it agrees.
func (r *reading) quotedTime() bool {
	if r.m.Quoted == "" || !slices.ContainsFunc(r.exprs, toTheHour) {
		return false
	}
	said := r.finder.Find(r.m.Quoted[:min(len(r.m.Quoted), maxAround)], when.Context{Now: r.m.Date, Lang: r.lang})
	return slices.ContainsFunc(r.exprs, func(e when.Expr) bool {
		return e.Role == when.Slot && toTheHour(e) && e.Start.After(r.m.Date) &&
			slices.ContainsFunc(said, func(o when.Expr) bool { return o.Start.Equal(e.Start) })
	})
}

// early is the distance in bytes from the beginning over which words lose the
// force of an opening.
const early = 350

// opening sums what is said in the subject and at the beginning.
func (r *reading) opening() map[string]float64 {
	sums := map[string]float64{}
	for _, f := range r.found {
		switch f.place {
		case inText:
			sums[f.speaks] += f.Weight * math.Exp(-float64(f.Offset)/early)
		case inSubject:
			sums[f.speaks] += f.Weight
		}
	}
	return sums
}
