package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestWhoAsks: how people say which house they write for, where the sender's domain
// says less than the letter does, or something else.
func TestWhoAsks(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, from, subject, text string
		want                      string
	}{
		{detect.Job, "en", "Imani Cole <imani@harkersearch.example.net>", "Re: Sr. Lift Engineer / Thornvale", "Thornvale Gauges read what I sent over and want you in front of their lift group.", "Thornvale Gauges"},
		{detect.Speaking, "en", "Callie Brand <callie@opsdiary.example.com>", "Re: guest for June", "We would like you as the guest of Ops Diary Live in June.", "Ops Diary Live"},
		{detect.Job, "en", "Recruitment Team - Elm Valley Council <jobs@elmvalley-council.example.org>", "Shortlisted: Principal Drainage Officer (Rivers), post 4471", "Selection events are at the Town Hall. The Principal Drainage Officer (Rivers) post is restricted. Elm Valley Council is a good employer.", "Elm Valley Council"},
		{detect.Job, "pt", "Portal de Talentos Marvânia <nao-responda@talentos.marvania.example.com>", "A sua candidatura avançou", "A sua candidatura à posição de Técnico de Redes na Marvânia Gás avançou.", "Marvânia Gás"},
		{detect.Speaking, "pt", "Rita Louro <rita@casadoforno.example.org>", "Convite: Serões da Casa do Forno", "Chamamos-lhes Serões da Casa do Forno. Gostaríamos muito de o ouvir.", "Serões da Casa do Forno"},
		{detect.Job, "en", "Talent at Fenwick Optics <talent@fenwickoptics.example.com>", "Interview", "Fenwick Optics would like to meet you.", "Fenwick Optics"},
		{detect.Job, "de", "Bewerbungsportal Nordhafen <noreply@karriere.nordhafen.example.com>", "Ihre Bewerbung", "Ihre Bewerbung bei der Nordhafen Logistik ist einen Schritt weiter.", "Nordhafen Logistik"},
		{detect.Job, "fr", "Espace Candidats Valmorel <ne-pas-repondre@emploi.valmorel.example.com>", "Votre candidature", "Votre candidature chez Valmorel Énergies a retenu notre attention.", "Valmorel Énergies"},
		{detect.Job, "es", "Portal de Empleo Altamira <no-responder@empleo.altamira.example.com>", "Tu candidatura", "Tu candidatura en Altamira Telecom avanza.", "Altamira Telecom"},
		{detect.Job, "it", "Portale Carriere Valdoria <non-rispondere@carriere.valdoria.example.com>", "La tua candidatura", "La tua candidatura presso Valdoria Luce è passata alla fase successiva.", "Valdoria Luce"},
		{detect.Job, "nl", "Werken bij Havenlicht <geen-antwoord@werkenbij.havenlicht.example.com>", "Je sollicitatie", "Je sollicitatie bij Havenlicht Energie is een stap verder.", "Havenlicht Energie"},
		{detect.Speaking, "it", "Costa Neri <costa@lagolibro.example.org>", "Una proposta", "dirigo Lago Libro, un festival piccolo. Le piacerebbe venire?", "Lago Libro"},
		{detect.Speaking, "fr", "Association Dunes et Ports <contact@dunesetports.example.org>", "Journées Dunes et Ports", "Les Journées Dunes et Ports réuniront des élus. Seriez-vous des nôtres ?", "Journées Dunes et Ports"},
		{detect.Job, "en", "Gwen Pryce <gwen@tallowsearch.example.com>", "Re: Planner", "Sam - they came back. It is Otterford Seeds (I can name them now), and they want you in for an hour.", "Otterford Seeds"},
		{detect.Job, "nl", "Lies Bos <lies@mereltjeinterim.example.net>", "Kraanmachinist", "Ik had net Waalkaai Overslag aan de lijn over de vacature kraanmachinist. Past dinsdag?", "Waalkaai Overslag"},
		{detect.Job, "en", "Gwen Pryce <gwen@tallowsearch.example.com>", "Re: Planner", "Their director, Bron Pugh, wants you in for an hour.", "Tallow Search"},
		{detect.Media, "fr", "Ida Roux <i.roux@ondesclaires.example.org>", "Invitation plateau", "Je prépare la matinale d'Ondes Claires. Pourriez-vous venir jeudi ?", "Ondes Claires"},
		{detect.Speaking, "es", "Reme Gil <reme@coopsierra.example.org>", "Jornadas del trigo, te queremos aquí", "Hemos decidido hacer las Jornadas del Trigo Viejo en octubre. ¿Nos harías el honor?", "Jornadas del Trigo Viejo"},
		{detect.Speaking, "pt", "Tiago Melo <tiago@maredeletras.example.net>", "Maré de Letras te quer no palco", "Sou o Tiago, da organização da Maré de Letras, a conferência da praia. Topa?", "Maré de Letras"},
		{detect.Media, "en", "Wei Ong <wei@morningdiary.example.com>", "Interview request", "We'd like to speak to you live on Morning Diary TV today.", "Morning Diary TV"},
		{detect.Job, "en", "Ann Lee <ann@tarndairy.example.com>", "Interview", "Tarn Dairy has read your letter. Tarn Dairy Hall is behind the church.", "Tarn Dairy"},
		{detect.Job, "en", "Ann Lee <ann@tarndairy.example.com>", "Interview", "Tarn Dairy Friday is our open day. Could you come to Tarn Dairy?", "Tarn Dairy"},
	} {
		if f := c.facts(tt.kind, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s %s: company %q, want %q", tt.from, tt.text, f.Company, tt.want)
		}
	}
}
