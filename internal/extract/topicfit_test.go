package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestTopicFits: a letter says the topic in the middle of its own sentence, so what is
// no topic is left out: what has we and you in it, tells of somebody, is the day or the
// screen, or what a show is about each time.
func TestTopicFits(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Media, "en", "Radio", "I would like to talk about nothing you have not said on air before.", ""},
		{detect.Media, "en", "Radio", "Could we speak about Ruth who mends the nets?", ""},
		{detect.Speaking, "en", "Evening talk", "You would have an hour with the pictures on the big screen, then tea.", ""},
		{detect.Speaking, "en", "Talk", "Would you speak? People still talk about old canals we never filled in.", ""},
		{detect.Speaking, "en", "Talk", "Last year our speaker talked on lamps that your uncle had found in a barn near us.", ""},
		{detect.Media, "en", "Harbour closing - live tomorrow?", "Tomorrow we are live from the harbour. Could you be there at four?", "Harbour closing"},
		{detect.Media, "de", "Bäckersterben - heute live?", "Heute sind wir live in der Backstube. Kommst du dazu?", ""},
		{detect.Media, "fr", "Une voix pour « Plein vent »", "je produis « Plein vent », un podcast sur les gens qui vivent en mer. Auriez-vous une heure ?", ""},
		{detect.Media, "it", "Invito", "conduco «Terraferma», un podcast sulle isole minori. Avrebbe un'ora?", ""},
		{detect.Media, "es", "Invitación", "presento «Tierra adentro», un podcast sobre los pueblos vacíos. ¿Tendría una hora?", ""},

		{detect.Speaking, "en", "Spring meeting", "You would stand between a demonstration of baskets and a panel on wasps after lunch.", ""},
		{detect.Media, "fr", "Reportage", "Je prépare un reportage sur les ponts emportés par.", "les ponts emportés"},

		{detect.Media, "en", "Berth queues: your view", "Our spring number has a four-page section on berth queues at river ports.", "berth queues at river ports"},
		{detect.Media, "en", "Interview", "We are giving two pages to seaweed roofs and would like your view. The spread on seaweed roofs is for June.", "seaweed roofs"},
		{detect.Speaking, "en", "Plenary", "We have in mind thirty minutes on winter grazing for small herds, followed by questions.", "winter grazing for small herds"},
		{detect.Speaking, "en", "Plenary", "The committee would like half an hour on salt in old walls.", "salt in old walls"},
		{detect.Speaking, "en", "Thursday lunch", "Two of us saw you explain roof anchors to a room of painters, and I'd love the others to hear it.", "roof anchors"},
		{detect.Media, "de", "Morgen?", "wir haben in \"Drinnen\" den Schwerpunkt leere Kinos, weil das Apollo schließt.", "leere Kinos"},
		{detect.Media, "fr", "Podcast", "je produis « Plein vent », un podcast sur les gens qui vivent en mer. L'épisode de mars portera sur la pêche à pied d'hiver.", "la pêche à pied d'hiver"},
		{detect.Media, "it", "Riprese", "martedì giriamo uno speciale sulla raccolta delle olive e il vento di mare.", "raccolta delle olive e il vento di mare"},
		{detect.Media, "nl", "Gast?", "Mijn collega las je stuk over oude trekpaden. Het uur zou gaan over oude trekpaden en wie ze loopt, met jouw foto's erbij.", "oude trekpaden en wie ze loopt"},
		{detect.Media, "en", "Guest?", "My editor read your piece on salt roads. The hour would be about salt roads and their keepers.", "salt roads and their keepers"},
	} {
		if f := c.facts(tt.kind, tt.lang, "ana.berg@gmail.com", tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s | %s | %s: topic %q, want %q", tt.lang, tt.subject, tt.text, f.Role, tt.want)
		}
	}
}
