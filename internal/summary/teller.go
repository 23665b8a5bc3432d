package summary

import (
	"slices"
	"strings"

	"rsvpd/internal/detect"
)

// teller turns what is known into sentences.
type teller struct {
	in     *Input
	say    *phrases
	words  *dateWords
	clock  clock
	places sorted
	lang   string
}

func newTeller(in *Input, l *language) *teller {
	return &teller{
		in: in, say: &l.say, words: &l.dates, lang: l.code, places: in.sortEntries(),
		clock: clock{say: &l.say.Time, words: &l.dates, mine: in.zone(), now: in.Now},
	}
}

// page tells everything. A section without content is not there.
func (t *teller) page() page {
	p := page{
		Lang: t.lang, Title: t.subject(), Day: capital(t.clock.date(t.in.Now, t.in.zone())),
		Lead: capital(t.essence()) + ".", Notes: t.notes(), Foot: t.foot(),
	}
	for _, s := range []section{
		t.problems(), t.today(), t.open("overdue", overdue), t.open("drafts", drafts), t.open("yours", yours),
		t.open("waiting", waiting), t.open("suspicious", suspicious), t.questions(), t.furtherSection(), t.bookedSection(),
		t.answeredSection(), t.news("withdrawn", withdrawn), t.news("dismissed", dismissed), t.news("lapsed", lapsed),
	} {
		if len(s.Items)+len(s.Texts) > 0 {
			p.Sections = append(p.Sections, s)
		}
	}
	return p
}

// essenceParts is how many counts a subject has room for.
const essenceParts = 3

func (t *teller) subject() string {
	text := fill(t.say.Subject, "date", t.clock.date(t.in.Now, t.in.zone()), "essence", t.essence())
	if t.in.LateBy > 0 {
		text = fill(t.say.LateMark, "text", text)
	}
	return text
}

// counts are the parts of the essence, what presses most first.
func (t *teller) counts() []string {
	stand := 0
	for _, p := range []place{today, overdue, drafts, further} {
		for _, e := range t.places[p] {
			stand += len(e.standing())
		}
	}
	e := &t.say.Essence
	todays := e.Today
	if t.pastToday() {
		todays = e.Soon
	}
	var list []string
	if t.pending() == 0 && len(t.in.Problems) == 0 { // with a problem, who knows?
		list = append(list, e.Nothing)
	}
	for _, c := range []struct {
		count
		n int
	}{
		{e.Problems, len(t.in.Problems)}, {todays, len(t.places[today])}, {e.Overdue, len(t.places[overdue])}, {e.Drafts, stand},
		{e.Yours, len(t.places[yours])}, {e.Waiting, len(t.places[waiting])}, {e.Suspicious, len(t.places[suspicious])},
		{e.Booked, len(t.places[booked])},
	} {
		if c.n > 0 {
			list = append(list, c.of(c.n))
		}
	}
	return list
}

// essence is the whole mail in a few counts, as subject and first line.
func (t *teller) essence() string {
	list := t.counts()
	return strings.Join(list[:min(essenceParts, len(list))], t.say.List)
}

// pastToday reports whether something closes after today that can't wait for the
// next summary.
func (t *teller) pastToday() bool {
	return slices.ContainsFunc(t.places[today], func(e *Entry) bool { return e.Window.Closes.After(t.in.endOfDay()) })
}

// notes are about this summary itself.
func (t *teller) notes() []string {
	var list []string
	if late := t.in.LateBy; late > 0 {
		list = append(list, fill(t.say.Late, "when", t.clock.moment(t.in.Now.Add(-late)), "span", t.clock.span(late)))
	}
	if t.in.Since.IsZero() && len(t.places[lapsed]) > 0 {
		list = append(list, t.say.First)
	}
	return list
}

// foot stands below everything.
func (t *teller) foot() []string {
	var list []string
	f := &t.say.Foot
	if id := t.exampleID(); id != "" {
		list = append(list, fill(f.Commands, "id", id))
	}
	list = append(list, fill(f.Zone, "zone", t.zoneNames()))
	if !t.in.Since.IsZero() {
		list = append(list, fill(f.Last, "when", t.clock.moment(t.in.Since)))
	}
	return append(list, fill(f.Made, "account", clean(t.in.Account, maxName)))
}

// openPlaces are the sections of what waits for an answer, as they are shown.
var openPlaces = []place{today, overdue, drafts, yours, waiting, suspicious}

// pending is how many invitations wait for an answer.
func (t *teller) pending() int {
	n := 0
	for _, p := range openPlaces {
		n += len(t.places[p])
	}
	return n
}

// exampleID is the first invitation that a command could be about.
func (t *teller) exampleID() string {
	for _, p := range openPlaces {
		if len(t.places[p]) > 0 {
			return t.places[p][0].ID
		}
	}
	return ""
}

// zoneNames is the user's zone as they wrote it and as its clocks are called.
func (t *teller) zoneNames() string {
	name, short := t.in.zone().String(), t.clock.zoneName(t.in.Now, t.in.zone())
	if name == short || name == "" || name == "Local" {
		return short
	}
	return name + " (" + short + ")"
}

func (t *teller) problems() section {
	s := section{Name: "problems", Title: t.say.Sections.Problems, Note: t.say.Sections.ProblemsNote}
	for _, p := range t.in.Problems {
		s.Texts = append(s.Texts, fill(t.say.Lines.Problem, "when", t.clock.moment(p.Since), "why", clean(p.Text, maxText)))
	}
	return s
}

// questions are those to ask oneself where nothing is decided (ETIQUETTE D6): of
// any invitation, then of each kind that is undecided.
func (t *teller) questions() section {
	s := section{Name: "questions", Title: t.say.Sections.Questions, Note: t.say.Sections.QuestionsNote}
	kinds := map[detect.Kind]bool{}
	for _, p := range []place{today, overdue, drafts, yours, waiting} {
		for _, e := range t.places[p] {
			if e.undecided() {
				kinds[e.Invitation.Facts.Kind] = true
			}
		}
	}
	if len(kinds) == 0 {
		return s
	}
	s.Texts = slices.Clone(t.say.Questions["any"])
	for _, k := range []detect.Kind{detect.Job, detect.Media, detect.Speaking, detect.Academic} {
		if kinds[k] {
			s.Texts = append(s.Texts, fill(t.say.Lines.Question, "kind", capital(named(t.say.Names.Kind, string(k))),
				"questions", strings.Join(t.say.Questions[string(k)], " ")))
		}
	}
	return s
}

// named is what a word of the configuration or the mail is called.
func named(names map[string]string, word string) string {
	if name := names[word]; name != "" {
		return name
	}
	return clean(word, maxName)
}
