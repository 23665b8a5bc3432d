package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestGoBetween: a job board or an agency tells of an employer; whoever writes
// for their own house stays the company, whatever department wants a meeting.
func TestGoBetween(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, from, subject, text, want string }{
		{"en", "Workpier <no-reply@workpier.example.net>", "Tarn Pottery wants to interview you", "Tarn Pottery has reviewed your Workpier profile and would like to interview you.\n\nYou have a Workpier account.\nWorkpier Ltd, 3 Quay Street", "Tarn Pottery"},
		{"en", "Workpier <no-reply@workpier.example.net>", "Interview request", "You have an interview request.\n\nCompany: Tarn Pottery\nType: Video\n\nWorkpier Ltd", "Tarn Pottery"},
		{"de", "Jobhafen <keine-antwort@jobhafen.example.net>", "Gärtnerei Laubwind hat Ihnen geschrieben", "Sie haben eine Nachricht zu Ihrer Bewerbung als Gärtnerin bei Gärtnerei Laubwind.\n\nIhr Team von Jobhafen", "Gärtnerei Laubwind"},
		{"nl", "Banenkade <noreply@banenkade.example.net>", "Je bent uitgenodigd door Drukkerij Zonnig", "Drukkerij Zonnig heeft gereageerd op je sollicitatie als drukker en wil je graag spreken.\n\nBanenkade", "Drukkerij Zonnig"},
		{"nl", "Jo Park <jo@arbeidsatelier.example.com>", "Bakker Chocolaterie Zeewind", "ik heb je cv meteen doorgestuurd: Chocolaterie Zeewind ziet je graag komen.\n\nJo Park\nArbeidsatelier, Gent", "Chocolaterie Zeewind"},
		{"it", "Jo Park <jo@pontelungo.example.net>", "Il cliente vorrebbe vederti", "Kelvamedica ha letto il profilo che ho mandato e vorrebbe vederti lunedì.\n\nJo Park\nPontelungo Recruiting Sagl", "Kelvamedica"},

		{"en", "Alder College <recruitment@aldercollege.example.org>", "Interview for Registrar", "The Selection Board would like to interview you.\n\nJo Park\nAlder College", "Alder College"},
		{"en", "Alder Foods <no-reply@alderfoods.example.com>", "Interview for Planner in Leeds", "We want to meet you in Leeds.\n\nThe Alder Foods team", "Alder Foods"},
		{"en", "Jo Park <jo@alderfoods.example.com>", "Interview", "Prof. Ann Lee would like to meet you.\n\nJo Park\nAlder Foods", "Alder Foods"},
	} {
		if f := c.facts(detect.Job, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s | %s: company %q, want %q", tt.lang, tt.subject, f.Company, tt.want)
		}
	}
}

// TestHouses: names that a domain shortens, and such as have a stop or a digit in them.
func TestHouses(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, from, subject, text, want string }{
		{"es", "Ann Lee <alee@uoestedelrio.example.org>", "Beca", "el comité quiere hablar contigo.\n\nAnn Lee\nInstituto de Química, Universidad Oeste del Río", "Universidad Oeste del Río"},
		{"en", "Ann Lee <ann@stbrannocs.example.org>", "Interview", "Can we meet?\n\nAnn Lee\nSt. Brannoc's Day Centre", "St. Brannoc's Day Centre"},
		{"en", "Ann Lee <ann@quillvc.example.com>", "Fireside at the Quill founders' day", "Quill has backed forty companies. Can we talk?\n\nAnn", "Quill"},
		{"en", "Ann Lee <ann@gmail.com>", "quick interview", "Ann here from Alder & Finch, can we talk?\n\nAnn", "Alder & Finch"},
		{"en", "Ann Lee <ann@example.com>", "Interview", "The Platform Engineer position at Number 2 Robotics is open. Can we meet?\n\nAnn", "Number 2 Robotics"},
	} {
		if f := c.facts(detect.Job, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s: company %q, want %q", tt.text, f.Company, tt.want)
		}
	}
}

// TestNetwork: a network is named where an answer goes through its relay, and
// neither where it only notifies nor where one of its people writes.
func TestNetwork(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ from, replyTo, want string }{
		{"Ann Lee via LinkedIn <messages-noreply@linkedin.com>", "Ann Lee <m-9c41@reply.linkedin.com>", "LinkedIn"},
		{"Ann Lee <inmail-hit-reply@linkedin.com>", "", "LinkedIn"},
		{"Ann Lee <reply-71@mail.xing.com>", "", "XING"},
		{"LinkedIn <messages-noreply@linkedin.com>", "", ""},
		{"Ann Lee <messages-noreply@linkedin.com>", "Ann Lee <ann@alder.example.com>", ""},
		{"Ann Lee <ann@alder.example.com>", "", ""},
	} {
		from := tt.from
		if tt.replyTo != "" {
			from += "\nReply-To: " + tt.replyTo
		}
		if f := c.facts(detect.Job, "en", from, "Interview", "Hi Sam,\n\nWould you talk with us on Tuesday?\n\nAnn"); f.Network != tt.want {
			t.Errorf("%s, %s: network %q, want %q", tt.from, tt.replyTo, f.Network, tt.want)
		}
	}
}
