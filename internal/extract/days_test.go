package extract_test

import (
	"strings"
	"testing"

	"rsvpd/internal/detect"
)

// TestDays: a day without an hour proposes only where the words do; hours said
// once hold for all days; a bare day may be that of the answer.
func TestDays(t *testing.T) {
	c := newChain(t)
	for _, tt := range []struct{ lang, text, slots, deadline string }{
		{"en", "Could we meet on Thursday or Friday?", "5 all day, 6 all day", ""},
		{"en", "Two days are set aside:\n- Monday, March 9\n- Thursday, March 12\nThe visit runs from 8:30 a.m. to 4:30 p.m.", "9 08:30, 12 08:30", ""},
		{"en", "We meet Tuesdays at 4 p.m. Still unclaimed:\n\n- March 10\n- March 24\n", "10 16:00, 24 16:00", ""},
		{"en", "Could you do Thursday at 3 p.m., or Friday at the same time?", "5 15:00, 6 15:00", ""},
		{"en", "Your letter was read at Sunday's meeting. Would you have coffee with us?", "", ""},
		{"en", "Our March 18 issue looks at locks. Could you do Thursday at 3 p.m.?", "5 15:00", ""},
		{"en", "I stop at nine. Could you do Thursday at 3 p.m.?", "5 15:00", ""},
		{"en", "When would suit you, not on Thursday if you can help it?", "", ""},
		{"en", "Could you do Thursday at 3 p.m.? Let me know today or tomorrow.", "5 15:00", "3"},
		{"es", "¿Te pasas el jueves a las 11? Dime algo mañana.", "5 11:00", "3"},
		{"de", "Nehmen Sie den Termin bitte an, am liebsten bis Freitag.", "", "6"},
		{"nl", "Wanneer kun je? Alleen niet op donderdag.", "", ""},
	} {
		f := c.facts(detect.Job, tt.lang, somebody, "Interview", "Sam,\n\n"+tt.text)
		var got []string
		for _, s := range f.Slots {
			layout := "2 15:04"
			if s.AllDay {
				layout = "2 all day"
			}
			got = append(got, s.Start.Format(layout))
		}
		deadline := ""
		if f.Deadline != nil {
			deadline = f.Deadline.At.Format("2")
		}
		if g := strings.Join(got, ", "); g != tt.slots || deadline != tt.deadline {
			t.Errorf("%s: [%s] by %q, want [%s] by %q", tt.text, g, deadline, tt.slots, tt.deadline)
		}
	}
}
