package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// TestStage: what is said in so many words wins over who will be there, and a
// first interview that is over makes this one a later one.
func TestStage(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		lang, text string
		want       extract.Stage
	}{
		{"en", "We invite you to a first interview with our team lead.", extract.First},
		{"en", "We invite you to a first conversation with the hiring manager.", extract.First},
		{"en", "After your first interview we would like you to meet the team.", extract.Later},
		{"en", "Please come and meet the rest of our team.", extract.Later},
		{"en", "We are down to two and you are one of them.", extract.Final},
		{"de", "wir laden Sie zu einem ersten Gespräch mit dem Team ein.", extract.First},
		{"de", "nach unserem ersten Gespräch möchten wir Sie wiedersehen.", extract.Later},
		{"fr", "nous vous proposons un premier entretien avec l'équipe.", extract.First},
		{"es", "queremos hacerte una primera entrevista con el equipo.", extract.First},
		{"it", "vorremmo un primo colloquio con il gruppo.", extract.First},
		{"nl", "we nodigen u uit voor een eerste gesprek met het team.", extract.First},
		{"pt", "propomos uma primeira entrevista com a equipa.", extract.First},
		{"en", "Can we talk on Tuesday?", ""},
	} {
		if f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text); f.Stage != tt.want {
			t.Errorf("%s: stage %q, want %q", tt.text, f.Stage, tt.want)
		}
	}
}

// TestLengthsAside: a length is the conversation's, in whole; what goes on after
// it has no end.
func TestLengthsAside(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "We can see you on Tuesday 10 March at 10:00; each interview is 40 minutes.", "10:40"},
		{"en", "Tuesday 10 March at 10:00 is free: the same 15-minute call about the clerk job.", "10:15"},
		{"en", "Tuesday 10 March at 10:00. You would talk for half an hour and then take questions.", ""},
		{"nl", "Kan het op dinsdag 10 maart om 10.00 uur? We trekken drie kwartier voor u uit.", "10:45"},
		{"fr", "L'entretien est fixé au mardi 10 mars 2026 à 10 h et durera quarante minutes : quinze minutes d'exposé, vingt-cinq minutes d'échange.", "10:40"},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		if len(f.Slots) != 1 {
			t.Errorf("%s: slots %v", tt.text, f.Slots)
			continue
		}
		got := ""
		if !f.Slots[0].End.IsZero() {
			got = f.Slots[0].End.Format("15:04")
		}
		if got != tt.want {
			t.Errorf("%s: ends %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestTold: the day that an apology names is not proposed again, nor is the
// beginning of a span or what an hour describes.
func TestTold(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		lang, text string
		slots      int
	}{
		{"nl", "Vrijdag staan wij op een festival en kan ik niet weg. Kunnen we naar woensdag 11 maart om 10.00 uur of om 13.30 uur?", 2},
		{"pt", "a vereadora já não consegue estar presente na quinta-feira de manhã. Seria possível terça-feira, 10 de março, às 10h00?", 1},
		{"en", "Could you come on Tuesday 10 March or Thursday 12 March at 10:00?", 2},
		{"en", "Could we meet in the week beginning 16 March?", 0},
		{"en", "Could you come on Tuesday 10 March at 2 pm? It's a 4am start, so think about that.", 1},
	} {
		if f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text); len(f.Slots) != tt.slots {
			t.Errorf("%s: slots %v, want %d", tt.text, f.Slots, tt.slots)
		}
	}
}
