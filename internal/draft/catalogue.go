package draft

import (
	"fmt"
	"iter"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// Reasons are those of the configuration, by action; the empty one is none.
var (
	DeclineReasons = []string{
		"", "none", "accepted-offer", "staying", "direction", "not-a-fit", "differs", "compensation", "relocation", "commute", "visa",
		"timezone", "schedule", "on-site", "overqualified", "personal", "interest", "current-job", "values",
	}
	RescheduleReasons = []string{"", "none", "conflict", "other-process", "preparation"}
	Conditions        = []string{"", "pay", "remote", "hours", "location", "title"}
)

// Catalogue yields every combination of what a draft depends on, under a name
// that says it, in the languages named (all when none is): the cases that the
// texts must stand up to. The same cases come in the same order each time.
func (w *Writer) Catalogue(languages ...string) iter.Seq2[string, Input] {
	if len(languages) == 0 {
		languages = w.Languages()
	}
	return func(yield func(string, Input) bool) {
		for _, code := range languages {
			if w.languages[code] != nil && !w.named(code).catalogue(yield) {
				return
			}
		}
	}
}

// catalogue reports whether more is wanted.
func (l *language) catalogue(yield func(string, Input) bool) bool {
	all, err := l.samples()
	if err != nil { // Parse has tried them
		panic("draft: samples that were said to be tested are wrong: " + err.Error())
	}
	n := 0
	for _, base := range bases() {
		samples := all[base.kind]
		for _, c := range casesOf(base) {
			s := &samples[n%len(samples)]
			in := base.input(l.code, s, n)
			c.apply(&in, s)
			n++
			if !yield(l.code+" "+base.name+" "+c.name, in) {
				return false
			}
		}
	}
	return true
}

// base is an invitation without a decision.
type base struct {
	name  string
	kind  detect.Kind
	form  extract.Form
	facts factSet
}

// factSet is one way for facts to be known or missing.
type factSet struct {
	name  string
	strip func(*extract.Facts, *sample)
	whole bool // meets every circumstance; the others meet the plain case and lateness
}

var factSets = []factSet{
	{"all facts", func(*extract.Facts, *sample) {}, true},
	{"no role", func(f *extract.Facts, _ *sample) { f.Role = "" }, false},
	{"no company", func(f *extract.Facts, _ *sample) { f.Company, f.Program = "", "" }, false},
	{"no contact", func(f *extract.Facts, _ *sample) { f.Contact.Name = "" }, false},
	{"own program", func(f *extract.Facts, s *sample) { f.Program = s.Program }, false},
	{"blanks of a form", func(f *extract.Facts, _ *sample) {
		f.Role, f.Company, f.Contact.Name = "[Job Title]", "{{company}}", "Recruiter Name"
	}, false},
	{"no facts", func(f *extract.Facts, _ *sample) {
		*f = extract.Facts{Kind: f.Kind, Form: f.Form, Lang: f.Lang, ReplyTo: f.ReplyTo, Slots: f.Slots}
	}, true},
}

func bases() []base {
	var list []base
	for _, kind := range kinds {
		for _, form := range []extract.Form{extract.Calendar, extract.Times, extract.Availability, extract.Booking, extract.Open} {
			for _, facts := range factSets {
				name := fmt.Sprintf("%s %s, %s:", kind, form, facts.name)
				list = append(list, base{name, kind, form, facts})
			}
		}
	}
	return list
}

// catalogueNow is when the drafts of the catalogue are written: a Monday.
var catalogueNow = time.Date(2026, 3, 2, 10, 30, 0, 0, time.UTC)

// input is the n-th case on this base, still undecided.
func (b base) input(lang string, s *sample, n int) Input {
	address := "dana.ferrer@mail.example.org"
	f := extract.Facts{
		Kind: b.kind, Form: b.form, Lang: lang, Company: s.Company, Role: s.Role,
		Contact: message.Address{Name: s.Contact, Address: address}, Interviewer: s.Interviewer,
		ReplyTo: &message.Address{Address: address}, Greeting: s.Greeting,
		Zone: catalogueZones[n%len(catalogueZones)],
	}
	if b.form == extract.Times || b.form == extract.Calendar {
		f.Slots = []extract.Slot{sampleSlot(6), sampleSlot(7)}[:1+n%2]
	}
	b.facts.strip(&f, s)
	ask := thread.Mail{
		Identity:  fmt.Sprintf("ask-%d@mail.example.org", n),
		MessageID: fmt.Sprintf("ask-%d@mail.example.org", n),
		Subject:   "Your conversation with us",
		From:      message.Address{Name: s.Contact, Address: address},
		Invited:   message.Address{Name: "Sam Rivera", Address: "sam@rivera.example.com"},
		Received:  catalogueNow.AddDate(0, 0, -1), Date: catalogueNow.AddDate(0, 0, -1),
		Category: detect.Invitation, Facts: f, Text: s.Text,
	}
	return Input{
		Invitation: thread.Invitation{
			Key: thread.Key("sam@rivera.example.com", ask.Identity, "", 0), Account: "sam@rivera.example.com",
			First: ask, Ask: ask, Facts: f, State: thread.Waiting, Opened: ask.Received,
		},
		Me:   Me{Name: "Sam Rivera", Phone: "+44 20 7946 0958"},
		Zone: catalogueHome, Now: catalogueNow, Tone: []string{"", "warm", "formal"}[n%3], Quote: n%2 == 0,
	}
}

// catalogueZones are the inviters': known and not, near and across the date line.
var catalogueZones = []string{"", "Europe/London", "America/New_York", "Asia/Tokyo", "Asia/Kolkata", "+02:00", "Pacific/Auckland"}

var catalogueHome = time.UTC

func sampleSlot(day int) extract.Slot {
	start := time.Date(2026, 3, day, 15, 0, 0, 0, time.UTC)
	return extract.Slot{Start: start, End: start.Add(30 * time.Minute), Certain: true}
}
