package extract_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// facts takes the facts of an invitation of that kind and language; who writes
// it stands in from, and the date is Monday, 2 March 2026, in Berlin.
func (c *chain) facts(kind detect.Kind, lang, from, subject, text string) extract.Facts {
	mail := head + "From: " + from + "\nSubject: " + subject + "\n\n" + text + "\n"
	m := c.parser.Parse([]byte(mail), time.Time{})
	return c.extractor.Facts(m, detect.Verdict{Category: detect.Invitation, Kind: kind, Lang: lang}, extract.Context{})
}

const somebody = "Ana Berg <ana.berg@gmail.com>"

// TestRole: what is a role, and what only stands where one might.
func TestRole(t *testing.T) {
	c := newChain(t)
	tests := []struct{ lang, subject, text, want string }{
		{"en", "Interview", "We would like to interview you for the role of Harbour Pilot at Luxhill.", "Harbour Pilot"},
		{"en", "Interview", "Your application for the position of\nSenior Data Platform Engineer was a pleasure to read.", "Senior Data Platform Engineer"},
		{"en", "Interview", "Thank you for applying. We would like to meet you and your work about the Edge Platform\nEngineer position next week.", "Edge Platform Engineer"},
		{"en", "Interview", "Your application for Database Reliability Engineer reached me yesterday.", "Database Reliability Engineer"},
		{"en", "Interview", "An interview for the Staff Software Engineer, Tile Serving role is next.", "Staff Software Engineer, Tile Serving"},
		{"en", "Interview", "You were selected to interview for the position of R-20418 Site Reliability Engineer III at Castellan.", "Site Reliability Engineer III"},
		{"en", "Interview", "We invite you for the Backend Engineer (Storage) role at Fjordlight.", "Backend Engineer (Storage)"},
		{"en", "Interview for Backend Engineer (Storage)", "We invite you for the Backend Engineer (Storage) role at Fjordlight.", "Backend Engineer (Storage)"},
		{"en", "Interview", "They want to interview you for the Lead SRE role (remote).", "Lead SRE"},
		{"en", "Interview", "Position: Head of Platform\nLocation: Leeds", "Head of Platform"},
		{"en", "Interview", "Please come for the post of Director of Finance, as agreed.", "Director of Finance"},
		{"en", "Interview", "Our client wants to see you for the role of dispatch lead.", "dispatch lead"},
		{"en", "Interview", "Come and see us for the gardener job.", "gardener"},
		{"en", "Interview", "You progressed to the next stage for Risk Analyst II (R-104482).", "Risk Analyst II"},
		{"en", "Interview", "We are hiring a Night Nurse and liked your letter.", "Night Nurse"},
		{"en", "Interview", "Would you talk with us about the IT Infrastructure Analyst vacancy?", "IT Infrastructure Analyst"},
		{"en", "Interview", "The Customer Success position is still open; can we talk?", "Customer Success"},
		{"en", "Interview - Build Engineer - Luxhill", "Can we talk on Tuesday?", "Build Engineer"},
		{"en", "Interview for Backend Engineer at Fjordlight", "Can we talk on Tuesday?", "Backend Engineer"},
		{"en", "Lead SRE with a climate start-up - interview", "Can we talk on Tuesday?", "Lead SRE"},
		{"en", "Next step: Staff Reliability Engineer at Tallgrass Systems", "Can we talk on Tuesday?", "Staff Reliability Engineer"},
		{"en", "Windrose / Data Steward / first conversation", "Can we talk on Tuesday?", "Data Steward"},
		{"en", "City of Ashgrove - Interview - IT Analyst (Job #26-118)", "Can we talk?", "IT Analyst"},
		{"en", "Sam, let's talk about Narrative Designer", "Can we talk on Tuesday?", "Narrative Designer"},
		{"de", "Einladung", "vielen Dank für Ihre Bewerbung als Projektleiterin (m/w/d) bei uns.", "Projektleiterin"},
		{"de", "Einladung", "wir möchten Sie für die Stelle als Referentin für Öffentlichkeitsarbeit kennenlernen.", "Referentin für Öffentlichkeitsarbeit"},
		{"de", "Einladung: Gespräch - Systemarchitekt", "wann passt es Ihnen?", "Systemarchitekt"},
		{"fr", "Entretien", "Votre candidature au poste de développeur principal nous a plu.", "développeur principal"},
		{"fr", "Entretien", "Suite à votre candidature au poste de chargée de communication, nous aimerions vous rencontrer.", "chargée de communication"},
		{"es", "Entrevista", "Nos gustaría hablar contigo sobre el puesto de ingeniera de datos.", "ingeniera de datos"},
		{"it", "Colloquio", "La invitiamo a un colloquio per la posizione di addetta alla logistica.", "addetta alla logistica"},
		{"nl", "Gesprek", "Je solliciteerde op de functie van beleidsmedewerker, en we nodigen je graag uit.", "beleidsmedewerker"},
		{"pt", "Entrevista", "Obrigado pela candidatura à vaga de gestor(a) de frota.", "gestor(a) de frota"},

		{"en", "Interview", "This confirms your interview for the agreed role.", ""},
		{"en", "Interview", "We would like to talk about the 60 minutes we have.", ""},
		{"en", "Interview", "The position of the advertised vacancy is filled from outside.", ""},
		{"en", "Final round", "We invite you to the final round: a panel with two colleagues.", ""},
		{"en", "Your interview at Fjordlight", "Can we talk on Tuesday?", ""},
		{"en", "Interview", "Your sample with the lighthouse keeper made us laugh. When are you free?", ""},
		{"en", "Interview", "The role: to be discussed.", ""},
		{"en", "Interview", "You are now at the Hiring Manager stage of the process.", ""},
		{"en", "Interview with Ana Berg", "Can we talk about the 2nd interview?", ""},
		{"de", "Einladung", "wir laden Sie zum zweiten Gespräch für die ausgeschriebene Stelle ein.", ""},
		{"fr", "Entretien", "Nous vous invitons à un entretien pour le poste proposé.", ""},
		{"es", "Entrevista", "Te invitamos a la segunda entrevista para el puesto.", ""},
	}
	for _, tt := range tests {
		f := c.facts(detect.Job, tt.lang, somebody, tt.subject, "Sam,\n\n"+tt.text)
		if f.Role != tt.want {
			t.Errorf("%s | %s: role %q, want %q", tt.subject, tt.text, f.Role, tt.want)
		}
	}
}

// TestTopic: what a conversation or talk is about, where it is said in a few words.
func TestTopic(t *testing.T) {
	c := newChain(t)
	tests := []struct {
		kind             detect.Kind
		lang, text, want string
	}{
		{detect.Speaking, "en", "Our theme is “Boring on purpose”, and we thought of you.", "Boring on purpose"},
		{detect.Speaking, "en", "Would you give a talk titled \"Ferries at night\"?", "Ferries at night"},
		{detect.Speaking, "en", "Would you give a talk on the design of lock gates next month?", "the design of lock gates"},
		{detect.Speaking, "en", "We would love a webinar on resilient backups.", "resilient backups"},
		{detect.Media, "en", "I'm writing a feature about ferries that run empty.", "ferries that run empty"},
		{detect.Media, "de", "Ich arbeite an einem Beitrag über die Sanierung alter Brücken.", "die Sanierung alter Brücken"},
		{detect.Media, "nl", "We maken een item over het uitzetten van zeegras.", "het uitzetten van zeegras"},
		{detect.Media, "fr", "Je prépare un reportage sur les phares bretons.", "les phares bretons"},

		{detect.Media, "en", "I host a podcast about people who keep old systems alive.", ""},
		{detect.Media, "en", "We would like to interview you on camera next week about whether cats should vote.", ""},
		{detect.Media, "en", "I'd love to talk about how it came to be.", ""},
		{detect.Media, "en", "Could we talk about it on Friday?", ""},
		{detect.Speaking, "en", "Would you speak on Thursday?", ""},
		{detect.Speaking, "en", "Our theme is “Boring on purpose and several of us thought of you at once.", ""},
	}
	for _, tt := range tests {
		if f := c.facts(tt.kind, tt.lang, somebody, "Request", "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s: topic %q, want %q", tt.text, f.Role, tt.want)
		}
	}
}

// TestCompany: the name as they write it; no person, no carrier, no half of a name.
func TestCompany(t *testing.T) {
	c := newChain(t)
	tests := []struct{ name, from, subject, text, want string }{
		{"domain in the letter", "Ana Berg <ana@petitvelo.example.com>", "Interview", "We build bikes at Petit Vélo. When are you free?", "Petit Vélo"},
		{"and for &", "Desk <desk@rowanandgray.example.com>", "Interview", "When are you free?\n\nRowan & Gray", "Rowan & Gray"},
		{"noun behind", "Ana Berg <ana@halden.example.com>", "Interview", "When are you free?\n\nAna Berg\nRecruiter, Halden Labs", "Halden Labs"},
		{"noun before", "Ana Berg <ana@thornbury.example.org>", "Seminar", "I teach at the University of Thornbury. When are you free?", "University of Thornbury"},
		{"cut short", "Ana <ana@skyradionet.example.com>", "Programme", "When are you free?\n\nSky Radio Network", "Sky Radio Network"},
		{"noun at the end of a domain", "Ana Berg <ana@haldenrobotics.example.com>", "Interview", "When are you free?", "Halden Robotics"},
		{"bare domain", "Ana Berg <ana@windrose.example.com>", "Interview", "When are you free?", "Windrose"},
		{"after position at", somebody, "Interview", "Thank you for applying for the position at Kessel & Wolff. When are you free?", "Kessel & Wolff"},
		{"client", "Ana Berg <ana@lantern-people.example.net>", "Interview", "My client Verdance wants to meet you.", "Verdance"},
		{"display", "Tidewell Energy Hiring Team <no-reply@us.greenhouse-mail.io>", "Interview", "When are you free?", "Tidewell Energy"},
		{"person in brackets", "\"Yusuf Demir (Windrose)\" <yusuf@gmail.com>", "Interview", "When are you free?", "Windrose"},

		{"interviewer", somebody, "Interview", "The next step is a technical interview with Theo Almasi from our storage team.", ""},
		{"freemail", somebody, "Interview", "When are you free?", ""},
		{"two names in a domain", "Hugh <hugh@penroseandco.example.com>", "Interview", "When are you free?", ""},
		{"long domain", "Ana Berg <ana@thelongestharbourofall.example.com>", "Interview", "When are you free?", ""},
		{"university's abbreviation", "Ana Berg <ana@utx.example.edu>", "Interview", "When are you free?", ""},
		{"contact", "Ana Berg <ana.berg@gmail.com>", "Interview at Ana Berg", "When are you free?\n\nAna Berg", ""},
		{"carrier", "Greenhouse <no-reply@us.greenhouse-mail.io>", "Interview", "When are you free?", ""},
	}
	for _, tt := range tests {
		if f := c.facts(detect.Job, "en", tt.from, tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s: company %q, want %q", tt.name, f.Company, tt.want)
		}
	}
}

// TestPeople: who signs, with their title, and who will interview.
func TestPeople(t *testing.T) {
	c := newChain(t)
	tests := []struct{ from, text, contact, interviewer string }{
		{"Ana Berg <ana@halden.example.com>", "When are you free?\n\nBest,\nAna", "Ana Berg", ""},
		{"Prof Eleanor Whit <e@cs.example.org>", "When are you free?\n\nKind regards,\nEleanor", "Prof Eleanor Whit", ""},
		{"e.whit@cs.example.org", "When are you free?\n\nKind regards,\nDr. Eleanor Whit", "Dr. Eleanor Whit", ""},
		{"Mrs Ana Berg <ana@halden.example.com>", "When are you free?", "Ana Berg", ""},
		{"Bookings <bookings@lateshift.example.com>", "When are you free?\n\nBest,\nKit Sandoval\nGuest booker", "Kit Sandoval", ""},
		{"Mitch Sodi <ms@sky.example.com>", "When are you free?\n\nSincerely,\nMitchell Sodi\nProducer", "Mitchell Sodi", ""},
		{"Halden Institute <office@halden.example.org>", "When are you free?\n\nRegards,\nEmma Iwan", "Emma Iwan", ""},
		{"lane@cee.example.org", "When are you free?\n\nRespectfully,\n\nLane  A. Fabb\nSpecial Assistant, CEE", "Lane A. Fabb", ""},
		{somebody, "It is an interview with our CTO Patricia Gray.", "Ana Berg", "Patricia Gray"},
		{somebody, "It is a video call with their CTO, Noémie Carrel.", "Ana Berg", "Noémie Carrel"},
		{somebody, "An interview with our VP of Sales, Craig Mott, comes next.", "Ana Berg", "Craig Mott"},
		{somebody, "A first interview with Dana Whitfield, who leads the platform group.", "Ana Berg", "Dana Whitfield"},
		{somebody, "An interview with Piotr and Hannah.", "Ana Berg", ""},
		{somebody, "An interview with our team at Marrow Analytics.", "Ana Berg", ""},
		{somebody, "An interview with Marrow Analytics.", "Ana Berg", ""},
	}
	for _, tt := range tests {
		f := c.facts(detect.Job, "en", tt.from, "Interview", "Sam,\n\n"+tt.text)
		if f.Contact.Name != tt.contact || f.Interviewer != tt.interviewer {
			t.Errorf("%s | %s: %q, interviewer %q; want %q, %q", tt.from, tt.text, f.Contact.Name, f.Interviewer, tt.contact, tt.interviewer)
		}
	}
}

// TestAsking: form, slots, span asked about, deadline and length.
func TestAsking(t *testing.T) {
	c := newChain(t)
	tests := []struct {
		lang, text string
		form       extract.Form
		slots      string // day and hour of each
		within     string // day on which the span asked about ends
		deadline   string
		length     time.Duration
	}{
		{"en", "Would Tuesday 10 March at 10:00 or Thursday 12 March at 14:30 work?", extract.Times, "10 10:00, 12 14:30", "", "", 0},
		{"en", "Could you do a 20 minute phone interview today at 3:30 pm? He leaves tonight.", extract.Times, "2 15:30", "", "", 20 * time.Minute},
		{"en", "A panel, about two hours including a break. Please confirm by Friday.", extract.Open, "", "", "6 17:00", 2 * time.Hour},
		{"en", "Sorry it took us until this week. When are you free for a 45-minute call?", extract.Availability, "", "", "", 45 * time.Minute},
		{"en", "Please let me know when you are available in the next two weeks.", extract.Availability, "", "16", "", 0},
		{"en", "Please reply with your preferred times for next week no later than\nFriday, March 6 at 5:00 p.m.", extract.Availability, "", "16", "6 17:00", 0},
		{"en", "What does your availability look like this week and next?", extract.Availability, "", "16", "", 0},
		{"en", "Could you share your availability for next week?", extract.Availability, "", "16", "", 0},
		{"en", "Please let us have two or three dates that would suit you.", extract.Availability, "", "", "", 0},
		{"en", "We record between 8 and 10 in the evening. Which evenings are you available?", extract.Availability, "", "", "", 0},
		{"en", "Could you share your availability for half an hour over the coming days?", extract.Availability, "", "", "", 30 * time.Minute},
		{"en", "Pick any time here: https://times.example.com/x/y", extract.Booking, "", "", "", 0},
		{"en", "Grab a slot that works for you: https://go.example.com/tess/intro", extract.Booking, "", "", "", 0},
		{"en", "Our office is here: https://www.example.com/map. Can we talk?", extract.Open, "", "", "", 0},
		{"en", "We spoke on 20 February at 10:00. When could we talk again?", extract.Availability, "", "", "", 0},
		{"en", "You have 48 hours to reply. It takes an hour and a half.", extract.Open, "", "", "4 09:00", 90 * time.Minute},
		{"de", "Das Gespräch dauert etwa 45 Minuten. Wann passt es Ihnen?", extract.Availability, "", "", "", 45 * time.Minute},
		{"de", "Können Sie am Dienstag, 10. März um 14 Uhr? Bitte antworten Sie bis Freitag.", extract.Times, "10 14:00", "", "6 17:00", 0},
		{"fr", "L'entretien dure une heure. Quelles sont vos disponibilités ?", extract.Availability, "", "", "", time.Hour},
		{"es", "La entrevista dura 30 minutos. ¿Qué día te viene bien?", extract.Availability, "", "", "", 30 * time.Minute},
		{"it", "Il colloquio dura 40 minuti. Quali giorni preferisce?", extract.Availability, "", "", "", 40 * time.Minute},
		{"nl", "Het gesprek duurt een uur. Wanneer schikt het?", extract.Availability, "", "", "", time.Hour},
		{"pt", "A entrevista dura 50 minutos. Qual a sua disponibilidade?", extract.Availability, "", "", "", 50 * time.Minute},
	}
	for _, tt := range tests {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		var slots []string
		for _, s := range f.Slots {
			slots = append(slots, s.Start.Format("2 15:04"))
		}
		within, deadline := "", ""
		if tt.within != "" && !f.WithinEnd.IsZero() {
			within = f.WithinEnd.Format("2")
		}
		if f.Deadline != nil {
			deadline = f.Deadline.At.Format("2 15:04")
		}
		got := fmt.Sprintf("%s [%s] within %q by %q for %v", f.Form, strings.Join(slots, ", "), within, deadline, f.Duration)
		want := fmt.Sprintf("%s [%s] within %q by %q for %v", tt.form, tt.slots, tt.within, tt.deadline, tt.length)
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", tt.text, got, want)
		}
	}
}
