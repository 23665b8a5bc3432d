package extract_test

import (
	"os"
	"sync"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
	"rsvpd/internal/message"
	"rsvpd/internal/when"
)

// chain is parser, detector and extractor on the data that ships.
type chain struct {
	parser    *message.Parser
	detector  *detect.Detector
	extractor *extract.Extractor
}

// newChain is the one chain of all tests: it is safe for concurrent use.
func newChain(tb testing.TB) *chain {
	tb.Helper()
	c, err := built()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

var built = sync.OnceValues(func() (*chain, error) {
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		return nil, err
	}
	var letters []lexicon.Letter
	for _, l := range lex.Languages {
		letters = append(letters, l.Letter)
	}
	times, err := when.New(lex.Languages)
	if err != nil {
		return nil, err
	}
	d, err := detect.New(lex, times)
	if err != nil {
		return nil, err
	}
	x, err := extract.New(lex, times)
	if err != nil {
		return nil, err
	}
	return &chain{message.NewParser(letters), d, x}, nil
})

func (c *chain) read(mail string) (detect.Verdict, extract.Facts) {
	m := c.parser.Parse([]byte(mail), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	v := c.detector.Read(m, detect.Context{Me: []string{"sam@example.com"}})
	return v, c.extractor.Facts(m, v, extract.Context{Me: []string{"sam@example.com"}})
}

const head = "To: Sam <sam@example.com>\nDate: Mon, 02 Mar 2026 09:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n"

// TestFacts: what mails of each kind say, and what they do not say.
func TestFacts(t *testing.T) {
	c := newChain(t)
	tests := []struct {
		name, mail                      string
		company, role, contact, replyTo string
		form                            extract.Form
		stage                           extract.Stage
		slots                           []string
		deadline                        string
		greeting                        string
	}{
		{
			name:    "times, domain spelt out in the signature",
			mail:    "From: Siobhan Marsh <smarsh@glen-optics.example.com>\nSubject: Your application\n\nHi Sam,\n\nThank you for your application for the QA Associate position. We would like to invite you to a first interview. We can offer Tuesday 10 March at 10:00 or Thursday 12 March at 14:30. Please tell us by Friday which one works for you.\n\nKind regards,\nSiobhán Marsh\nGlen Optics\n",
			company: "Glen Optics", role: "QA Associate", contact: "Siobhan Marsh", replyTo: "smarsh@glen-optics.example.com",
			form: extract.Times, stage: extract.First, slots: []string{"2026-03-10T10:00:00+01:00", "2026-03-12T14:30:00+01:00"}, deadline: "2026-03-06T17:00:00+01:00", greeting: "Hi Sam",
		},
		{
			name:    "a portal: the employer, not the system; nobody to answer",
			mail:    "From: Tidewell Energy Hiring Team <no-reply@us.greenhouse-mail.io>\nSubject: Next steps\n\nHi Sam,\n\nThank you for applying for the Yard Planner position at Tidewell Energy. Please choose a time for your phone screen:\nhttps://app.greenhouse.io/availability/3f9c\n\nPlease do not reply.\n",
			company: "Tidewell Energy", role: "Yard Planner", form: extract.Booking, stage: extract.Screen, greeting: "Hi Sam",
		},
		{
			name:    "an agency: the client is the company",
			mail:    "From: Bea Holm <bea@lantern-people.example.net>\nSubject: Interview\n\nDear Sam,\n\nOur client, Harrow Marine, would like to meet you for the role of dispatch lead. When are you free next week?\n\nBest,\nBea\n",
			company: "Harrow Marine", role: "dispatch lead", contact: "Bea Holm", replyTo: "bea@lantern-people.example.net", form: extract.Availability, stage: "", greeting: "Dear Sam",
		},
		{
			name: "freemail names no company",
			mail: "From: Jo Brand <jo.brand@gmail.com>\nSubject: Interview\n\nHi Sam,\n\nI would like to interview you for the gardener job. When are you free?\n\nJo\n",
			role: "gardener", contact: "Jo Brand", replyTo: "jo.brand@gmail.com", form: extract.Availability, greeting: "Hi Sam",
		},
		{
			name:    "a journalist: the topic is the role",
			mail:    "From: Oona Fairley <oona@harbourgazette.example.org>\nSubject: Question\n\nDear Sam,\n\nI'm writing a feature for The Harbour Gazette about ferries that run empty. I'd be grateful for a conversation, on the record. When could you spare half an hour?\n\nOona Fairley\n",
			company: "The Harbour Gazette", role: "ferries that run empty", contact: "Oona Fairley", replyTo: "oona@harbourgazette.example.org", form: extract.Availability, greeting: "Dear Sam",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v, f := c.read(head + tt.mail)
			if v.Category != detect.Invitation {
				t.Fatalf("read as %s", v.Category)
			}
			equal(t, "company", f.Company, tt.company)
			equal(t, "role", f.Role, tt.role)
			equal(t, "contact", f.Contact.Name, tt.contact)
			replyTo := ""
			if f.ReplyTo != nil {
				replyTo = f.ReplyTo.Address
			}
			equal(t, "reply to", replyTo, tt.replyTo)
			equal(t, "form", f.Form, tt.form)
			equal(t, "stage", f.Stage, tt.stage)
			equal(t, "greeting", f.Greeting, tt.greeting)
			if len(f.Slots) != len(tt.slots) {
				t.Errorf("slots %+v, want %v", f.Slots, tt.slots)
			} else {
				for i, s := range f.Slots {
					equal(t, "slot", s.Start.Format(time.RFC3339), tt.slots[i])
				}
			}
			deadline := ""
			if f.Deadline != nil {
				deadline = f.Deadline.At.Format(time.RFC3339)
			}
			equal(t, "deadline", deadline, tt.deadline)
			if len(f.Suspicious) > 0 {
				t.Errorf("suspicious: %v", f.Suspicious)
			}
		})
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestSuspicious(t *testing.T) {
	c := newChain(t)
	const text = "Subject: Interview\n\nDear Sam,\n\nWe would like to invite you to an interview for the clerk position. When are you free?\n\n"
	for name, mail := range map[string]string{
		"answers go to freemail": "From: Bank <hr@bank.example.com>\nReply-To: bank.hiring@gmail.com\n" + text,
		"dmarc failed":           "From: Bank <hr@bank.example.com>\nAuthentication-Results: mx.example.com; dmarc=fail\n" + text,
		"look-alike domain":      "From: Bank <hr@xn--bnk-5na.example.com>\n" + text,
		"chat app":               "From: Bank <hr@bank.example.com>\n" + text + "Contact our manager on Telegram to start.\n",
		"money":                  "From: Bank <hr@bank.example.com>\n" + text + "A training fee is due before the interview.\n",
	} {
		if _, f := c.read(head + mail); len(f.Suspicious) != 1 {
			t.Errorf("%s: %v", name, f.Suspicious)
		}
	}
}

// TestCalendar: a calendar request is the slot, and its identity is kept.
func TestCalendar(t *testing.T) {
	c := newChain(t)
	mail := "From: Gale Stone <gale@luxhill.example.com>\nTo: sam@example.com\nDate: Mon, 02 Mar 2026 09:00:00 +0100\nSubject: Invitation: Interview Sam / Luxhill\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n" +
		"--b\nContent-Type: text/plain\n\nDear Sam,\n\nPlease find here our interview for the analyst position.\n\nGale Stone\n" +
		"--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:42@luxhill\nSEQUENCE:1\nDTSTART:20260310T100000Z\nDTEND:20260310T104500Z\nORGANIZER;CN=Gale Stone:mailto:gale@luxhill.example.com\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:sam@example.com\nEND:VEVENT\nEND:VCALENDAR\n--b--\n"
	v, f := c.read(mail)
	equal(t, "category", v.Category, detect.Invitation)
	equal(t, "form", f.Form, extract.Calendar)
	equal(t, "uid", f.Event, extract.Event{
		UID: "42@luxhill", Sequence: 1, Method: "REQUEST",
		Organizer: message.Address{Name: "Gale Stone", Address: "gale@luxhill.example.com"},
	})
	if len(f.Slots) != 1 || !f.Slots[0].Start.Equal(time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC)) || f.Slots[0].ZoneSource != when.ZoneCalendar {
		t.Errorf("slots %+v", f.Slots)
	}
}

func FuzzFacts(f *testing.F) {
	c := newChain(f)
	f.Add(head + "From: Jo (x) <jo@a.example.com>\nSubject: Interview - Cook, A\n\nHi Sam,\nwe invite you to an interview for the position of cook at \"Ä & Ö\", by Friday.\nBest,\nJo\n")
	langs := []string{"en", "de", "fr", "es", "it", "nl", "pt"}
	f.Add(head + "From: Ä <ä@x.example.com>\nCc: Jo Park <jo@x.example.com>\nSubject: PhD «Sel» – Mar. 9, 10\n\nwrite to Jo Park (jo@x.example.com) by Mar, at the same time: the PhD on „ice“ takes 1 hour 15 minutes. Topic: ?\n")
	f.Add("From: \"B, A\" <a@b>\n\nDear\n\n-- \nA | B @ C\n")
	f.Fuzz(func(t *testing.T, mail string) {
		m := c.parser.Parse([]byte(mail), time.Time{})
		for _, cat := range []detect.Category{detect.Invitation, detect.Offer} {
			for _, kind := range []detect.Kind{detect.Job, detect.Speaking, detect.Media, detect.Academic} {
				facts := c.extractor.Facts(m, detect.Verdict{Category: cat, Kind: kind, Lang: langs[len(mail)%len(langs)]}, extract.Context{})
				if facts.ReplyTo != nil && facts.ReplyTo.Address == "" {
					t.Error("an answer to nobody")
				}
			}
		}
	})
}

func BenchmarkFacts(b *testing.B) {
	c := newChain(b)
	m := c.parser.Parse([]byte("From: Una Bright <una@pinewood.example.com>\nTo: sam@example.com\nDate: Mon, 02 Mar 2026 09:00:00 +0100\nSubject: Interview at Pinewood\n\n"+
		"Dear Sam,\n\nThank you for your application. We would like to invite you to an interview of 45 minutes for the carpenter position at Pinewood Joinery.\n"+
		"Would Tuesday 10 March at 10:00 or Thursday 12 March at 14:00 suit you? Please let us know by Friday.\n\nKind regards,\nUna Bright\nWorkshop manager\n"), time.Time{})
	v := c.detector.Read(m, detect.Context{})
	if v.Category != detect.Invitation {
		b.Fatalf("read as %s", v.Category)
	}
	b.ReportAllocs()
	for b.Loop() {
		c.extractor.Facts(m, v, extract.Context{})
	}
}
