package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

// TestWhomToAnswer: who signs for somebody else, who is named in one sentence and to
// be answered by the next, whom one will meet where nobody signs.
func TestWhomToAnswer(t *testing.T) {
	c := newChain(t)
	const ann = "Ann Lee <ann@alderhouse.example.org>"
	const desk = "HR - Alder House <hr@alderhouse.example.org>"
	for _, tt := range []struct{ lang, from, text, want, answer string }{
		{"en", ann, "I'm copying Jo Park (jo@alderhouse.example.org), who owns the list. Reply to her rather than me.\n\nAnn", "Jo Park", "jo@alderhouse.example.org"},
		{"en", ann, "My colleague Jo Park, jo@alderhouse.example.org, looks after the diary. Please send your choice to her by Friday.\n\nAnn", "Jo Park", "jo@alderhouse.example.org"},
		{"en", ann, "Jo Park (jo@alderhouse.example.org) keeps the programme. Let her know which day you prefer.\n\nAnn", "Jo Park", "jo@alderhouse.example.org"},
		{"de", ann, "In Kopie steht Jana Roth (roth@alderhouse.example.org). Antworten Sie bitte ihr.\n\nAnn Lee", "Jana Roth", "roth@alderhouse.example.org"},
		{"fr", ann, "Je mets en copie Léa Roy (roy@alderhouse.example.org). Merci de lui répondre.\n\nAnn Lee", "Léa Roy", "roy@alderhouse.example.org"},
		{"es", ann, "Copio a Ana Gil (gil@alderhouse.example.org). Respóndale a ella, por favor.\n\nAnn Lee", "Ana Gil", "gil@alderhouse.example.org"},
		{"it", ann, "Metto in copia Lia Neri (neri@alderhouse.example.org). Risponda a lei, per favore.\n\nAnn Lee", "Lia Neri", "neri@alderhouse.example.org"},
		{"nl", ann, "Els Bos (els@alderhouse.example.org) staat in kopie. Antwoord graag aan haar.\n\nAnn Lee", "Els Bos", "els@alderhouse.example.org"},
		{"pt", ann, "Ponho em cópia Rita Melo (rita@alderhouse.example.org). Responda a ela, por favor.\n\nAnn Lee", "Rita Melo", "rita@alderhouse.example.org"},
		{"nl", ann, "Wil je aan onze secretaris Els Bos laten weten wat je schikt? Haar adres is els@alderhouse.example.org.\n\nAnn Lee", "Els Bos", "els@alderhouse.example.org"},
		{"de", ann, "Bitte sagen Sie unserer Sekretärin Jana Roth Bescheid. Ihre Adresse ist roth@alderhouse.example.org.\n\nAnn Lee", "Jana Roth", "roth@alderhouse.example.org"},
		{"de", desk, "Passt Ihnen Montag?\n\nFreundliche Grüße\ni. A. Jana Roth", "Jana Roth", "hr@alderhouse.example.org"},
		{"de", desk, "Passt Ihnen Montag?\n\nMit freundlichen Grüßen\ni.V. Jana Roth", "Jana Roth", "hr@alderhouse.example.org"},
		{"en", desk, "Are you free?\n\nYours sincerely,\np.p. Jo Park", "Jo Park", "hr@alderhouse.example.org"},
		{"fr", desk, "Seriez-vous libre ?\n\nCordialement,\np/o Léa Roy", "Léa Roy", "hr@alderhouse.example.org"},
		{"pt", desk, "Convidamo-lo para uma entrevista com a Eng.ª Rita Melo, responsável pelo forno.\n\nCom os melhores cumprimentos,\nRecursos Humanos", "Rita Melo", "hr@alderhouse.example.org"},
		{"en", desk, "The interview is with Dr Jo Park, head of the lab.\n\nKind regards,\nHuman Resources", "Jo Park", "hr@alderhouse.example.org"},

		{"en", ann, "Jo Park (jo@alderhouse.example.org) wrote the report. Read it to her if you like.\n\nAnn", "Ann Lee", "ann@alderhouse.example.org"},
		{"en", ann, "Jo Park (jo@alderhouse.example.org) knows about parking. Are you free on Monday?\n\nAnn", "Ann Lee", "ann@alderhouse.example.org"},
	} {
		f := c.facts(detect.Job, tt.lang, tt.from, "Interview", "Sam,\n\n"+tt.text)
		if f.Contact.Name != tt.want || answers(f) != tt.answer {
			t.Errorf("%s: %q at %q, want %q at %q", tt.text, f.Contact.Name, answers(f), tt.want, tt.answer)
		}
	}
}

// answers is the address to which an answer goes.
func answers(f extract.Facts) string {
	if f.ReplyTo == nil {
		return ""
	}
	return f.ReplyTo.Address
}
