package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
)

// letter is a kind of mail that the simulated world writes. In its text, {co} is
// the company, {who} the writer, {when} and {then} two times some days ahead.
type letter struct {
	name, subject, text string
	calendar            string // METHOD of a calendar part; empty: none
	partStat            string // of the user, in the calendar part
	want                detect.Category
	form                extract.Form
	nobody              bool // comes from an address that nobody reads
}

// asks open an invitation.
var asks = []letter{
	{name: "availability", subject: "Interview for Platform Engineer at {co}", text: `Hi Robin,

Thank you for applying for the Platform Engineer position at {co}. We enjoyed your
application and would like to invite you to a first interview with our team lead.

Could you let me know when you are available for a 45 minute call?

Best regards,
{who}
Recruiter, {co}`, want: detect.Invitation, form: extract.Availability},
	{name: "times", subject: "{co} - interview for the Data Engineer role", text: `Hello Robin,

We would like to invite you to an interview for the Data Engineer position at {co}.
Would {when} or {then} (UTC) work for you?

Please let me know which one suits you.

Kind regards,
{who}
{co}`, want: detect.Invitation, form: extract.Times},
	{name: "deadline", subject: "Next step at {co}: interview", text: `Dear Robin,

we would like to invite you to an interview for the Site Reliability Engineer position at {co}.
Please send me your availability for a 30 minute video call by {day}.

Kind regards
{who}
Talent team, {co}`, want: detect.Invitation, form: extract.Availability},
	{name: "calendar", subject: "Invitation: Interview with {co} - Robin Hale", text: `Hi Robin,

We would like to invite you to an interview for the Backend Engineer role at {co}.
Please accept or decline this invitation.

{who}`, calendar: "REQUEST", partStat: "NEEDS-ACTION", want: detect.Invitation, form: extract.Calendar},
	{name: "booking", subject: "Schedule your interview with {co}", text: `Hi Robin,

We would like to invite you to an interview for the Platform Engineer position at {co}.
Please pick a time that suits you here:
https://hire.example.net/schedule/{id}

This mailbox is not monitored.

The {co} talent team`, want: detect.Invitation, form: extract.Booking, nobody: true},
	{name: "media", subject: "Interview request from {co}", text: `Dear Robin,

I am a journalist with {co} and am writing a story about how small teams run large
systems. Would you be available for a 30 minute interview this week or next?

Best wishes,
{who}
{co}`, want: detect.Invitation},
	{name: "speaking", subject: "Invitation to speak at {co} Conference", text: `Dear Robin,

We would like to invite you to speak at {co} Conference. Before we settle the programme
I would love to have a short call with you. When would you be available to talk?

Best regards,
{who}
Programme committee, {co} Conference`, want: detect.Invitation},
}

// again is a new proposal in the thread.
var again = letter{name: "again", subject: "Re: {subject}", text: `Hi Robin,

we would still like to invite you to an interview. Would {when} or {then} (UTC)
work for you?

Best regards,
{who}`, want: detect.Invitation}

// What else the other side writes in the thread.
var (
	reminder = letter{name: "reminder", subject: "Re: {subject}", text: `Hi Robin,

This is a friendly reminder: we have not yet received your answer about the interview.

Best regards,
{who}`, want: detect.Reminder}
	cancellation = letter{name: "cancellation", subject: "Re: {subject}", text: `Hi Robin,

I am sorry, but we have to cancel the interview: the budget was cut this morning.

Best regards,
{who}`, want: detect.Cancellation}
	rejection = letter{name: "rejection", subject: "Re: {subject}", text: `Dear Robin,

Thank you for your interest in {co}. Unfortunately, after careful consideration we have
decided to move forward with other candidates.

Best regards,
{who}`, want: detect.Rejection}
	confirmation = letter{name: "confirmation", subject: "Re: {subject}", text: `Hi Robin,

Perfect, you are confirmed for {when} (UTC). The video link is
https://video.example.com/j/88124477.

Looking forward to it!

Best regards,
{who}`, want: detect.Confirmation}
	smallTalk = letter{name: "small talk", subject: "Re: {subject}", text: `Hi Robin,

Thanks, I have passed it on to the team.

Best regards,
{who}`, want: detect.Other}
)

// idle are the readings that change nothing in a thread, as small talk must not.
var idle = []detect.Category{detect.Acknowledgement, detect.Meeting, detect.Alert}

// places and trades make the names of companies. No name is part of another.
var (
	places = []string{"Alder", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Indigo", "Juniper", "Kestrel", "Lantern"}
	trades = []string{"Robotics", "Systems", "Analytics", "Energy", "Software", "Logistics", "Networks", "Instruments", "Dynamics", "Foundry"}
	people = []string{"Dana Ferrer", "Miguel Santos", "Priya Raman", "Tom Okafor", "Lena Vogel", "Aiko Mori", "Sara Lindgren"}
)

// party is the other side of a thread.
type party struct {
	company, name, address string
}

func partyOf(n int) party {
	company := places[n%len(places)] + " " + trades[n/len(places)%len(trades)]
	name := people[n%len(people)]
	return party{company, name, fmt.Sprintf("%s@%s.example.com", strings.ToLower(strings.ReplaceAll(name, " ", ".")), strings.ToLower(strings.ReplaceAll(company, " ", "-")))}
}

// first is the time that a letter written at now proposes first: an afternoon,
// days ahead.
func first(now time.Time, days int) time.Time {
	y, m, d := now.UTC().Date()
	return time.Date(y, m, d+days, 14, 0, 0, 0, time.UTC)
}

// fill puts the names and times into a text.
func fill(text string, p party, id, subject string, now time.Time, days int) string {
	long := func(t time.Time) string { return t.Format("Monday, January 2, 2006 at 3:04 PM") }
	at := first(now, days)
	return strings.NewReplacer("{co}", p.company, "{who}", p.name, "{id}", id, "{subject}", subject,
		"{when}", long(at), "{then}", long(at.AddDate(0, 0, 1)), "{day}", at.Format("Monday, January 2"),
	).Replace(text)
}

// write makes the mail of a letter. uid names the calendar event, if any, and
// serial counts its changes.
func (l letter) write(p party, id, subject, uid string, serial int, now time.Time, days int, headers ...string) string {
	from := fmt.Sprintf("%s <%s>", p.name, p.address)
	if l.nobody {
		from = fmt.Sprintf("%s Careers <no-reply@hire.example.net>", p.company)
	}
	head := append([]string{
		"From: " + from, "To: Robin Hale <" + owner + ">", "Subject: " + fill(l.subject, p, id, subject, now, days),
		"Date: " + now.Format(time.RFC1123Z), "Message-ID: <" + id + ">", "MIME-Version: 1.0",
	}, headers...)
	body := fill(l.text, p, id, subject, now, days)
	if l.calendar == "" {
		return crlf(strings.Join(append(head, "Content-Type: text/plain; charset=utf-8", "", body, ""), "\n"))
	}
	event := vevent(l.calendar, l.partStat, uid, serial, "Interview with "+p.company, p.address, now, first(now, days))
	return crlf(strings.Join(append(head, "Content-Type: multipart/alternative; boundary=cut", "",
		"--cut", "Content-Type: text/plain; charset=utf-8", "", body,
		"--cut", "Content-Type: text/calendar; charset=utf-8; method="+l.calendar, "", event, "--cut--", ""), "\n"))
}

func vevent(method, partStat, uid string, serial int, summary, organizer string, stamp, at time.Time) string {
	const utc = "20060102T150405Z"
	return fmt.Sprintf(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//EN
METHOD:%s
BEGIN:VEVENT
UID:%s
SEQUENCE:%d
DTSTAMP:%s
DTSTART:%s
DTEND:%s
SUMMARY:%s
ORGANIZER:mailto:%s
ATTENDEE;PARTSTAT=%s;RSVP=TRUE:mailto:%s
END:VEVENT
END:VCALENDAR`, method, uid, serial, stamp.UTC().Format(utc), at.UTC().Format(utc), at.Add(time.Hour).UTC().Format(utc), summary, organizer, partStat, owner)
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

// TestLetters: the simulation rests on these mails being read as what they are.
func TestLetters(t *testing.T) {
	lex, err := lexicon.Load(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	reader, err := app.NewReader(lex)
	if err != nil {
		t.Fatal(err)
	}
	others := []letter{again, reminder, cancellation, rejection, confirmation, smallTalk}
	for i, l := range append(append([]letter{}, asks...), others...) {
		for n := range len(places) * len(trades) {
			p := partyOf(n)
			now := monday.AddDate(0, 0, n)
			var headers []string
			if i >= len(asks) {
				headers = []string{"In-Reply-To: <earlier@example.com>", "References: <earlier@example.com>"}
			}
			raw := l.write(p, "id@example.com", "Interview for Platform Engineer at "+p.company, "uid@example.com", 0, now, 4+n%10, headers...)
			r := reader.Read([]byte(raw), now, app.ReadOptions{Me: []string{owner}, Zone: time.UTC})
			got := r.Verdict.Category
			if l.want == detect.Other && slices.Contains(idle, got) {
				got = detect.Other
			}
			if got != l.want || (l.form != "" && r.Facts.Form != l.form) {
				t.Errorf("%s of %s: %s %s, want %s %s; %v", l.name, p.company, r.Verdict.Category, r.Facts.Form, l.want, l.form, r.Verdict.Evidence)
				break
			}
			if nobody := r.Facts.ReplyTo == nil; nobody != l.nobody && l.want != detect.Other {
				t.Errorf("%s of %s: answers go to %v", l.name, p.company, r.Facts.ReplyTo)
				break
			}
			if len(r.Facts.Suspicious) > 0 {
				t.Errorf("%s of %s: suspicious: %v", l.name, p.company, r.Facts.Suspicious)
				break
			}
			if l.form == extract.Times && (len(r.Facts.Slots) != 2 || !r.Facts.Slots[0].Start.Equal(first(now, 4+n%10))) {
				t.Errorf("%s of %s: slots %v", l.name, p.company, r.Facts.Slots)
				break
			}
			if l.name == "deadline" && r.Facts.Deadline == nil {
				t.Errorf("%s of %s: no deadline", l.name, p.company)
				break
			}
		}
	}
}
