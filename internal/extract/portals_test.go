package extract_test

import (
	"testing"

	"rsvpd/internal/detect"
)

// TestPortals: a portal's mail bears the employer's name and comes from the portal's
// address; and whoever is met by the given name only is no company.
func TestPortals(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, from, subject, text, want string }{
		{"en", `"St. Alder Health System" <talent@wayside-recruit.example.net>`, "Requisition 31: pick a time", "Position: Ward Clerk\nPlease choose a time.\n\nYour recruiter is Ann Lee, ann@stalder.example.org.\n\nSt. Alder Health System is an equal opportunity employer. Automated message from Wayside Recruit; replies to this address go nowhere.", "St. Alder Health System"},
		{"en", "Tarn Regional Rail <tarnrail@notify.waysidetalent.example.net>", "ACTION NEEDED - Signaller (JR-12)", "Job: Signaller (JR-12)\n\nPick one of the times offered.\n\nDo not reply to this notification.\n\nTarn Regional Rail | Powered by Wayside Talent", "Tarn Regional Rail"},
		{"en", "Millbeck Careers <no-reply@mail.wayside-hire.example.net>", "Your application to Millbeck: a phone screen", "You are moving forward: a phone screen with Robin Ashe from our recruiting team. Robin will call the number on your profile.\n\nThree things Robin will ask you about:\nYour last project\n\nThe Millbeck Recruiting Team\nSent on behalf of Millbeck by Wayside Hire.", "Millbeck"},
		{"en", "wren <wren@mossgate.example.com>", "first engineer??", "hey sam! wren from mossgate. we have a first engineer seat, can i get 30 min on a video call?\n\nwren", "Mossgate"},
		{"en", "Recruitment Support <recruitment@alderfen-council.example.org>", "Highways Inspector", "You must bring your New Roads and Street Works Act certificates.\n\nYours sincerely\n\nAnn Lee\nRecruitment Support Officer\nAlderfen County Council\n\nAlderfen County Council is a Disability Confident employer, subject to the Freedom of Information Act.", "Alderfen County Council"},
		{"de", "Kliniken am Holmtal <keine-antwort@wegtalent.example.net>", "Termin wählen", "Ihre Bewerbung als Pflegehelferin: bitte wählen Sie einen Termin. Bitte antworten Sie nicht auf diese E-Mail.\n\nKliniken am Holmtal | bereitgestellt von Weg Talent", "Kliniken am Holmtal"},
		{"en", "Ann Lee <ann@wayside-recruit.example.net>", "Interview", "Can we talk about the clerk role?\n\nAnn Lee\nWayside Recruit", "Wayside Recruit"},
	} {
		f := c.facts(detect.Job, tt.lang, tt.from, tt.subject, "Sam,\n\n"+tt.text)
		if got := f.Company; got != tt.want {
			t.Errorf("%s | %s: company %q, want %q", tt.lang, tt.subject, got, tt.want)
		}
	}
}

// TestHostedShow: whoever makes a show writes for it, whatever house they sign for.
func TestHostedShow(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, subject, text, want string }{
		{"en", "A voice for “Slowgate”", "I host “Slowgate”, a podcast about footpaths. Would you have an hour?\n\nAnn Lee\nStudio Alderway", "Slowgate"},
		{"fr", "Une voix pour « Plein vent »", "je produis « Plein vent », un podcast sur la mer. Auriez-vous une heure ?\n\nAnn Lee\nStudio Alderway", "Plein vent"},
		{"es", "Una voz para «Tierra adentro»", "presento «Tierra adentro», un podcast sobre los pueblos. ¿Tendría una hora?\n\nAnn Lee\nStudio Alderway", "Tierra adentro"},
		{"it", "Una voce per «Terraferma»", "conduco «Terraferma», un podcast sulle isole. Avrebbe un'ora?\n\nAnn Lee\nStudio Alderway", "Terraferma"},
		{"en", "A question", "My colleagues host “Slowgate”, a podcast about footpaths. Would you have an hour?\n\nAnn Lee\nStudio Alderway", "Studio Alderway"},
	} {
		if f := c.facts(detect.Media, tt.lang, "Ann Lee <ann@studio-alderway.example.net>", tt.subject, "Sam,\n\n"+tt.text); f.Company != tt.want {
			t.Errorf("%s | %s: company %q, want %q", tt.lang, tt.subject, f.Company, tt.want)
		}
	}
}
