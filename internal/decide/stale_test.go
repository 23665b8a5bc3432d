package decide

import (
	"testing"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/thread"
)

func TestStale(t *testing.T) {
	tests := []struct {
		name   string
		change func(*testing.T, *scene, *thread.Draft)
		want   string
	}{
		{"just written", nil, ""},
		{"a day on, other times would be chosen", func(t *testing.T, s *scene, _ *thread.Draft) { s.now = at(t, "2026-03-04 10:00") }, ""},
		{"notice does not bind what was offered", func(t *testing.T, s *scene, _ *thread.Draft) { s.agenda.Notice = 240 * time.Hour }, ""},
		{"late now", func(t *testing.T, s *scene, _ *thread.Draft) { s.now = at(t, "2026-03-04 10:21") }, "its window has closed"},
		{"late already", func(t *testing.T, s *scene, d *thread.Draft) {
			s.now, d.Late = at(t, "2026-03-04 10:21"), true
		}, ""},
		{"a newer ask", func(_ *testing.T, s *scene, _ *thread.Draft) { s.inv.Ask.Identity = "again@larkspur.example.com" }, "a newer message asks"},
		{"the user said decline", func(_ *testing.T, s *scene, _ *thread.Draft) { s.say(thread.Decline, "") }, "another answer is wanted now"},
		{"an offer has passed", func(t *testing.T, s *scene, d *thread.Draft) {
			s.now, d.Late = d.Offers[0].Start, true
		}, "a time it offers has passed"},
		{"an offer has become busy", func(_ *testing.T, s *scene, d *thread.Draft) {
			o := d.Offers[1]
			s.agenda.Busy = []availability.Span{{Start: o.Start.Add(time.Minute), End: o.End}}
		}, "a time it offers is no longer free"},
		{"the day of a hold has come", func(t *testing.T, s *scene, d *thread.Draft) {
			s.policy.Undecided = thread.Hold
			*d = thread.Draft{Ask: d.Ask, Action: thread.Hold, HoldUntil: s.now}
		}, "the day it names has come"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene(t)
			dr := thread.Draft{Ask: s.inv.Ask.Identity, Action: thread.Reschedule, Offers: s.decide()[0].Slots}
			if tt.change != nil {
				tt.change(t, s, &dr)
			}
			if got := Stale(dr, s.inv, s.decide(), s.agenda, s.now); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
