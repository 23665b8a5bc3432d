package summary

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/decide"
	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/message"
	"rsvpd/internal/thread"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden: whole summaries, to be read by people. Run with -update after a
// change, and read what has changed.
func TestGolden(t *testing.T) {
	m := newMaker(t)
	for name, make := range map[string]func(testing.TB) *Input{
		"nothing": morning, "busy": busyDay, "late": lateDay, "friday": friday, "hostile": hostileDay, "america": americanDay,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := m.Make(*make(t))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, name+".txt", "Subject: "+s.Subject+"\n\n"+s.Text)
			compare(t, name+".html", s.HTML)
		})
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	expected := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(expected) || line != expected[i] {
			t.Fatalf("%s:%d reads %q; run with -update and look at all that has changed", name, i+1, line)
		}
	}
	t.Fatalf("%s is cut short", name)
}

// busyDay has something in every section.
func busyDay(t testing.TB) *Input {
	in := morning(t)
	in.Problems = []Problem{{Since: at(t, "2026-03-02 22:10", in.Zone), Text: "the server imap.example.org could not be reached for 9 hours; check the network, then run rsvpd check"}}

	f := in.add(t, "2026-02-27 16:40", "Lumen Analytics", "Senior Data Engineer", "Ana Ruiz")
	f.facts().Stage = extract.Final
	f.draft(thread.Decline, "accepted-offer", thread.Standing)
	f.note(passed)

	f = in.add(t, "2026-03-02 09:15", "Harbour Radio", "remote work in small towns", "Tom Weller").proposes("Europe/London", "2026-03-04 10:30")
	f.facts().Kind = detect.Media

	f = in.add(t, "2026-03-01 20:00", "Northwind Robotics", "Platform Engineer", "Mei Lin").proposes("America/New_York", "2026-03-06 09:00", "2026-03-06 11:00")
	f.facts().Stage = extract.Later
	f.draft(thread.Reschedule, "", thread.Standing).Offers = f.slots("Europe/Berlin", "2026-03-09 15:00", "2026-03-10 10:00")
	f.note(withWish)

	f = in.add(t, "2026-03-02 11:05", "Open Data Days", "a talk on rail timetables", "Priya Nair")
	f.facts().Kind = detect.Speaking
	f.draft(thread.Decline, "", thread.Edited)
	f.note(Note{To: []message.Address{{Name: "Priya Nair", Address: "priya@opendata.example.net"}}, Stale: "a newer message asks"})
	f.entry.Invitation.Reminders = 1

	f = in.add(t, "2026-03-02 14:30", "Ferngrove Bank", "Risk Analyst", "")
	f.facts().Form, f.facts().ReplyTo = extract.Booking, nil
	f.facts().Links = []extract.Link{{Kind: extract.BookingLink, URL: "https://book.example.com/ferngrove/risk?slot=any&lang=en"}}

	f = in.add(t, "2026-03-02 17:45", "Tern Software", "", "Jo Park")
	f.facts().Form = extract.Availability
	f.facts().WithinStart, f.facts().WithinEnd = at(t, "2026-03-09 00:00", in.Zone), at(t, "2026-03-14 00:00", in.Zone)

	f = in.add(t, "2026-03-02 19:00", "Quarry Institute", "Visiting Lecturer", "Prof. Ines Albrecht")
	f.facts().Kind = detect.Academic
	f.entry.Invitation.UserDraft = true

	f = in.add(t, "2026-03-02 21:20", "", "", "Global Talent Desk")
	f.entry.Invitation.Ask.Subject = "URGENT interview: send your bank details"
	f.facts().Suspicious = []string{"it asks for bank details before any interview", "the answer would go to another domain than the sender's"}

	in.add(t, "2026-02-24 10:00", "Alder & Co", "Controller", "Sam Fox").enter(thread.Booked, "2026-02-26 12:00", "they confirmed the time").
		proposes("Europe/Berlin", "2026-03-05 10:00")
	f = in.add(t, "2026-02-26 10:00", "Brightwater", "Team Lead", "Lea Brandt").enter(thread.Answered, "2026-03-02 18:31", "you answered")
	f.draft(thread.Decline, "staying", thread.Sent)
	in.add(t, "2026-02-27 10:00", "Delta Foods", "Buyer", "Max Orth").enter(thread.Answered, "2026-03-02 19:02", "you answered")
	in.add(t, "2026-02-27 11:00", "Echo Labs", "Tester", "Kim Sato").enter(thread.Withdrawn, "2026-03-02 15:00", "they called it off")
	in.add(t, "2026-02-27 12:00", "Foxglove", "Florist", "Ida Moor").enter(thread.Dismissed, "2026-03-02 20:00", "you deleted the draft without answering")
	in.add(t, "2026-02-26 18:00", "Gull Air", "Planner", "Ben Cho").enter(thread.Lapsed, "2026-03-02 18:00", "a proposed time has passed").
		proposes("Europe/Berlin", "2026-03-02 20:00")
	in.add(t, "2026-01-10 10:00", "Old News", "Archivist", "Al Dent").enter(thread.Answered, "2026-01-12 10:00", "you answered")

	in.decided(t, thread.Reschedule, rule("Lumen", thread.Decline, "accepted-offer"), rule("Open Data", thread.Decline, ""))
	return in
}

// lateDay: the machine slept over three mornings, and wakes at a quarter to one.
func lateDay(t testing.TB) *Input {
	in := morning(t)
	in.Now = at(t, "2026-03-03 12:45", in.Zone)
	in.LateBy = 5*time.Hour + 45*time.Minute
	in.Since = at(t, "2026-02-27 07:00", in.Zone)
	in.Next = at(t, "2026-03-04 07:00", in.Zone)
	f := in.add(t, "2026-02-26 10:00", "Lumen Analytics", "Data Engineer", "Ana Ruiz")
	d := f.draft(thread.Decline, "", thread.Standing)
	d.Late = true
	in.add(t, "2026-03-01 10:00", "Tern Software", "Writer", "Jo Park").entry.Invitation.HoldUntil = at(t, "2026-03-05 17:00", in.Zone)
	in.decided(t, thread.Hold)
	in.Entries[1].Decisions = []decide.Decision{{Action: thread.Decline, Rule: -1, When: at(t, "2026-03-03 09:00", in.Zone), Why: "You said decline."}}
	return in
}

// friday: the next summary is Monday's, so that this one warns of the weekend.
func friday(t testing.TB) *Input {
	in := morning(t)
	in.Now = at(t, "2026-03-06 07:00", in.Zone)
	in.Since, in.Next = at(t, "2026-03-05 07:00", in.Zone), at(t, "2026-03-09 07:00", in.Zone)
	f := in.add(t, "2026-03-05 10:00", "Lumen Analytics", "Data Engineer", "Ana Ruiz").proposes("Europe/Berlin", "2026-03-08 10:00")
	f.draft(thread.Decline, "", thread.Standing)
	f.draft(thread.Reschedule, "", thread.Standing)
	f = in.add(t, "2026-03-05 22:00", "Tern Software", "Writer", "Jo Park")
	f.draft(thread.Hold, "", thread.Standing).HoldUntil = at(t, "2026-03-12 17:00", in.Zone)
	in.decided(t, decide.Both)
	return in
}

// americanDay is written as Americans write dates; the times come from Europe.
func americanDay(t testing.TB) *Input {
	in := morning(t)
	in.Zone = zone(t, "America/Chicago")
	in.Now = at(t, "2026-03-03 07:00", in.Zone)
	in.Since, in.Next = time.Time{}, at(t, "2026-03-04 07:00", in.Zone)
	f := in.add(t, "2026-03-02 09:00", "Northwind Robotics", "Platform Engineer", "Mei Lin").proposes("Europe/Berlin", "2026-03-05 01:30", "2026-03-09 15:00")
	f.draft(thread.Accept, "", thread.Standing)
	f.facts().Deadline = &extract.Deadline{At: at(t, "2026-03-09 17:00", zone(t, "Europe/Berlin")), Text: "by Monday at the latest"}
	in.add(t, "2026-02-10 09:00", "Gull Air", "Planner", "Ben Cho").enter(thread.Lapsed, "2026-02-12 09:00", "its window closed on 12 February, too long ago for a late answer")
	in.decided(t, thread.Reschedule, rule("Northwind", thread.Accept, ""))
	return in
}

// hostileDay: what a sender can write, written by one who means ill.
func hostileDay(t testing.TB) *Input {
	in := morning(t)
	evil := "</td><script>alert(1)</script>\u202egnp.exe\u2066\x00\x1b[31m"
	f := in.add(t, "2026-03-02 09:00", evil, "{{.Lead}} {when} {name}\r\nBcc: all@example.com", "\u200bAna\u200e <b>Ruiz</b>")
	f.entry.Invitation.Ask.Subject = evil
	f.draft(thread.Decline, "<i>reason</i>", thread.Standing)
	f.note(Note{To: []message.Address{{Name: evil, Address: "x@example.com"}}, Stale: evil, Checked: true})
	f = in.add(t, "2026-03-02 10:00", "Z\u0351\u0352\u0357\u035b\u0346\u0310algo", "\U0001F600 שלום", "")
	f.facts().ReplyTo = nil
	f.facts().Links = []extract.Link{
		{Kind: extract.BookingLink, URL: "javascript:alert(1)"}, {Kind: extract.BookingLink, URL: "https://good.example.com@evil.example.net/"},
		{Kind: extract.PortalLink, URL: "https://exаmple.com/\u202e?q=<script>\"'"}, {Kind: extract.BookingLink, URL: "data:text/html,<script>"},
		{Kind: extract.MeetingLink, URL: "https://meet.example.com/1"},
	}
	f = in.add(t, "2026-03-02 11:00", longWord(5000), longWord(300)+" "+longWord(300), "")
	f.facts().Deadline = &extract.Deadline{At: at(t, "2026-03-20 17:00", in.Zone), Text: longWord(900)}
	in.add(t, "2026-03-02 12:00", "株式会社サンプル商事グローバルエンジニアリング", "バックエンドエンジニア（東京本社・リモート可）", "田中")
	in.Problems = []Problem{{Since: in.Now, Text: "the server said: " + evil}}
	in.decided(t, thread.Reschedule)
	in.Entries[2].Window.Because = "“" + evil + "”"
	return in
}

func longWord(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('a' + i%26)
	}
	return string(b)
}
