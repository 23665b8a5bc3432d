package app_test

import (
	"strings"
	"testing"

	"rsvpd/internal/app"
	"rsvpd/internal/thread"
)

// TestAfter walks what may follow an answer, on every server.
func TestAfter(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			start := s.start(t)
			for _, c := range []struct {
				name string
				run  func(*testing.T, *world)
			}{{"FollowUp", followsUp}, {"Acknowledged", acknowledged}, {"Thrown", throwsFollowUp}, {"OwnWords", ownWords}, {"Rebuilt", rebuildsFollowUp}, {"Beside", sentBesideOwn}, {"Stood", answeredWhileItStood}, {"Reopen", reopens}, {"Again", declinesAgain}} {
				t.Run(c.name, func(t *testing.T) { c.run(t, start(t)) })
			}
		})
	}
}

const declineAll = "[[rule]]\nwhen = {}\nthen = \"decline\"\ncondition = \"a role that is fully remote\"\n"

// declinedIn brings a world to where a decline of ours was sent, on Tuesday 3
// February at noon.
func declinedIn(w *world) (id string) {
	w.t.Helper()
	w.settings = declineAll
	id = drafted(w)
	w.send(w.now.Add(hours(1)))
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("it was sent")
	return id
}

func followsUp(t *testing.T, w *world) {
	declinedIn(w)
	w.now = w.now.AddDate(0, 0, 6)
	w.pass()
	w.noDraft("five business days have not passed")
	w.now = w.now.AddDate(0, 0, 2)
	w.pass()
	d := w.oneDraft()
	if !strings.Contains(d.Text, "my answer of 3 February") || d.To[0].Address != "dana.ferrer@acme.example.com" {
		t.Errorf("to %v:\n%s", d.To, d.Text)
	}
	w.wantState("answered")
	w.pass()
	w.oneDraft()
	w.send(w.now.Add(hours(1)))
	w.now = w.now.AddDate(0, 0, 10)
	w.pass()
	w.noDraft("one follow-up is enough")
}

// acknowledged: a word of theirs makes the follow-up needless, also one that
// stands already.
func acknowledged(t *testing.T, w *world) {
	id := declinedIn(w)
	w.now = w.now.AddDate(0, 0, 8)
	w.pass()
	w.oneDraft()
	w.arrive(dana, "Re: "+subject, "Thank you for telling us. All the best to you.", w.now.Add(hours(1)), "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("they have written")
}

func throwsFollowUp(t *testing.T, w *world) {
	declinedIn(w)
	w.now = w.now.AddDate(0, 0, 8)
	w.pass()
	w.take("Drafts")
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("the user has thrown it away")
	w.wantState("answered")
}

// ownWords: what the user has written after the decline may take it back.
func ownWords(t *testing.T, w *world) {
	id := declinedIn(w)
	w.answer(dana, "Re: "+subject, "I was too quick: Thursday suits me well.", w.now, "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.AddDate(0, 0, 8)
	w.pass()
	w.noDraft("nobody knows what the user's own words say")
	w.forget()
	w.pass()
	w.noDraft("the mailbox shows as much")
}

// rebuildsFollowUp: with the database lost, the follow-up that stands is still
// one of ours, and comes no second time when it was sent.
func rebuildsFollowUp(t *testing.T, w *world) {
	declinedIn(w)
	w.now = w.now.AddDate(0, 0, 8)
	w.pass()
	before := w.oneDraft().ID
	w.forget()
	w.now = w.now.Add(hours(1))
	w.pass()
	if after := w.oneDraft().ID; after != before {
		t.Errorf("%s stands in the place of %s", after, before)
	}
	if got := w.entries()[0].Drafts; len(got) != 2 || got[1].Action != thread.FollowUp || got[1].State != thread.Standing {
		t.Errorf("known of it: %+v", got)
	}
	w.send(w.now.Add(hours(1)))
	w.forget()
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("one follow-up is enough")
	w.wantState("answered")
}

// sentBesideOwn: a draft that left under its own Message-ID was sent; another
// draft in the thread, which the user has begun, is not it.
func sentBesideOwn(t *testing.T, w *world) {
	w.settings = declineAll
	id := drafted(w)
	w.edit("Robin Hale", "Robin")
	w.pass()
	edited := w.take("Drafts")[0]
	raw, _ := w.mail("Robin Hale <"+owner+">", "Re: "+subject, "Dear Dana, I", w.now, "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.put("Drafts", raw, w.now, `\Draft`)
	w.put("Sent", redate(string(edited), w.now), w.now, `\Seen`)
	w.now = w.now.Add(hours(1))
	w.pass()
	if d := w.entries()[0].Drafts[0]; d.State != thread.Sent {
		t.Errorf("the decline that was sent is %s", d.State)
	}
	w.oneDraft()
	w.wantState("answered")
}

// answeredWhileItStood: what the user wrote by hand while our draft still stood is
// not that draft, though it is gone in the end.
func answeredWhileItStood(t *testing.T, w *world) {
	w.settings = declineAll
	id := drafted(w)
	w.edit("Robin Hale", "Robin")
	w.pass()
	w.answer(dana, "Re: "+subject, "Thursday suits me well.", w.now, "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.oneDraft()
	w.take("Drafts")
	w.now = w.now.Add(hours(1))
	w.pass()
	if e := w.entries()[0]; e.Drafts[0].State != thread.Deleted || e.Answer != "" {
		t.Errorf("the decline is %s, the answer %q", e.Drafts[0].State, e.Answer)
	}
	w.pass()
	if d := w.entries()[0].Drafts[0]; d.State != thread.Deleted {
		t.Errorf("a pass later the decline is %s", d.State)
	}
	w.wantState("answered")
}

func reopens(t *testing.T, w *world) {
	declinedIn(w)
	e := w.entries()[0]
	w.withApp(func(a *app.App) { w.must(a.Say(t.Context(), e, app.Word{Action: thread.Reopen})) })
	w.now = w.now.Add(hours(1))
	w.pass()
	d := w.oneDraft()
	if !strings.Contains(d.Text, "3 February") || !strings.Contains(d.Text, "understand") {
		t.Errorf("the request reads:\n%s", d.Text)
	}
	w.send(w.now.Add(hours(1)))
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("it was sent")
	w.wantState("answered")
}

// declinesAgain: who asks once more gets a second no, with the one condition that
// the rule names.
func declinesAgain(t *testing.T, w *world) {
	id := declinedIn(w)
	w.arrive(dana, "Re: "+subject, "Hi Robin,\n\nI was sorry to read that. We would really like to invite you to an interview for the Platform Engineer position.\nCould you let me know when you are available next week?\n\nBest regards,\nDana",
		w.now, "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.Add(hours(30))
	w.pass()
	d := w.oneDraft()
	if !strings.Contains(d.Text, "a role that is fully remote") {
		t.Errorf("the second no reads:\n%s", d.Text)
	}
}

// TestPaste: where only a link answers, a decline is no draft but a letter to
// paste there, in the summary too.
func TestPaste(t *testing.T) {
	w := onMemory(t)(t)
	w.settings = declineAll
	w.arrive("Acme Robotics <no-reply@jobs.example.net>", subject, strings.Replace(askFree, "Could you let me know when you are available for a 45 minute call?",
		"Please choose a time or decline here: https://jobs.example.net/schedule/123\n\nReplies to this address are not read.", 1), w.now)
	w.now = w.now.Add(hours(26))
	w.pass()
	w.noDraft("nobody reads an answer")
	e := w.entries()[0]
	w.withApp(func(a *app.App) {
		advice, err := a.Advise(t.Context(), e)
		w.must(err)
		if !strings.Contains(advice.Paste, "Platform Engineer") || strings.Contains(advice.Paste, "form.invalid") || !strings.HasSuffix(advice.Paste, "Robin Hale") {
			t.Errorf("to paste:\n%s", advice.Paste)
		}
		s, err := a.Summarise(t.Context(), a.Accounts()[0])
		w.must(err)
		if !strings.Contains(s.Text, "To paste there:") {
			t.Errorf("the summary does not hold it:\n%s", s.Text)
		}
	})
}
