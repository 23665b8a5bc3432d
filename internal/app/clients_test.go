package app_test

import (
	"bytes"
	"fmt"
	"mime"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

// TestMailPrograms lets real mail programs do the sender's half of the work,
// which is never ours: they recall our drafts from Drafts over IMAP and send them
// without changing a word. What leaves is what we wrote, and the next pass reads
// its copy in Sent as the answer.
func TestMailPrograms(t *testing.T) {
	for _, name := range []string{"mutt", "neomutt"} {
		t.Run(name, func(t *testing.T) {
			program := newMailProgram(t, name)
			w := onDovecot(t)(t)
			w.settings = "[reply]\nitip = \"attach\"\n"
			// A mail program goes by the real clock.
			w.now = time.Now().Add(-hours(1)).Truncate(time.Second)
			letters := w.draftLetters()
			for len(letters) > 0 {
				w.sendsOne(program, letters)
			}
			w.noDraft("all are sent")
		})
	}
}

// handled is an invitation with the draft that stands for it.
type handled struct {
	from, subject, text string
	calendar            bool // it is a calendar request as well
	action              thread.Action
	words               string // of the draft

	draft []byte
}

func someLetters() []*handled {
	return []*handled{
		{from: dana, subject: subject, text: askFree, action: thread.Decline, words: "Platform Engineer"},
		{
			from: "Jörg Köhler <joerg.koehler@nordwerk.example.net>", subject: "Vorstellungsgespräch als Prüfingenieur",
			action: thread.Reschedule, words: "Grüße", text: `Guten Tag Herr Hale,

vielen Dank für Ihre Bewerbung als Prüfingenieur bei der Nordwerk GmbH. Wir möchten Sie gerne
zu einem Vorstellungsgespräch einladen.

Wann hätten Sie in den nächsten beiden Wochen Zeit für ein Telefonat von 45 Minuten?

Mit freundlichen Grüßen
Jörg Köhler
Nordwerk GmbH`,
		},
		{
			from: "Hélène Béraud <helene@atelier.example.com>", subject: "Entretien pour le poste d’ingénieur système",
			calendar: true, action: thread.Decline, words: "chez Atelier Béraud", text: `Bonjour Robin,

Merci pour votre candidature au poste d’ingénieur système chez Atelier Béraud. Nous serions
ravis de vous inviter à un premier entretien de 45 minutes.

Bien cordialement,
Hélène Béraud`,
		},
	}
}

// draftLetters delivers the invitations, by Message-ID, and lets rsvpd answer
// each as the user says.
func (w *world) draftLetters() map[string]*handled {
	w.t.Helper()
	letters := map[string]*handled{}
	for _, l := range someLetters() {
		letters[w.invite(l)] = l
	}
	w.pass()
	for _, e := range w.entries() {
		word := app.Word{Action: letters[e.Ask.MessageID].action}
		w.withApp(func(a *app.App) { w.must(a.Say(w.t.Context(), e, word)) })
	}
	w.now = w.now.Add(time.Minute)
	w.pass()
	w.keepDrafts(letters)
	return letters
}

// keepDrafts notes the draft that stands for each invitation.
func (w *world) keepDrafts(letters map[string]*handled) {
	w.t.Helper()
	for _, i := range w.list("Drafts") {
		m := message.NewParser(nil).Parse(i.Raw, w.now)
		l := letters[m.InReplyTo[0]]
		l.draft = i.Raw
		if !strings.Contains(m.Text, l.words) || len(m.Calendars) > 0 != l.calendar {
			w.t.Fatalf("the draft lacks %q, or its calendar part:\n%s", l.words, i.Raw)
		}
	}
	for _, l := range letters {
		if l.draft == nil {
			w.t.Fatalf("no draft stands for %q", l.subject)
		}
	}
}

// invite delivers an invitation and returns its Message-ID.
func (w *world) invite(l *handled) string {
	w.t.Helper()
	raw, id := w.mail(l.from, l.subject, l.text, w.now)
	if l.calendar {
		raw = withRequest(raw, l, w.now.AddDate(0, 0, 8))
	}
	w.put("INBOX", raw, w.now)
	return id
}

// withRequest makes a mail's text one alternative, and a calendar request for the
// time the other.
func withRequest(raw string, l *handled, start time.Time) string {
	const stamp = "20060102T150405Z"
	_, sender, _ := strings.Cut(strings.TrimSuffix(l.from, ">"), "<")
	event := fmt.Sprintf("BEGIN:VCALENDAR\nMETHOD:REQUEST\nVERSION:2.0\nBEGIN:VEVENT\nUID:event-1\nDTSTAMP:%s\nDTSTART:%s\nDURATION:PT45M\n"+
		"SUMMARY:%s\nORGANIZER:mailto:%s\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:%s\nEND:VEVENT\nEND:VCALENDAR\n",
		start.UTC().Format(stamp), start.UTC().Format(stamp), l.subject, sender, owner)
	head, text, _ := strings.Cut(raw, "\r\n\r\n")
	const plain = "Content-Type: text/plain; charset=utf-8"
	head = strings.Replace(head, plain, `Content-Type: multipart/alternative; boundary="cut"`, 1)
	return head + "\r\n\r\n--cut\r\n" + plain + "\r\n\r\n" + text + "\r\n--cut\r\n" +
		"Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\n" + strings.ReplaceAll(event, "\n", "\r\n") + "\r\n--cut--\r\n"
}

// sendsOne has the mail program send whichever draft comes first, and looks at
// what leaves, what lies in Sent, and what rsvpd makes of it.
func (w *world) sendsOne(p *mailProgram, letters map[string]*handled) {
	w.t.Helper()
	before := len(w.list("Drafts"))
	out := p.send(w, before)
	id := message.NewParser(nil).Parse(out.message, w.now).InReplyTo[0]
	l := letters[id]
	if l == nil {
		w.t.Fatalf("what was sent answers none of the invitations:\n%s", out.message)
	}
	delete(letters, id)
	w.wantUnchanged(p, l, out)
	if after := len(w.list("Drafts")); after != before-1 {
		w.t.Errorf("%d drafts before, %d after", before, after)
	}
	w.now = time.Now().Add(time.Minute)
	w.pass()
	for _, e := range w.entries() {
		want := thread.Drafted
		if letters[e.Ask.MessageID] == nil {
			want = thread.Answered
		}
		if e.State != want {
			w.t.Errorf("%q is %s, want %s; history %v", e.Ask.Subject, e.State, want, e.History)
		}
	}
}

// wantUnchanged compares the draft with what the editor showed, what left, to
// whom, and the copy in Sent.
func (w *world) wantUnchanged(p *mailProgram, l *handled, out outgoing) {
	w.t.Helper()
	got, want := essence(w.t, out.message), essence(w.t, l.draft)
	if p.plain && !strings.Contains(got, calendarHeading) {
		want, _, _ = strings.Cut(want, calendarHeading)
	}
	if got != want {
		w.t.Errorf("sent:\n%s\nthe draft was:\n%s", got, want)
	}
	if !slices.ContainsFunc(w.list("Sent"), func(i mailbox.Item) bool { return essence(w.t, i.Raw) == want }) {
		w.t.Errorf("no copy of %q in Sent", l.subject)
	}
	if !strings.Contains(strings.Join(strings.Fields(out.shown), " "), l.words) {
		w.t.Errorf("the editor was shown:\n%s", out.shown)
	}
	to, err := mail.ParseAddress(l.from)
	w.must(err)
	if !strings.HasSuffix(strings.TrimSpace(out.recipients), " "+to.Address) || strings.Count(out.recipients, "@") != 1 {
		w.t.Errorf("handed over for %q, want %s alone", out.recipients, to.Address)
	}
}

// essence is what a recipient sees of a message, and what threads it, decoded:
// who, to whom, about what, in answer to what, the text, and the calendar part.
func essence(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, key := range []string{"From", "To", "Cc", "Bcc", "Reply-To", "Subject", "Message-Id", "In-Reply-To", "References"} {
		value, err := new(mime.WordDecoder).DecodeHeader(strings.Join(m.Header[key], "|"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %s\n", key, strings.Join(strings.Fields(value), " "))
	}
	read := message.NewParser(nil).Parse(raw, time.Time{})
	fmt.Fprintf(&b, "flowed: %v\n\n%s\n", read.Flowed, strings.TrimRight(read.Text, "\n"))
	for i, method := range calendarMethod.FindAllSubmatch(raw, -1) {
		fmt.Fprintf(&b, "%s%s: %+v\n", calendarHeading, method[1], read.Calendars[i])
	}
	return b.String()
}

const calendarHeading = "calendar part, method "

// calendarMethod is the method parameter of a calendar part, whatever the line
// breaks and quotes (RFC 6047 section 2.4).
var calendarMethod = regexp.MustCompile(`(?i)text/calendar;[^:]*method="?(\w+)`)
