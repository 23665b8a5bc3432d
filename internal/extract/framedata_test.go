package extract_test

// postFrames are sentences with a place for a post, topicFrames such for a topic.
var postFrames = map[string][]string{
	"nl": {
		"Je solliciteerde op de functie van %s bij Zuivelhuis Tarn, en we nodigen je graag uit.",
		"Bedankt voor je sollicitatie als %s; we willen je graag spreken.", "We hebben je brief voor de vacature %s met plezier gelezen.",
		"Het gaat om de functie %s, 24 uur per week.", "Naar aanleiding van je sollicitatie op de vacature van %s nodigen we je uit.",
		"Wij zoeken een %s en jouw brief viel op.", "Graag maken we kennis met je voor de rol van %s binnen ons team.",
	},
	"fr": {
		"Votre candidature au poste de %s chez Laiterie Tarn nous a plu.", "Vous avez postulé au poste de %s et nous aimerions vous rencontrer.",
		"Suite à votre candidature pour le poste de %s, nous vous proposons un entretien.", "Nous recherchons un ou une %s pour notre équipe.",
		"L'entretien concerne le poste de %s, à temps plein.", "Votre candidature comme %s a retenu notre attention.",
		"Il s'agit de la place de %s que vous avez vue dans le journal.",
	},
	"es": {
		"Hemos recibido tu candidatura al puesto de %s en Lácteos Tarn.", "Gracias por postularte a la vacante de %s; queremos conocerte.",
		"En relación con su solicitud para el puesto de %s, le proponemos una entrevista.",
		"Buscamos un %s para nuestro equipo y tu currículum encaja.", "La entrevista es para la plaza de %s que publicamos en marzo.",
		"Leímos su carta para el cargo de %s y nos gustó.", "Se trata del puesto de %s, a jornada completa.",
	},
	"it": {
		"Abbiamo letto la Sua candidatura per la posizione di %s presso Latteria Tarn.",
		"Grazie per esserti candidata al ruolo di %s; vorremmo conoscerti.",
		"In merito alla Sua domanda per il posto di %s, La invitiamo a un colloquio.",
		"Cerchiamo un %s per il nostro gruppo e il tuo curriculum ci è piaciuto.", "Il colloquio riguarda il posto di %s, a tempo pieno.",
		"La Sua candidatura come %s ci ha colpito.", "Ci servirà una persona come %s; vorrei conoscerLa.",
	},
	"pt": {
		"Recebemos a sua candidatura à vaga de %s na Leitaria Tarn.", "Obrigada por se candidatar ao cargo de %s; queremos conhecê-la.",
		"Na sequência da sua candidatura ao lugar de %s, propomos uma entrevista.",
		"Procuramos um %s para a nossa equipa e o seu currículo agradou.", "A entrevista é para a vaga de %s, em tempo integral.",
		"Lemos a sua carta para a função de %s e gostámos.", "Trata-se da vaga de %s que publicámos em março.",
	},
	"de": {
		"Ihre Bewerbung als %s bei der Molkerei Tarn hat uns gefallen.",
		"vielen Dank für Ihre Bewerbung auf die Stelle als %s, wir möchten Sie kennenlernen.", "es geht um die Stelle %s in Vollzeit.",
		"wir suchen %s und laden Sie gern ein.", "für die ausgeschriebene Position %s möchten wir Sie einladen.",
		"Sie haben sich um die Stelle der %s beworben.",
	},
	"en": {
		"Thank you for applying for the %s position at Tarn Dairy.", "We would like to interview you for the post of %s at Tarn Dairy.",
		"Your application for %s caught our eye.", "This is about the role of %s, which starts in May.",
		"You are on the shortlist for %s and we'd like to meet.", "We are looking for a %s and liked your letter.",
	},
}

// posts are what stands there.
var posts = map[string][]string{
	"nl": {
		"medewerker planning en logistiek", "coördinator vrijwilligers en activiteiten", "adviseur water en klimaat",
		"begeleider wonen met autisme", "hoofd technische dienst", "projectleider gebiedsontwikkeling", "teamleider zorg en welzijn",
		"wetenschappelijk medewerker bodem", "manager bedrijfsvoering", "beleidsmedewerker cultuur en erfgoed", "medewerker klantcontact (m/v)",
		"Coördinator Werkplaats & Materieel", "monteur/servicetechnicus", "Senior Adviseur Duurzaamheid", "Teamcoördinator Wonen",
		"verpleegkundige (niveau 4)", "hovenier-voorman", "allround timmerman", "eerste kok", "zelfstandig werkend kok", "docent natuurkunde",
		"leerkracht groep 5/6", "Hoofd Collecties en Onderzoek", "jurist omgevingsrecht", "boekhouder", "gastvrouw/gastheer",
		"restauratieschilder", "vrijwilligerscoördinator", "beheerder zwembad", "Kwaliteitscontroleur",
	},
	"fr": {
		"responsable de la maintenance et des travaux", "chargée de mission eau et biodiversité", "chef d'équipe atelier",
		"technicien de laboratoire en alternance", "coordinatrice des bénévoles", "adjoint au chef de chantier",
		"médiateur du livre et de la lecture", "gestionnaire paie et administration du personnel", "animateur nature auprès des scolaires",
		"aide-soignant(e) de nuit", "conseiller·ère en séjour", "Chargé·e de production", "maître-nageur", "technicien(ne) de maintenance",
		"Assistant(e) de direction", "attachée de presse", "second de cuisine", "Chef de projet - Patrimoine", "opérateur/opératrice de saisie",
		"éducatrice de jeunes enfants", "garde champêtre", "agente d'accueil", "responsable du pôle jeunesse", "Ingénieur d'études",
		"professeure de hautbois", "vendeuse en boulangerie", "cheffe de chœur", "mécanicien poids lourds", "juriste en droit de l'environnement",
	},
	"es": {
		"técnico de mantenimiento y riego", "responsable de formación y calidad", "auxiliar de ayuda a domicilio",
		"encargado de almacén y expediciones", "educadora social en centro de menores", "maestra de apoyo en educación infantil",
		"conductor de autobús urbano", "analista de riesgos de crédito", "técnico/a de laboratorio", "Auxiliar Administrativo/a", "jefe/a de sala",
		"Coordinador(a) de Logística", "ingeniera agrónoma", "oficial de primera", "Analista Programador", "encargada de turno de noche",
		"redactora jefa", "profesor de violín", "monitor/a de natación", "Subdirectora de Colecciones", "peón de jardinería", "guía bilingüe",
		"químico analista", "médica de familia", "trabajadora social", "dependienta de frutería", "Ejecutivo de Cuentas Senior",
		"carpintero de ribera",
	},
	"it": {
		"responsabile della manutenzione e degli impianti", "addetta alle vendite e alla cassa", "educatore in comunità per minori",
		"coordinatrice del volontariato", "addetto al controllo qualità", "assistente alla direzione artistica",
		"responsabile dell'ufficio acquisti", "impiegato/a amministrativo/a", "addetto/a vendite", "Capo Reparto Ortofrutta", "maestro di sala",
		"educatrice d'infanzia", "Store Manager", "operaio specializzato", "ingegnere idraulico", "aiuto cuoco", "direttrice artistica",
		"tecnico luci", "Responsabile HR", "veterinario aziendale", "violinista di fila", "capotreno", "restauratrice di carta", "geologo",
		"Project Manager", "cuoco di bordo", "medico competente",
	},
	"pt": {
		"técnico de manutenção e rega", "responsável pela qualidade e segurança", "operador de máquinas agrícolas",
		"gestora de projetos culturais", "enfermeira do turno da noite", "técnica de laboratório de análises", "técnico(a) de enfermagem",
		"Auxiliar de Cozinha", "Engenheiro(a) Civil Júnior", "professora de português", "Chefe de Turno", "assistente social",
		"motorista carreteiro", "operador(a) de caixa", "Coordenador de Projetos - Norte", "bibliotecária escolar", "médico veterinário",
		"Analista Fiscal Sênior", "supervisora de loja", "padeiro de noite", "jardineiro municipal", "tradutora de neerlandês",
		"eletricista naval", "Gerente Comercial", "monitora de museu", "afinador de pianos",
	},
	"de": {
		"Leitung der Stadtbibliothek", "Projektleiterin für Gewässerschutz", "Referentin für Presse- und Öffentlichkeitsarbeit",
		"Teamassistenz im Vertrieb", "Mitarbeiterin Kasse und Besucherservice", "Erzieherin in der Krippengruppe", "technische Leitung",
		"stellvertretende Küchenleitung", "wissenschaftliche Mitarbeiterin am Lehrstuhl für Bodenkunde", "Pflegefachkraft (m/w/d)",
		"Bauingenieur/in", "Erzieher*in", "Verwaltungsfachangestellte:r", "Referent:in Bildung", "Leiter Technik", "Oberarzt Innere Medizin",
		"Sous-Chef", "IT-Systemadministrator", "Klavierlehrerin", "Schichtführer Nacht", "Filialleitung", "Volontärin", "Küster", "Servicekraft",
	},
	"en": {
		"Head of Volunteering and Community", "learning and outreach officer", "deputy head gardener", "Research Associate in Soil Health",
		"Senior Policy Adviser, Water", "trainee tram driver", "Clerk to the Council", "Maintenance Engineer (Nights)",
		"finance and grants officer", "Lecturer in Law (Grade 8)", "Co-ordinator, Youth Services", "R&D Technician", "Front-of-House Supervisor",
		"Deputy Head (Pastoral)", "HGV driver", "Level 3 nursery nurse", "Kitchen Porter / Cleaner", "Sr. Data Engineer",
		"bell founder's apprentice", "Marketing & Events Officer", "part-time archivist", "Staff Nurse - Ward 4", "town planner",
		"Music Librarian",
	},
}

var topicFrames = map[string][]string{
	"en": {
		"I'm writing a piece about %s for the weekend section. Could we talk?", "We're making a programme on %s and would love to have you on.",
		"Would you speak at our meeting about %s?", "We would like you to give a talk on %s next spring.",
		"For our next episode, which is about %s, we need someone like you.", "I am looking into %s and your name came up twice.",
		"The session is on %s and lasts an hour.", "Could you tell our members about %s?", "My editor has asked me for 900 words on %s by Friday.",
	},
	"de": {
		"ich schreibe einen Beitrag über %s für die Wochenendausgabe.", "wir drehen eine Reportage über %s und hätten Sie gern dabei.",
		"würden Sie bei uns einen Vortrag über %s halten?", "in der Sendung geht es um %s, und Sie wären unser Gast.",
		"wir planen einen Abend zum Thema %s und möchten Sie einladen.", "Könnten Sie unseren Mitgliedern etwas über %s erzählen?",
		"Ich recherchiere zu %s und bin auf Ihren Namen gestoßen.",
	},
	"fr": {
		"J'écris un article sur %s pour le supplément du week-end.", "Nous préparons une émission sur %s et aimerions vous avoir.",
		"Accepteriez-vous de faire une conférence sur %s chez nous ?", "L'épisode porte sur %s et dure une heure.",
		"Nous aimerions que vous veniez parler de %s devant nos membres.", "J'enquête sur %s et votre nom revient souvent.",
		"Nous consacrons une soirée à %s en mars.",
	},
	"es": {
		"Escribo un reportaje sobre %s para el suplemento dominical.", "Preparamos un programa sobre %s y nos encantaría tenerle.",
		"¿Daría usted una charla sobre %s en nuestra sede?", "El episodio trata de %s y dura una hora.",
		"Nos gustaría que viniera a hablar de %s a nuestros socios.", "Estoy investigando %s y su nombre aparece mucho.",
		"Dedicamos la tarde a %s en marzo.",
	},
	"it": {
		"Scrivo un articolo su %s per l'inserto del sabato.", "Prepariamo una puntata su %s e vorremmo averla ospite.",
		"Terrebbe una conferenza su %s da noi?", "L'episodio parla di %s e dura un'ora.",
		"Ci piacerebbe che venisse a parlare di %s ai nostri soci.", "Sto lavorando a un'inchiesta su %s e il Suo nome torna spesso.",
	},
	"nl": {
		"Ik schrijf een stuk over %s voor de zaterdagkrant.", "We maken een uitzending over %s en hebben u er graag bij.",
		"Zou u bij ons een lezing willen geven over %s?", "De aflevering gaat over %s en duurt een uur.",
		"Wilt u onze leden iets vertellen over %s?", "Ik ben bezig met een verhaal over %s en uw naam viel.",
	},
	"pt": {
		"Escrevo uma reportagem sobre %s para o suplemento de domingo.", "Preparamos um programa sobre %s e gostaríamos de a ter connosco.",
		"Daria uma palestra sobre %s na nossa sede?", "O episódio é sobre %s e dura uma hora.",
		"Gostávamos que viesse falar de %s aos nossos sócios.", "Estou a investigar %s e o seu nome aparece muito.",
	},
}

var topics = map[string][]string{
	"en": {
		"night buses in small towns", "the repair of stone bridges after floods", "growing hops without irrigation", "how village shops survive",
		"the new rules for herring quotas", "closing the last paper mill", "what happens to church organs when churches close",
		"women in the merchant navy, 1900 to 1950", "bees and pesticides", "reading to children in hospital", "schools that share one teacher",
		"cheap ways to insulate old houses", "Norwegian tunnel safety",
	},
	"de": {
		"Nachtbusse in kleinen Städten", "die Sanierung alter Steinbrücken", "den Anbau von Hopfen ohne Bewässerung", "Bienen und Pestizide",
		"das Leben der Leuchtturmwärter", "verschwundene Dorfläden", "Lesen mit Kindern im Krankenhaus", "die Zukunft der Flussschifffahrt",
	},
	"fr": {
		"les bus de nuit dans les petites villes", "la restauration des ponts de pierre", "les abeilles et les pesticides",
		"la fermeture de la dernière papeterie", "l'entretien des haies bocagères", "les écoles qui partagent un seul maître",
		"les métiers oubliés du fleuve",
	},
	"es": {
		"los autobuses nocturnos en los pueblos", "la restauración de puentes de piedra", "las abejas y los pesticidas",
		"el cierre de la última papelera", "los oficios olvidados del río", "las escuelas que comparten una sola maestra",
		"el cultivo del lúpulo sin riego",
	},
	"it": {
		"gli autobus notturni nei piccoli paesi", "il restauro dei ponti di pietra", "le api e i pesticidi", "i mestieri dimenticati del fiume",
		"le scuole che condividono una sola maestra", "la chiusura dell'ultima cartiera",
	},
	"nl": {
		"nachtbussen in kleine steden", "het herstel van stenen bruggen", "bijen en bestrijdingsmiddelen",
		"de sluiting van de laatste papierfabriek", "vergeten beroepen langs de rivier", "scholen die één leraar delen",
		"voorlezen in het ziekenhuis",
	},
	"pt": {
		"os autocarros noturnos nas vilas pequenas", "o restauro de pontes de pedra", "as abelhas e os pesticidas",
		"o fecho da última fábrica de papel", "os ofícios esquecidos do rio", "as escolas que partilham uma só professora",
	},
}
