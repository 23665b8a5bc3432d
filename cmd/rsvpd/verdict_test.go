package main

import (
	"slices"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
)

func TestVerdictText(t *testing.T) {
	tests := []struct {
		category detect.Category
		kind     detect.Kind
		score    float64
		want     string
	}{
		{detect.Invitation, detect.Job, 0.97, "invitation to a job interview (97 % sure)"},
		{detect.Invitation, detect.Speaking, 0.51, "perhaps an invitation to speak (51 % sure)"},
		{detect.Invitation, "", 0.9, "invitation (90 % sure)"},
		{detect.Rejection, detect.Job, 0.9, "rejection (90 % sure): they say no"},
	}
	for _, tt := range tests {
		if got := verdictText(tt.category, tt.kind, tt.score); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
	for _, c := range detect.Categories {
		if c != detect.Invitation && meanings[c] == "" {
			t.Errorf("%s means nothing to a layman", c)
		}
	}
}

// What is said twice, or of the same words, is said once.
func TestReasons(t *testing.T) {
	spoke, against := reasons([]detect.Evidence{
		{Weight: 2, Why: "they want to talk", Text: "let's\n talk"},
		{Weight: 1.5, Why: "it names a talk", Text: "let's talk"},
		{Weight: 1.2, Why: "they want to talk", Text: "a chat"},
		{Weight: -1, Why: "one can unsubscribe from it"},
		{Weight: 1, Why: "they name a time", Text: "at 10"},
	})
	if want := []string{"they want to talk: “let's talk”", "they name a time: “at 10”"}; !slices.Equal(spoke, want) {
		t.Errorf("for: %q", spoke)
	}
	if want := []string{"one can unsubscribe from it"}; !slices.Equal(against, want) {
		t.Errorf("against: %q", against)
	}
}

func TestOwnSlot(t *testing.T) {
	zone := time.FixedZone("", -5*3600)
	at := func(d, h int) time.Time { return time.Date(2026, 3, d, h, 0, 0, 0, zone) }
	tests := []struct {
		slot extract.Slot
		want string
	}{
		{extract.Slot{Start: at(3, 10), Certain: true, Text: "x"}, "Tue 3 Mar 2026 10:00 -05:00: “x”"},
		{extract.Slot{Start: at(3, 10), End: at(3, 11), Text: "x"}, "Tue 3 Mar 2026 10:00–11:00 -05:00, not certain: “x”"},
		{extract.Slot{Start: at(3, 10), End: at(4, 11), Certain: true, Text: "x"}, "Tue 3 Mar 2026 10:00 -05:00 to Wed 4 Mar 2026 11:00 -05:00: “x”"},
		{extract.Slot{Start: at(3, 0), End: at(4, 0), AllDay: true, Certain: true, Text: "x"}, "Tue 3 Mar 2026: “x”"},
		{extract.Slot{Start: at(3, 0), End: at(6, 0), AllDay: true, Certain: true, Text: "x"}, "Tue 3 Mar 2026 to Thu 5 Mar 2026: “x”"},
	}
	for _, tt := range tests {
		if got := ownSlot(tt.slot); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// The sender's hour stands beside the user's.
func TestSlotText(t *testing.T) {
	user := time.FixedZone("EST", -5*3600)
	theirs := time.FixedZone("CET", 3600)
	at := func(h, m int) time.Time { return time.Date(2026, 3, 3, h, m, 0, 0, theirs) }
	tests := []struct {
		slot extract.Slot
		want string
	}{
		{extract.Slot{Start: at(16, 0), End: at(16, 45), Zone: "Europe/Berlin", Certain: true}, "Tue 3 Mar 10:00–10:45 EST (16:00 Europe/Berlin theirs)"},
		{extract.Slot{Start: at(16, 0).In(user), Certain: true}, "Tue 3 Mar 10:00 EST"},
		{extract.Slot{Start: at(16, 0).In(user), Text: "at 4"}, "Tue 3 Mar 10:00 EST, not certain: “at 4”"},
	}
	for _, tt := range tests {
		if got := slotText(tt.slot, user); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
