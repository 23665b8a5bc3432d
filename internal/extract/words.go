package extract

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rsvpd/internal/lexicon"
)

// cueKind numbers what a phrase of [extract] marks.
type cueKind int

const (
	beforeCompany cueKind = iota
	beforeClient
	beforeRole
	mayBeforeRole
	afterRole
	beforeTopic
	greeting
	askAvailability
	nobodyReads
	speakerRole
	beforePerson
	beforeInterviewer
	aboutBooking
	anAgency
	writeTo
	offersTime
	sameTime
	answerBy
	accepts
	roleLabel
	yourWork
	titledWord
	besideMatter
	afterCompany
	companyLabel
	passesOn
	postWord
	thatDay
	introduces
	agreedOn
	onThatDay
	firstStage // stages and warnings follow, one number each
)

// words are the compiled [extract] words of one language.
type words struct {
	*nouns
	lang                      *lexicon.Language
	matcher                   *lexicon.Matcher
	lengths                   *lengthFinder
	functions                 map[string]bool
	stops                     map[string]bool
	linking                   map[string]bool // complements
	noTopic                   map[string]bool
	noTopicIn                 map[string]bool
	topicStops                map[string]bool
	relative                  map[string]bool
	within                    map[string]bool
	postLink                  map[string]bool
	negates                   map[string]bool
	rough                     map[string]bool
	aside                     map[string]bool
	then                      map[string]bool
	weekOf                    map[string]bool
	programmes                map[string]bool
	lasting                   globs
	tellers                   globs
	seeks, conjugated         globs
	ours, outlets             globs
	fields, noField           map[string]bool
	manners, them             map[string]bool
	verbs                     map[string]bool
	elsewhere                 globs
	questions                 map[string]bool
	pronouns                  map[string]bool
	hosts                     map[string]bool
	abouts                    map[string]bool
	subordinate, joinsClauses map[string]bool
	opens, reasons            map[string]bool
	dayWords                  map[string]bool // words that name a day: weekdays, months, "tomorrow"
	closings                  []string
	homes                     []*time.Location // where the language is written, the likeliest first
}

// nouns are the words that hold in mail of every language: people and companies
// carry their names, and half of their titles, across the borders.
type nouns struct {
	heads, events, nameNoun           globs
	vague, possessive, article, joins map[string]bool
	legal, noName, together           map[string]bool
	title, courtesy, function         map[string]bool
	postNoun, topicWord               map[string]bool
	institution, goBetween, yours     map[string]bool
}

func newNouns(languages []lexicon.Language) *nouns {
	n := &nouns{}
	lists := []struct {
		into *map[string]bool
		of   func(*lexicon.Extract) []string
	}{
		{&n.vague, func(e *lexicon.Extract) []string { return e.Vague }},
		{&n.possessive, func(e *lexicon.Extract) []string { return e.Possessives }},
		{&n.article, func(e *lexicon.Extract) []string { return e.Articles }},
		{&n.joins, func(e *lexicon.Extract) []string { return e.Joins }},
		{&n.legal, func(e *lexicon.Extract) []string { return e.Legal }},
		{&n.noName, func(e *lexicon.Extract) []string { return e.NoName }},
		{&n.together, func(e *lexicon.Extract) []string { return e.Together }},
		{&n.title, func(e *lexicon.Extract) []string { return e.Titles }},
		{&n.courtesy, func(e *lexicon.Extract) []string { return e.Courtesy }},
		{&n.topicWord, func(e *lexicon.Extract) []string { return e.TopicWords }},
		{&n.postNoun, func(e *lexicon.Extract) []string { return e.PostNouns }},
		{&n.institution, func(e *lexicon.Extract) []string { return e.Institutions }},
		{&n.goBetween, func(e *lexicon.Extract) []string { return e.GoBetweens }},
		{&n.yours, func(e *lexicon.Extract) []string { return e.Yours }},
		{&n.function, func(e *lexicon.Extract) []string { return e.Functions }},
	}
	for _, l := range lists {
		*l.into = map[string]bool{}
		for i := range languages {
			for _, w := range l.of(&languages[i].Extract) {
				(*l.into)[strings.ToLower(w)] = true
			}
		}
	}
	for i := range languages {
		n.heads.add(languages[i].Extract.Heads)
		n.events.add(languages[i].Extract.Events)
		n.nameNoun.add(languages[i].Extract.NameNouns)
	}
	return n
}

func compile(l *lexicon.Language, n *nouns) (*words, error) {
	e := &l.Extract
	w := &words{
		nouns: n, lang: l, closings: e.Closing,
		functions: set(e.Functions), stops: set(e.Stops), linking: set(e.Complements),
		noTopic: set(e.NoTopic), noTopicIn: set(e.NoTopicInside), topicStops: set(e.TopicStops), rough: set(e.Rough), relative: set(e.Relative), within: set(e.Within), postLink: set(e.PostLinks), negates: set(e.Negates), aside: set(e.Aside), then: set(e.Then), weekOf: set(e.WeekOf), programmes: set(e.Programmes),
	}
	w.lasting.add(e.Lasting)
	w.elsewhere.add(e.Elsewhere)
	w.tellers.add(e.Tellers)
	w.seeks.add(e.Seeks)
	w.ours.add(e.Ours)
	w.outlets.add(e.Outlets)
	w.conjugated.add(e.Conjugated)
	w.fields, w.noField = set(e.Fields), set(e.NoField)
	w.manners, w.verbs, w.them = set(e.Manners), set(e.Verbs), set(e.Them)
	w.questions, w.abouts, w.subordinate = set(e.Questions), set(e.Abouts), set(e.Subordinates)
	w.pronouns, w.hosts = set(e.Pronouns), set(e.Hosts)
	w.joinsClauses = set(l.Dates.Words["and"])
	w.opens, w.reasons = set(e.Opens), set(e.Reasons)
	w.dayWords = dayWords(&l.Dates)
	var ps []lexicon.Pattern
	add := func(k cueKind, phrases []string) {
		for _, p := range phrases {
			ps = append(ps, lexicon.Pattern{ID: int(k), Phrase: p})
		}
	}
	add(beforeCompany, e.Company)
	add(beforeClient, e.Client)
	add(beforeRole, e.Role)
	add(mayBeforeRole, e.RoleHint)
	add(afterRole, e.RoleNouns)
	add(beforeTopic, e.Topic)
	add(greeting, e.Greeting)
	add(askAvailability, e.Availability)
	add(nobodyReads, e.Unmonitored)
	add(speakerRole, e.Speaker)
	add(beforePerson, e.Person)
	add(beforeInterviewer, e.Interviewer)
	add(aboutBooking, e.Booking)
	add(anAgency, e.Agency)
	add(writeTo, e.WriteTo)
	add(offersTime, e.Offers)
	add(sameTime, e.SameTime)
	add(answerBy, e.AnswerBy)
	add(accepts, e.Accepts)
	add(roleLabel, e.RoleLabel)
	add(yourWork, e.Works)
	add(titledWord, e.Titled)
	add(besideMatter, e.BesideMatter)
	add(afterCompany, e.Wants)
	add(companyLabel, e.CompanyLabel)
	add(passesOn, e.PassesOn)
	add(postWord, e.PostWords)
	add(thatDay, e.ByThen)
	add(introduces, e.Introduces)
	add(agreedOn, e.Agreed)
	add(onThatDay, e.SameDay)
	for i, s := range e.Stage {
		add(firstStage+cueKind(i), s.Phrases)
	}
	for i, s := range e.Warning {
		add(firstStage+cueKind(len(e.Stage)+i), s.Phrases)
	}
	m, err := lexicon.Compile(ps, l.Sets)
	w.matcher = m
	lengths, lengthErr := lengthsOf(&l.Dates, e)
	w.lengths = lengths
	homes, homeErr := places(e.Homes)
	w.homes = homes
	return w, errors.Join(err, lengthErr, homeErr)
}

// dayWords are the words of times that name a day.
func dayWords(d *lexicon.Dates) map[string]bool {
	out := map[string]bool{}
	for _, lists := range [][][]string{d.Weekdays, d.Months} {
		for _, names := range lists {
			for _, w := range names {
				out[strings.ToLower(w)] = true
			}
		}
	}
	for _, names := range []map[string]int{d.Days, d.Ordinals} {
		for name := range names {
			for _, w := range loose(name) {
				out[w] = true
			}
		}
	}
	for name := range d.TodayPart {
		for _, w := range loose(name) {
			out[w] = true
		}
	}
	return out
}

func set(list []string) map[string]bool {
	s := make(map[string]bool, len(list))
	for _, w := range list {
		s[strings.ToLower(w)] = true
	}
	return s
}

// globs are words with a star at the start, at the end or at both. They are found by
// the bytes beside the star, or by their first ones: the lists are long, and every word
// of a letter is asked for.
type globs struct {
	whole            map[string]bool
	begin, end, part map[string][]string // by the keyed bytes of what is no star
}

// keyed is how many bytes of a glob it is found by.
const keyed = 3

func (g *globs) add(list []string) {
	if g.whole == nil {
		*g = globs{map[string]bool{}, map[string][]string{}, map[string][]string{}, map[string][]string{}}
	}
	for _, w := range list {
		bare := strings.Trim(w, "*")
		first, last := bare[:min(keyed, len(bare))], bare[max(0, len(bare)-keyed):]
		switch {
		case bare == "":
		case strings.HasPrefix(w, "*") && strings.HasSuffix(w, "*"):
			g.part[first] = append(g.part[first], bare)
		case strings.HasPrefix(w, "*"):
			g.end[last] = append(g.end[last], bare)
		case strings.HasSuffix(w, "*"):
			g.begin[first] = append(g.begin[first], bare)
		default:
			g.whole[w] = true
		}
	}
}

func (g *globs) has(low string) bool {
	if g.whole[low] {
		return true
	}
	for n := 1; n <= min(keyed, len(low)); n++ {
		if slices.ContainsFunc(g.begin[low[:n]], func(s string) bool { return strings.HasPrefix(low, s) }) ||
			slices.ContainsFunc(g.end[low[len(low)-n:]], func(s string) bool { return strings.HasSuffix(low, s) }) {
			return true
		}
	}
	for i := range low {
		if len(g.part) == 0 {
			break
		}
		for n := 1; n <= min(keyed, len(low)-i); n++ {
			if slices.ContainsFunc(g.part[low[i:i+n]], func(s string) bool { return strings.HasPrefix(low[i:], s) }) {
				return true
			}
		}
	}
	return false
}

// occupation reports whether a word names one: "Engineer", "Projektleiterin",
// "Lecturer/Researcher".
func (n *nouns) occupation(word string) bool {
	for part := range strings.FieldsFuncSeq(strings.ToLower(word), func(r rune) bool { return strings.ContainsRune("/-*:’'·", r) }) {
		if n.heads.has(part) {
			return true
		}
	}
	return n.heads.has(strings.ToLower(word))
}

// place is where a phrase of [extract] stands.
type place struct {
	kind       cueKind
	start, end int
}

func (w *words) find(text string) []place {
	var out []place
	w.matcher.Find(text, func(m lexicon.Match) { out = append(out, place{cueKind(m.ID), m.Start, m.End}) })
	return out
}

func wrong(l *lexicon.Language, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("lang/%s.toml: [extract] %w", l.Code, err)
}
