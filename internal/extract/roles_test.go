package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestRoleByLanguage: how seven languages say what a job is, in the letter and in
// the subject.
func TestRoleByLanguage(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, subject, text, want string }{
		{"en", "Your interview", "We were impressed by your background and would love to talk about joining us as a Senior Backend Engineer.", "Senior Backend Engineer"},
		{"en", "Interview", "You applied for Warehouse Operative (nights) last week and we'd like to meet you.", "Warehouse Operative"},
		{"en", "Interview", "Following your application for the above post (Assistant Registrar, Grade 6) you have been shortlisted.", "Assistant Registrar"},
		{"en", "Next steps", "The team is hiring for a Machine Learning Engineer - Ranking and your profile stood out.", "Machine Learning Engineer - Ranking"},
		{"en", "Invitation", "I am pleased to invite you to interview for the role of Teacher of Mathematics at our school.", "Teacher of Mathematics"},
		{"en", "Chat?", "We have a fractional CFO opening and thought of you. Could we talk?", "fractional CFO"},
		{"en", "Hello", "Would you be interested in talking about a Staff Nurse vacancy on Ward 7?", "Staff Nurse"},
		{"en", "Interview", "I'd like to speak with you regarding the Bookkeeper/Office Administrator opportunity.", "Bookkeeper/Office Administrator"},
		{"en", "Sous Chef trial", "Can you come in Tuesday for the sous chef job?", "sous chef"},
		{"en", "Interview: Lead Data Engineer (m/f/d)", "Can we talk on Tuesday?", "Lead Data Engineer (m/f/d)"},
		{"en", "Re: Junior Gardener", "Thanks for the note. Can you come by on Tuesday?", "Junior Gardener"},
		{"en", "Interview invitation for Customer Support Specialist", "Please pick a time.", "Customer Support Specialist"},
		{"en", "Teaching Fellow interview", "We would like to see you on Tuesday.", "Teaching Fellow"},
		{"en", "Interview", "We're looking for someone to run our bakery counter, and the head baker role seems made for you.", "head baker"},
		{"en", "Interview", "Your CV for the Principal Hydrologist post has reached the panel.", "Principal Hydrologist"},
		{"en", "Interview", "We need a part-time bookkeeper and you came recommended.", "bookkeeper"},
		{"en", "Interview", "Thank you for your interest in becoming a Tram Driver with us.", "Tram Driver"},
		{"en", "Interview", "We'd like to invite you for an interview as Deputy Head of Archives.", "Deputy Head of Archives"},
		{"en", "Interview", "You have been selected to interview for our Product Marketing Manager, EMEA position.", "Product Marketing Manager, EMEA"},
		{"de", "Einladung", "vielen Dank für Ihre Bewerbung als Fachkraft für Lagerlogistik (m/w/d).", "Fachkraft für Lagerlogistik"},
		{"de", "Gespräch", "wir suchen ab Mai eine Buchhalterin in Teilzeit und Ihr Profil passt gut.", "Buchhalterin"},
		{"de", "Einladung zum Vorstellungsgespräch", "Ihre Bewerbung auf die Stelle Leiter/in Bauhof hat uns überzeugt.", "Leiter/in Bauhof"},
		{"de", "Vorstellungsgespräch: Technischer Redakteur (w/m/d)", "wann passt es Ihnen?", "Technischer Redakteur (w/m/d)"},
		{"de", "Einladung", "für die ausgeschriebene Position der Museumspädagogin möchten wir Sie kennenlernen.", "Museumspädagogin"},
		{"de", "Gespräch", "hast du Lust, über die Rolle als Head of Product mit uns zu reden?", "Head of Product"},
		{"de", "Ihre Bewerbung: Sachbearbeiter Einkauf", "wir laden Sie herzlich ein.", "Sachbearbeiter Einkauf"},
		{"de", "Einladung", "Sie haben sich um die Stelle einer Schulsekretärin beworben.", "Schulsekretärin"},
		{"de", "Ausbildung", "deine Bewerbung für die Ausbildung zur Tischlerin gefällt uns.", "Tischlerin"},
		{"de", "Kennenlernen", "uns fehlt noch ein Werkstattleiter für die Fahrradwerkstatt. Magst du vorbeikommen?", "Werkstattleiter"},
		{"fr", "Entretien", "Nous avons bien reçu votre candidature au poste d'assistante de direction.", "assistante de direction"},
		{"fr", "Votre candidature : Chargé de projet éolien", "Nous souhaitons vous rencontrer.", "Chargé de projet éolien"},
		{"fr", "Entretien", "Votre profil nous intéresse pour le poste de comptable fournisseurs.", "comptable fournisseurs"},
		{"fr", "Rencontre", "Nous cherchons une fleuriste pour la boutique de Nantes, et votre lettre nous a plu.", "fleuriste"},
		{"fr", "Entretien – Ingénieure qualité", "Quand seriez-vous disponible ?", "Ingénieure qualité"},
		{"fr", "Invitation", "Vous avez postulé à notre offre de technicien de maintenance.", "technicien de maintenance"},
		{"fr", "Entretien", "Suite à votre candidature en tant que boulangère, nous vous proposons un entretien.", "boulangère"},
		{"fr", "Le poste de régisseuse", "On peut se voir mardi ?", "régisseuse"},
		{"es", "Entrevista", "Hemos revisado tu candidatura para el puesto de técnica de laboratorio.", "técnica de laboratorio"},
		{"es", "Entrevista: Jefe de cocina", "¿Cuándo puedes?", "Jefe de cocina"},
		{"es", "Proceso", "Has aplicado a la vacante de Especialista en nómina y queremos hablar contigo.", "Especialista en nómina"},
		{"es", "Hola", "Buscamos una auxiliar de biblioteca para las tardes y nos gustó tu carta.", "auxiliar de biblioteca"},
		{"es", "Entrevista", "Te escribo por la plaza de monitor de tiempo libre.", "monitor de tiempo libre"},
		{"es", "Entrevista para Desarrollador Frontend", "¿Te va bien el martes?", "Desarrollador Frontend"},
		{"es", "Tu candidatura", "Gracias por inscribirte en nuestra oferta de electromecánico.", "electromecánico"},
		{"it", "Colloquio", "Abbiamo ricevuto la Sua candidatura per la posizione di impiegata amministrativa.", "impiegata amministrativa"},
		{"it", "Colloquio Responsabile qualità", "Quando sarebbe disponibile?", "Responsabile qualità"},
		{"it", "Candidatura", "Stiamo cercando un magazziniere con patentino e il Suo profilo ci piace.", "magazziniere"},
		{"it", "Invito", "La contatto per il ruolo di Sales Manager Italia.", "Sales Manager Italia"},
		{"it", "Ciao", "Ti scrivo per il posto da barista.", "barista"},
		{"it", "Colloquio", "Si è candidato come tecnico informatico presso di noi.", "tecnico informatico"},
		{"nl", "Gesprek", "Bedankt voor je sollicitatie op de functie van medewerker klantenservice.", "medewerker klantenservice"},
		{"nl", "Uitnodiging", "Je reageerde op onze vacature voor een allround fietsenmaker.", "allround fietsenmaker"},
		{"nl", "Sollicitatie docent Nederlands", "Wanneer kun je?", "docent Nederlands"},
		{"nl", "Kennismaking", "We zoeken een kok en jouw brief sprong eruit.", "kok"},
		{"nl", "Gesprek", "Graag nodigen we u uit voor een gesprek over de functie Senior Adviseur Mobiliteit.", "Senior Adviseur Mobiliteit"},
		{"nl", "Gesprek", "U solliciteerde als wijkverpleegkundige bij ons.", "wijkverpleegkundige"},
		{"pt", "Entrevista", "Recebemos a sua candidatura à vaga de assistente administrativa.", "assistente administrativa"},
		{"pt", "Entrevista - Analista de Dados", "Quando tem disponibilidade?", "Analista de Dados"},
		{"pt", "Convite", "Estamos à procura de um padeiro para o turno da noite e gostámos de si.", "padeiro"},
		{"pt", "Entrevista", "Candidatou-se ao cargo de Técnico de Som e gostaríamos de o conhecer.", "Técnico de Som"},
		{"pt", "Conversa", "Queria falar contigo sobre o lugar de educadora de infância.", "educadora de infância"},
		{"pt", "Vaga", "A vaga de motorista de pesados continua aberta. Pode vir terça?", "motorista de pesados"},
		{"en", "Interview", "Our lighthouse keeper liked your sample. When are you free?", ""},
		{"de", "Gespräch", "im Oktober sind wir alle im Urlaub. Wann passt es?", ""},
		{"es", "Entrevista", "Le esperamos en la recepción, el responsable saldrá a buscarle.", ""},
		{"pt", "Entrevista", "Estamos na sede até outubro.", ""},
	} {
		if f := c.facts(detect.Job, tt.lang, "ana.berg@gmail.com", tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s | %s | %s: role %q, want %q", tt.lang, tt.subject, tt.text, f.Role, tt.want)
		}
	}
}
