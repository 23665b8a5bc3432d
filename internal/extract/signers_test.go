package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestSigners: the ways in which people say their own name, or that of who is in charge.
func TestSigners(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, from, text, want string }{
		{"en", "\"Park, Jo (Talent)\" <jo.park@alder.example.org>", "Are you free on Monday?\n\nJo", "Jo Park"},
		{"en", "Jo Park via Hirewell <reply-77@hirewell.example.net>", "Are you free on Monday?\n\nJo", "Jo Park"},
		{"en", "JO PARK <jo.park@alder.example.org>", "Are you free on Monday?\n\nRegards,\nJo Park\nHead of Talent", "Jo Park"},
		{"en", "Alder Careers <careers@alder.example.org>", "My name is Jo Park and I coordinate interviews at Alder. Are you free on Monday?\n\nThanks,\nJo", "Jo Park"},
		{"en", "Alder Careers <careers@alder.example.org>", "I'm Jo Park, coordinator at Alder. Are you free on Monday?\n\nThanks,\nJo", "Jo Park"},
		{"en", "Alder Careers <no-reply@alder.example.org>", "Pick a time below. Questions? Your contact is Jo Park, 555 0100.", "Jo Park"},
		{"en", "Alder Careers <careers@alder.example.org>", "Are you free on Monday?\n\nOn behalf of Prof. Lind,\nJo Park", "Jo Park"},
		{"de", "Karriere Alder <karriere@alder.example.org>", "Ihre Ansprechpartnerin ist Jana Roth. Passt Montag?\n\nFreundliche Grüße\nIhr Team von Alder", "Jana Roth"},
		{"de", "Karriere Alder <karriere@alder.example.org>", "mein Name ist Jana Roth, ich betreue die Stelle. Passt Montag?\n\nViele Grüße\nJana", "Jana Roth"},
		{"fr", "Recrutement Alder <rh@alder.example.org>", "Votre interlocutrice est Léa Roy. Seriez-vous libre lundi ?\n\nCordialement,\nL'équipe Alder", "Léa Roy"},
		{"fr", "Recrutement Alder <rh@alder.example.org>", "Je m'appelle Léa Roy et je suis chargée de recrutement. Seriez-vous libre lundi ?\n\nBien à vous,\nLéa", "Léa Roy"},
		{"es", "Selección Alder <seleccion@alder.example.org>", "Soy Ana Gil, del equipo de selección. ¿Puede el lunes?\n\nUn saludo,\nAna", "Ana Gil"},
		{"it", "Selezione Alder <selezione@alder.example.org>", "Sono Lia Neri, dell'ufficio risorse umane. È libera lunedì?\n\nA presto,\nLia", "Lia Neri"},
		{"nl", "Werken bij Alder <jobs@alder.example.org>", "Mijn naam is Els Bos en ik plan de gesprekken. Kun je maandag?\n\nGroet,\nEls", "Els Bos"},
		{"pt", "Talentos Alder <talentos@alder.example.org>", "Sou a Rita Melo, da equipa de recrutamento. Pode na segunda-feira?\n\nAbraço,\nRita", "Rita Melo"},

		{"en", "Alder Careers <careers@alder.example.org>", "I'm Alder's robot. Are you free on Monday?", ""},
	} {
		if f := c.facts(detect.Job, tt.lang, tt.from, "Interview", "Sam,\n\n"+tt.text); f.Contact.Name != tt.want {
			t.Errorf("%s | %s: contact %q, want %q", tt.from, tt.text, f.Contact.Name, tt.want)
		}
	}
}
