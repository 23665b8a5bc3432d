package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
)

// life is one thread in a world of its own, on its way through the states.
type life struct {
	*world
	party
	refs  []string // Message-IDs, oldest first
	moves int      // of the calendar event
	first string   // Message-ID of the draft that stood first
	off   bool     // the program does not run
}

// step is something that happens; each takes an hour, and a pass follows.
type step func(*life)

// lives walk the rules of state (DESIGN section 7) line by line, where
// scenario_test.go does not.
var lives = []struct {
	name     string
	settings string
	steps    []step
	want     string // the state
	drafts   int    // that stand
	and      func(*testing.T, *life)
}{
	// Out of waiting and drafted, by the user.
	{"answered without threading", "", []step{invited, due, answersLoosely}, "answered", 0, nil},
	{"a vacation notice answers nobody", "", []step{invited, due, awayNotice}, "drafted", 1, nil},
	{"a sent hold keeps it waiting until the day it names", hold, []step{invited, due, sends}, "waiting", 0, closesOnTheDayNamed},
	{"a hold sent under another Message-ID is one too", hold, []step{invited, due, sendsRenamed}, "waiting", 0, closesOnTheDayNamed},
	{"after a sent hold the answer is drafted, not another hold", hold, []step{invited, due, sends, hour(72)}, "waiting", 0, withheld("holding reply has been sent")},
	{"a sent accept books", "", []step{proposed, says(thread.Accept), sends}, "booked", 0, nil},
	{"an accepted event is booked", "", []step{event, due, repliesToEvent("ACCEPTED")}, "booked", 0, nil},
	{"an event accepted with maybe is not answered", "", []step{event, due, repliesToEvent("TENTATIVE")}, "drafted", 1, nil},
	{"a word to leave it", "", []step{invited, due, says(thread.None)}, "dismissed", 0, nil},
	{"a word before it is due", "", []step{invited, says(thread.Decline)}, "drafted", 1, action(thread.Decline)},
	{"a word against the rule", "", []step{invited, due, says(thread.Decline)}, "drafted", 1, action(thread.Decline)},

	// By the other side.
	{"they confirm", "", []step{invited, due, writes(confirmation)}, "booked", 0, nil},
	{"they reject", "", []step{invited, due, writes(rejection)}, "withdrawn", 0, nil},
	{"they call it off before it is due", "", []step{invited, writes(cancellation), hour(48)}, "withdrawn", 0, nil},
	{"they chat", "", []step{invited, due, writes(smallTalk)}, "drafted", 1, nil},
	{"a reminder makes it due at once, and is what is answered", "", []step{invited, writes(reminder)}, "drafted", 1, answersNewest},
	{"a reminder after the draft", "", []step{invited, due, writes(reminder)}, "drafted", 1, answersNewest},

	// Back to waiting.
	{"asked again after the answer", "", []step{invited, answers, writes(again)}, "waiting", 0, nil},
	{"asked again after the answer, and due", "", []step{invited, answers, writes(again), hour(48)}, "drafted", 1, answersNewest},
	{"asked again after it was called off", "", []step{invited, writes(cancellation), writes(again)}, "waiting", 0, nil},
	{"a booked event is moved", "", []step{event, repliesToEvent("ACCEPTED"), moved}, "waiting", 0, nil},
	{"the calendar entry for a booked time asks nothing", "", []step{event, repliesToEvent("ACCEPTED"), event}, "booked", 0, nil},
	{"asked again after it lapsed", "", []step{invited, years, writes(again)}, "waiting", 0, nil},
	{"answered after it lapsed", "", []step{invited, years, answers}, "answered", 0, nil},
	{"what the user left alone stays so", "", []step{invited, due, says(thread.None), writes(again), hour(48)}, "dismissed", 0, nil},
	{"thanks for what is booked change nothing", "", []step{invited, writes(confirmation), answers}, "booked", 0, nil},
	{"a word after all is taken back", "", []step{invited, due, says(thread.None), says(thread.Decline)}, "drafted", 1, action(thread.Decline)},
	{"a word about what lapsed", "", []step{invited, years, says(thread.Decline)}, "drafted", 1, action(thread.Decline)},

	// A standing draft has a life.
	{"of both, deleting one closes the other", both, []step{invited, due, deletesOne}, "dismissed", 0, nil},
	{"of both, editing one closes the other", both, []step{invited, due, editsOne}, "drafted", 1, nil},
	{"a newer message takes the place of the older", "", []step{invited, due, writes(again)}, "drafted", 1, answersNewest},
	{"an edited draft outlives a newer message", "", []step{invited, due, edits, writes(again), hour(48)}, "drafted", 1, editStands},
	{"an edited draft outlives the rejection", "", []step{invited, due, edits, writes(rejection)}, "withdrawn", 1, editStands},
	{"an edited draft outlives a word", "", []step{invited, due, edits, says(thread.Decline)}, "drafted", 1, editStands},
	{"a closing window brings the late wording", "[reply]\nundecided = \"decline\"\n", []step{invited, due, hour(30)}, "drafted", 1, replacedLate},
	{"begun by the user", "", []step{invited, due, beginsOwn}, "waiting", 1, nil},
	{"begun by the user, and dropped", "", []step{invited, due, beginsOwn, dropsOwn}, "drafted", 1, nil},

	// Late.
	{"late by days", "", []step{unseen(invited), hour(96)}, "drafted", 1, late},
	{"too late", "", []step{unseen(invited), years}, "lapsed", 0, nil},
	{"late, and a proposed time has passed", "", []step{unseen(proposed), hour(24 * 7)}, "lapsed", 0, nil},
	{"late, and they have written since", "", []step{unseen(invited), unseen(writes(smallTalk)), hour(96)}, "lapsed", 0, nil},
	{"nobody reads the address, and the window closes", "", []step{booking, hour(96)}, "lapsed", 0, nil},
	{"nobody reads the address", "", []step{booking, due}, "waiting", 0, withheld("booking link")},
}

const (
	hold = "[reply]\nundecided = \"hold\"\n"
	both = "[reply]\nundecided = \"both\"\n"
)

func TestLives(t *testing.T) {
	for _, c := range lives {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			t.Parallel()
			l := &life{world: onMemory(t)(t), party: partyOf(0)}
			l.settings = c.settings
			for _, s := range c.steps {
				s(l)
				l.now = l.now.Add(time.Hour)
				if l.off {
					l.off = false
					continue
				}
				l.pass()
				if list := l.drafts(); len(list) > 0 && l.first == "" {
					l.first = list[0].ID
				}
			}
			l.wantState(c.want)
			if n := len(l.drafts()); n != c.drafts {
				t.Errorf("%d drafts stand, want %d", n, c.drafts)
			}
			if c.and != nil {
				c.and(t, l)
			}
			for range 2 {
				if r := l.pass(); len(r.Accounts[0].Done) != 0 {
					t.Errorf("a further pass did %q", r.Accounts[0].Done)
				}
			}
		})
	}
}

// comes delivers a letter.
func (l *life) comes(x letter, days int) {
	id := fmt.Sprintf("m%d@mail.example.com", len(l.refs))
	var headers []string
	if len(l.refs) > 0 {
		headers = []string{"In-Reply-To: <" + l.refs[len(l.refs)-1] + ">", "References: <" + strings.Join(l.refs, "> <") + ">"}
	}
	l.put("INBOX", x.write(l.party, id, fill(asks[0].subject, l.party, "", "", l.now, 0), "event@example.com", l.moves, l.now, days, headers...), l.now)
	l.refs = append(l.refs, id)
}

func invited(l *life)  { l.comes(asks[0], 5) }
func proposed(l *life) { l.comes(asks[1], 4) }
func booking(l *life)  { l.comes(asks[4], 5) }
func due(l *life)      { l.now = l.now.Add(hours(25)) }
func years(l *life)    { l.now = l.now.AddDate(0, 0, 21) }

// event asks for Friday the 6th, by calendar; moved for the Monday after it.
func event(l *life) {
	l.comes(asks[3], int(monday.AddDate(0, 0, 4).Sub(l.now.Truncate(hours(24))).Hours()/24))
}

func moved(l *life) {
	l.moves++
	l.comes(asks[3], 7)
}

func hour(n int) step { return func(l *life) { l.now = l.now.Add(hours(n)) } }

func writes(x letter) step { return func(l *life) { l.comes(x, 6) } }

// unseen does a step at a time when the program is not running: no pass follows.
func unseen(s step) step {
	return func(l *life) {
		l.off = true
		s(l)
	}
}

func (l *life) sent(text string, headers ...string) {
	l.answer(fmt.Sprintf("%s <%s>", l.name, l.address), "Re: "+fill(asks[0].subject, l.party, "", "", l.now, 0), text, l.now, headers...)
}

func answers(l *life)        { l.sent("Thank you, I will call you.", "In-Reply-To: <"+l.refs[0]+">") }
func answersLoosely(l *life) { l.sent("Thank you, I will call you.") }

func awayNotice(l *life) {
	l.sent("I am away until Monday.", "In-Reply-To: <"+l.refs[0]+">", "Auto-Submitted: auto-replied")
}

func repliesToEvent(status string) step {
	return func(l *life) {
		raw, _ := l.mail("Robin Hale <"+owner+">", "Re: Interview", "", l.now)
		raw = strings.Replace(raw, "To: Robin Hale <"+owner+">", "To: "+l.address, 1)
		raw = strings.Replace(raw, "text/plain; charset=utf-8", "text/calendar; charset=utf-8; method=REPLY", 1)
		at := first(monday, 4)
		l.put("Sent", raw+crlf(vevent("REPLY", status, "event@example.com", l.moves, "Interview", l.address, l.now, at))+"\r\n", l.now, `\Seen`)
	}
}

func sends(l *life) { l.send(l.now) }

func sendsRenamed(l *life) {
	raw := string(l.take("Drafts")[0])
	l.put("Sent", strings.Replace(redate(raw, l.now), "Message-ID: <", "Message-ID: <new-", 1), l.now, `\Seen`)
}

func edits(l *life) { l.edit("Robin Hale", "Robin (in haste)") }

// editsOne edits the first of two drafts; deletesOne deletes it.
func editsOne(l *life) {
	raw := l.takeOne()
	head, body, _ := strings.Cut(raw, "\r\n\r\n")
	l.put("Drafts", head+"\r\n\r\n"+strings.Replace(body, "Robin Hale", "Robin (in haste)", 1), l.now, `\Draft`)
}

func deletesOne(l *life) { l.takeOne() }

func (l *life) takeOne() string {
	c := l.client()
	items, err := c.List(l.t.Context(), "Drafts", true)
	l.must(err)
	if len(items) != 2 {
		l.t.Fatalf("%d drafts stand, want 2", len(items))
	}
	l.must(c.Expunge(l.t.Context(), "Drafts", items[0].UIDValidity, items[0].UID))
	l.must(c.Close(l.t.Context()))
	return string(items[0].Raw)
}

func beginsOwn(l *life) {
	raw, _ := l.mail("Robin Hale <"+owner+">", "Re: Interview", "Dear Dana, I", l.now, "In-Reply-To: <"+l.refs[0]+">")
	l.put("Drafts", raw, l.now, `\Draft`)
}

func dropsOwn(l *life) { l.take("Drafts") }

func says(a thread.Action) step {
	return func(l *life) {
		l.withApp(func(p *app.App) { l.must(p.Say(l.t.Context(), l.entries()[0], app.Word{Action: a})) })
	}
}

// What else has to be true in the end.

func (l *life) decision() decide.Decision {
	l.t.Helper()
	list := l.entries()[0].Decisions
	if len(list) == 0 {
		l.t.Fatal("nothing is decided")
	}
	return list[0]
}

func action(want thread.Action) func(*testing.T, *life) {
	return func(t *testing.T, l *life) {
		if got := l.standing()[0].Action; got != want {
			t.Errorf("the draft is a %s, want %s", got, want)
		}
	}
}

func (l *life) standing() []thread.Draft {
	l.t.Helper()
	list := slices.DeleteFunc(l.entries()[0].Drafts, func(d thread.Draft) bool { return d.State != thread.Standing })
	if len(list) == 0 {
		l.t.Fatalf("no draft of ours stands: %+v", l.entries()[0].Drafts)
	}
	return list
}

func withheld(why string) func(*testing.T, *life) {
	return func(t *testing.T, l *life) {
		if got := l.decision().Withheld; !strings.Contains(got, why) {
			t.Errorf("withheld because %q, want something of %q", got, why)
		}
	}
}

func answersNewest(t *testing.T, l *life) {
	if got, want := l.oneDraft().InReplyTo[0], l.refs[len(l.refs)-1]; got != want {
		t.Errorf("the draft answers %s, want %s", got, want)
	}
}

func editStands(t *testing.T, l *life) {
	if d := l.oneDraft(); d.ID != l.first || !strings.Contains(d.Text+d.From.Name, "in haste") {
		t.Errorf("the edit is lost: %s", d.Text)
	}
}

func replacedLate(t *testing.T, l *life) {
	if d := l.standing()[0]; d.Revision != 1 || !d.Late || l.oneDraft().ID == l.first {
		t.Errorf("the draft is %+v", d)
	}
}

func late(t *testing.T, l *life) {
	if d := l.standing()[0]; !d.Late {
		t.Errorf("the draft is %+v", d)
	}
}

func closesOnTheDayNamed(t *testing.T, l *life) {
	e := l.entries()[0]
	if want := e.HoldUntil; want.IsZero() || e.Window.Closes.Format(time.DateOnly) != want.Format(time.DateOnly) {
		t.Errorf("it closes on %s, the hold named %s", e.Window.Closes, want)
	}
}
