package draft

import (
	"strings"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
)

// TestAgreement: words follow their noun, and names by how they begin or end.
func TestAgreement(t *testing.T) {
	w := writer(t)
	for _, c := range []struct{ lang, form, noun, want string }{
		{"en", "a", "interview", "an interview"},
		{"en", "a", "call", "a call"},
		{"de", "zum", "Podiumsdiskussion", "zur Podiumsdiskussion"},
		{"de", "zum", "Vortrag", "zum Vortrag"},
		{"de", "den", "Gespräch", "das Gespräch"},
		{"de", "bei", "Tannhof Maschinenbau GmbH", "bei der Tannhof Maschinenbau GmbH"},
		{"de", "bei", "Deutsche Beispielbank", "bei Deutsche Beispielbank"}, // "bei der Deutschen …": it would have to be bent
		{"de", "bei", "Pixelkante", "bei Pixelkante"},
		{"de", "an", "Universität Brackwasser", "an der Universität Brackwasser"},
		{"de", "an", "Institut für Küstenforschung", "am Institut für Küstenforschung"},
		{"nl", "de", "gesprek", "het gesprek"},
		{"nl", "bij", "Veerhuis Logistiek B.V", "bij Veerhuis Logistiek B.V"},
	} {
		got, err := w.language(c.lang).words.Agreement.with(c.form, c.noun)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", c.lang, got, err, c.want)
		}
	}
	a := agreement{Forms: map[string]map[string]string{"de": {"v": "de l'", "f": "de la"}}, Nouns: map[string][]string{"v": {"entretien"}, "f": {"réunion"}}}
	if err := a.prepare([]string{"entretien", "réunion"}); err != nil {
		t.Fatal(err)
	}
	if got, err := a.with("de", "entretien"); err != nil || got != "de l'entretien" {
		t.Errorf("elision: %q, %v", got, err)
	}
	if err := a.prepare([]string{"table ronde"}); err == nil || !strings.Contains(err.Error(), "table ronde") {
		t.Errorf("a noun without a class: %v", err)
	}
}

// TestPolite: the answer says du to who says du, Sie to who says Sie.
func TestPolite(t *testing.T) {
	w := writer(t)
	for _, c := range []struct {
		lang, greeting, text string
		want                 bool
	}{
		{"de", "Hi Sam,", "hast du am Montag Zeit? Wir freuen uns auf dich.", false},
		{"de", "Sehr geehrte Frau Rivera,", "haben Sie am Montag Zeit?", true},
		{"de", "Hallo Sam,", "Sie kommen alle. Passt dir Montag?", false}, // "Sie" begins the sentence: they
		{"de", "Hallo Frau Rivera,", "passt Montag um 10 Uhr?", true},
		{"de", "Hallo,", "passt Montag um 10 Uhr?", true},
		{"de", "Hallo Sam,", "die Kollegen sind da, wenn sie können, und du auch?", false},
		{"nl", "Beste Sam,", "Heb je maandag tijd?", false},
		{"nl", "Geachte heer Rivera,", "Hebt u maandag tijd?", true},
		{"nl", "Beste Sam,", "Kan het maandag?", false},
		{"en", "Dear Sam,", "Are you free on Monday?", false},
	} {
		in := Input{Zone: time.UTC}
		in.Invitation.Facts = extract.Facts{Lang: c.lang, Greeting: c.greeting}
		in.Invitation.Ask.Text = c.text
		if got := w.language(c.lang).polite(&in); got != c.want {
			t.Errorf("%s: %q %q: %v", c.lang, c.greeting, c.text, got)
		}
	}
}

// TestGreetingAbroad: greetings in languages that part du from Sie, and that
// show who somebody is by the title.
func TestGreetingAbroad(t *testing.T) {
	w := writer(t)
	for _, c := range []struct{ lang, contact, theirs, text, tone, want string }{
		{"de", "Dana Ferrer", "Hi Sam,", "du", "", "Hi Dana,"},
		{"de", "Dana Ferrer", "Liebe Sam,", "du", "", "Hallo Dana,"},
		{"de", "Dana Ferrer", "Hi Sam,", "du", "formal", "Guten Tag Dana,"},
		{"de", "Dana Ferrer", "Sehr geehrter Herr Rivera,", "haben Sie Zeit", "", "Guten Tag Dana Ferrer,"},
		{"de", "Dana Ferrer", "Hallo,", "haben Sie Zeit", "warm", "Guten Tag Dana Ferrer,"},
		{"de", "Frau Dr. Anke von der Heide", "Guten Tag,", "haben Sie Zeit", "", "Sehr geehrte Frau Dr. von der Heide,"},
		{"de", "Prof. Dr. Lars Eide", "Guten Tag,", "haben Sie Zeit", "", "Guten Tag Prof. Dr. Eide,"},
		{"de", "", "Sehr geehrte Frau Rivera,", "haben Sie Zeit", "", "Sehr geehrte Damen und Herren,"},
		{"de", "", "Hi Sam,", "du", "formal", "Hallo,"},
		{"nl", "Dana Ferrer", "Hoi Sam,", "je", "", "Hoi Dana,"},
		{"nl", "Dana Ferrer", "Geachte heer Rivera,", "hebt u", "", "Geachte Dana Ferrer,"},
		{"nl", "dhr. Pieter van den Akker", "Geachte heer Rivera,", "hebt u", "", "Geachte heer Van den Akker,"},
	} {
		in := Input{Zone: time.UTC, Tone: c.tone}
		in.Invitation.Facts = extract.Facts{Kind: detect.Job, Lang: c.lang, Greeting: c.theirs, Contact: message.Address{Name: c.contact}}
		in.Invitation.Ask.Text = c.text
		if got := w.language(c.lang).greeting(&in, false); got != c.want {
			t.Errorf("%s: %q to %q: %q, want %q", c.lang, c.theirs, c.contact, got, c.want)
		}
	}
}

// TestSlotLinesAbroad: times as each language writes them.
func TestSlotLinesAbroad(t *testing.T) {
	for _, c := range []struct{ lang, theirs, line, moment string }{
		{"de", "Europe/Berlin", "Dienstag, 10. März, 9:30–10:00 Uhr MEZ (8:30 Uhr UTC)", "Dienstag, 10. März, um 9:30 Uhr MEZ (8:30 Uhr UTC)"},
		{"de", "America/New_York", "Dienstag, 10. März, 4:30–5:00 Uhr Ostküstenzeit (8:30 Uhr UTC)", "Dienstag, 10. März, um 4:30 Uhr Ostküstenzeit (8:30 Uhr UTC)"},
		{"nl", "Europe/Amsterdam", "dinsdag 10 maart, 9.30–10.00 uur CET (8.30 uur UTC)", "dinsdag 10 maart om 9.30 uur CET (8.30 uur UTC)"},
	} {
		in := Input{Zone: time.UTC, Now: catalogueNow}
		in.Invitation.Facts.Zone = c.theirs
		start := time.Date(2026, 3, 10, 8, 30, 0, 0, time.UTC)
		clock := writer(t).language(c.lang).clock(&in)
		slot := extract.Slot{Start: start, End: start.Add(30 * time.Minute)}
		if got := clock.line(slot); got != c.line {
			t.Errorf("%s: %q, want %q", c.lang, got, c.line)
		}
		if got := clock.moment(slot); got != c.moment {
			t.Errorf("%s: %q, want %q", c.lang, got, c.moment)
		}
	}
}

// TestFactsAbroad: what stands beside a role in an advertisement goes, a head of
// another gender is quoted, a topic that would have to be bent is left out.
func TestFactsAbroad(t *testing.T) {
	w := writer(t)
	for _, c := range []struct{ lang, what, in, want string }{
		{"de", "role", "Datenanalystin (m/w/d)", "Stelle als Datenanalystin"},
		{"de", "role", "Werkstudentenstelle Marketing", "Werkstudentenstelle Marketing"},
		{"de", "role", "Praktikum im Controlling", "Stelle „Praktikum im Controlling“"},
		{"de", "role", "Leitung, Team Nord", "Stelle „Leitung, Team Nord“"},
		{"de", "topic", "Brotpreise", "Brotpreise"},
		{"de", "topic", "den neuen Brotpreis", ""},
		{"de", "topic", "Testen, was man nicht sieht", "„Testen, was man nicht sieht“"},
		{"nl", "role", "Planner binnenvaart (m/v)", "functie van Planner binnenvaart"},
		{"nl", "role", "Traineeship data", "functie ‘Traineeship data’"},
		{"nl", "topic", "jouw onderzoek", "mijn onderzoek"},
		{"nl", "topic", "‘Het brood dat er niet was’", "‘Het brood dat er niet was’"},
		{"en", "role", "Data Analyst (f/m/x)", "Data Analyst role"},
	} {
		words := w.language(c.lang).words
		got := words.topic(c.in, "")
		if c.what == "role" {
			got = words.post(detect.Job, c.in)
		}
		if got != c.want {
			t.Errorf("%s %s %q: %q, want %q", c.lang, c.what, c.in, got, c.want)
		}
	}
}

// TestAnswerIn: in the invitation's language, unless the user does not answer in
// it or there are no texts.
func TestAnswerIn(t *testing.T) {
	w := writer(t)
	for _, c := range []struct {
		lang    string
		allowed []string
		want    string
	}{
		{"de", nil, "de"}, {"xx", nil, "en"}, {"", nil, "en"}, {"de", []string{"en", "nl"}, "en"}, {"nl", []string{"en", "nl"}, "nl"},
	} {
		in := Input{Languages: c.allowed}
		in.Invitation.Facts.Lang = c.lang
		if got := w.answerIn(&in).code; got != c.want {
			t.Errorf("%q, allowed %v: %s, want %s", c.lang, c.allowed, got, c.want)
		}
	}
}

// TestNoteOfAnotherLanguage: the user's words stand only in a letter of their
// language.
func TestNoteOfAnotherLanguage(t *testing.T) {
	w := writer(t)
	in := firstCase(t, "de job times, all facts: decline differs with a note")
	for note, want := range map[string]bool{"drei Tage vor Ort statt keiner": true, "three days on site instead of none": false, "Teilzeit": true} {
		in.Decision.Note = note
		d, err := w.Write(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(d.Body, note); got != want {
			t.Errorf("%q: %v\n%s", note, got, d.Body)
		}
	}
}

// TestNoSubject: the answer to a mail without a subject names the matter and the
// user.
func TestNoSubject(t *testing.T) {
	in := firstCase(t, "de job times, no facts: decline ")
	for _, subject := range []string{"", "Re:", "\r\n"} {
		in.Invitation.Ask.Subject = subject
		d, err := writer(t).Write(in)
		if err != nil || d.Subject != "Vorstellungsgespräch: Sam Rivera" && d.Subject != "Telefoninterview: Sam Rivera" && d.Subject != "Gespräch: Sam Rivera" {
			t.Errorf("%q: %q, %v", subject, d.Subject, err)
		}
	}
}
