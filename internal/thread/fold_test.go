package thread

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
)

const me = "robin@example.org"

var (
	day0  = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	dana  = message.Address{Name: "Dana Ferrer", Address: "dana@acme.example.com"}
	robin = message.Address{Name: "Robin Hale", Address: me}
)

// at returns the time n hours after the story begins.
func at(n int) time.Time { return day0.Add(time.Duration(n) * time.Hour) }

type mailOption func(*Mail)

// in makes a mail from Dana, out one to her.
func in(id string, hour int, c detect.Category, opts ...mailOption) Mail {
	return mail(Mail{Identity: id, MessageID: id, Subject: "Interview with Acme", From: dana,
		To: []message.Address{robin}, Received: at(hour), Category: c}, opts)
}

func out(id string, hour int, opts ...mailOption) Mail {
	return mail(Mail{Identity: id, MessageID: id, Subject: "Re: Interview with Acme", From: robin,
		To: []message.Address{dana}, Received: at(hour), Out: true, Category: detect.Own}, opts)
}

func mail(m Mail, opts []mailOption) Mail {
	for _, o := range opts {
		o(&m)
	}
	return m
}

func re(ids ...string) mailOption {
	return func(m *Mail) { m.InReplyTo, m.References = ids[len(ids)-1:], ids }
}
func subject(s string) mailOption { return func(m *Mail) { m.Subject = s } }
func from(a string) mailOption    { return func(m *Mail) { m.From.Address = a } }
func to(a string) mailOption {
	return func(m *Mail) { m.To = []message.Address{{Address: a}} }
}
func company(c string) mailOption { return func(m *Mail) { m.Facts.Company = c } }
func uid(u string) mailOption     { return func(m *Mail) { m.Facts.Event.UID = u } }
func answer(partstat string) mailOption {
	return func(m *Mail) { m.Facts.Event.Method, m.Facts.Event.PartStat = "REPLY", partstat }
}
func slot(hour int, f extract.Form) mailOption {
	return func(m *Mail) {
		m.Facts.Form = f
		m.Facts.Slots = append(m.Facts.Slots, extract.Slot{Start: at(hour), End: at(hour + 1), Certain: true})
	}
}
func automatic(m *Mail) { m.Automatic = true }

func draft(ask string, a Action, s DraftState, hour int, more ...func(*Draft)) Draft {
	d := Draft{Key: Key(me, ask, a, 0), Ask: ask, Action: a, State: s, At: at(hour)}
	d.MessageID = d.Key + "@example.org"
	for _, m := range more {
		m(&d)
	}
	return d
}

func tracks(c detect.Category) bool { return c == detect.Invitation }

// TestStates walks the table of states.
func TestStates(t *testing.T) {
	ask := in("ask", 0, detect.Invitation)
	held := func(d *Draft) { d.HoldUntil = at(72) }
	for _, c := range []struct {
		name   string
		log    Log
		want   State
		answer string // Identity of the mail to be answered
	}{
		{"a mail that asks waits", Log{Mails: []Mail{ask}}, Waiting, "ask"},
		{"a standing draft makes it drafted", Log{Mails: []Mail{ask}, Drafts: []Draft{draft("ask", Decline, Standing, 2)}}, Drafted, "ask"},
		{"an edited draft too", Log{Mails: []Mail{ask}, Drafts: []Draft{draft("ask", Decline, Edited, 2)}}, Drafted, "ask"},
		{"a draft that we removed does not", Log{Mails: []Mail{ask}, Drafts: []Draft{draft("ask", Decline, Removed, 2)}}, Waiting, "ask"},
		{"an answer by header", Log{Mails: []Mail{ask, out("a", 3, re("ask"), subject("whatever"))}}, Answered, "ask"},
		{"an answer by subject and recipient", Log{Mails: []Mail{ask, out("a", 3)}}, Answered, "ask"},
		{"an answer before the ask answers nothing", Log{Mails: []Mail{ask, out("a", -3)}}, Waiting, "ask"},
		{"a forward to a friend answers nobody", Log{Mails: []Mail{ask, out("a", 3, re("ask"), subject("Fwd: Interview with Acme"), to("friend@example.net"))}}, Waiting, "ask"},
		{"a colleague of theirs, by header, is answered", Log{Mails: []Mail{ask, out("a", 3, re("ask"), to("jo@acme.example.com"))}}, Answered, "ask"},
		{"a vacation notice answers nobody", Log{Mails: []Mail{ask, out("a", 3, re("ask"), automatic)}}, Waiting, "ask"},
		{"a sent hold waits on", Log{Mails: []Mail{ask, out("a", 3, re("ask"))}, Drafts: []Draft{draft("ask", Hold, Sent, 2, held, func(d *Draft) { d.SentAs = "a" })}}, Waiting, "ask"},
		{"a sent accept books", Log{Mails: []Mail{ask, out(Key(me, "ask", Accept, 0)+"@example.org", 3, re("ask"))}, Drafts: []Draft{draft("ask", Accept, Sent, 2)}}, Booked, "ask"},
		{"an accepted calendar request books", Log{Mails: []Mail{ask, out("a", 3, re("ask"), answer("ACCEPTED"))}}, Booked, "ask"},
		{"a declined one answers", Log{Mails: []Mail{ask, out("a", 3, re("ask"), answer("DECLINED"))}}, Answered, "ask"},
		{"a maybe is no answer", Log{Mails: []Mail{ask, out("a", 3, re("ask"), answer("TENTATIVE"))}}, Waiting, "ask"},
		{"their confirmation books", Log{Mails: []Mail{ask, in("c", 3, detect.Confirmation, re("ask"))}}, Booked, "ask"},
		{"their cancellation withdraws", Log{Mails: []Mail{ask, in("c", 3, detect.Cancellation, re("ask"))}}, Withdrawn, "ask"},
		{"their rejection withdraws", Log{Mails: []Mail{ask, in("c", 3, detect.Rejection, re("ask"))}}, Withdrawn, "ask"},
		{"a cancellation of what was booked", Log{Mails: []Mail{ask, in("b", 3, detect.Confirmation, re("ask")), in("c", 5, detect.Cancellation, re("ask"))}}, Withdrawn, "ask"},
		{"a deleted draft dismisses", Log{Mails: []Mail{ask}, Drafts: []Draft{draft("ask", Decline, Deleted, 2)}}, Dismissed, "ask"},
		{"a deleted draft after an answer changes nothing", Log{Mails: []Mail{ask, out("a", 2, re("ask"))}, Drafts: []Draft{draft("ask", Decline, Deleted, 3)}}, Answered, "ask"},
		{"a word to leave it dismisses", Log{Mails: []Mail{ask}, Acts: []Act{{At: at(2), Ask: "ask", Action: None}}}, Dismissed, "ask"},
		{"a word to draft opens it again", Log{Mails: []Mail{ask}, Acts: []Act{{At: at(2), Ask: "ask", Action: None}, {At: at(3), Ask: "ask", Action: Decline}}}, Waiting, "ask"},
		{"new times after an answer wait anew", Log{Mails: []Mail{ask, out("a", 3, re("ask")), in("again", 30, detect.Invitation, re("ask", "a"))}}, Waiting, "again"},
		{"new times after a booking wait anew", Log{Mails: []Mail{ask, in("b", 3, detect.Confirmation, re("ask")), in("again", 30, detect.Invitation, re("ask"))}}, Waiting, "again"},
		{"a new ask after the other side withdrew", Log{Mails: []Mail{ask, in("r", 3, detect.Rejection, re("ask")), in("again", 30, detect.Invitation, re("ask"))}}, Waiting, "again"},
		{"dismissed stays dismissed", Log{Mails: []Mail{ask, in("again", 30, detect.Invitation, re("ask"))}, Acts: []Act{{At: at(2), Ask: "ask", Action: None}}}, Dismissed, "ask"},
		{"a second ask is the one to answer", Log{Mails: []Mail{ask, in("again", 5, detect.Invitation, re("ask"))}}, Waiting, "again"},
		{"a reminder is the one to answer", Log{Mails: []Mail{ask, in("r", 26, detect.Reminder, re("ask"))}}, Waiting, "r"},
		{"a reminder of what is answered asks nothing", Log{Mails: []Mail{ask, out("a", 3, re("ask")), in("r", 26, detect.Reminder, re("ask"))}}, Answered, "ask"},
		{"a calendar entry for the agreed time books", Log{Mails: []Mail{ask, out("a", 3, re("ask"), slot(50, "")), in("i", 5, detect.Invitation, re("ask"), slot(50, extract.Calendar))}}, Booked, "ask"},
		{"a calendar entry for another time asks", Log{Mails: []Mail{ask, out("a", 3, re("ask"), slot(50, "")), in("i", 5, detect.Invitation, re("ask"), slot(60, extract.Calendar))}}, Waiting, "i"},
		{"small talk changes nothing", Log{Mails: []Mail{ask, in("x", 3, detect.Other, re("ask"))}}, Waiting, "ask"},
		{"an update of the same calendar event is the same thread", Log{Mails: []Mail{in("ask", 0, detect.Invitation, uid("u1")), in("again", 9, detect.Invitation, uid("u1"), subject("Updated invitation"))}}, Waiting, "again"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := fold(t, c.log)
			if len(got) != 1 {
				t.Fatalf("%d invitations, want 1", len(got))
			}
			if got[0].State != c.want || got[0].Ask.Identity != c.answer {
				t.Errorf("state %s answering %q, want %s answering %q; history %v", got[0].State, got[0].Ask.Identity, c.want, c.answer, got[0].History)
			}
		})
	}
}

func fold(t *testing.T, log Log) []Invitation {
	t.Helper()
	log.Account, log.Tracks = me, tracks
	if log.Now.IsZero() {
		log.Now = at(1000)
	}
	return Fold(log)
}

// TestHold: a sent hold names the day until which it waits.
func TestHold(t *testing.T) {
	got := fold(t, Log{
		Mails:  []Mail{in("ask", 0, detect.Invitation), out("a", 3, re("ask"))},
		Drafts: []Draft{draft("ask", Hold, Sent, 2, func(d *Draft) { d.SentAs, d.HoldUntil = "a", at(72) })},
	})
	if !got[0].HoldUntil.Equal(at(72)) {
		t.Errorf("HoldUntil %v, want %v", got[0].HoldUntil, at(72))
	}
}

// TestAnswer: a decline is the user's last word until they send something else;
// of words of their own nobody knows what they say.
func TestAnswer(t *testing.T) {
	ask, press := in("ask", 0, detect.Invitation), in("press", 30, detect.Invitation, re("ask"))
	said := func(a Action, hour int) (Mail, Draft) {
		d := draft("ask", a, Sent, hour+5) // noticed later than it was sent
		return out(d.MessageID, hour, re("ask")), d
	}
	no, noDraft := said(Decline, 3)
	times, timesDraft := said(Reschedule, 6)
	did, didDraft := said(FollowUp, 9)
	drafts := []Draft{noDraft, timesDraft, didDraft}
	tests := []struct {
		name     string
		mails    []Mail
		want     Action
		declined time.Time
	}{
		{"nothing was sent", []Mail{ask}, "", time.Time{}},
		{"a decline", []Mail{ask, no}, Decline, at(3)},
		{"words of their own", []Mail{ask, out("own", 4, re("ask"))}, "", time.Time{}},
		{"words of their own after a decline", []Mail{ask, no, out("own", 4, re("ask"))}, "", at(3)},
		{"times after a decline", []Mail{ask, no, times}, Reschedule, at(3)},
		{"a follow-up to the decline", []Mail{ask, no, did}, Decline, at(3)},
		{"a follow-up after words of their own", []Mail{ask, no, out("own", 4, re("ask")), did}, "", at(3)},
		{"a note to a friend changes nothing", []Mail{ask, no, out("fwd", 4, re("ask"), subject("Fwd: Interview with Acme"), to("friend@example.net"))}, Decline, at(3)},
		{"they press", []Mail{ask, no, press}, Decline, at(3)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := fold(t, Log{Mails: tt.mails, Drafts: drafts})[0]
			if got.Answer != tt.want || !got.Declined.Equal(tt.declined) {
				t.Errorf("%q, declined %v; want %q, %v", got.Answer, got.Declined, tt.want, tt.declined)
			}
		})
	}
}

// TestReminderKeepsTheClock: a reminder raises urgency and repeats the ask; the
// window still counts from the ask.
func TestReminderKeepsTheClock(t *testing.T) {
	got := fold(t, Log{Mails: []Mail{in("ask", 0, detect.Invitation, slot(90, extract.Times)), in("r", 26, detect.Reminder, re("ask"))}})
	if i := got[0]; i.Reminders != 1 || !i.Opened.Equal(at(0)) || len(i.Facts.Slots) != 1 || i.Facts.Form != extract.Times {
		t.Errorf("reminders %d, opened %v, facts %+v", i.Reminders, i.Opened, i.Facts)
	}
}

// TestThreads: what belongs together, and what does not.
func TestThreads(t *testing.T) {
	ats := from("no-reply@hire.example.net")
	for _, c := range []struct {
		name  string
		mails []Mail
		want  int
	}{
		{"two companies under one subject of one machine", []Mail{in("1", 0, detect.Invitation, ats), in("2", 1, detect.Invitation, ats)}, 2},
		{"one agency, two clients", []Mail{in("1", 0, detect.Invitation, company("Acme")), in("2", 1, detect.Invitation, company("Borealis"))}, 2},
		{"the same person writes again under the same subject", []Mail{in("1", 0, detect.Invitation), in("2", 30, detect.Invitation)}, 1},
		{"the same person a year later", []Mail{in("1", 0, detect.Invitation), in("2", 24*365, detect.Invitation)}, 2},
		{"another subject", []Mail{in("1", 0, detect.Invitation), in("2", 1, detect.Invitation, subject("Podcast"))}, 2},
		{"the same mail in two folders", []Mail{in("1", 0, detect.Invitation), in("1", 0, detect.Invitation)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fold(t, Log{Mails: c.mails, Now: at(24 * 400)}); len(got) != c.want {
				t.Errorf("%d invitations, want %d", len(got), c.want)
			}
		})
	}
}

// TestByMeaning: hiring software sends its cancellation as a new thread.
func TestByMeaning(t *testing.T) {
	ats := from("no-reply@hire.example.net")
	gone := in("c", 9, detect.Cancellation, ats, company("Acme"), subject("Your interview has been cancelled"))
	one := in("1", 0, detect.Invitation, ats, company("Acme"))
	other := in("2", 1, detect.Invitation, ats, company("Borealis"), subject("Talk to Borealis"))
	got := fold(t, Log{Mails: []Mail{one, other, gone}})
	if len(got) != 2 || got[0].State != Withdrawn || got[1].State != Waiting {
		t.Errorf("got %+v", got)
	}
	second := in("3", 2, detect.Invitation, ats, company("Acme"), subject("Another role at Acme"))
	for _, i := range fold(t, Log{Mails: []Mail{one, second, gone}}) {
		if i.State != Waiting {
			t.Errorf("%s: %s; a cancellation that may mean either of two must not be guessed", i.Key, i.State)
		}
	}
}

// TestUserDraft: a draft of the user's own in the thread.
func TestUserDraft(t *testing.T) {
	got := fold(t, Log{Mails: []Mail{in("ask", 0, detect.Invitation)}, UserDrafts: []Mail{out("d", 1, re("ask"))}})
	if !got[0].UserDraft || got[0].State != Waiting {
		t.Errorf("UserDraft %v, state %s", got[0].UserDraft, got[0].State)
	}
}

// TestNow: what comes later than now is not seen.
func TestNow(t *testing.T) {
	log := Log{Mails: []Mail{in("ask", 0, detect.Invitation), out("a", 30, re("ask"))}, Now: at(20)}
	if got := fold(t, log); got[0].State != Waiting {
		t.Errorf("state %s, want waiting", got[0].State)
	}
	log.Now = at(-1)
	if got := fold(t, log); len(got) != 0 {
		t.Errorf("%d invitations before the first mail", len(got))
	}
}

// TestOrderOfArrival: the same things in any order give the same invitations.
func TestOrderOfArrival(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		log := story(r)
		want := fold(t, log)
		r.Shuffle(len(log.Mails), func(i, j int) { log.Mails[i], log.Mails[j] = log.Mails[j], log.Mails[i] })
		r.Shuffle(len(log.Drafts), func(i, j int) { log.Drafts[i], log.Drafts[j] = log.Drafts[j], log.Drafts[i] })
		r.Shuffle(len(log.Acts), func(i, j int) { log.Acts[i], log.Acts[j] = log.Acts[j], log.Acts[i] })
		if got := fold(t, log); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: order changes the result\n got %v\nwant %v", seed, histories(got), histories(want))
		}
	}
}

func histories(list []Invitation) (all [][]Change) {
	for _, i := range list {
		all = append(all, i.History)
	}
	return all
}

// story makes a random log of a few threads.
func story(r *rand.Rand) Log {
	categories := []detect.Category{detect.Invitation, detect.Reminder, detect.Confirmation, detect.Cancellation, detect.Rejection, detect.Other}
	var log Log
	for th := range 3 {
		first := fmt.Sprintf("t%d", th)
		log.Mails = append(log.Mails, in(first, th, detect.Invitation, subject(first)))
		for n := range r.IntN(6) {
			id := fmt.Sprintf("%s.%d", first, n)
			hour := 10 + th + 7*n
			switch r.IntN(4) {
			case 0:
				log.Mails = append(log.Mails, out(id, hour, re(first), subject(first)))
			case 1:
				log.Drafts = append(log.Drafts, draft(first, Decline, []DraftState{Standing, Deleted, Sent, Removed}[r.IntN(4)], hour, func(d *Draft) { d.Key += id }))
			case 2:
				log.Acts = append(log.Acts, Act{At: at(hour), Ask: first, Action: []Action{None, Decline, Hold}[r.IntN(3)]})
			default:
				log.Mails = append(log.Mails, in(id, hour, categories[r.IntN(len(categories))], re(first), subject(first)))
			}
		}
	}
	return log
}
