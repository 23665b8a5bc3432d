package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestCompanyByPlace: the name in full, where a signature, a subject or a client's
// agent has it; not the agent's, and no town.
func TestCompanyByPlace(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                            detect.Kind
		lang, subject, text, want, from string
	}{
		{detect.Job, "en", "Interview", "I'm writing from Alder & Finch about the buyer role.\n\nKind regards,\nJo Park\nAlder & Finch", "Alder & Finch", "jo@alderfinch.example.com"},
		{detect.Job, "en", "Interview for Planner, Castle Foods", "Our client, Castle Foods, wants to meet you.\n\nJo Park\nBrightside Recruitment Ltd", "Castle Foods", "jo@brightside.example.com"},
		{detect.Job, "en", "Castle Foods - interview", "Castle Foods would like to see you.\n\nJo Park\nBrightside Recruitment Ltd", "Castle Foods", "jo@brightside.example.com"},
		{detect.Job, "en", "Interview", "Can we meet in Leeds?\n\nJo Park\nPeople Partner\nHolm Valley Bakery Ltd", "Holm Valley Bakery Ltd", "jo@holmvalley.example.com"},
		{detect.Job, "en", "Interview", "Can we meet?\n\nJo Park\nSchool of Nursing, University of Alder", "University of Alder", "jo@ualder.example.edu"},
		{detect.Job, "de", "Gespräch", "wann passt es Ihnen?\n\nMit freundlichen Grüßen\nJo Park\nPersonal, Bäckerei Sonnhalder GmbH", "Bäckerei Sonnhalder GmbH", "jo@sonnhalder.example.com"},
		{detect.Job, "de", "Gespräch", "im Auftrag unseres Mandanten, der Alder Maschinenbau AG, möchten wir Sie sprechen.\n\nJo Park\nPark Personalberatung", "Alder Maschinenbau AG", "jo@parkberatung.example.com"},
		{detect.Job, "fr", "Entretien", "Nous aimerions vous rencontrer.\n\nJo Park\nMaison des Dunes", "Maison des Dunes", "jo@maisondesdunes.example.com"},
		{detect.Job, "es", "Entrevista", "Le escribo de parte de Bodegas Arenal.\n\nJo Park", "Bodegas Arenal", "jo@talento.example.com"},
		{detect.Job, "it", "Colloquio", "Ci piacerebbe incontrarLa a Torino.\n\nJo Park\nCartiera Valsole S.r.l.", "Cartiera Valsole", "jo@valsole.example.com"},
		{detect.Job, "nl", "Gesprek", "Wanneer schikt het?\n\nGroet,\nJo Park\nZuivelfabriek De Linde", "Zuivelfabriek De Linde", "jo@delinde.example.com"},
		{detect.Job, "pt", "Entrevista", "Gostaríamos de o conhecer.\n\nJo Park\nCooperativa Serra Alta", "Cooperativa Serra Alta", "jo@serraalta.example.com"},
		{detect.Job, "it", "Colloquio", "Possiamo vederci a Torino?\n\nJo", "", "jo.park@gmail.com"},
		{detect.Speaking, "en", "Speak at Harbour Days", "Would you speak at Harbour Days? Last year Harbour Days had 300 guests.\n\nJo Park\nHarbour Trust", "Harbour Days", "jo@harbourtrust.example.org"},
		{detect.Speaking, "de", "Fachtag Stadtgrün 2026", "wir laden Sie zum Fachtag Stadtgrün ein.\n\nJo Park\nVerband Grün", "Fachtag Stadtgrün", "jo@verbandgruen.example.org"},
	} {
		if f := c.facts(tt.kind, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s | %s | %s: company %q, want %q", tt.lang, tt.subject, tt.text, f.Company, tt.want)
		}
	}
}
