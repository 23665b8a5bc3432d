package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestTopicByLanguage: what a conversation, a talk, a post is about: behind the
// words for it, in a title, in the subject, in what the reader has done.
func TestTopicByLanguage(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Media, "en", "Radio interview", "I'm working on a story about flood insurance along the river and would like your view.", "flood insurance along the river"},
		{detect.Media, "en", "Interview request: seagrass", "We are recording a segment on the return of seagrass meadows next week.", "the return of seagrass meadows"},
		{detect.Media, "en", "Request", "My column this month looks at repair shops in small towns.", "repair shops in small towns"},
		{detect.Media, "de", "Anfrage", "für unsere Sendung über leere Kaufhäuser suchen wir eine Stimme aus dem Handel.", "leere Kaufhäuser"},
		{detect.Media, "fr", "Demande d'entretien", "Je prépare un dossier sur les moulins à marée pour le numéro de mai.", "les moulins à marée"},
		{detect.Media, "es", "Entrevista", "Estoy escribiendo un reportaje sobre las bibliotecas rurales y me gustaría entrevistarle.", "las bibliotecas rurales"},
		{detect.Media, "it", "Intervista", "Sto preparando un servizio sulle botteghe storiche del centro.", "botteghe storiche del centro"},
		{detect.Media, "nl", "Interview", "Ik schrijf een artikel over lege kerken en wil u graag spreken.", "lege kerken"},
		{detect.Media, "pt", "Pedido de entrevista", "Estou a preparar uma reportagem sobre moinhos de maré e gostava de o ouvir.", "moinhos de maré"},
		{detect.Speaking, "en", "Talk", "We would be glad if you gave a lecture on mending stone walls at our summer meeting.", "mending stone walls"},
		{detect.Speaking, "en", "Would you speak?", "Your book on canal horses made us think of you for our autumn lecture.", "canal horses"},
		{detect.Speaking, "en", "Spring lecture", "Topic: How to keep bees on a roof\nPlease tell us whether you would come.", "How to keep bees on a roof"},
		{detect.Speaking, "de", "Vortrag", "Könnten Sie einen Vortrag zum Thema Fledermäuse in alten Stollen halten?", "Fledermäuse in alten Stollen"},
		{detect.Speaking, "fr", "Conférence", "Nous aimerions une conférence intitulée « Le sel et la neige » en avril.", "Le sel et la neige"},
		{detect.Speaking, "es", "Ponencia", "Nos gustaría que dieras una charla titulada «Puentes que cantan» en octubre.", "Puentes que cantan"},
		{detect.Speaking, "it", "Invito", "Le chiederemmo un intervento dal titolo «La lentezza dei canali» a maggio.", "La lentezza dei canali"},
		{detect.Speaking, "nl", "Lezing", "Wilt u een lezing geven over het herstel van houten molens?", "het herstel van houten molens"},
		{detect.Speaking, "pt", "Palestra", "Gostávamos que fizesse uma palestra com o título «Pontes e marés» em junho.", "Pontes e marés"},
		{detect.Media, "en", "Radio", "We are putting together a segment on weavers who repair the sails that museums depend on, and would like to have you on air.", "weavers who repair the sails that museums depend on"},
		{detect.Media, "en", "Interview", "Your post on why ferries sink is the clearest thing I have read about it. Could I interview you for the piece?", ""},
		{detect.Speaking, "en", "Invitation to speak", "Would you give one of our keynotes? Several of us thought of your talk about Driftwood at once.", ""},
		{detect.Speaking, "en", "Talk", "You need not speak about money. Would you speak?", ""},
		{detect.Speaking, "en", "Talk", "The panel is called “Who owns the night bus?” and there is a chair free.", "Who owns the night bus?"},
		{detect.Academic, "en", "PhD interview", "We would like to interview you for the PhD position on river ice in our group.", "PhD position on river ice"},
		{detect.Academic, "en", "Interview", "You are invited to interview for the post of Lecturer in Textile History.", "Lecturer in Textile History"},
		{detect.Academic, "en", "Postdoc", "I would like to talk about the postdoc in soil acoustics that you wrote about.", "postdoc in soil acoustics"},
		{detect.Academic, "nl", "Promotieplaats dijkgeologie", "We spreken je graag over de promotieplaats dijkgeologie.", "Promotieplaats dijkgeologie"},
	} {
		if f := c.facts(tt.kind, tt.lang, "ana.berg@gmail.com", tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s | %s | %s: topic %q, want %q", tt.lang, tt.subject, tt.text, f.Role, tt.want)
		}
	}
}
