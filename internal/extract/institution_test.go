package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestInviters: which of the names in a mail is that of who invites.
func TestInviters(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                            detect.Kind
		lang, from, subject, text, want string
	}{
		{detect.Academic, "en", "Ada Quill <quill@mosslab.example.org>", "postdoc", "I'd like to talk about the postdoc on moss in my lab at Elmfield University.", "Elmfield University"},
		{detect.Academic, "en", "Ada Quill <quill@elmfield-uni.example.org>", "postdoc", "Your thesis at Alder University is fine work. I'd like to talk about the postdoc on moss at Elmfield University.", "Elmfield University"},
		{detect.Academic, "it", "Ufficio Concorsi <concorsi@ateneo-colli.example.org>", "Colloquio", "la commissione dell'Università dei Colli La convoca al colloquio.", "Università dei Colli"},
		{detect.Academic, "pt", "Rui Prado <prado@ufonte.example.org>", "Entrevista", "No âmbito da bolsa da Universidade da Fonte, o júri quer ouvi-lo.", "Universidade da Fonte"},
		{detect.Speaking, "de", "Udo Kern <kern@dorfarchive-sued.example.org>", "Vortrag", "der Arbeitskreis Dorfarchive Süd lädt Sie zu einem Vortrag ein.", "Arbeitskreis Dorfarchive Süd"},
		{detect.Media, "es", "Ana Lima <alima@elfarodelvalle.example.com>", "Nota", "Soy Ana Lima, periodista de El Faro del Valle. Escribo una nota sobre molinos.", "El Faro del Valle"},
		{detect.Media, "it", "Radio Val Torta <redazione@radio-torta.example.net>", "Un servizio", "Ne faremmo un servizio.", "Radio Val Torta"},
		{detect.Job, "en", "Jo Marsh <jo.marsh@elmsearch.example.net>", "Tarn Mutual would like to meet you", "Tarn Mutual came back today and they would like to meet you for the position of Clerk.", "Tarn Mutual"},
		{detect.Speaking, "en", "Cam Otis <cam@tarnrowe.example.com>", "Talk", "At Tarn Rowe LLP we hold a lunch every Wednesday. Would you speak on ferries?", "Tarn Rowe LLP"},
	} {
		f := c.facts(tt.kind, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text)
		if f.Company != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, f.Company, tt.want)
		}
	}
}

// TestWhoMeets: whom an unsigned letter of a machine says one will talk to.
func TestWhoMeets(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "Latoya Holt from our talent team would like to get to know you in a phone screen.", "Latoya Holt"},
		{"en", "Your application for Case Lead is in: our recruiter, Tom Wend, would like to hear more.", "Tom Wend"},
		{"es", "Fabia Orta, de Atracción de Talento, quiere platicar contigo.", "Fabia Orta"},
		{"en", "Tarn Dairy would like to meet you.", ""},
	} {
		f := c.facts(detect.Job, tt.lang, "Tarn Dairy <no-reply@jobs.tarndairy.example.com>", "Your application to Tarn Dairy", "Sam,\n\n"+tt.text+"\n\nTarn Dairy hiring team")
		equal(t, tt.text, f.Contact.Name, tt.want)
	}
}
