package decide

import (
	"strings"
	"testing"
	"time"

	"rsvpd/internal/availability"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// scene is one invitation, policy, agenda and moment.
type scene struct {
	inv    thread.Invitation
	policy Policy
	agenda Agenda
	now    time.Time
}

// newScene is the mail of Monday 10:20, looked at when its draft is due.
func newScene(t testing.TB) *scene {
	t.Helper()
	return &scene{inv: invitation(t), policy: policy(t), agenda: agenda(), now: at(t, "2026-03-03 10:20")}
}

func (s *scene) decide() []Decision {
	return Decide(s.inv, Window(s.inv, s.policy), s.policy, s.agenda, s.now)
}

func (s *scene) rules(t testing.TB, rs ...Rule) { s.policy.Rules = rules(t, rs...) }

func (s *scene) say(a thread.Action, reason string) {
	s.inv.Said = &thread.Act{At: s.now, Ask: s.inv.Ask.Identity, Action: a, Reason: reason}
}

// row is how a table writes a Decision.
func row(d Decision) string {
	var parts []string
	add := func(ok bool, s string) {
		if ok {
			parts = append(parts, s)
		}
	}
	parts = append(parts, string(d.Action))
	add(d.Reason != "", "reason="+d.Reason)
	add(d.Condition != "", "condition="+d.Condition)
	add(d.Interest, "interest")
	add(d.Impossible, "impossible="+d.Conflict)
	add(d.Outside, "outside")
	add(d.Late, "late")
	add(d.SameDay, "same-day")
	add(d.LateStage, "late-stage")
	for _, s := range d.Slots {
		parts = append(parts, s.Start.Format("Mon2/15:04"))
	}
	add(!d.Until.IsZero(), "until="+d.Until.Format("Mon2/15:04"))
	add(d.Withheld != "", "withheld")
	return strings.Join(parts, " ")
}

func rowsOf(ds []Decision) string {
	var parts []string
	for _, d := range ds {
		parts = append(parts, row(d))
	}
	return strings.Join(parts, " | ")
}

// Every row is looked at on Tuesday 3 March, 10:20, unless it says otherwise; the
// window closes on Wednesday at 10:20, so offers begin on Thursday.
func TestDecide(t *testing.T) {
	const offer = "Thu5/11:00 Fri6/14:00 Mon9/10:00"
	// Where they propose times of the next week, others near those.
	const (
		near    = "Tue10/09:00 Wed11/14:00 Thu12/11:00"
		nearTen = "Tue10/10:00 Wed11/14:00 Thu12/11:00"
	)
	tests := []struct {
		name   string
		change func(*testing.T, *scene)
		want   string
	}{
		{"D1 undecided: reschedule offers times and tells interest", func(*testing.T, *scene) {},
			"reschedule interest " + offer},
		{"D6 undecided: decline", func(_ *testing.T, s *scene) { s.policy.Undecided = thread.Decline },
			"decline"},
		{"undecided: none", func(_ *testing.T, s *scene) { s.policy.Undecided = thread.None },
			"none"},
		{"undecided: both, and neither tells interest", func(_ *testing.T, s *scene) { s.policy.Undecided = Both },
			"decline | reschedule " + offer},
		{"C5 undecided: hold tells no interest", func(_ *testing.T, s *scene) { s.policy.Undecided = thread.Hold },
			"hold until=Thu5/17:00"},
		{"D3 a rule declines with its reason", func(t *testing.T, s *scene) {
			s.rules(t, Rule{When: Match{Company: []string{"larkspur"}}, Then: thread.Decline, Reason: "direction"})
		}, "decline reason=direction"},
		{"D7 reason none is no reason", func(t *testing.T, s *scene) {
			s.rules(t, Rule{Then: thread.Decline, Reason: "none"})
		}, "decline"},
		{"the user's word comes before the rules", func(t *testing.T, s *scene) {
			s.rules(t, Rule{Then: thread.Decline, Reason: "direction"})
			s.say(thread.Reschedule, "")
		}, "reschedule interest " + offer},
		{"the user's word to leave it", func(_ *testing.T, s *scene) { s.say(thread.None, "") },
			"none"},
		{"a word that asks for nothing decides nothing", func(_ *testing.T, s *scene) { s.say("", "") },
			"reschedule interest " + offer},
		{"the user's word has its own reason", func(_ *testing.T, s *scene) { s.say(thread.Decline, "staying") },
			"decline reason=staying"},
		{"a draft of the user's own suppresses ours", func(_ *testing.T, s *scene) { s.inv.UserDraft = true },
			"none"},

		{"D5 a rule asks", func(t *testing.T, s *scene) { s.rules(t, Rule{Then: thread.Ask, Reason: "compensation"}) },
			"ask reason=compensation condition=pay interest"},
		{"D5 once per thread: the next rule decides", func(t *testing.T, s *scene) {
			s.rules(t, Rule{Then: thread.Ask, Reason: "compensation"}, Rule{Then: thread.Decline, Reason: "compensation"})
			s.inv.Asked = true
		}, "decline reason=compensation"},
		{"D5 once per thread: else undecided", func(t *testing.T, s *scene) {
			s.rules(t, Rule{Then: thread.Ask, Reason: "on-site"})
			s.inv.Asked = true
		}, "reschedule interest " + offer},

		{"R11 proposed and free: no impossibility is claimed", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 10:00"))
		}, "reschedule interest " + near},
		{"R11 proposed but busy", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 10:00"), slot(t, "2026-03-10 18:00"))
			s.agenda.Busy = []availability.Span{{Start: at(t, "2026-03-10 10:15"), End: at(t, "2026-03-10 11:00")}}
		}, "reschedule interest impossible=calendar " + near},
		{"R11 proposed outside the user's hours", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 18:00"))
		}, "reschedule interest impossible=hours " + nearTen},
		{"R11 one of two is possible", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 18:00"), slot(t, "2026-03-11 09:00"))
		}, "reschedule interest " + nearTen},
		{"P10 an uncertain time is not called impossible", func(t *testing.T, s *scene) {
			doubtful := slot(t, "2026-03-10 18:00")
			doubtful.Certain = false
			proposes(&s.inv, doubtful)
		}, "reschedule interest " + nearTen},
		{"D2 a rule states a conflict", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 10:00"))
			s.rules(t, Rule{Then: thread.Reschedule, Reason: "conflict"})
		}, "reschedule reason=conflict interest impossible=rule " + near},
		{"R11 inside the span they ask about", func(t *testing.T, s *scene) {
			s.inv.Facts.WithinStart, s.inv.Facts.WithinEnd = at(t, "2026-03-16 00:00"), at(t, "2026-03-21 00:00")
		}, "reschedule interest Mon16/10:00 Tue17/14:00 Wed18/11:00"},
		{"R11 nothing free in that span: after it, and said", func(t *testing.T, s *scene) {
			s.inv.Facts.WithinStart, s.inv.Facts.WithinEnd = at(t, "2026-03-16 00:00"), at(t, "2026-03-21 00:00")
			s.agenda.Busy = []availability.Span{{Start: at(t, "2026-03-16 00:00"), End: at(t, "2026-03-21 00:00")}}
		}, "reschedule interest outside Mon23/10:00 Tue24/14:00 Wed25/11:00"},
		{"R11 a short span is not missed for the sake of notice", func(t *testing.T, s *scene) {
			s.inv.Facts.WithinStart, s.inv.Facts.WithinEnd = at(t, "2026-03-04 00:00"), at(t, "2026-03-05 00:00")
		}, "reschedule interest Wed4/11:00 Wed4/14:00 Wed4/16:00"},
		{"R11 days to choose from are answered by times on them", func(t *testing.T, s *scene) {
			proposes(&s.inv, day(t, "2026-03-10"), day(t, "2026-03-12"))
		}, "reschedule interest Tue10/10:00 Tue10/13:00 Thu12/14:00"},
		{"R11 days to choose from, all busy", func(t *testing.T, s *scene) {
			proposes(&s.inv, day(t, "2026-03-10"))
			s.agenda.Busy = []availability.Span{{Start: at(t, "2026-03-10 00:00"), End: at(t, "2026-03-10 20:00")}}
		}, "reschedule interest impossible=calendar outside Wed11/10:00 Thu12/14:00 Fri13/11:00"},
		{"R11 the talk takes as long as they say", func(_ *testing.T, s *scene) { s.inv.Facts.Duration = 7 * time.Hour },
			"reschedule interest Fri6/10:00 Mon9/09:00 Tue10/09:30"},
		{"R11 a conference of three days is not the talk about it", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-04-10 10:00"))
			s.inv.Facts.Form, s.inv.Facts.Slots[0].End = extract.Calendar, at(t, "2026-04-13 10:00")
		}, "reschedule interest impossible=hours " + offer},
		{"R11 no time to offer", func(_ *testing.T, s *scene) { s.agenda.Hours = nil },
			"reschedule interest withheld"},

		{"a rule accepts a free time", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 18:00"), slot(t, "2026-03-11 09:00"), slot(t, "2026-03-12 09:00"))
			s.rules(t, Rule{Then: thread.Accept})
		}, "accept interest Wed11/09:00"},
		{"accept: none is free", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-10 18:00"))
			s.rules(t, Rule{Then: thread.Accept})
		}, "reschedule interest impossible=hours " + nearTen},
		{"accept: an uncertain time is not confirmed", func(t *testing.T, s *scene) {
			doubtful := slot(t, "2026-03-10 10:00")
			doubtful.Certain = false
			proposes(&s.inv, doubtful)
			s.rules(t, Rule{Then: thread.Accept})
		}, "reschedule interest " + near},
		{"accept: they ask for times, so they get them", func(_ *testing.T, s *scene) { s.say(thread.Accept, "") },
			"reschedule interest " + offer},
		{"accept: a time within an afternoon they leave open", func(t *testing.T, s *scene) {
			afternoon := slot(t, "2026-03-10 12:00")
			afternoon.End = afternoon.Start.Add(5 * time.Hour)
			proposes(&s.inv, afternoon)
			s.rules(t, Rule{Then: thread.Accept})
		}, "accept interest Tue10/13:00"},

		{"C5 a hold names the day, ahead of a deadline", func(t *testing.T, s *scene) {
			s.inv.Facts.Deadline = deadline(t, "2026-03-05 12:00", "by Thursday noon")
			s.say(thread.Hold, "")
		}, "hold interest until=Wed4/17:00"},
		{"C5 hold_for counts from when the draft is written", func(_ *testing.T, s *scene) {
			s.now, s.policy.Undecided = at(t, "2026-03-02 11:00"), thread.Hold
		}, "hold until=Thu5/17:00"},
		{"C5 a hold after Friday skips the weekend", func(t *testing.T, s *scene) {
			s.now = at(t, "2026-03-06 09:00")
			s.say(thread.Hold, "")
		}, "hold interest late until=Tue10/17:00"},
		{"C5 no day is left ahead of the conversation", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-04 10:00"))
			s.say(thread.Hold, "")
		}, "hold interest same-day withheld"},
		{"C5 a second hold would be a maybe later", func(t *testing.T, s *scene) {
			s.inv.HoldUntil = at(t, "2026-03-06 00:00")
			s.say(thread.Hold, "")
		}, "hold interest withheld"},

		{"C4 late after reply_within", func(t *testing.T, s *scene) { s.now = at(t, "2026-03-04 10:21") },
			"reschedule interest late Thu5/11:00 Fri6/14:00 Mon9/10:00"},
		{"C4 closed early by a deadline is not late", func(t *testing.T, s *scene) {
			s.inv.Facts.Deadline = deadline(t, "2026-03-03 10:00", "by Tuesday at 10")
			s.policy.Undecided = thread.Decline
		}, "decline"},
		{"C4 can you talk at three today", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-03 15:00"))
			s.policy.Undecided = thread.Decline
		}, "decline same-day"},
		{"Late: within five business days of closing", func(t *testing.T, s *scene) {
			s.now = at(t, "2026-03-11 10:00")
			s.policy.Undecided = thread.Decline
		}, "decline late"},
		{"Late: after them", func(t *testing.T, s *scene) {
			s.now = at(t, "2026-03-11 10:21")
			s.policy.Undecided = thread.Decline
		}, "decline late withheld"},
		{"Late: a proposed time has passed", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-03 10:00"))
			s.policy.Undecided = thread.Decline
		}, "decline withheld"},
		{"Late: a time that had passed when it arrived tells nothing", func(t *testing.T, s *scene) {
			proposes(&s.inv, slot(t, "2026-03-02 09:00"))
			s.now, s.policy.Undecided = at(t, "2026-03-05 10:00"), thread.Decline
		}, "decline late"},
		{"Late: somebody has written since", func(t *testing.T, s *scene) {
			s.now = at(t, "2026-03-05 10:00")
			s.inv.LastWrite = at(t, "2026-03-04 12:00")
			s.policy.Undecided = thread.Decline
		}, "decline late withheld"},
		{"Late: only the user's hold was written since", func(t *testing.T, s *scene) {
			s.now, s.inv.HoldUntil, s.inv.LastWrite = at(t, "2026-03-09 10:00"), at(t, "2026-03-06 00:00"), at(t, "2026-03-04 10:00")
			s.inv.Drafts = []thread.Draft{{Ask: s.inv.Ask.Identity, Action: thread.Hold, State: thread.Sent, At: s.inv.LastWrite}}
			s.policy.Undecided = thread.Decline
		}, "decline late"},
		{"Late: the user's own word overrides it", func(t *testing.T, s *scene) {
			s.now = at(t, "2026-03-20 10:00")
			s.say(thread.Decline, "")
		}, "decline late"},

		{"no address to answer", func(_ *testing.T, s *scene) { s.inv.Facts.ReplyTo = nil },
			"reschedule interest withheld"},
		{"suspicious", func(_ *testing.T, s *scene) { s.inv.Facts.Suspicious = []string{"asks for a fee"} },
			"reschedule interest withheld"},
		{"a journalist's deadline: no time after it is offered", func(t *testing.T, s *scene) {
			s.inv.Facts.Kind = detect.Media
			s.inv.Facts.Deadline = &extract.Deadline{At: at(t, "2026-03-03 16:00"), Text: "deadline today 4pm"}
		}, "reschedule interest withheld"},
		{"an evening talk is not impossible by office hours", func(t *testing.T, s *scene) {
			s.inv.Facts.Kind = detect.Speaking
			proposes(&s.inv, slot(t, "2026-03-10 18:00"))
		}, "reschedule interest " + nearTen},
		{"six minutes on the air take fifteen", func(t *testing.T, s *scene) {
			s.inv.Facts.Kind, s.inv.Facts.Duration = detect.Media, 6*time.Minute
		}, "reschedule interest " + offer},
		{"a maybe is no invitation to answer", func(_ *testing.T, s *scene) { s.inv.First.Score, s.inv.Ask.Score = 0.55, 0.55 },
			"reschedule interest withheld"},
		{"a maybe, and the user's word", func(_ *testing.T, s *scene) {
			s.inv.First.Score, s.inv.Ask.Score = 0.55, 0.55
			s.say(thread.Decline, "")
		}, "decline"},
		{"a vague reminder of a clear invitation", func(_ *testing.T, s *scene) { s.inv.First.Score, s.inv.Ask.Score = 0.95, 0.5 },
			"reschedule interest Thu5/11:00 Fri6/14:00 Mon9/10:00"},
		{"D8 a final round", func(_ *testing.T, s *scene) {
			s.inv.Facts.Stage, s.policy.Undecided = extract.Final, thread.Decline
		}, "decline late-stage"},
		{"an approach is answered only by rule", func(_ *testing.T, s *scene) { s.inv.Ask.Category = detect.Outreach },
			"none"},
		{"an approach with a rule", func(t *testing.T, s *scene) {
			s.inv.Ask.Category = detect.Outreach
			s.rules(t, Rule{When: Match{Category: []string{"outreach"}}, Then: thread.Decline})
		}, "decline"},
		{"their zone: offers are decent in New York too", func(_ *testing.T, s *scene) { s.inv.Facts.Zone = "America/New_York" },
			"reschedule interest Thu5/13:00 Fri6/14:00 Mon9/13:30"},
		{"their zone as an offset", func(_ *testing.T, s *scene) { s.inv.Facts.Zone = "-05:00" },
			"reschedule interest Thu5/13:00 Fri6/14:00 Mon9/13:30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newScene(t)
			tt.change(t, s)
			ds := s.decide()
			if got := rowsOf(ds); got != tt.want {
				t.Errorf("got  %s\nwant %s\nwhy %q, withheld %q", got, tt.want, ds[0].Why, ds[0].Withheld)
			}
		})
	}
}

func day(t testing.TB, date string) extract.Slot {
	t.Helper()
	return extract.Slot{Start: at(t, date+" 00:00"), AllDay: true, Certain: true, Text: date}
}

func TestDecideSaysNothingWhereNoAnswerIsOwed(t *testing.T) {
	for _, state := range []thread.State{thread.Answered, thread.Booked, thread.Lapsed, thread.Dismissed, thread.Withdrawn} {
		s := newScene(t)
		s.inv.State = state
		if ds := s.decide(); len(ds) > 0 {
			t.Errorf("%s: %s", state, rowsOf(ds))
		}
	}
}

func TestTheUsersWordReopensWhatWasGivenUp(t *testing.T) {
	for _, state := range []thread.State{thread.Lapsed, thread.Dismissed} {
		s := newScene(t)
		s.inv.State, s.inv.Since = state, at(t, "2026-03-03 10:00")
		s.say(thread.Decline, "")
		if got := rowsOf(s.decide()); got != "decline" {
			t.Errorf("%s: %q, want a decline", state, got)
		}
		s.inv.Said.At = at(t, "2026-03-03 09:00")
		if got := rowsOf(s.decide()); got != "" {
			t.Errorf("%s after an earlier word: %q, want nothing", state, got)
		}
	}
}

func TestDecisionsSayWhy(t *testing.T) {
	s := newScene(t)
	if got := s.decide()[0].Why; got != "No rule matches; `reply.undecided` is reschedule." {
		t.Errorf("undecided: %q", got)
	}
	s.rules(t,
		Rule{Name: "rule 1 (rsvpd.toml:30)", Then: thread.Ask, Reason: "compensation"},
		Rule{Name: "rule 2 (rsvpd.toml:41)", When: Match{Company: []string{"Larkspur"}}, Then: thread.Accept})
	s.inv.Asked = true
	want := "Rule 1 (rsvpd.toml:30) would ask, but you have asked once already. " +
		"Rule 2 (rsvpd.toml:41) says accept: company “Larkspur”. No time is proposed; times are offered."
	if d := s.decide()[0]; d.Why != want || d.Rule != 1 {
		t.Errorf("rule %d: %q", d.Rule, d.Why)
	}
	s.say(thread.Decline, "")
	if d := s.decide()[0]; d.Why != "You said decline." || d.Rule != -1 || !d.When.Equal(s.now) {
		t.Errorf("the user's word: rule %d at %s: %q", d.Rule, d.When, d.Why)
	}
}

func TestWithheldSaysWhy(t *testing.T) {
	s := newScene(t)
	s.inv.Facts.ReplyTo = nil
	s.inv.Facts.Links = []extract.Link{{Kind: extract.MeetingLink}, {Kind: extract.BookingLink}}
	if got := s.decide()[0].Withheld; got != "there is no address to answer: it can be answered only through its booking link" {
		t.Errorf("booking link: %q", got)
	}
	s.inv.Facts.ReplyTo = &message.Address{Name: "Mara Quill"}
	s.inv.Facts.Links = nil
	if got := s.decide()[0].Withheld; got != "there is no address to answer" {
		t.Errorf("empty address: %q", got)
	}
}

func TestReadyGoesByTheClock(t *testing.T) {
	s := newScene(t)
	ds := s.decide()
	if len(Ready(ds, ds[0].When.Add(-time.Second))) != 0 {
		t.Error("ready before it is due")
	}
	if len(Ready(ds, ds[0].When)) != 1 {
		t.Error("not ready when due")
	}
	s.inv.Facts.ReplyTo = nil
	if len(Ready(s.decide(), s.now)) != 0 {
		t.Error("ready although withheld")
	}
	if (Decision{}).Ready(s.now) {
		t.Error("the zero Decision wants a draft")
	}
}
