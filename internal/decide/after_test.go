package decide

import (
	"strings"
	"testing"
	"time"

	"rsvpd/internal/extract"
	"rsvpd/internal/thread"
)

// declinedInvitation was declined on Tuesday 3 March 2026 at 09:00 with a draft
// of ours, and nobody has written since.
func declinedInvitation(t *testing.T) thread.Invitation {
	inv := invitation(t)
	sent := at(t, "2026-03-03 09:00")
	inv.State, inv.Since, inv.LastSent, inv.LastWrite = thread.Answered, sent, sent, sent
	inv.LastHeard = inv.Ask.Received
	inv.Answer, inv.Declined = thread.Decline, sent
	inv.Drafts = []thread.Draft{{Ask: inv.Ask.Identity, Action: thread.Decline, State: thread.Sent, At: sent}}
	return inv
}

// Every row is looked at on Tuesday 10 March at 09:00, five business days after
// the decline.
func TestAfter(t *testing.T) {
	further := func(a thread.Action, s thread.DraftState) thread.Draft {
		return thread.Draft{Ask: "ask@larkspur.example.com", Action: a, State: s, At: at(t, "2026-03-10 08:00")}
	}
	tests := []struct {
		name   string
		change func(inv *thread.Invitation, p *Policy, now *time.Time)
		want   thread.Action
	}{
		{"A3 nobody has answered the decline", func(*thread.Invitation, *Policy, *time.Time) {}, thread.FollowUp},
		{"a minute too soon", func(_ *thread.Invitation, _ *Policy, now *time.Time) { *now = now.Add(-time.Minute) }, ""},
		{"too long ago to ask", func(_ *thread.Invitation, _ *Policy, now *time.Time) { *now = now.AddDate(0, 0, 31) }, ""},
		{"switched off", func(_ *thread.Invitation, p *Policy, _ *time.Time) { p.FollowUpAfter = period(t, "0h") }, ""},
		{"they have thanked", func(inv *thread.Invitation, _ *Policy, _ *time.Time) { inv.LastHeard = at(t, "2026-03-03 11:00") }, ""},
		{"it stands", func(inv *thread.Invitation, _ *Policy, _ *time.Time) {
			inv.Drafts = append(inv.Drafts, further(thread.FollowUp, thread.Standing))
		}, thread.FollowUp},
		{"it was sent", func(inv *thread.Invitation, _ *Policy, _ *time.Time) {
			inv.Drafts = append(inv.Drafts, further(thread.FollowUp, thread.Sent))
		}, ""},
		{"it was thrown away", func(inv *thread.Invitation, _ *Policy, _ *time.Time) {
			inv.Drafts = append(inv.Drafts, further(thread.FollowUp, thread.Deleted))
		}, ""},
		{"words of their own came after it", func(inv *thread.Invitation, _ *Policy, _ *time.Time) {
			inv.Answer, inv.LastSent = "", at(t, "2026-03-03 10:00")
		}, ""},
		{"another draft was sent after it", func(inv *thread.Invitation, _ *Policy, _ *time.Time) {
			inv.Drafts = append(inv.Drafts, further(thread.Reschedule, thread.Sent))
			inv.Answer, inv.LastSent = thread.Reschedule, at(t, "2026-03-03 10:00")
		}, ""},
		{"they have ended it", func(inv *thread.Invitation, _ *Policy, _ *time.Time) { inv.State = thread.Withdrawn }, ""},
		{"a draft of the user's own stands", func(inv *thread.Invitation, _ *Policy, _ *time.Time) { inv.UserDraft = true }, ""},

		{"A4 on the user's word", func(inv *thread.Invitation, _ *Policy, now *time.Time) {
			inv.Said = &thread.Act{Action: thread.Reopen, At: *now}
		}, thread.Reopen},
		{"A4 once for one word", func(inv *thread.Invitation, p *Policy, now *time.Time) {
			p.FollowUpAfter = period(t, "0h")
			inv.Said = &thread.Act{Action: thread.Reopen, At: at(t, "2026-03-10 07:00")}
			inv.Drafts = append(inv.Drafts, further(thread.Reopen, thread.Sent))
		}, ""},

		{"A5 off by default", func(inv *thread.Invitation, _ *Policy, now *time.Time) { *now = now.AddDate(0, 9, 0) }, ""},
		{"A5 months later", func(inv *thread.Invitation, p *Policy, now *time.Time) {
			p.ReconnectAfter, *now = period(t, "270d"), at(t, "2026-12-01 09:00")
		}, thread.Reconnect},
		{"A5 after their thanks too", func(inv *thread.Invitation, p *Policy, now *time.Time) {
			inv.LastHeard = at(t, "2026-03-03 11:00")
			p.ReconnectAfter, *now = period(t, "270d"), at(t, "2026-12-01 09:00")
		}, thread.Reconnect},
		{"A5 not after other words", func(inv *thread.Invitation, p *Policy, now *time.Time) {
			inv.Answer, inv.LastSent = "", at(t, "2026-03-03 10:00")
			p.ReconnectAfter, *now = period(t, "270d"), at(t, "2026-12-01 09:00")
		}, ""},
		{"A5 not behind a closed door", func(inv *thread.Invitation, p *Policy, now *time.Time) {
			p.ReconnectAfter, *now = period(t, "270d"), at(t, "2026-12-01 09:00")
			p.Rules = compiledRules(t, Rule{Then: thread.Decline, Door: DoorClosed})
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inv, p, now := declinedInvitation(t), policy(t), at(t, "2026-03-10 09:00")
			p.FollowUpAfter = period(t, "5 business days")
			tt.change(&inv, &p, &now)
			d, ok := After(inv, p, agenda(), now)
			if ok != (tt.want != "") || d.Action != tt.want {
				t.Fatalf("got %q (%v): %s; want %q", d.Action, ok, d.Why, tt.want)
			}
			if ok && (d.Why == "" || d.When.After(now) || d.Reason != "") {
				t.Errorf("why %q, when %s, reason %q", d.Why, d.When, d.Reason)
			}
		})
	}
}

func compiledRules(t *testing.T, rules ...Rule) Rules {
	t.Helper()
	set, err := Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// The date that is named is the one of the decline, also after a greeting or a
// follow-up went out.
func TestAfterNamesTheDecline(t *testing.T) {
	inv, p := declinedInvitation(t), policy(t)
	inv.LastSent = at(t, "2026-03-11 09:00")
	p.ReconnectAfter = period(t, "270d")
	d, ok := After(inv, p, agenda(), at(t, "2026-12-01 09:00"))
	if !ok || !strings.Contains(d.Why, "3 March 2026") {
		t.Errorf("%v: %s", ok, d.Why)
	}
}

// Without an address the decision says so instead of making a draft.
func TestAfterWithoutAddress(t *testing.T) {
	inv, p := declinedInvitation(t), policy(t)
	p.FollowUpAfter = period(t, "5 business days")
	inv.Facts.ReplyTo = nil
	inv.Facts.Links = []extract.Link{{Kind: extract.PortalLink, URL: "https://jobs.example.net/1"}}
	if d, ok := After(inv, p, agenda(), at(t, "2026-03-10 09:00")); !ok || d.Withheld == "" {
		t.Errorf("%v, withheld %q", ok, d.Withheld)
	}
}

func TestReopens(t *testing.T) {
	inv := declinedInvitation(t)
	if why := Reopens(inv); why != "" {
		t.Errorf("an answered one can't be opened again: %s", why)
	}
	inv.Answer = "" // what their own words say, they know
	if why := Reopens(inv); why != "" {
		t.Errorf("one answered in the user's own words can't be opened again: %s", why)
	}
	for _, a := range []thread.Action{thread.Reschedule, thread.Ask} {
		if inv.Answer = a; Reopens(inv) == "" {
			t.Errorf("one that was answered with %s was not declined, and can be opened again", a)
		}
	}
	inv.Answer = thread.Decline
	for _, s := range []thread.State{thread.Waiting, thread.Drafted, thread.Withdrawn, thread.Booked, thread.Lapsed} {
		inv.State = s
		if Reopens(inv) == "" {
			t.Errorf("one that is %s can be opened again", s)
		}
	}
}
