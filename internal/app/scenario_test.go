package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
	"rsvpd/internal/thread"
)

const dana = "Dana Ferrer <dana.ferrer@acme.example.com>"

// askFree is an invitation that asks when the user is free.
const askFree = `Hi Robin,

Thank you for applying for the Platform Engineer position at Acme Robotics. We enjoyed
your application and would like to invite you to a first interview with our team lead.

Could you let me know when you are available for a 45 minute call?

Best regards,
Dana Ferrer
Recruiter, Acme Robotics`

const subject = "Interview for Platform Engineer at Acme Robotics"

// scenarios are what must go the same way on every server.
var scenarios = []struct {
	name string
	run  func(*testing.T, *world)
}{
	{"FirstDraft", scenarioFirstDraft},
	{"AnswerRemovesDraft", scenarioAnswerRemovesDraft},
	{"SentDraft", scenarioSentDraft},
	{"EditedDraft", scenarioEditedDraft},
	{"ResavedDraft", scenarioResavedDraft},
	{"DeletedDraft", scenarioDeletedDraft},
	{"LostDatabase", scenarioLostDatabase},
	{"LostDatabaseEdited", scenarioLostDatabaseEdited},
	{"DeletedIntoTrash", scenarioDeletedIntoTrash},
	{"OwnDraft", scenarioOwnDraft},
	{"AskedAgain", scenarioAskedAgain},
	{"OfferPassed", scenarioOfferPassed},
	{"Rules", scenarioRules},
	{"RuleChanged", scenarioRuleChanged},
	{"Both", scenarioBoth},
	{"NoAddress", scenarioNoAddress},
	{"SameMailTwice", scenarioSameMailTwice},
	{"Cancelled", scenarioCancelled},
	{"TooOld", scenarioTooOld},
	{"OddMail", scenarioOddMail},
	{"DryRun", scenarioDryRun},
	{"WrongPassword", scenarioWrongPassword},
}

func TestScenarios(t *testing.T) {
	for _, s := range everyServer {
		t.Run(s.name, func(t *testing.T) {
			world := s.start(t)
			for _, c := range scenarios {
				t.Run(c.name, func(t *testing.T) { c.run(t, world(t)) })
			}
		})
	}
}

func hours(n int) time.Duration { return time.Duration(n) * time.Hour }

// scenarioFirstDraft: an invitation gets its draft when it is due, once; the mail
// itself stays as it was.
func scenarioFirstDraft(t *testing.T, w *world) {
	id := w.arrive(dana, subject, askFree, w.now)
	before := w.snapshot("INBOX")
	w.pass()
	w.noDraft("it is not due yet")
	w.wantState("waiting")
	w.now = w.now.Add(hours(26))
	w.pass()
	d := w.oneDraft()
	w.wantState("drafted")
	if d.To[0].Address != "dana.ferrer@acme.example.com" || d.From.Address != owner || d.From.Name != "Robin Hale" {
		t.Errorf("from %v to %v", d.From, d.To)
	}
	if d.Subject != "Re: "+subject || d.InReplyTo[0] != id || d.References[len(d.References)-1] != id {
		t.Errorf("does not thread: %q %v %v", d.Subject, d.InReplyTo, d.References)
	}
	for range 2 {
		if r := w.pass(); len(r.Accounts[0].Done) != 0 {
			t.Errorf("a further pass did %q", r.Accounts[0].Done)
		}
	}
	w.oneDraft()
	if after := w.snapshot("INBOX"); after != before {
		t.Errorf("the mailbox changed:\n%s\nwas\n%s", after, before)
	}
}

// drafted brings a world to where one draft stands.
func drafted(w *world) (id string) {
	w.t.Helper()
	id = w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	w.pass()
	w.oneDraft()
	return id
}

func scenarioAnswerRemovesDraft(t *testing.T, w *world) {
	id := drafted(w)
	w.answer(dana, "Re: "+subject, "Wednesday at ten is fine.", w.now.Add(hours(1)), "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("the user has answered")
	w.wantState("answered")
}

func scenarioSentDraft(t *testing.T, w *world) {
	drafted(w)
	w.send(w.now.Add(hours(1)))
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("it was sent")
	w.wantState("answered")
}

func scenarioEditedDraft(t *testing.T, w *world) {
	id := drafted(w)
	w.edit("Robin Hale", "Robin (in haste)")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.answer(dana, "Re: "+subject, "Wednesday at ten is fine.", w.now, "In-Reply-To: <"+id+">")
	w.now = w.now.Add(hours(1))
	w.pass()
	if d := w.oneDraft(); !strings.Contains(d.Text+d.From.Name, "in haste") {
		t.Errorf("the edit is lost:\n%s", d.Text)
	}
	w.wantState("answered")
}

// scenarioResavedDraft: Thunderbird saves an edited draft under a new Message-ID.
func scenarioResavedDraft(t *testing.T, w *world) {
	drafted(w)
	raw := w.take("Drafts")
	text := string(raw[0])
	from := strings.Index(text, "Message-ID: <") + len("Message-ID: <")
	w.put("Drafts", text[:from]+"new-"+text[from:], w.now, `\Draft`)
	w.now = w.now.Add(hours(1))
	w.pass()
	w.oneDraft()
	w.wantState("drafted")
}

func scenarioDeletedDraft(t *testing.T, w *world) {
	drafted(w)
	w.take("Drafts")
	for range 3 {
		w.now = w.now.Add(hours(20))
		w.pass()
		w.noDraft("the user deleted it")
		w.wantState("dismissed")
	}
}

// scenarioLostDatabase: the mailbox is the truth (P7).
func scenarioLostDatabase(t *testing.T, w *world) {
	id := drafted(w)
	key := w.entries()[0].Key
	w.forget()
	w.now = w.now.Add(hours(1))
	w.pass()
	w.oneDraft()
	w.wantState("drafted")
	if again := w.entries()[0].Key; again != key {
		t.Errorf("the invitation is %s, was %s", again, key)
	}
	w.answer(dana, "Re: "+subject, "Wednesday at ten is fine.", w.now, "In-Reply-To: <"+id+">")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.noDraft("it was untouched, also after the database was lost")
}

// scenarioLostDatabaseEdited: with the database lost, a draft that says something
// else than we would have is the user's.
func scenarioLostDatabaseEdited(t *testing.T, w *world) {
	id := drafted(w)
	w.edit("Robin Hale", "Robin (in haste)")
	w.forget()
	w.now = w.now.Add(hours(1))
	w.pass()
	w.answer(dana, "Re: "+subject, "Wednesday at ten is fine.", w.now, "In-Reply-To: <"+id+">")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.oneDraft()
}

// scenarioDeletedIntoTrash: a draft that lies in Trash does not come back even when
// the database is lost.
func scenarioDeletedIntoTrash(t *testing.T, w *world) {
	drafted(w)
	w.put("Trash", string(w.take("Drafts")[0]), w.now)
	w.forget()
	w.now = w.now.Add(hours(1))
	w.pass()
	w.noDraft("it lies in Trash")
	w.wantState("dismissed")
}

func scenarioOwnDraft(t *testing.T, w *world) {
	id := w.arrive(dana, subject, askFree, w.now)
	raw, _ := w.mail("Robin Hale <"+owner+">", "Re: "+subject, "Dear Dana, I", w.now, "In-Reply-To: <"+id+">")
	w.put("Drafts", raw, w.now, `\Draft`)
	w.now = w.now.Add(hours(26))
	w.pass()
	if d := w.oneDraft(); !strings.HasPrefix(d.Text, "Dear Dana, I") {
		t.Errorf("stands: %s", d.Text)
	}
	w.take("Drafts")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.oneDraft()
	w.wantState("drafted")
}

// scenarioAskedAgain: the newest mail that asks is the one answered.
func scenarioAskedAgain(t *testing.T, w *world) {
	id := drafted(w)
	w.now = w.now.Add(hours(1))
	again := w.arrive(dana, "Re: "+subject, "Hi Robin,\n\nwe would still like to invite you to an interview. Could you send me a few times when you are available for the call?\n\nBest regards,\nDana Ferrer",
		w.now, "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.pass()
	w.now = w.now.Add(hours(26))
	w.pass()
	if d := w.oneDraft(); d.InReplyTo[0] != again {
		t.Errorf("answers %v, want %s", d.InReplyTo, again)
	}
}

// scenarioOfferPassed: a draft whose times pass is replaced; one stands.
func scenarioOfferPassed(t *testing.T, w *world) {
	drafted(w)
	first := w.oneDraft()
	w.now = w.now.Add(hours(72))
	w.pass()
	second := w.oneDraft()
	if second.ID == first.ID || second.Text == first.Text {
		t.Errorf("still the old one: %s", second.Text)
	}
}

func scenarioRules(t *testing.T, w *world) {
	w.settings = "[[rule]]\nwhen = {company = \"Acme Robotics\"}\nthen = \"decline\"\nreason = \"accepted-offer\"\n"
	drafted(w)
	if d := w.oneDraft(); !strings.Contains(d.Text, "accepted") {
		t.Errorf("no reason given:\n%s", d.Text)
	}
	if e := w.entries()[0]; e.Decisions[0].Action != "decline" || !strings.Contains(e.Decisions[0].Why, "Rule 1") {
		t.Errorf("decision %+v", e.Decisions[0])
	}
}

// scenarioRuleChanged: the action changes, the untouched draft with it.
func scenarioRuleChanged(t *testing.T, w *world) {
	drafted(w)
	w.settings = "[reply]\nundecided = \"decline\"\n"
	w.pass()
	w.oneDraft()
	for _, d := range w.entries()[0].Drafts {
		if (d.Action == "decline") != (d.State == thread.Standing) {
			t.Errorf("the %s draft is %s", d.Action, d.State)
		}
	}
}

// scenarioBoth: two drafts to choose from; sending one takes the other away.
func scenarioBoth(t *testing.T, w *world) {
	w.settings = "[reply]\nundecided = \"both\"\n"
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	w.pass()
	if n := len(w.drafts()); n != 2 {
		t.Fatalf("%d drafts, want 2", n)
	}
	c := w.client()
	items, err := c.List(t.Context(), w.at("Drafts"), true)
	w.must(err)
	w.must(c.Expunge(t.Context(), w.at("Drafts"), items[0].UIDValidity, items[0].UID))
	w.put("Sent", redate(string(items[0].Raw), w.now.Add(time.Hour)), w.now.Add(time.Hour))
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("the other was sent")
	w.wantState("answered")
}

// scenarioNoAddress: where only a link answers there is no draft, and it is said.
func scenarioNoAddress(t *testing.T, w *world) {
	w.arrive("Acme Robotics Careers <no-reply@hire.example.net>", "Schedule your interview with Acme Robotics",
		"Hi Robin,\n\nWe would like to invite you to an interview for the Platform Engineer position at Acme Robotics.\nPlease pick a time that suits you here:\nhttps://hire.example.net/schedule/abc123\n\nThis mailbox is not monitored.\n\nThe Acme Robotics talent team", w.now)
	w.now = w.now.Add(hours(26))
	w.pass()
	w.noDraft("nobody reads the address")
	if e := w.entries(); len(e) != 1 || e[0].Decisions[0].Withheld == "" {
		t.Errorf("entries %+v", e)
	}
}

func scenarioSameMailTwice(t *testing.T, w *world) {
	raw, _ := w.mail(dana, subject, askFree, w.now)
	w.put("INBOX", raw, w.now)
	w.put("INBOX", raw, w.now.Add(time.Minute), `\Seen`)
	w.now = w.now.Add(hours(26))
	w.pass()
	w.oneDraft()
}

func scenarioCancelled(t *testing.T, w *world) {
	id := drafted(w)
	w.arrive(dana, "Re: "+subject, "Hi Robin,\n\nI am sorry, but we have to cancel the interview: the position has been filled.\n\nBest regards,\nDana Ferrer",
		w.now.Add(time.Hour), "In-Reply-To: <"+id+">", "References: <"+id+">")
	w.now = w.now.Add(hours(2))
	w.pass()
	w.noDraft("they called it off")
	w.wantState("withdrawn")
}

// scenarioTooOld: what closed long ago is lapsed and gets no draft on a first run.
func scenarioTooOld(t *testing.T, w *world) {
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.AddDate(0, 0, 20)
	w.pass()
	w.noDraft("its window closed weeks ago")
	w.wantState("lapsed")
}

// scenarioOddMail: what can't be parsed does not keep the next mail from its draft.
func scenarioOddMail(t *testing.T, w *world) {
	if !w.picky {
		w.put("INBOX", "no header at all\r\n", w.now)
	}
	w.put("INBOX", "Content-Type: multipart/mixed; boundary=\"\r\nFrom: <<<>>>\r\nSubject: =?utf-8?q?=zz\r\n\r\n--x\r\n\xff\xfe\r\n", w.now)
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	w.pass()
	w.oneDraft()
}

// scenarioDryRun writes nothing, anywhere.
func scenarioDryRun(t *testing.T, w *world) {
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	w.opts.DryRun = true
	if r := w.pass(); len(r.Accounts[0].Drafts) != 1 {
		t.Errorf("told of %d drafts, want 1", len(r.Accounts[0].Drafts))
	}
	w.noDraft("it was a dry run")
}

// TestUnclearAppend: the connection breaks while the draft is stored, before or
// after the server has it. One draft in the end.
func TestUnclearAppend(t *testing.T) {
	for name, f := range map[string]imapmem.Fault{"stored": {Drop: true, Stored: true}, "lost": {Drop: true}} {
		t.Run(name, func(t *testing.T) {
			w := onMemory(t)(t)
			w.arrive(dana, subject, askFree, w.now)
			w.faults = []imapmem.Fault{f}
			w.now = w.now.Add(hours(26))
			_, err := w.tryPass()
			if stored := f.Stored; stored != (err == nil) {
				t.Errorf("error %v", err)
			}
			w.pass()
			w.oneDraft()
			w.wantState("drafted")
		})
	}
}

// TestRefused: a full mailbox is told of, shown until it is mended, and mended.
func TestRefused(t *testing.T) {
	w := onMemory(t)(t)
	w.arrive(dana, subject, askFree, w.now)
	w.faults = []imapmem.Fault{{No: "[OVERQUOTA] mailbox is full"}}
	w.now = w.now.Add(hours(26))
	if _, err := w.tryPass(); err == nil || !strings.Contains(err.Error(), "make room") {
		t.Errorf("error %v", err)
	}
	w.wantProblems(1)
	w.pass()
	w.oneDraft()
	w.wantProblems(0)
}

func (w *world) wantProblems(n int) {
	w.t.Helper()
	w.withApp(func(a *app.App) {
		list, err := a.Problems(w.t.Context(), owner)
		w.must(err)
		if len(list) != n {
			w.t.Errorf("%d problems, want %d: %v", len(list), n, list)
		}
	})
}

// TestNoDrafts: without a folder for drafts there is an error that says what to
// do, and nothing half done; with one the work is taken up.
func TestNoDrafts(t *testing.T) {
	d := testlib.DovecotWith(t, testlib.DovecotOptions{Folders: []testlib.Folder{{Name: "Sent", Use: `\Sent`}, {Name: "My Letters"}}})
	w := newWorld(t)
	w.url, w.user, w.password = "imap://"+d.Addr(), d.NewUser(t), d.Password()
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	_, err := w.tryPass()
	if !errors.Is(err, mailbox.ErrNoFolder) || !strings.Contains(err.Error(), `drafts = "…"`) || !strings.Contains(err.Error(), "My Letters") {
		t.Errorf("error %v", err)
	}
	w.wantProblems(1)
	w.settings, w.drafting = "", "My Letters"
	w.pass()
	if n := len(w.list("My Letters")); n != 1 {
		t.Errorf("%d drafts", n)
	}
	w.wantProblems(0)
}

func scenarioWrongPassword(t *testing.T, w *world) {
	w.password = "wrong"
	_, err := w.tryPass()
	if err == nil || !strings.Contains(err.Error(), mailbox.ErrLogin.Error()) {
		t.Errorf("error %v", err)
	}
}
