package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"rsvpd/internal/detect"
)

// TestEnds: a proposed time ends when the letter says exactly how long it lasts.
func TestEnds(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "Would Tuesday 10 March at 10:00 suit for a 45-minute call?", "10 10:00-10:45"},
		{"en", "Could you come on Tuesday 10 March at 10:00? It will take an hour and a half.", "10 10:00-11:30"},
		{"en", "Could you come on Tuesday 10 March at 10:00? Duration: 1 hour 15 minutes.", "10 10:00-11:15"},
		{"en", "Thirty (30) minutes are allotted: Tuesday 10 March at 10:00?", "10 10:00-10:30"},
		{"de", "Passt Ihnen Dienstag, 10. März um 14 Uhr für ein 45-minütiges Gespräch?", "10 14:00-14:45"},
		{"fr", "Pourriez-vous venir le mardi 10 mars à 14 h ? L'entretien dure trois quarts d'heure.", "10 14:00-14:45"},
		{"es", "¿Puede venir el martes 10 de marzo a las 14:00? La entrevista dura 40 minutos.", "10 14:00-14:40"},
		{"it", "Può venire martedì 10 marzo alle 14:00? Il colloquio dura 40 minuti.", "10 14:00-14:40"},
		{"nl", "Kun je dinsdag 10 maart om 14.00 uur? Het gesprek duurt 50 minuten.", "10 14:00-14:50"},
		{"pt", "Pode vir na terça-feira, 10 de março, às 14:00? A entrevista dura 50 minutos.", "10 14:00-14:50"},

		{"en", "Would Tuesday 10 March at 10:00 suit? It is about 45 minutes.", "10 10:00"},
		{"en", "Would Tuesday 10 March at 10:00 suit? It lasts between 30 and 60 minutes.", "10 10:00"},
		{"en", "Would Tuesday 10 March at 10:00 suit? It takes 30-45 minutes.", "10 10:00"},
		{"en", "Would Tuesday 10 March at 10:00 suit? We are a 10 minute walk from the station.", "10 10:00"},
		{"en", "Would Tuesday 10 March at 10:00 suit? You talk for 20 minutes, then 40 minutes of conversation.", "10 10:00"},
		{"de", "Passt Ihnen Dienstag, 10. März um 14 Uhr? Es dauert etwa eine Stunde.", "10 14:00"},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		var got []string
		for _, s := range f.Slots {
			end := ""
			if !s.End.IsZero() {
				end = s.End.Format("-15:04")
			}
			got = append(got, fmt.Sprintf("%s%s", s.Start.Format("2 15:04"), end))
		}
		if g := strings.Join(got, ", "); g != tt.want {
			t.Errorf("%s: %s, want %s", tt.text, g, tt.want)
		}
	}
}
