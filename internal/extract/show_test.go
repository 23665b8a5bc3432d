package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestShow: the name of a show and what it is about in general are no topic.
func TestShow(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Media, "de", "Serie „Nachbarn am Fluss“", "ich schreibe die Serie „Nachbarn am Fluss“ und würde gern mit Ihnen reden.", ""},
		{detect.Media, "es", "Radio / huertos", "Te escribo de «La tarde en la Vega», el programa de Radio Vega. ¿Podemos hablar?", ""},
		{detect.Media, "nl", "Te gast?", "Ik maak Zijpad, een podcast over mensen op leeftijd. Kom je eens langs?", ""},
		{detect.Media, "nl", "Interview", "Ik werk aan een verhaal over verdwenen kruideniers.", "verdwenen kruideniers"},
		{detect.Media, "en", "Your map of dry wells", "I have had your map of dry wells on my wall for weeks. Can we talk?", "map of dry wells"},
		{detect.Media, "en", "Request", "Next week we devote an edition to lamplighters.", ""},
		{detect.Speaking, "fr", "Table ronde « Vivre à l'étroit »", "Nous montons une table ronde, « Vivre à l'étroit », avec une élue.", "Vivre à l'étroit"},
		{detect.Speaking, "en", "Talk", "The theme I have in mind is leaving a company well.", "leaving a company well"},
	} {
		if f := c.facts(tt.kind, tt.lang, "Ann Lee <ann@alderhouse.example.org>", tt.subject, "Sam,\n\n"+tt.text+"\n\nAnn Lee\nAlder House"); f.Role != tt.want {
			t.Errorf("%s: topic %q, want %q", tt.text, f.Role, tt.want)
		}
	}
}

// TestRolePairs: a role in both genders, one that the subject says in full, one
// that only what is quoted says; people they speak of are none.
func TestRolePairs(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, subject, text, want string }{
		{"fr", "Entretien", "On aimerait te parler pour le poste de rédactrice ou rédacteur.", "rédactrice ou rédacteur"},
		{"it", "Candidatura: contabile con attestato", "abbiamo letto la candidatura per la posizione di contabile con attestato.", "contabile con attestato"},
		{"en", "Re: Harbour Coordinator at Tarn", "You understood something about our volunteers. Can we talk?", "Harbour Coordinator"},
		{"en", "Re: Thursday", "Could we move you to Friday?\n\nOn Mon, 2 Mar 2026, Sam Rivera wrote:\n> I look forward to talking about the Dredge Engineer position.\n", "Dredge Engineer"},
		{"de", "Gespräch", "wir suchen eine Aushilfe Verkauf und Onlineshop. Es geht um die Stelle als Aushilfe Verkauf und Onlineshop.", "Aushilfe Verkauf und Onlineshop"},
	} {
		if f := c.facts(detect.Job, tt.lang, somebody, tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s: role %q, want %q", tt.text, f.Role, tt.want)
		}
	}
}
