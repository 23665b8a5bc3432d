package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestSubjects: what a talk or a piece is to be about, in the ways in which people
// say so.
func TestSubjects(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind             detect.Kind
		lang, text, want string
	}{
		{detect.Speaking, "en", "Your preprint on queueing at toll gates gave our group a lively hour. Would you give a talk this fall?", "queueing at toll gates"},
		{detect.Media, "en", "I read your essay on night ferries and then read it aloud. I'd love an hour for an episode on why tide tables lie.", "why tide tables lie"},
		{detect.Speaking, "en", "We would like you as our guest in May, in conversation with me, no slides, on seed banks without electricity.", "seed banks without electricity"},
		{detect.Speaking, "en", "Our theme is 'odd neighbours', and we would like something on foxes in the old docks.", "foxes in the old docks"},
		{detect.Media, "en", "We'd like to speak to you on air today about the ferry strike: what it does to the islands.", "the ferry strike"},
		{detect.Media, "en", "We'd love to hear how small museums pay for their roofs.", "how small museums pay for their roofs"},
		{detect.Media, "en", "I have read your column on allotments with pleasure. The hour is about glass recycling in island towns.", "glass recycling in island towns"},
		{detect.Speaking, "en", "Could you explain to our members how a lock keeper reads the river?", "how a lock keeper reads the river"},
		{detect.Media, "en", "Would you comment on the new harbour toll for our evening bulletin?", "the new harbour toll"},
		{detect.Media, "en", "I am reporting a piece on tenants who stopped paying for broken lifts after last winter's outage.", "tenants who stopped paying for broken lifts"},
		{detect.Media, "en", "Ken from Crate Weekly here, the trade paper with the green cover. For May I would like it to be you, on sorting parcels without a belt.", "sorting parcels without a belt"},
		{detect.Speaking, "en", "Could you come in on 18 March and tell them what a geologist does all day?", "what a geologist does all day"},
		{detect.Speaking, "es", "Este año el tema que votaron es el precio del hielo. Nos gustaría que des una charla.", "el precio del hielo"},
		{detect.Media, "fr", "Accepteriez-vous de venir nous éclairer sur le retour des loups en plaine, ce jeudi ?", "le retour des loups en plaine"},
		{detect.Speaking, "en", "Tell me what works best. Could you tell us what time suits you?", ""},
		{detect.Speaking, "de", "Es würde uns freuen, wenn Sie über Rost im Depot und was er anrichtet vortragen wollten.", "Rost im Depot und was er anrichtet"},
		{detect.Speaking, "de", "Ihr Aufsatz über Gewölbe in Dorfkirchen hat uns gefreut. Kämen Sie zu uns?", "Gewölbe in Dorfkirchen"},
		{detect.Speaking, "de", "Uns fehlt noch etwas zu Bibern im Deich. Hätten Sie Lust?", "Bibern im Deich"},
		{detect.Media, "de", "Wir möchten mit Ihnen darüber sprechen, warum alte Brunnen versiegen.", "warum alte Brunnen versiegen"},
		{detect.Media, "de", "Ich hätte gern Ihre Einschätzung zum Streik der Lotsen.", "Streik der Lotsen"},
		{detect.Speaking, "fr", "Notre conseil a lu votre rapport sur les digues de bois. Seriez-vous des nôtres ?", "les digues de bois"},
		{detect.Speaking, "fr", "Il souhaite vous entendre sur le partage choisi plutôt que subi, sujet que personne n'ose aborder.", "le partage choisi plutôt que subi"},
		{detect.Media, "fr", "Accepteriez-vous de nous raconter comment se répare un orgue de village ?", "comment se répare un orgue de village"},
		{detect.Media, "fr", "J'aimerais recueillir votre avis sur la grève des éclusiers.", "la grève des éclusiers"},
		{detect.Speaking, "es", "Su cuaderno sobre acequias viejas nos encantó. ¿Vendría a contarlo?", "acequias viejas"},
		{detect.Speaking, "es", "Queremos escucharle sobre la memoria de los molinos, tema que aquí nadie toca.", "la memoria de los molinos"},
		{detect.Media, "es", "Nos gustaría que nos contara cómo se cura un queso de cueva.", "cómo se cura un queso de cueva"},
		{detect.Speaking, "it", "Ho letto il suo libretto sui nomi dei sentieri e ho riso da sola. Mi piacerebbe averla con noi.", "nomi dei sentieri"},
		{detect.Speaking, "it", "Vorremmo sentirla sul restauro delle barche di legno.", "restauro delle barche di legno"},
		{detect.Media, "it", "Ci racconterebbe come si ripara un organo di paese?", "come si ripara un organo di paese"},
		{detect.Speaking, "nl", "Ons thema is 'vreemde buren', en we willen iets over vossen in de haven.", "vossen in de haven"},
		{detect.Speaking, "nl", "Je boekje over verdwenen winkels ging hier rond. Kom je het vertellen?", "verdwenen winkels"},
		{detect.Media, "nl", "Zou je ons willen vertellen hoe een sluiswachter de rivier leest?", "hoe een sluiswachter de rivier leest"},
		{detect.Speaking, "pt", "O Mestre emprestou-me o seu caderno sobre os nomes antigos das redes, e gostaríamos de o ouvir.", "os nomes antigos das redes"},
		{detect.Speaking, "pt", "Gostaríamos de a ouvir sobre a memória dos moinhos.", "a memória dos moinhos"},
		{detect.Media, "pt", "Pode contar-nos como se cura um queijo de serra?", "como se cura um queijo de serra"},

		{detect.Speaking, "en", "Would you like something on the side? There is cake.", ""},
		{detect.Speaking, "en", "Your talk on Monday starts at nine.", ""},
		{detect.Media, "en", "Your show on Radio Alder is a pleasure.", ""},
		{detect.Speaking, "de", "Ihr Zug über Hamburg fährt um neun.", ""},
		{detect.Speaking, "nl", "Je trein over Utrecht gaat om negen.", ""},
	} {
		if f := c.facts(tt.kind, tt.lang, "Ann Lee <ann@alderhouse.example.org>", "A question", "Sam,\n\n"+tt.text+"\n\nAnn Lee\nAlder House"); f.Role != tt.want {
			t.Errorf("%s %s: topic %q, want %q", tt.lang, tt.text, f.Role, tt.want)
		}
	}
}
