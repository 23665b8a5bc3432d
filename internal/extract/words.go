package extract

import (
	"strings"

	"rsvpd/internal/lexicon"
)

// cueKind numbers what a phrase of [extract] marks.
type cueKind int

const (
	beforeCompany cueKind = iota
	beforeClient
	beforeRole
	afterRole
	beforeTopic
	greeting
	askAvailability
	nobodyReads
	speakerRole
	beforePerson
	firstStage // stages and warnings follow, one number each
)

// words are the compiled [extract] words of one language.
type words struct {
	lang      *lexicon.Language
	matcher   *lexicon.Matcher
	functions map[string]bool
	legal     map[string]bool
	stops     map[string]bool
	closings  []string
}

func compile(l *lexicon.Language) (*words, error) {
	e := &l.Extract
	w := &words{lang: l, functions: set(e.Functions), legal: set(e.Legal), stops: set(e.Stops), closings: e.Closing}
	var ps []lexicon.Pattern
	add := func(k cueKind, phrases []string) {
		for _, p := range phrases {
			ps = append(ps, lexicon.Pattern{ID: int(k), Phrase: p})
		}
	}
	add(beforeCompany, e.Company)
	add(beforeClient, e.Client)
	add(beforeRole, e.Role)
	add(afterRole, e.RoleNouns)
	add(beforeTopic, e.Topic)
	add(greeting, e.Greeting)
	add(askAvailability, e.Availability)
	add(nobodyReads, e.Unmonitored)
	add(speakerRole, e.Speaker)
	add(beforePerson, e.Person)
	for i, s := range e.Stage {
		add(firstStage+cueKind(i), s.Phrases)
	}
	for i, s := range e.Warning {
		add(firstStage+cueKind(len(e.Stage)+i), s.Phrases)
	}
	m, err := lexicon.Compile(ps, l.Sets)
	w.matcher = m
	return w, err
}

func set(list []string) map[string]bool {
	s := make(map[string]bool, len(list))
	for _, w := range list {
		s[strings.ToLower(w)] = true
	}
	return s
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
