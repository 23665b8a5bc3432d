package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestWholePosts: a role with all of its fields and its level, and occupations that
// few letters name.
func TestWholePosts(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Job, "fr", "Entretien", "Votre candidature au poste de responsable quai et entrepôt chez Valmorel nous a plu.", "responsable quai et entrepôt"},
		{detect.Job, "it", "Colloquio", "La convochiamo per il colloquio tecnico relativo alla posizione di ispettore di gallerie e ponti presso Valdoria.", "ispettore di gallerie e ponti"},
		{detect.Job, "es", "Entrevista", "Recibimos tu candidatura al puesto de técnica de riego y drenaje.", "técnica de riego y drenaje"},
		{detect.Job, "pt", "Entrevista", "Agradecemos a candidatura à vaga de inspetor de pontes e túneis na Marvânia.", "inspetor de pontes e túneis"},
		{detect.Job, "en", "Soil scientist: 2nd round", "Round two for Senior Soil Scientist at Loam Works takes an hour.", "Senior Soil Scientist"},
		{detect.Job, "en", "Interview", "We would like to see you about the auctioneer post.", "auctioneer"},
		{detect.Job, "de", "Einladung", "wir laden Sie für die Stelle als Klavierstimmerin ein.", "Klavierstimmerin"},
		{detect.Job, "nl", "Gesprek", "Je solliciteerde op de functie van molenaar, en we nodigen je graag uit.", "molenaar"},
		{detect.Academic, "it", "Assegno di ricerca \"Muschi di città\": convocazione", "con riferimento all'assegno di ricerca \"Muschi di città\" La invitiamo al colloquio.", "Muschi di città"},

		{detect.Job, "fr", "Entretien", "Vous êtes responsable et nous aimerions vous voir.", ""},
		{detect.Job, "en", "Interview", "On the other hand, the hand is free. When are you?", ""},
	} {
		if f := c.facts(tt.kind, tt.lang, somebody, tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s: role %q, want %q", tt.text, f.Role, tt.want)
		}
	}
}
