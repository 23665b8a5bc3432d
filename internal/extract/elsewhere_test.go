package extract_test

import (
	"strings"
	"testing"

	"rsvpd/internal/detect"
)

// TestElsewhere: hours of other things than the conversation are none of its slots;
// hours that are offered stay, wherever their day is named.
func TestElsewhere(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, slots string }{
		{"en", "Could you come on Tuesday 10 March at 10:00? The number 5 bus leaves at 9:20 and 9:40.", "10 10:00"},
		{"en", "Could you do Tuesday 10 March at 10:00? Our reception opens at 8:30 and the gate closes at 18:00.", "10 10:00"},
		{"en", "We can offer Tuesday 10 March at 10:00 or 11:30. Night shifts run from 22:00 to 6:00.", "10 10:00, 10 11:30"},
		{"en", "The book fair opens on Thursday 12 March at 9:00 and closes on Sunday 15 March at 18:00. Your hour would be Friday 13 March at 14:00.", "13 14:00"},
		{"en", "You are invited on Tuesday 10 March 2026 from 9:00 to 12:00.\n\n9:00 Coffee with those who run the reading room\n9:45 A walk through the stacks, about half an hour long\n10:30 Conversation with the board", "10 09:00"},
		{"en", "The open day is on Thursday 12 March. Two places are left, at 10:45 and at 14:15.", "12 10:45, 12 14:15"},
		{"en", "Interview day: Tuesday 10 March.\n10:00\n11:00\n13:30\nWhich would suit you?", "10 10:00, 10 11:00, 10 13:30"},
		{"en", "The interview is on Tuesday 10 March. We start at 10:40.", "10 10:40"},
		{"en", "Would Tuesday 10 March be possible for you? I could do 10:40 or 15:00.", "10 10:40, 10 15:00"},
		{"de", "Die Tagung ist am Donnerstag, dem 12. März. Frei sind noch zwei Plätze, um 10.45 Uhr und um 14.15 Uhr. Die Tagung beginnt um 9 Uhr und endet um 17 Uhr.", "12 10:45, 12 14:15"},
		{"de", "Passt Ihnen Dienstag, der 10. März, um 14 Uhr? Die Frühschicht geht von 6 bis 14 Uhr, die Kantine hat ab 11 Uhr geöffnet.", "10 14:00"},
		{"fr", "Pouvez-vous venir le mardi 10 mars à 14 h ? Un car part de la gare à 13 h 05 et 13 h 35.", "10 14:00"},
		{"fr", "Je vous propose le mardi 10 mars à 14 h ou à 16 h. Le musée ferme à 18 h 30.", "10 14:00, 10 16:00"},
		{"es", "¿Puede venir el martes 10 de marzo a las 14:00? El turno de tarde empieza a las 15:30.", "10 14:00"},
		{"es", "Hablé el lunes con la alcaldesa. ¿Podría el martes 10 de marzo a las 14:00?", "10 14:00"},
		{"it", "Può venire martedì 10 marzo alle 14:00? Il treno arriva alle 13.20.", "10 14:00"},
		{"it", "Il festival apre giovedì 12 marzo alle 10. Le propongo venerdì 13 marzo alle 18.", "13 18:00"},
		{"nl", "Kunt u dinsdag 10 maart om 14.00 uur? De vroege dienst loopt van 6 tot 14 uur.", "10 14:00"},
		{"pt", "Pode vir na terça-feira, 10 de março, às 14:00? O escritório fecha às 18h30.", "10 14:00"},
		{"pt", "A entrevista será na semana de 9 a 13 de março. Quando pode?", ""},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		var got []string
		for _, s := range f.Slots {
			layout := "2 15:04"
			if s.AllDay {
				layout = "2 all day"
			}
			got = append(got, s.Start.Format(layout))
		}
		if g := strings.Join(got, ", "); g != tt.slots {
			t.Errorf("%s: [%s], want [%s]", tt.text, g, tt.slots)
		}
	}
}

// TestLinkLasts: how long a link works says by when to choose.
func TestLinkLasts(t *testing.T) {
	c := newChain(t)
	for text, want := range map[string]string{
		"Choose a time on our page. The link is valid for the next 48 hours.": "2026-03-04 09:00",
		"We shall be travelling for the next 48 hours. When are you free?":    "",
	} {
		f := c.facts(detect.Job, "en", somebody, "Interview", "Sam,\n\n"+text)
		got := ""
		if f.Deadline != nil {
			got = f.Deadline.At.Format("2006-01-02 15:04")
		}
		equal(t, text, got, want)
	}
}
