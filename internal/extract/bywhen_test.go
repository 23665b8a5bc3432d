package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// TestByWhen: how people say until when they want the answer. Written on Monday,
// 2 March 2026, at nine in Berlin.
func TestByWhen(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "Please reserve a time before 5 p.m. on Friday, March 13; after that the page closes.", "13 17:00"},
		{"en", "Could you send me the windows you have free, by 5 p.m. on Monday, March 9?", "9 17:00"},
		{"en", "You have until Thursday, March 12 at 6 pm to pick a time.", "12 18:00"},
		{"en", "We close the programme on Friday 20 March and I would like to have your answer by then.", "20 17:00"},
		{"en", "The page stays open until 10 March, noon.", "10 12:00"},
		{"de", "Sie haben bis Donnerstag, 12. März, 18 Uhr Zeit, einen Termin zu buchen.", "12 18:00"},
		{"de", "Am Freitag, 20. März schließen wir das Programm und hätten bis dahin gern Ihre Antwort.", "20 17:00"},
		{"fr", "Vous avez jusqu'au jeudi 12 mars à 18h pour choisir un créneau.", "12 18:00"},
		{"fr", "Nous bouclons le programme le vendredi 20 mars et j'aimerais avoir votre réponse pour cette date.", "20 17:00"},
		{"es", "Tienes hasta el jueves 12 de marzo a las 6 de la tarde. Pasado ese momento se libera el lugar.", "12 18:00"},
		{"es", "El plazo para elegir hora termina el jueves 12 de marzo a las 18:00.", "12 18:00"},
		{"it", "Ha tempo fino a giovedì 12 marzo alle 18 per scegliere un orario.", "12 18:00"},
		{"it", "Chiudiamo il programma venerdì 20 marzo e vorrei avere la sua risposta per quella data.", "20 17:00"},
		{"nl", "Je hebt tot donderdag 12 maart om 18 uur om een moment te kiezen.", "12 18:00"},
		{"nl", "We sluiten het programma op vrijdag 20 maart en horen het graag vóór die tijd.", "20 17:00"},
		{"pt", "Tem até quinta-feira, 12 de março, às 18h para escolher o horário.", "12 18:00"},
		{"pt", "Tem 72 horas a contar desta mensagem para escolher o momento.", "5 09:00"},

		{"en", "The library moves on 10 March, and by then the lift works.", ""},
		{"es", "La exposición está abierta hasta el jueves 12 de marzo.", ""},
		{"pt", "Quem passa visita o centro, em princípio ainda antes da Páscoa.", ""},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		if got := byWhen(f); got != tt.want {
			t.Errorf("%s: by %q, want %q; slots %v", tt.text, got, tt.want, f.Slots)
		}
	}
}

// byWhen is the day and hour of a deadline; empty for none.
func byWhen(f extract.Facts) string {
	if f.Deadline == nil {
		return ""
	}
	return f.Deadline.At.Format("2 15:04")
}
