package draft

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// kinds are those that have texts.
var kinds = []detect.Kind{detect.Job, detect.Media, detect.Speaking, detect.Academic}

// View is what a template may say. A text is empty when the invitation does not
// name it, or names it in a way that can't be repeated in a sentence; a
// template words around it. Nothing in View is guessed.
type View struct {
	// What the mail names.
	Role    string // of a job, after "the": "Data Analyst role", "internship in Design"
	Post    string // of an academic invitation that is about one, after "the": "postdoc position"
	Topic   string // after "about": "the price of bread"
	Company string // company, outlet, institution
	Show    string // of a podcast: its name
	Event   string // of a speaking invitation: what it is for
	Thing   string // what they invite to, as they call it: "interview", "panel"; never empty
	Listed  bool   // Thing is a word of theirs
	Given   bool   // one gives it, a talk, rather than takes part in it, a panel
	Agreed  string // it, as it is cancelled: "my talk", "the recording"
	Round   string // "final round"
	// Interviewer is whom one is to talk to, where that is somebody else than who
	// writes: "Priya Rao".
	Interviewer string

	// What is decided.
	Form       string // how they ask, a Form
	Reason     string
	Because    string // the reason as a clause: "I've accepted another offer"
	Note       string // the user's words for a reason that takes some
	Referral   string
	Condition  string // what an ask asks about
	Question   string // and how: "what the pay range is"
	Lead       string // "Before we set a time,"
	Yes        string // "I'd be glad to talk"; to be said only with Interest
	Aim        string // what the offered times are for, where that is not the invitation itself: "for a conversation about it"
	Unless     string // the one thing that would change a no: the user's own clause
	Mail       string // the user's address
	Interest   bool   // the user has said that they want it
	Impossible bool   // a calendar, the hours or a rule shows it

	// Times, in words.
	On    string // of the one time that is proposed or agreed: "on Tuesday 3 March at 15:00"
	At    string // the time that is accepted, with zone: "Tuesday 3 March at 15:00 CET"
	Until string // the day that a hold names: "Thursday 5 March"
	Count string // how many times are offered: "three"
	Asked string // the day on which they first wrote
	Sent  string // the day on which the user declined
	One   bool   // one time only is offered
	// AllLater: none of the offered times lies in the span they ask about.
	AllLater bool

	// Circumstances.
	Several    bool // they propose several times
	Answers    bool // they ask for times: nothing is moved
	Scheduled  bool // they propose times
	Booked     bool // it had been agreed
	SameDay    bool // it is within a day
	LateStage  bool // second round or later
	Outreach   bool // an approach; no interview is asked yet
	Assessment bool // a test or task
	Formal     bool
	Polite     bool // they say Sie, vous, usted: so does the answer
}

// You chooses between two ways to say "you", in languages that have them:
// {{.You "dir" "Ihnen"}}.
func (v View) You(familiar, polite string) string {
	if v.Polite {
		return polite
	}
	return familiar
}

// newView takes from an Input what may be said. Of a bare one it takes no word
// of the mail's.
func (l *language) newView(in *Input, bare bool) View {
	inv, d := &in.Invitation, &in.Decision
	f := &inv.Facts
	v := View{
		Form:       string(f.Form),
		Reason:     d.Reason,
		Condition:  condition(d),
		Interest:   d.Interest,
		Impossible: d.Impossible,
		SameDay:    d.SameDay,
		LateStage:  d.LateStage || f.Stage == extract.Later || f.Stage == extract.Final,
		Several:    len(f.Slots) > 1,
		Scheduled:  f.Form == extract.Times || f.Form == extract.Calendar,
		Booked:     booked(inv),
		Outreach:   inv.Ask.Category == detect.Outreach,
		Assessment: inv.Ask.Category == detect.Assessment,
		One:        len(d.Slots) == 1,
		Thing:      l.words.ThingDefault[kind(f)],
		Formal:     l.register(in, bare).formal,
		Polite:     l.polite(in),
	}
	v.Answers = !v.Scheduled
	if n := len(d.Slots); n < len(l.words.Numbers) {
		v.Count = l.words.Numbers[n]
	}
	v.AllLater = !slices.ContainsFunc(d.Slots, func(s extract.Slot) bool { return s.Start.Before(f.WithinEnd) })
	l.times(&v, in)
	l.dates(&v, in)
	v.Mail = inv.Ask.Invited.Address
	if !bare {
		l.named(&v, in)
	}
	return v
}

// times puts the times into words that are not a list.
func (l *language) times(v *View, in *Input) {
	clock := l.clock(in)
	d := &in.Decision
	if !d.Until.IsZero() {
		// Until is the end of a day, which may be midnight of the next one.
		v.Until = clock.date(d.Until.Add(-time.Nanosecond), clock.mine)
	}
	if d.Action == thread.Accept && len(d.Slots) > 0 {
		v.At = clock.moment(d.Slots[0])
	}
	if slots := in.Invitation.Facts.Slots; len(slots) == 1 && slots[0].Certain && slots[0].Start.After(in.Now) {
		v.On = strings.ReplaceAll(l.words.On, "{when}", clock.proposed(slots[0]))
	}
}

// named adds the words of the mail.
func (l *language) named(v *View, in *Input) {
	inv := &in.Invitation
	f := &inv.Facts
	w := l.words
	v.Company = w.called(w.company(f.Company))
	program := w.called(w.company(f.Program))
	if thing := w.find(w.Things[kind(f)], inv.Ask.Subject, inv.Ask.Text); thing != "" {
		v.Thing, v.Listed, v.Given = thing, true, slices.Contains(w.Gives, thing)
	}
	v.Round = w.find(w.Rounds, inv.Ask.Subject, inv.Ask.Text)
	v.Interviewer = l.interviewer(in)
	switch kind(f) {
	case detect.Job:
		v.Role = w.post(detect.Job, w.cutCompany(f.Role, f.Company))
	case detect.Academic:
		if w.isPost(f.Role) {
			v.Post = w.post(detect.Academic, w.cutCompany(f.Role, f.Company))
		} else {
			v.Topic = w.topic(f.Role, inv.Ask.Text)
		}
	case detect.Media:
		v.Topic = w.topic(f.Role, inv.Ask.Text)
		v.Show = cmp.Or(program, v.Company)
		v.Company = cmp.Or(v.Company, program)
	case detect.Speaking:
		v.Topic = w.topic(f.Role, inv.Ask.Text)
		v.Event = cmp.Or(program, v.Company)
	}
	if noteReasons[in.Decision.Reason] {
		v.Note = w.note(in.Decision.Note)
	}
	v.Referral = referral(in.Decision.Referral)
	v.Unless = w.note(in.Decision.Unless)
}

// noteReasons are the reasons that the user's own clause may follow: a
// difference that nobody but they can name (ETIQUETTE R4).
var noteReasons = map[string]bool{"differs": true}

// kind is the kind whose texts are used. An invitation whose kind is not known
// is spoken of as a conversation about a role: by far the most are.
func kind(f *extract.Facts) detect.Kind {
	if slices.Contains(kinds, f.Kind) {
		return f.Kind
	}
	return detect.Job
}

// booked reports whether the conversation had been agreed: only then is there
// something to cancel, or to move (ETIQUETTE A1).
func booked(inv *thread.Invitation) bool {
	if inv.State == thread.Booked {
		return true
	}
	for _, c := range inv.History {
		if c.What == string(thread.Booked) && !c.At.Before(inv.Opened) {
			return true
		}
	}
	return slices.ContainsFunc(inv.Drafts, func(d thread.Draft) bool {
		return d.Ask == inv.Ask.Identity && d.Action == thread.Accept && d.State == thread.Sent
	})
}

// reasonConditions is what a reason to decline asks about instead when the
// condition may be negotiable or is not known (ETIQUETTE D5).
var reasonConditions = map[string]string{
	"compensation":  "pay",
	"on-site":       "remote",
	"commute":       "remote",
	"schedule":      "hours",
	"timezone":      "hours",
	"relocation":    "location",
	"visa":          "location",
	"not-a-fit":     "title",
	"differs":       "title",
	"overqualified": "title",
}

func condition(d *decide.Decision) string {
	return cmp.Or(d.Condition, reasonConditions[d.Reason])
}

// find returns the first phrase of a list that stands in one of the texts. An
// entry may say after "=" how we call it.
func (w *words) find(list []string, texts ...string) string {
	folded := " " + fold(strings.Join(texts, " ")) + " "
	for _, entry := range list {
		phrase, name, other := strings.Cut(entry, "=")
		if containsWords(folded, phrase) {
			if other {
				return name
			}
			return phrase
		}
	}
	return ""
}
