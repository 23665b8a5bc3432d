package decide

import (
	"testing"
	"time"

	"rsvpd/internal/thread"
)

// Every row is an invitation that was booked on 2 March 2026 for 10 March, the
// offer accepted on 5 March, and looked at on 6 March.
func TestOwed(t *testing.T) {
	accepted := Rule{Name: "rule 1", When: Match{Kind: []string{"job"}}, Then: thread.Decline, Reason: acceptedOffer}
	tests := []struct {
		name   string
		change func(*testing.T, *scene, *Rule)
		want   string
	}{
		{"D10 booked", func(*testing.T, *scene, *Rule) {}, "decline reason=accepted-offer"},
		{"D10 answered", func(_ *testing.T, s *scene, _ *Rule) { s.inv.State = thread.Answered }, "decline reason=accepted-offer"},
		{"what waits is decided by Decide", func(_ *testing.T, s *scene, _ *Rule) { s.inv.State = thread.Waiting }, ""},
		{"what is over is over", func(_ *testing.T, s *scene, _ *Rule) { s.inv.State = thread.Withdrawn }, ""},
		{"a draft of the user's own stands", func(_ *testing.T, s *scene, _ *Rule) { s.inv.UserDraft = true }, ""},
		{"before the day of the offer", func(t *testing.T, s *scene, _ *Rule) { s.now = at(t, "2026-03-04 23:59") }, ""},
		{"booked after it, knowingly", func(t *testing.T, s *scene, _ *Rule) { s.inv.Since = at(t, "2026-03-06 09:00") }, ""},
		{"booked on the day itself", func(t *testing.T, s *scene, _ *Rule) { s.inv.Since = at(t, "2026-03-05 15:00") }, "decline reason=accepted-offer"},
		{"the new employer is excepted", func(_ *testing.T, _ *scene, r *Rule) { r.Unless = &Match{Company: []string{"Larkspur"}} }, ""},
		{"another reason is no accepted offer", func(_ *testing.T, _ *scene, r *Rule) { r.Reason = "direction" }, ""},
		{"the rule does not match", func(_ *testing.T, _ *scene, r *Rule) { r.When.Kind = []string{"media"} }, ""},
		{"declined already by a draft", func(_ *testing.T, s *scene, _ *Rule) {
			s.inv.State = thread.Answered
			s.inv.Drafts = []thread.Draft{{Ask: s.inv.Ask.Identity, Action: thread.Decline, State: thread.Sent}}
		}, ""},
		{"the user threw this draft away", func(_ *testing.T, s *scene, _ *Rule) {
			s.inv.Drafts = []thread.Draft{{Ask: s.inv.Ask.Identity, Action: thread.Decline, State: thread.Deleted}}
		}, ""},
		{"six weeks of silence", func(t *testing.T, s *scene, _ *Rule) {
			s.inv.Facts.Slots = nil
			s.now = s.inv.LastWrite.Add(alive + time.Hour)
		}, ""},
		{"without a date: booked ahead", func(_ *testing.T, _ *scene, r *Rule) { r.Since = time.Time{} }, "decline reason=accepted-offer"},
		{"without a date: answered somehow", func(_ *testing.T, s *scene, r *Rule) {
			r.Since, s.inv.State = time.Time{}, thread.Answered
		}, ""},
		{"without a date: times were offered by a draft", func(_ *testing.T, s *scene, r *Rule) {
			r.Since, s.inv.State = time.Time{}, thread.Answered
			s.inv.Drafts = []thread.Draft{{Ask: s.inv.Ask.Identity, Action: thread.Reschedule, State: thread.Sent}}
		}, "decline reason=accepted-offer"},
		{"nobody to write to", func(_ *testing.T, s *scene, _ *Rule) { s.inv.Facts.ReplyTo = nil }, "decline reason=accepted-offer withheld"},
		{"suspicious", func(_ *testing.T, s *scene, _ *Rule) { s.inv.Facts.Suspicious = []string{"asks for a fee"} }, "decline reason=accepted-offer withheld"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene(t)
			proposes(&s.inv, slot(t, "2026-03-10 10:00"))
			s.inv.State, s.now = thread.Booked, at(t, "2026-03-06 12:00")
			r := accepted
			r.Since = at(t, "2026-03-05 00:00")
			tt.change(t, s, &r)
			s.rules(t, r)
			d, ok := Owed(s.inv, s.policy, s.agenda, s.now)
			got := ""
			if ok {
				got = row(d)
			}
			if got != tt.want || ok && (d.Why == "" || d.When.After(s.now)) {
				t.Errorf("got  %q at %s: %s\nwant %q", got, d.When, d.Why, tt.want)
			}
		})
	}
}

func TestOwedSaysWhy(t *testing.T) {
	s := newScene(t)
	s.inv.State = thread.Answered
	s.rules(t, Rule{Name: "rule 1 (rsvpd.toml:9)", Then: thread.Decline, Reason: acceptedOffer, Since: at(t, "2026-03-03 00:00"), Door: DoorOpen})
	d, ok := Owed(s.inv, s.policy, s.agenda, s.now)
	want := "Rule 1 (rsvpd.toml:9) says decline since 3 March 2026: it matches everything. It is answered, and you owe them word."
	if !ok || d.Why != want || d.Door != DoorOpen || !d.When.Equal(at(t, "2026-03-03 00:00")) {
		t.Errorf("%v at %s, door %q: %s", ok, d.When, d.Door, d.Why)
	}
}
