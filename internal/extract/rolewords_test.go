package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestRoleGoesOn: what a row, an aside or a bracket has of a role, and that a sentence
// about opportunities names none.
func TestRoleGoesOn(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct {
		kind                      detect.Kind
		lang, subject, text, want string
	}{
		{detect.Job, "en", "Interview", "If you've accepted another opportunity, just let us know.", ""},
		{detect.Job, "en", "Interview", "If they offered you a better position, tell us.", ""},
		{detect.Job, "en", "Interview", "Opportunity: Deputy Branch Manager - Alder West\nWhen: Tuesday\n\nIf you've accepted another opportunity, tell us.", "Deputy Branch Manager - Alder West"},
		{detect.Job, "en", "Pick a time", "Position:    Certified Ward Technician, Evenings\nFacility:    Alder House\n\nPlease choose a time.", "Certified Ward Technician, Evenings"},
		{detect.Job, "en", "Phone screen", "We've reviewed your application for Rollout Consultant, Mid-Market and you're moving forward.", "Rollout Consultant, Mid-Market"},
		{detect.Job, "en", "ACTION NEEDED - Fleet Scheduler (JR-77)", "Job: Fleet Scheduler (JR-77)\nLocation: Alder Bay\n\nPick a time.", "Fleet Scheduler"},
		{detect.Job, "fr", "Bonne nouvelle", "Le poste, pour mémoire : planificateur de tournées, CDI, deux équipes.", "planificateur de tournées"},
		{detect.Job, "es", "Agenda", "revisó su solicitud para el puesto de coordinador(a) de rutas y quedó contenta.", "coordinador(a) de rutas"},
		{detect.Job, "pt", "Sua vez", "você passou da triagem para Analista de Crédito Pleno (Rural) e agora é conversa.", "Analista de Crédito Pleno (Rural)"},
		{detect.Job, "en", "Pick", "Position:        Ward Technician, Evenings\nFacility:        St. Alder Medical Center, Pavilion B, on the hill\nFormat:          In person, forty minutes, with Ann Lee, PharmD", "Ward Technician, Evenings"},
		{detect.Job, "es", "Agenda", "revisó su solicitud para el puesto de coordinador(a) de agenda y quedó contenta.", "coordinador(a) de agenda"},
		{detect.Academic, "en", "External Examiner", "Would you act as an Examiner of the PhD thesis of Ms Ann Lee, “Slip planes in wet chalk”?\n\nThe Internal Examiner, Dr M. Park, is free.", "Slip planes in wet chalk"},
		{detect.Academic, "fr", "Audition", "Votre candidature au contrat postdoctoral « Sables mouvants » (réf. A-3) a été retenue.", "contrat postdoctoral « Sables mouvants »"},
		{detect.Academic, "pt", "Processo seletivo", "A segunda etapa para o doutorado em Ecologia do Mangue consiste em arguição oral.", "doutorado em Ecologia do Mangue"},
		{detect.Academic, "es", "Proceso", "La segunda fase del doctorado en Historia del Clima consiste en una entrevista.", "doctorado en Historia del Clima"},
	} {
		if f := c.facts(tt.kind, tt.lang, "ana.berg@gmail.com", tt.subject, "Sam,\n\n"+tt.text); f.Role != tt.want {
			t.Errorf("%s | %s | %s: role %q, want %q", tt.lang, tt.subject, tt.text, f.Role, tt.want)
		}
	}
}
