package extract_test

import (
	"strings"
	"testing"

	"rsvpd/internal/detect"
)

// TestHeldAndOpen: until when a time is held or a page is open, and other ways to say
// until when an answer is waited for. Written on Monday, 2 March 2026, at nine in Berlin.
func TestHeldAndOpen(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "I'm holding both for you until tomorrow at 3 p.m.", "3 15:00"},
		{"en", "We are holding these for you until Thursday at noon.", "5 12:00"},
		{"en", "Both places are reserved for you until Thursday.", "5 17:00"},
		{"en", "The link is valid for 72 hours.", "5 09:00"},
		{"en", "The invitation closes 48 hours after this message.", "4 09:00"},
		{"en", "This link expires 48 hours after this email was sent.", "4 09:00"},
		{"en", "The booking calendar is open until 13 March.", "13 17:00"},
		{"en", "Wednesday is early enough to tell me.", "4 17:00"},
		{"en", "I book the hall on Friday, so it would help to have heard from you by then.", "6 17:00"},
		{"en", "The leaflet is printed on Friday 13 March and I'd need your name by the day before.", "12 17:00"},
		{"en", "I am at a fair from the 16th to the 18th. The page deadline for us is open.", ""},
		{"de", "Ich halte beide Termine bis morgen um 15 Uhr für Sie frei.", "3 15:00"},
		{"de", "Beide Termine sind bis Donnerstag, 12 Uhr, für Sie reserviert.", "5 12:00"},
		{"de", "Der Link ist 72 Stunden gültig.", "5 09:00"},
		{"de", "Der Kalender ist bis zum 13. März geöffnet.", "13 17:00"},
		{"de", "Die Auswahl schließt 48 Stunden nach Versand dieser E-Mail.", "4 09:00"},
		{"de", "Die Sitzung ist am Freitag um 18 Uhr, bis dahin bräuchte ich ein Ja oder Nein.", "6 18:00"},
		{"de", "Mittwoch ist früh genug, um mir Bescheid zu geben.", "4 17:00"},
		{"fr", "Je vous garde les deux jusqu'à demain 15 h.", "3 15:00"},
		{"fr", "Ces deux créneaux vous sont réservés jusqu'à jeudi midi.", "5 12:00"},
		{"fr", "Le lien est valable 72 heures.", "5 09:00"},
		{"fr", "Le calendrier est ouvert jusqu'au 13 mars.", "13 17:00"},
		{"fr", "Vous avez jusqu'à vendredi pour y réfléchir.", "6 17:00"},
		{"en", "If I haven't heard by Friday I'll offer it to somebody else.", "6 17:00"},
		{"de", "Ohne Antwort bis Freitag gebe ich den Platz weiter.", "6 17:00"},
		{"es", "Si no sé nada antes del viernes, se lo ofrezco a otra persona.", "6 17:00"},
		{"it", "Se non la sento entro venerdì, passo il posto ad altri.", "6 17:00"},
		{"pt", "Se não souber nada até sexta, ofereço o lugar a outra pessoa.", "6 17:00"},
		{"fr", "Le lien expire 48 heures après l'envoi de ce message.", "4 09:00"},
		{"fr", "L'idéal serait de me répondre pour mercredi 17 h.", "4 17:00"},
		{"es", "Le guardo ambos huecos hasta mañana a las 15:00.", "3 15:00"},
		{"es", "El enlace vale por 72 horas.", "5 09:00"},
		{"es", "El calendario está abierto hasta el 13 de marzo.", "13 17:00"},
		{"es", "El enlace caduca 48 horas después de este mensaje.", "4 09:00"},
		{"es", "Cierro el programa el viernes 13 de marzo y necesito un sí o no para esa fecha.", "13 17:00"},
		{"it", "Tengo liberi tutti e due fino a domani alle 15.", "3 15:00"},
		{"it", "Il link resta valido per 72 ore.", "5 09:00"},
		{"it", "Il calendario resta aperto fino al 13 marzo.", "13 17:00"},
		{"it", "Il link scade 48 ore dopo l'invio di questa mail.", "4 09:00"},
		{"nl", "Ik houd beide tijden tot morgen 15 uur voor je vast.", "3 15:00"},
		{"nl", "De link is 72 uur geldig.", "5 09:00"},
		{"nl", "De agenda staat open tot 13 maart.", "13 17:00"},
		{"nl", "De link verloopt 48 uur na verzending van deze mail.", "4 09:00"},
		{"pt", "Guardo-lhe os dois horários até amanhã às 15h.", "3 15:00"},
		{"pt", "O link vale por 72 horas a contar deste e-mail.", "5 09:00"},
		{"pt", "O calendário está aberto até 13 de março.", "13 17:00"},
		{"pt", "O link expira 48 horas após o envio desta mensagem.", "4 09:00"},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		if got := byWhen(f); got != tt.want {
			t.Errorf("%s: by %q, want %q; slots %v", tt.text, got, tt.want, f.Slots)
		}
	}
}

// TestDaysWithHours: days and hours that stand apart. Written on the same Monday.
func TestDaysWithHours(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "We drive up on Monday 30 March and stay the night. Would three o'clock on the Monday do? Or ten on the Tuesday morning?", "30 15:00, 31 10:00"},
		{"en", "The days are:\n\n7 July 2026: Tuesday 10.00 to 13.00\n9 July 2026: Thursday 14.00 to 17.00\n\nWhich suits?", "7 10:00, 9 14:00"},
		{"en", "It's 11:45 to 12:45. March 5 and March 19 are the Thursdays I haven't filled. Does either fit?", "5 11:45, 19 11:45"},
		{"en", "Come Thursday 12 March, 3pm till 9. If that's no good, Saturday 14 March same hours.", "12 15:00, 14 15:00"},
		{"de", "Donnerstag, 12. März, 15 bis 18 Uhr, oder Samstag, 14. März, zu den gleichen Zeiten?", "12 15:00, 14 15:00"},
		{"de", "Noch frei sind der 12. März und der 19. März. Welcher davon passt?", "12, 19"},
		{"fr", "Il reste le 12 mars et le 19 mars. Lequel des deux vous irait ?", "12, 19"},
		{"es", "Los martes a las 18:00: 10 de marzo, 17 de marzo o 24 de marzo. ¿Cuál le va bien?", "10 18:00, 17 18:00, 24 18:00"},
		{"it", "I martedì alle 18: 10 marzo, 17 marzo o 24 marzo. Quale preferisce?", "10 18:00, 17 18:00, 24 18:00"},
		{"fr", "Les mardis à 18h : le 10 mars, le 17 mars ou le 24 mars. Lequel ?", "10 18:00, 17 18:00, 24 18:00"},
		{"de", "Dienstags um 18 Uhr: 10. März, 17. März und 24. März. Welcher passt?", "10 18:00, 17 18:00, 24 18:00"},
		{"nl", "Dinsdags om 18 uur: 10 maart, 17 maart of 24 maart. Welke schikt?", "10 18:00, 17 18:00, 24 18:00"},
		{"it", "Restano il 12 marzo e il 19 marzo. Quale dei due preferisce?", "12, 19"},
		{"es", "Quedan el 12 de marzo y el 19 de marzo. ¿Cuál de los dos le viene mejor?", "12, 19"},
		{"nl", "Open staan nog 12 maart en 19 maart. Welke van de twee schikt u?", "12, 19"},
		{"pt", "Restam 12 de março e 19 de março. Qual dos dois lhe convém?", "12, 19"},
		{"de", "Noch frei sind der 12. März und der 19. März. Welcher der zwei Tage passt?", "12, 19"},
		{"en", "March 12 and March 19 are still open. Which of the two suits you?", "12, 19"},
		{"en", "I can't do March 12 or March 19. Do you have another idea?", ""},
		{"fr", "Le jeudi 12 mars de 15h à 18h, ou le samedi 14 mars aux mêmes horaires ?", "12 15:00, 14 15:00"},
		{"es", "Quedan el 12 de marzo y el 19 de marzo. ¿Cuál le viene mejor?", "12, 19"},
		{"es", "El jueves 12 de marzo de 15:00 a 18:00 o el sábado 14 de marzo, mismas horas.", "12 15:00, 14 15:00"},
		{"it", "Restano il 12 marzo e il 19 marzo. Quale preferisce?", "12, 19"},
		{"it", "Giovedì 12 marzo dalle 15 alle 18, oppure sabato 14 marzo, stessi orari.", "12 15:00, 14 15:00"},
		{"nl", "Open staan nog 12 maart en 19 maart. Welke schikt u?", "12, 19"},
		{"nl", "Donderdag 12 maart van 15 tot 18 uur, of zaterdag 14 maart, zelfde tijden.", "12 15:00, 14 15:00"},
		{"pt", "Temos às terças um programa, das 11h05 às 11h35. Ainda não prometi a ninguém: 10 de março, 17 de março e 24 de março. Qual lhe calhava melhor?", "10 11:05, 17 11:05, 24 11:05"},
		{"pt", "Quinta-feira, 12 de março, das 15h às 18h, ou sábado, 14 de março, nas mesmas horas.", "12 15:00, 14 15:00"},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		var got []string
		for _, s := range f.Slots {
			layout := "2 15:04"
			if s.AllDay {
				layout = "2"
			}
			got = append(got, s.Start.Format(layout))
		}
		if said := strings.Join(got, ", "); said != tt.want {
			t.Errorf("%s: %q, want %q", tt.text, said, tt.want)
		}
	}
}

// TestPartsMakeTheWhole: lengths that add up to that of the conversation.
func TestPartsMakeTheWhole(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "Thursday 12 March at 3pm: forty minutes on soil, followed by ten minutes of questions.", "50m0s"},
		{"en", "A lecture (20 minutes), a talk (25 minutes) and the committee (45 minutes), so allow 90 minutes, on Thursday 12 March at 3pm.", "1h30m0s"},
		{"de", "Lehrprobe (20 Minuten), Vortrag (25 Minuten), Gespräch (45 Minuten), zusammen 90 Minuten, am Donnerstag, 12. März, um 15 Uhr.", "1h30m0s"},
		{"de", "Am Donnerstag, 12. März, um 15 Uhr: 30 Minuten Vortrag, danach 15 Minuten Fragen.", "45m0s"},
		{"fr", "Le jeudi 12 mars à 15h : 30 minutes d'exposé, puis 15 minutes de questions.", "45m0s"},
		{"es", "El jueves 12 de marzo a las 15:00: 30 minutos de ponencia, más 15 minutos de preguntas.", "45m0s"},
		{"it", "Giovedì 12 marzo alle 15: 30 minuti di relazione, più 15 minuti di domande.", "45m0s"},
		{"nl", "Donderdag 12 maart om 15 uur: 30 minuten lezing, gevolgd door 15 minuten vragen.", "45m0s"},
		{"pt", "Quinta-feira, 12 de março, às 15h: 30 minutos de palestra, mais 15 minutos de perguntas.", "45m0s"},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		if len(f.Slots) != 1 || f.Slots[0].End.IsZero() || f.Slots[0].End.Sub(f.Slots[0].Start).String() != tt.want {
			t.Errorf("%s: %v, want one of %s", tt.text, f.Slots, tt.want)
		}
	}
}
