package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestRoleWordings: a post in the ways in which people say what they are hiring for.
func TestRoleWordings(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, subject, text, want string }{
		{"en", "Interview", "We are interviewing for our Harbour Liaison Officer next week and would like to see you.", "Harbour Liaison Officer"},
		{"en", "Next week", "The panel for Deputy Archivist would like to meet you.", "Deputy Archivist"},
		{"en", "Archivist shortlist", "The shortlisting committee for Deputy Parish Archivist met on Monday, and you are on it.", "Deputy Parish Archivist"},
		{"en", "Hello", "Got your note re fence builder. Can you come by?", "fence builder"},
		{"en", "Kiln", "You asked about the kiln loader job, and we'd like to meet.", "kiln loader"},
		{"en", "Meeting", "You are on the shortlist for Head of Collections Care.", "Head of Collections Care"},
		{"en", "Interview", "I have you down for the Site Foreman interviews on Tuesday.", "Site Foreman"},
		{"en", "Your CV", "Your CV for tram dispatcher made us curious.", "tram dispatcher"},
		{"en", "Your letter", "That is the night auditor we have been looking for.", "night auditor"},
		{"en", "Cello", "We advertised for a deputy cellist and you wrote the best letter.", "deputy cellist"},
		{"en", "Role", "The job is standby lock keeper, three days a week.", "standby lock keeper"},

		{"de", "Gespräch", "die Auswahlkommission für die Referatsleitung Stadtgrün möchte Sie kennenlernen.", "Referatsleitung Stadtgrün"},
		{"de", "Ihre Unterlagen", "eine Orgelstimmerin haben wir lange gesucht. Wann passt es?", "Orgelstimmerin"},
		{"de", "Gespräch", "Sie haben sich auf die Ausschreibung Lagerleitung gemeldet.", "Lagerleitung"},
		{"de", "Kennenlernen", "wir brauchen dringend einen Kälteanlagenbauer und Ihre Mappe gefällt uns.", "Kälteanlagenbauer"},
		{"de", "Kennenlernen", "du hast dich als Fährmann gemeldet.", "Fährmann"},
		{"de", "Einladung", "Ihre Bewerbung um die Stelle der Kirchenmusikerin hat uns erreicht.", "Kirchenmusikerin"},
		{"de", "Einladung", "vielen Dank für Ihr Interesse an der Werkstattleitung.", "Werkstattleitung"},
		{"de", "Gespräch", "Gesucht wird bei uns eine Teamleitung Wareneingang, und Sie passen.", "Teamleitung Wareneingang"},
		{"de", "Termin", "für unsere Stelle »Gewässerwart« möchten wir Sie sprechen.", "Gewässerwart"},
		{"de", "Bewerbung Backstubenleitung", "danke für die Unterlagen, wir würden dich gern kennenlernen.", "Backstubenleitung"},

		{"fr", "Entretien", "Le jury du concours pour ingénieure en barrages souhaite vous entendre.", "ingénieure en barrages"},
		{"fr", "Votre lettre", "Votre lettre pour la place de tonnelier nous a touchés.", "tonnelier"},
		{"fr", "Rencontre", "Nous recherchons un accordeur de pianos, et votre parcours nous intéresse.", "accordeur de pianos"},
		{"fr", "Rencontre", "Il nous manque une vitrailliste et vous tombez bien.", "vitrailliste"},
		{"fr", "Suite", "Vous avez répondu à notre annonce de cheffe de rang.", "cheffe de rang"},
		{"fr", "Suite", "Vous postulez comme magasinier cariste et nous voudrions vous voir.", "magasinier cariste"},
		{"fr", "Entretien", "C'est bien le responsable d'écluse que nous cherchons.", "responsable d'écluse"},
		{"fr", "Candidature régisseuse lumière", "Merci pour votre dossier, nous aimerions vous rencontrer.", "régisseuse lumière"},

		{"es", "Entrevista", "La comisión del concurso para Jefa de Archivo Histórico quiere escucharla.", "Jefa de Archivo Histórico"},
		{"es", "Entrevista", "Buscamos un encuadernador con paciencia y su carta nos gustó.", "encuadernador"},
		{"es", "Entrevista", "Se postuló como guardaparque y nos gustaría conocerla.", "guardaparque"},
		{"es", "Entrevista", "Recibimos su currículum para operaria de telar.", "operaria de telar"},
		{"es", "Entrevista", "Nos hace falta una ajustadora mecánica y usted encaja.", "ajustadora mecánica"},
		{"es", "Entrevista", "Respondió a nuestro anuncio de capataz de obra.", "capataz de obra"},
		{"es", "Vacante de bibliotecaria escolar", "Nos gustaría verla la próxima semana.", "bibliotecaria escolar"},

		{"it", "Colloquio", "La commissione per il posto di bibliotecaria comunale vorrebbe sentirLa.", "bibliotecaria comunale"},
		{"it", "Colloquio", "Cerchiamo un liutaio e la Sua lettera ci è piaciuta.", "liutaio"},
		{"it", "Colloquio", "Ci serve una responsabile di magazzino e Lei ci sembra adatta.", "responsabile di magazzino"},
		{"it", "Colloquio", "Ha risposto al nostro annuncio per casaro.", "casaro"},
		{"it", "Colloquio", "Si è candidata come guida alpina e vorremmo conoscerLa.", "guida alpina"},
		{"it", "Candidatura mastro birraio", "Grazie per il curriculum, vorremmo incontrarti.", "mastro birraio"},

		{"nl", "Gesprek", "De selectiecommissie voor hoofd collectiebeheer wil u graag spreken.", "hoofd collectiebeheer"},
		{"nl", "reactie", "Je reactie op sluiswachter gezien, leuk.", "sluiswachter"},
		{"nl", "Je brief", "Dat is de beheerder jachthaven die we zoeken.", "beheerder jachthaven"},
		{"nl", "Je brief", "Precies wat we zoeken voor de planner van onze roosters.", "planner van onze roosters"},
		{"nl", "Gesprek", "Je hebt je gemeld voor de vacature pianostemmer.", "pianostemmer"},
		{"nl", "Gesprek", "We hebben een extra kok nodig en jij lijkt ons leuk.", "extra kok"},
		{"nl", "Gesprek", "Bedankt voor je interesse in de rol van hoofdzeiler.", "hoofdzeiler"},
		{"nl", "Sollicitatie teamleider kas", "Bedankt voor je brief, we willen je graag spreken.", "teamleider kas"},

		{"pt", "Entrevista", "A comissão do concurso para técnica superior de arquivo gostaria de a ouvir.", "técnica superior de arquivo"},
		{"pt", "Entrevista", "Procuramos um vidreiro e a sua carta agradou-nos.", "vidreiro"},
		{"pt", "Entrevista", "Estamos precisando de uma costureira industrial e você parece ideal.", "costureira industrial"},
		{"pt", "Entrevista", "Respondeu ao nosso anúncio para faroleiro.", "faroleiro"},
		{"pt", "Entrevista", "Candidatou-se a encarregada de armazém e queremos conhecê-la.", "encarregada de armazém"},
		{"pt", "Vaga de mestre cervejeiro", "Gostamos do seu currículo e queremos conversar.", "mestre cervejeiro"},
	} {
		if f := c.facts(detect.Job, tt.lang, somebody, tt.subject, "Sam,\n\n"+tt.text+"\n\nAna Berg"); f.Role != tt.want {
			t.Errorf("%s: %s: role %q, want %q", tt.lang, tt.text, f.Role, tt.want)
		}
	}
}

// TestTopicWordings: what a piece or a talk is about, to the end of its clause.
func TestTopicWordings(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Media, "en", "Question", "I'm working on a story about Bill 12 and what it does to village halls, and you wrote the report.", "Bill 12 and what it does to village halls"},
		{detect.Media, "en", "Thursday", "On Thursday we open with the closed swing bridge and would love you on air.", "the closed swing bridge"},
		{detect.Media, "en", "Request", "Our next episode asks who owns the river bed. Would you come on?", "who owns the river bed"},
		{detect.Media, "en", "Interview", "I'm reporting on seasonal workers who sleep in their cars. Can we talk?", "seasonal workers who sleep in their cars"},
		{detect.Speaking, "en", "Careers week", "I should love the children to hear what a lock keeper does all day.", "what a lock keeper does all day"},
		{detect.Speaking, "en", "October?", "We would like you to speak on mending nets without plastic.", "mending nets without plastic"},
		{detect.Media, "de", "Anfrage", "ich schreibe über leere Dorfkirchen und wer ihre Dächer bezahlt. Hätten Sie Zeit?", "leere Dorfkirchen und wer ihre Dächer bezahlt"},
		{detect.Media, "de", "Morgen", "Morgen beginnen wir mit dem niedrigen Wasser der Elm und hätten Sie gern am Telefon.", "niedrigen Wasser der Elm"},
		{detect.Speaking, "de", "Vortrag", "Wir wünschen uns von Ihnen einen Abend über alte Apfelsorten.", "alte Apfelsorten"},
		{detect.Media, "fr", "Demande", "Je prépare un article sur les gares fermées et ce qu'elles deviennent.", "les gares fermées et ce qu'elles deviennent"},
		{detect.Media, "fr", "Demain", "Demain nous ouvrons avec la crue du canal et aimerions vous avoir à l'antenne.", "la crue du canal"},
		{detect.Speaking, "fr", "Soirée", "Nous aimerions vous entendre sur la taille des vieux oliviers.", "la taille des vieux oliviers"},
		{detect.Media, "es", "Mañana", "Mañana arrancamos con la sequía del embalse y nos gustaría tenerla al aire.", "la sequía del embalse"},
		{detect.Media, "es", "Entrevista", "Escribo sobre las farmacias rurales y quién las mantiene abiertas.", "las farmacias rurales y quién las mantiene abiertas"},
		{detect.Speaking, "es", "Charla", "Nos gustaría que nos contara cómo se restaura un órgano.", "cómo se restaura un órgano"},
		{detect.Media, "it", "Puntata", "Stiamo preparando una puntata sulle dighe abbandonate: chi le controlla e chi paga.", "dighe abbandonate"},
		{detect.Media, "it", "Richiesta", "Domani apriamo con la chiusura del traghetto e vorremmo sentirla.", "la chiusura del traghetto"},
		{detect.Speaking, "it", "Incontro", "Le chiederemmo di parlare di come si pota un ulivo.", "come si pota un ulivo"},
		{detect.Media, "nl", "interview", "Voor de bijlage schrijf ik over lege scholen en wie ze onderhoudt.", "lege scholen en wie ze onderhoudt"},
		{detect.Media, "nl", "morgen", "Morgen openen we met de kapotte sluis en we hadden u graag aan de lijn.", "de kapotte sluis"},
		{detect.Speaking, "nl", "avond", "Zou u iets willen vertellen over het enten van perenbomen?", "het enten van perenbomen"},
		{detect.Media, "pt", "episódio", "Falta o episódio sobre as olarias que ainda queimam lenha no quintal.", "as olarias que ainda queimam lenha no quintal"},
		{detect.Media, "pt", "Amanhã", "Amanhã abrimos com a seca da barragem e queríamos ouvi-la.", "a seca da barragem"},
		{detect.Speaking, "pt", "Palestra", "Gostávamos que nos falasse de como se afina um carrilhão.", "como se afina um carrilhão"},
	} {
		if f := c.facts(tt.kind, tt.lang, "Ann Lee <ann@alderhouse.example.org>", tt.subject, "Sam,\n\n"+tt.text+"\n\nAnn Lee\nAlder House"); f.Role != tt.want {
			t.Errorf("%s: %s: topic %q, want %q", tt.lang, tt.text, f.Role, tt.want)
		}
	}
}

// TestHouseWordings: who asks, told by what a house calls itself and where it stands.
func TestHouseWordings(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                                     detect.Kind
		lang, from, subject, text, company, name string
	}{
		{detect.Job, "de", "Schreinerei Aumüller <werkstatt@aumueller-holz.example.com>", "Bewerbung", "Sam,\n\nwir würden dich gern kennenlernen.\n\nViele Grüße\nVroni Aumüller\nSchreinerei Aumüller", "Schreinerei Aumüller", "Vroni Aumüller"},
		{detect.Job, "fr", "Verrerie Montclar <atelier@montclar.example.com>", "Rencontre", "Bonjour Sam,\n\nNous aimerions vous rencontrer.\n\nBien à vous,\nOdile Montclar\nVerrerie Montclar", "Verrerie Montclar", "Odile Montclar"},
		{detect.Job, "it", "Falegnameria Rondoni <bottega@rondoni.example.com>", "Colloquio", "Ciao Sam,\n\nvorremmo conoscerti.\n\nA presto,\nPiera Rondoni\nFalegnameria Rondoni", "Falegnameria Rondoni", "Piera Rondoni"},
		{detect.Job, "nl", "Bakkerij Wolters <info@bakkerijwolters.example.com>", "Je brief", "Hoi Sam,\n\nkom je langs?\n\nGroetjes,\nAnneke Wolters", "Bakkerij Wolters", "Anneke Wolters"},
		{detect.Job, "es", "Panadería Olmedo <horno@panolmedo.example.com>", "Entrevista", "Hola Sam:\n\nNos gustaría conocerte.\n\nUn saludo,\nRosa Olmedo\nPanadería Olmedo", "Panadería Olmedo", "Rosa Olmedo"},
		{detect.Job, "fr", "Lise Aubin <lise@fours-du-lac.example.com>", "Votre candidature", "Bonjour Sam,\n\nJ'ai repris Les Fours du Lac après mon père. Votre lettre nous a plu.\n\nLise Aubin", "Les Fours du Lac", "Lise Aubin"},
		{detect.Job, "fr", "Odile Fabre <odile.fabre@cabinetserval.example.com>", "Poste de comptable", "Bonjour Sam,\n\nÀ la Verrerie de Montclar, le directeur souhaite vous voir pour le poste de comptable.\n\nOdile Fabre\nCabinet Serval", "Verrerie de Montclar", "Odile Fabre"},
		{detect.Job, "it", "Studio Ferri Selezione <ricerca@ferriselezione.example.com>", "Colloquio", "Gentile Sam,\n\nla Casa di Cura Villa Amaranta vorrebbe incontrarLa per il posto di farmacista.\n\nLia Ferri", "Casa di Cura Villa Amaranta", "Lia Ferri"},
		{detect.Media, "pt", "Rita Lobo <rita@podmandioca.example.com>", "vem pro Mandioca?", "Oi Sam!\n\nAqui é a Rita, que faz o Mandioca, um podcast sobre comida. Topa gravar?\n\nRita Lobo", "Mandioca", "Rita Lobo"},
		{detect.Media, "it", "Redazione Fionda <redazione@telefionda.example.com>", "richiesta", "Buongiorno,\n\nscriviamo dalla redazione di Fionda, il programma del lunedì. Può riceverci?\n\nla redazione", "Fionda", ""},
		{detect.Media, "en", "Jo Hale <jo@slowgatepod.example.com>", "come on Slowgate?", "Hi Sam,\n\nI host Slowgate, a podcast about footpaths. Fancy an hour on the line?\n\nJo Hale", "Slowgate", "Jo Hale"},
		{detect.Media, "en", "Jo Hale <jo.hale@gmail.com>", "Question", "Hi Sam,\n\nI produce Tin Roof, a weekly show on housing. Could you come on?\n\nJo", "Tin Roof", "Jo Hale"},
		{detect.Job, "en", "Brightmoor People Team <people@brightmoor.example.net>", "Interview", "Hi Sam,\n\nOna Finch, who leads the team, will ask you about your tools. Please choose a time.\n\nBrightmoor, Inc. You receive this because you applied.", "Brightmoor", "Ona Finch"},
		{detect.Speaking, "en", "Mrs K Abara <kabara@stbedes.example.org>", "Visit", "Dear Sam,\n\nCould you visit St Bede's Primary in March?\n\nMrs K Abara", "St Bede's Primary", "Mrs K Abara"},
		{detect.Job, "nl", "Ruud Mol <ruud@mollekkages.example.com>", "loodgieter", "Ha Sam, Ruud van Mol Lekkages. Kan je donderdag langskomen?", "Mol Lekkages", "Ruud Mol"},
		{detect.Job, "en", "Nia Price <nia@price-and-vale.example.com>", "Saw filer", "Hi Sam,\n\nWe at Price & Vale would like to show you the mill.\n\nNia", "Price & Vale", "Nia Price"},
		{detect.Job, "de", "Uwe Kern <uwe.kern@gmx.de>", "Aushilfe", "Hallo Sam,\n\nbei uns in der Gärtnerei Kern ist viel los. Kommst du am Montag?\n\nUwe", "Gärtnerei Kern", "Uwe Kern"},
		{detect.Job, "es", "Marta Gil <marta.gil@gmail.com>", "Entrevista", "Hola Sam:\n\nTe escribo de la Quesería Valdelobos. ¿Puedes el lunes?\n\nMarta", "Quesería Valdelobos", "Marta Gil"},
		{detect.Job, "pt", "Nuno Reis <nuno.reis@gmail.com>", "Entrevista", "Olá Sam,\n\nescrevo da Carpintaria Reis Velho. Pode na segunda?\n\nNuno", "Carpintaria Reis Velho", "Nuno Reis"},
	} {
		f := c.facts(tt.kind, tt.lang, tt.from, tt.subject, tt.text)
		if f.Company != tt.company {
			t.Errorf("%s: %s: company %q, want %q", tt.lang, tt.from, f.Company, tt.company)
		}
		if f.Contact.Name != tt.name {
			t.Errorf("%s: %s: contact %q, want %q", tt.lang, tt.from, f.Contact.Name, tt.name)
		}
	}
}
