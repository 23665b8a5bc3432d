package draft

import (
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
)

func TestGreeting(t *testing.T) {
	l := writer(t).language("en")
	home := zoneOf(t, "America/New_York")
	for _, c := range []struct {
		contact, theirs, zone, tone, company string
		kind                                 detect.Kind
		want                                 string
	}{
		{"Dana Ferrer", "Hi Sam,", "", "", "", detect.Job, "Hi Dana,"},
		{"Dana Ferrer", "Hey there Sam", "America/Chicago", "", "", detect.Job, "Hi Dana,"},
		{"Dana Ferrer", "Hello Sam,", "", "", "", detect.Job, "Hello Dana,"},
		{"Dana Ferrer", "Good morning Sam,", "", "", "", detect.Job, "Hello Dana,"},
		{"Dana Ferrer", "Dear Sam,", "", "", "", detect.Job, "Dear Dana,"},
		{"Dana Ferrer", "", "", "", "", detect.Job, "Hello Dana,"},
		{"Dana Ferrer", "Hi Sam,", "Europe/Berlin", "", "", detect.Job, "Hello Dana,"},
		{"Dana Ferrer", "Hello Sam,", "Europe/Berlin", "", "", detect.Job, "Dear Dana,"},
		{"Dana Ferrer", "Dear Sam,", "Europe/Berlin", "", "", detect.Job, "Dear Dana Ferrer,"},
		{"Dana Ferrer", "Hi Sam,", "+05:30", "", "", detect.Job, "Hi Dana,"},
		{"Dana Ferrer", "Dear Mr Rivera,", "", "", "", detect.Job, "Dear Dana Ferrer,"},
		{"Ms Dana Ferrer", "Dear Mr Rivera,", "", "", "", detect.Job, "Dear Ms Ferrer,"},
		{"Prof. Dr. Lars Eide", "Dear Dr. Rivera,", "", "", "", detect.Academic, "Dear Dr. Eide,"},
		{"Dr Lars Eide", "Hi Sam,", "", "", "", detect.Academic, "Hi Lars,"},
		{"Dana Ferrer", "Hi Sam,", "", "formal", "", detect.Job, "Dear Dana Ferrer,"},
		{"Dana Ferrer", "Dear Mr Rivera,", "", "warm", "", detect.Job, "Hello Dana,"},
		{"Ferrer, Dana", "Hi Sam", "", "", "", detect.Job, "Hi Dana,"},
		{"Dana Ferrer, MA", "Hi Sam", "", "", "", detect.Job, "Hi Dana,"},
		{"DANA FERRER", "Hi Sam", "", "", "", detect.Job, "Hi Dana,"},
		{"dana", "hi sam", "", "", "", detect.Job, "Hi Dana,"},
		{"J. Ferrer", "Hi Sam", "", "", "", detect.Job, "Hi J. Ferrer,"},
		{"JP Okafor", "Hi Sam", "", "", "", detect.Job, "Hi JP,"},
		{"Dana Ferrer (Kestrel)", "Hi Sam", "", "", "", detect.Job, "Hi Dana,"},
		{"Mei-Ling Tan", "Hi Sam", "", "", "", detect.Job, "Hi Mei-Ling,"},
		{"Talent Team", "Hi Sam", "", "", "Kestrel", detect.Job, "Hello,"},
		{"Talent Team", "Dear Sam", "", "", "Kestrel", detect.Job, "Dear Kestrel team,"},
		{"Kestrel", "Dear Sam", "", "", "Kestrel", detect.Job, "Dear Kestrel team,"},
		{"", "Dear Sam", "", "", "", detect.Job, "Dear hiring team,"},
		{"", "Dear Sam", "", "", "", detect.Media, "Hello,"},
		{"", "Dear Sam", "", "", "The Coastal Times", detect.Media, "Dear Coastal Times team,"},
		{"[Recruiter Name]", "Hi Sam", "", "", "", detect.Job, "Hello,"},
	} {
		in := Input{Zone: home, Tone: c.tone}
		in.Invitation.Facts = extract.Facts{Kind: c.kind, Company: c.company, Greeting: c.theirs, Zone: c.zone, Contact: message.Address{Name: c.contact}}
		if got := l.greeting(&in, false); got != c.want {
			t.Errorf("%q to %q from %q: %q, want %q", c.theirs, c.contact, c.zone, got, c.want)
		}
	}
}

func TestFacts(t *testing.T) {
	w := writer(t).language("en").words
	for _, c := range []struct {
		what, in, want string
		f              func(string) string
	}{
		{"role", "Data Analyst", "Data Analyst role", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "the Maths Teacher position", "Maths Teacher position", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "Internship in Design", "Internship in Design", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "Engineer, Platform", "role of Engineer, Platform", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "[Job Title]", "", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "🚀 Growth Lead!", "Growth Lead role", func(s string) string { return w.post(detect.Job, s) }},
		{"role", "postdoc", "postdoc position", func(s string) string { return w.post(detect.Academic, s) }},
		{"topic", "your work on bells", "my work on bells", func(s string) string { return w.topic(s, "") }},
		{"topic", "The price of bread", "the price of bread", func(s string) string { return w.topic(s, "") }},
		{"topic", "roster solver", "my roster solver", func(s string) string { return w.topic(s, "a talk about your roster solver?") }},
		{"topic", "what we do here", "", func(s string) string { return w.topic(s, "") }},
		{"topic", "“Boring on purpose", "“Boring on purpose”", func(s string) string { return w.topic(s, "") }},
		{"topic", "Boring on purpose", "“Boring on purpose”", func(s string) string { return w.topic(s, "Our theme is “Boring on purpose”, as ever.") }},
		{"topic", "Quiet boats", "“Quiet boats”", func(s string) string { return w.topic(s, "Quiet boats are here. \"Quiet boats?\" is the title.") }},
		{"topic", "session chair", "", func(s string) string { return w.topic(s, "") }},
		{"company", "TBD", "", w.company},
		{"company", "Kestrel\r\n Freight", "Kestrel Freight", w.company},
		{"company", "שלום בע״מ", "שלום בע״מ", w.company},
		{"called", "University of Thornbury", "the University of Thornbury", w.called},
		{"called", "Philadelphia Systems Meetup", "the Philadelphia Systems Meetup", w.called},
		{"called", "The Harborview Forum", "The Harborview Forum", w.called},
		{"called", "Thornbury University", "Thornbury University", w.called},
		{"called", "Council Bluffs Freight", "Council Bluffs Freight", w.called},
		{"called", "", "", w.called},
		{"note", "Three days on site.", "three days on site", w.note},
		{"referral", "Mara Lind <mara@lind.example.net>", "Mara Lind (mara@lind.example.net)", referral},
	} {
		if got := c.f(c.in); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.what, c.in, got, c.want)
		}
	}
	if got := w.cutCompany("Data Analyst at Kestrel Freight", "Kestrel Freight"); got != "Data Analyst" {
		t.Errorf("cutCompany: %q", got)
	}
}
