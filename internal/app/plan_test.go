package app

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

var noon = time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)

func at(h int) time.Time { return noon.Add(time.Duration(h) * time.Hour) }

func slotAt(h int) extract.Slot { return extract.Slot{Start: at(h), End: at(h + 1)} }

// TestPlan walks the life of a draft (DESIGN, "A standing draft has a life").
func TestPlan(t *testing.T) {
	decline := decide.Decision{Action: thread.Decline, When: at(-1)}
	offer := decide.Decision{Action: thread.Reschedule, When: at(-1), Slots: []extract.Slot{slotAt(48)}}
	later := decide.Decision{Action: thread.Decline, When: at(1)}
	withheld := decide.Decision{Action: thread.Reschedule, When: at(-1), Withheld: "no times"}
	late := decide.Decision{Action: thread.Decline, When: at(-1), Late: true}
	ours := func(a thread.Action, s thread.DraftState, more ...func(*thread.Draft)) thread.Draft {
		d := thread.Draft{Key: string(a), Ask: "ask", Action: a, State: s}
		for _, m := range more {
			m(&d)
		}
		return d
	}
	offering := func(h int) func(*thread.Draft) {
		return func(d *thread.Draft) { d.Offers = []extract.Slot{slotAt(h)} }
	}
	older := func(d *thread.Draft) { d.Ask = "earlier ask" }
	list := func(d ...thread.Draft) []thread.Draft { return d }
	for _, c := range []struct {
		name      string
		state     thread.State
		own       bool // the user's own draft stands
		drafts    []thread.Draft
		decisions []decide.Decision
		want      string // "write ACTION REVISION, remove ACTION; …"
	}{
		{"not due", thread.Waiting, false, nil, []decide.Decision{later}, ""},
		{"due", thread.Waiting, false, nil, []decide.Decision{decline}, "write decline 0"},
		{"both due", thread.Waiting, false, nil, []decide.Decision{decline, offer}, "write decline 0; write reschedule 0"},
		{"withheld", thread.Waiting, false, nil, []decide.Decision{withheld}, ""},
		{"nothing to do", thread.Waiting, false, nil, []decide.Decision{{Action: thread.None}}, ""},
		{"stands and fits", thread.Drafted, false, list(ours(thread.Decline, thread.Standing)), []decide.Decision{decline}, ""},
		{"answered", thread.Answered, false, list(ours(thread.Decline, thread.Standing)), nil, "remove decline"},
		{"booked, but edited", thread.Booked, false, list(ours(thread.Decline, thread.Edited)), nil, ""},
		{"the user writes one", thread.Drafted, true, list(ours(thread.Decline, thread.Standing)), []decide.Decision{decline}, "remove decline"},
		{"edited", thread.Drafted, false, list(ours(thread.Reschedule, thread.Edited, older)), []decide.Decision{decline}, ""},
		{"one of both edited", thread.Drafted, false, list(ours(thread.Decline, thread.Edited), ours(thread.Reschedule, thread.Standing)), []decide.Decision{decline, offer}, "remove reschedule"},
		{"one of both may be edited", thread.Drafted, false, list(ours(thread.Decline, thread.Edited, func(d *thread.Draft) { d.Unsure = true }), ours(thread.Reschedule, thread.Standing)), []decide.Decision{decline, offer}, ""},
		{"the action changed", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing)), []decide.Decision{decline}, "write decline 0, remove reschedule"},
		{"to none", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing)), []decide.Decision{{Action: thread.None}}, "remove reschedule"},
		{"changed and not due: replaced all the same", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing)), []decide.Decision{later}, "write decline 0, remove reschedule"},
		{"they wrote again", thread.Drafted, false, list(ours(thread.Decline, thread.Standing, older)), []decide.Decision{decline}, "write decline 0, remove decline"},
		{"an offer passed", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing, offering(-1))), []decide.Decision{offer}, "write reschedule 1, remove reschedule"},
		{"an offer holds", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing, offering(24))), []decide.Decision{offer}, ""},
		{"no better offer, and it holds", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing, offering(24))), []decide.Decision{withheld}, ""},
		{"no better offer, and it passed", thread.Drafted, false, list(ours(thread.Reschedule, thread.Standing, offering(-1))), []decide.Decision{withheld}, "remove reschedule"},
		{"late now", thread.Drafted, false, list(ours(thread.Decline, thread.Standing)), []decide.Decision{late}, "write decline 1, remove decline"},
		{"late already", thread.Drafted, false, list(ours(thread.Decline, thread.Standing, func(d *thread.Draft) { d.Late = true })), []decide.Decision{late}, ""},
		{"another reason", thread.Drafted, false, list(ours(thread.Decline, thread.Standing, func(d *thread.Draft) { d.Reason = "visa" })), []decide.Decision{decline}, "write decline 1, remove decline"},
		{"interrupted", thread.Waiting, false, list(ours(thread.Decline, thread.Intended)), []decide.Decision{decline}, "write decline 0"},
		{"removed before", thread.Waiting, false, list(ours(thread.Decline, thread.Removed)), []decide.Decision{decline}, "write decline 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := Entry{Decisions: c.decisions}
			e.Ask.Identity, e.State, e.UserDraft, e.Drafts = "ask", c.state, c.own, c.drafts
			if got := describe(plan(e, noon)); got != c.want {
				t.Errorf("plan %q, want %q", got, c.want)
			}
		})
	}
}

func describe(steps []step) string {
	var parts []string
	for _, s := range steps {
		var part []string
		if s.write != nil {
			part = append(part, fmt.Sprintf("write %s %d", s.write.Action, s.revision))
		}
		for _, d := range s.remove {
			part = append(part, "remove "+string(d.Action))
		}
		parts = append(parts, strings.Join(part, ", "))
	}
	return strings.Join(parts, "; ")
}

// TestID: prefixes are unique, at least six digits, and do not depend on order.
func TestID(t *testing.T) {
	keys := []string{"aaaaaaaaaa", "aaaaaabbbb", "aaaaaabccc", "bbbbbbbbbb"}
	want := []string{"aaaaaaa", "aaaaaabb", "aaaaaabc", "bbbbbb"}
	for range 2 {
		for i, k := range keys {
			if got := ID(k, keys); got != want[i] {
				t.Errorf("ID(%s) = %s, want %s", k, got, want[i])
			}
		}
		slices.Reverse(keys)
		slices.Reverse(want)
	}
}
