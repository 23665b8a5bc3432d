package summary

import (
	"fmt"
	"os"
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/draft"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
	"rsvpd/internal/when"
	"rsvpd/internal/workday"
)

var osDir = os.DirFS("../../config")

func newMaker(t testing.TB) *Maker {
	t.Helper()
	m, err := Parse(osDir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func at(t testing.TB, s string, z *time.Location) time.Time {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", s, z)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// morning is Tuesday 3 March 2026, 07:00 in Berlin: the day of most of these
// summaries.
func morning(t testing.TB) *Input {
	z := zone(t, "Europe/Berlin")
	now := at(t, "2026-03-03 07:00", z)
	return &Input{
		Account: "robin@example.org", Me: "Robin Hale", Language: "en", Now: now, Zone: z,
		Since: now.Add(-24 * time.Hour), Next: now.Add(24 * time.Hour),
	}
}

// fixture builds one entry. Its window and decisions are those that decide works
// out, unless a test writes its own.
type fixture struct {
	t     testing.TB
	in    *Input
	entry *Entry
}

// add puts an invitation into the input: received that long ago, by a person of
// an invented company.
func (in *Input) add(t testing.TB, received, company, role, person string) *fixture {
	t.Helper()
	n := len(in.Entries) + 1
	got := at(t, received, in.zone())
	who := message.Address{Name: person, Address: fmt.Sprintf("p%d@mail.example.com", n)}
	mail := thread.Mail{
		Identity: fmt.Sprintf("ask-%d@mail.example.com", n), Subject: "Your interview", From: who, Received: got,
		Date: got, Category: detect.Invitation,
	}
	in.Entries = append(in.Entries, Entry{
		ID: fmt.Sprintf("%06x", 0xa1b2c0+n),
		Invitation: thread.Invitation{
			Key: fmt.Sprintf("%024x", n), Account: in.Account, First: mail, Ask: mail, State: thread.Waiting, Since: got,
			Because: "they ask for an interview", Opened: got, LastWrite: got, Rounds: 1,
			Facts: extract.Facts{Kind: detect.Job, Form: extract.Open, Company: company, Role: role, Contact: who, ReplyTo: &who},
		},
		Notes: map[string]Note{},
	})
	return &fixture{t, in, &in.Entries[n-1]}
}

func (f *fixture) facts() *extract.Facts { return &f.entry.Invitation.Facts }

// proposes sets the times they propose, as "2026-03-05 15:00" in a zone.
func (f *fixture) proposes(zoneName string, times ...string) *fixture {
	facts := f.facts()
	facts.Form, facts.Zone = extract.Times, zoneName
	facts.Slots = append(facts.Slots, f.slots(zoneName, times...)...)
	return f
}

func (f *fixture) slots(zoneName string, times ...string) []extract.Slot {
	var list []extract.Slot
	for _, s := range times {
		start := at(f.t, s, zone(f.t, zoneName))
		list = append(list, extract.Slot{Start: start, End: start.Add(30 * time.Minute), Zone: zoneName, ZoneSource: when.ZoneSource("text"), Certain: true})
	}
	return list
}

// draft puts one of ours beside it.
func (f *fixture) draft(action thread.Action, reason string, state thread.DraftState) *thread.Draft {
	inv := &f.entry.Invitation
	inv.Drafts = append(inv.Drafts, thread.Draft{
		Key: fmt.Sprintf("%023x%d", len(f.in.Entries), len(inv.Drafts)), Ask: inv.Ask.Identity, Action: action, Reason: reason,
		State: state, At: f.in.Now.Add(-12 * time.Hour),
	})
	if state == thread.Standing || state == thread.Edited {
		inv.State, inv.Since, inv.Because = thread.Drafted, f.in.Now.Add(-12*time.Hour), "a draft stands in Drafts"
	}
	if state == thread.Sent {
		inv.Answer = action
	}
	return &inv.Drafts[len(inv.Drafts)-1]
}

// note adds what is known of the newest draft.
func (f *fixture) note(n Note) *fixture {
	list := f.entry.Invitation.Drafts
	f.entry.Notes[list[len(list)-1].Key] = n
	return f
}

// enter changes the state.
func (f *fixture) enter(s thread.State, when, why string) *fixture {
	inv := &f.entry.Invitation
	inv.State, inv.Since, inv.Because = s, at(f.t, when, f.in.zone()), why
	return f
}

// decided has decide work out windows and decisions of all entries; rules first.
func (in *Input) decided(t testing.TB, undecided thread.Action, rules ...decide.Rule) {
	t.Helper()
	set, err := decide.Compile(rules)
	if err != nil {
		t.Fatal(err)
	}
	p := decide.Policy{Calendar: workday.Calendar{Zone: in.zone()}, Undecided: undecided, HoldFor: workday.BusinessDays(2), Rules: set}
	for i := range in.Entries {
		e := &in.Entries[i]
		e.Window = decide.Window(e.Invitation, p)
		agenda := decide.Agenda{Zone: in.zone(), Count: 3}
		e.Decisions = decide.Decide(e.Invitation, e.Window, p, agenda, in.Now)
	}
}

func rule(company string, then thread.Action, reason string) decide.Rule {
	return decide.Rule{Name: "the rule for " + company, When: decide.Match{Company: []string{company}}, Then: then, Reason: reason}
}

var passed = Note{Checked: true}

var withWish = Note{Checked: true, Findings: []draft.Finding{
	{Check: "R9 detail", Severity: draft.Should, Message: "name the role, project or event that they wrote about"},
	{Check: "R3 length", Severity: draft.Must, Message: "a fuller text was too long", Withheld: true},
}}
