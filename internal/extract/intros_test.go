package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestHouseSaid: the house in the words in which people say where they work, when
// their address tells nothing.
func TestHouseSaid(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "I'm Ana Berg, coordinator at Tarn Dairy. Are you free on Monday?", "Tarn Dairy"},
		{"en", "Ana here, from Tarn Dairy. Are you free on Monday?", "Tarn Dairy"},
		{"en", "I look after hiring for Tarn Dairy. Are you free on Monday?", "Tarn Dairy"},
		{"en", "I run the small team at Tarn Dairy. Are you free on Monday?", "Tarn Dairy"},
		{"de", "ich bin Ana Berg und leite die Personalabteilung der Molkerei Tarn. Passt Montag?", "Molkerei Tarn"},
		{"de", "hier schreibt Ana Berg von der Molkerei Tarn. Passt Montag?", "Molkerei Tarn"},
		{"fr", "Je suis Ana Berg, chargée de recrutement chez Laiterie Tarn. Seriez-vous libre lundi ?", "Laiterie Tarn"},
		{"fr", "Je vous écris de la Laiterie Tarn. Seriez-vous libre lundi ?", "Laiterie Tarn"},
		{"es", "Soy Ana Berg, del equipo de selección de Lácteos Tarn. ¿Puede el lunes?", "Lácteos Tarn"},
		{"es", "Le escribo desde Lácteos Tarn. ¿Puede el lunes?", "Lácteos Tarn"},
		{"it", "Sono Ana Berg di Latteria Tarn. È libera lunedì?", "Latteria Tarn"},
		{"it", "Le scrivo da parte di Latteria Tarn. È libera lunedì?", "Latteria Tarn"},
		{"nl", "Ik ben Ana Berg van Zuivelhuis Tarn. Kun je maandag?", "Zuivelhuis Tarn"},
		{"nl", "Ik schrijf je namens Zuivelhuis Tarn. Kun je maandag?", "Zuivelhuis Tarn"},
		{"pt", "Sou a Ana Berg, da Leitaria Tarn. Pode na segunda-feira?", "Leitaria Tarn"},
		{"pt", "Escrevo-lhe da Leitaria Tarn. Pode na segunda-feira?", "Leitaria Tarn"},
	} {
		if f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text+"\n\nAna Berg"); f.Company != tt.want {
			t.Errorf("%s: company %q, want %q", tt.text, f.Company, tt.want)
		}
	}
}
