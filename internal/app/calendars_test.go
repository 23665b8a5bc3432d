package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
	"rsvpd/internal/extract"
	"rsvpd/internal/testlib"
	"rsvpd/internal/thread"
)

// calendarOf writes events, each made of lines separated by "|".
func calendarOf(events ...string) string {
	var b strings.Builder
	b.WriteString("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//rsvpd//test//EN\n")
	for i, e := range events {
		fmt.Fprintf(&b, "BEGIN:VEVENT\nUID:event-%d\nDTSTAMP:20260101T000000Z\n%s\nEND:VEVENT\n", i, strings.ReplaceAll(e, "|", "\n"))
	}
	return b.String() + "END:VCALENDAR\n"
}

// onCalendar makes a world whose user keeps a calendar file.
func onCalendar(t *testing.T, settings string, events ...string) *world {
	w := onMemory(t)(t)
	w.settings = fmt.Sprintf("[availability]\ncalendars = [%q]\n%s", w.calendarFile(), settings)
	w.note(events...)
	return w
}

func (w *world) calendarFile() string { return filepath.Join(w.dir, "busy.ics") }

// note replaces the user's calendar.
func (w *world) note(events ...string) {
	w.t.Helper()
	w.must(os.WriteFile(w.calendarFile(), []byte(calendarOf(events...)), 0o600))
	w.stop() // a running program looks every few minutes
}

// offers are the times of the one draft that stands.
func (w *world) offers() []extract.Slot {
	w.t.Helper()
	for _, d := range w.entries()[0].Drafts {
		if d.State == thread.Standing {
			return d.Offers
		}
	}
	w.t.Fatal("no draft stands")
	return nil
}

// offered writes them for comparison.
func (w *world) offered() string {
	w.t.Helper()
	var list []string
	for _, s := range w.offers() {
		list = append(list, s.Start.UTC().Format("Mon 15:04"))
	}
	return strings.Join(list, ", ")
}

// Times are offered around what the calendar shows; what is only tentative is
// left alone as well, what is free or cancelled is not.
func TestCalendarBindsOffers(t *testing.T) {
	for name, c := range map[string]struct {
		settings string
		events   []string
		want     string
	}{
		"a series": {events: []string{"DTSTART:20260105T130000Z|DURATION:PT4H|RRULE:FREQ=DAILY"}, want: "Thu 10:00, Fri 11:00, Mon 10:30"},
		"a tentative day, a cancelled and a free one": {events: []string{
			"DTSTART;VALUE=DATE:20260205|STATUS:TENTATIVE", "DTSTART;VALUE=DATE:20260206|STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260209|TRANSP:TRANSPARENT",
		}, want: "Fri 10:00, Mon 14:00, Tue 11:00"},
		"a gap": {settings: `gap = "31m"`, events: []string{"DTSTART:20260205T111500Z|DURATION:PT1H", "DTSTART:20260205T090000Z|DURATION:PT30M"}, want: "Thu 13:00, Fri 14:00, Mon 11:00"},
	} {
		t.Run(name, func(t *testing.T) {
			w := onCalendar(t, c.settings, c.events...)
			w.arrive(dana, subject, askFree, w.now)
			w.now = w.now.Add(hours(25))
			w.pass()
			if got := w.offered(); got != c.want {
				t.Errorf("offered %s, want %s", got, c.want)
			}
		})
	}
}

// A time that is taken meanwhile is not left in the draft.
func TestCalendarTakesAnOfferedTime(t *testing.T) {
	w := onCalendar(t, "")
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(25))
	w.pass()
	first := w.offers()[0]
	w.note("DTSTART:" + first.Start.UTC().Format("20060102T150405Z") + "|DURATION:PT1H")
	w.pass()
	w.oneDraft()
	if now := w.offers(); slices.ContainsFunc(now, func(s extract.Slot) bool { return s.Start.Equal(first.Start) }) {
		t.Errorf("%v is still offered", first.Start)
	}
	before := w.offered()
	w.note("DTSTART;VALUE=DATE:20260204")
	w.pass()
	if after := w.offered(); after != before {
		t.Errorf("what does not touch the offers changed them: %s, then %s", before, after)
	}
}

// request is an invitation as a calendar request for Friday, 10 to 11.
func request(w *world) {
	const boundary = "Content-Type: text/calendar; charset=utf-8; method=REQUEST"
	body := "BEGIN:VCALENDAR\nMETHOD:REQUEST\nVERSION:2.0\nBEGIN:VEVENT\nUID:event-0\nDTSTAMP:20260202T080000Z\nDTSTART:20260206T100000Z\nDTEND:20260206T110000Z\n" +
		"SUMMARY:Interview for Platform Engineer at Acme Robotics\nORGANIZER:mailto:dana.ferrer@acme.example.com\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:robin@example.org\nEND:VEVENT\nEND:VCALENDAR"
	raw, _ := w.mail(dana, subject, askFree, w.now)
	head, text, _ := strings.Cut(raw, "\r\n\r\n")
	head = strings.Replace(head, "Content-Type: text/plain; charset=utf-8", `Content-Type: multipart/alternative; boundary="b"`, 1)
	raw = head + "\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n--b\r\n" + boundary + "\r\n\r\n" + strings.ReplaceAll(body, "\n", "\r\n") + "\r\n--b--\r\n"
	w.put("INBOX", raw, w.now)
}

// A proposed time that the calendar shows as taken is a conflict that may be
// spoken of; the invitation's own entry, and a tentative one, are none.
func TestCalendarConflict(t *testing.T) {
	for name, c := range map[string]struct {
		event, conflict string
		free            bool
	}{
		"taken":                 {"DTSTART:20260206T090000Z|DURATION:PT90M", "calendar", false},
		"tentative":             {"DTSTART:20260206T090000Z|DURATION:PT90M|STATUS:TENTATIVE", "", false},
		"the invitation itself": {"UID:event-0|DTSTART:20260206T100000Z|DURATION:PT1H", "", true},
		"it, not answered yet":  {"UID:other|DTSTART:20260206T100000Z|DURATION:PT1H|ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:robin@example.org", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			w := onCalendar(t, "")
			w.must(os.WriteFile(w.calendarFile(), []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"+strings.ReplaceAll(c.event, "|", "\n")+"\nEND:VEVENT\nEND:VCALENDAR\n"), 0o600))
			request(w)
			w.now = w.now.Add(hours(25))
			w.pass()
			e := w.entries()[0]
			if free := len(e.Free()) == 1; free != c.free {
				t.Errorf("free %v, want %v", free, c.free)
			}
			d := e.Decisions[0]
			if d.Conflict != c.conflict || d.Impossible != (c.conflict != "") {
				t.Errorf("conflict %q, want %q; %+v", d.Conflict, c.conflict, d)
			}
		})
	}
}

// told are the problems, which the summary tells.
func (w *world) told() (texts []string) {
	w.t.Helper()
	w.withApp(func(a *app.App) {
		list, err := a.Problems(w.t.Context(), owner)
		w.must(err)
		for _, p := range list {
			texts = append(texts, p.Text)
		}
		s, err := a.Summarise(w.t.Context(), owner)
		w.must(err)
		for _, text := range texts {
			if !strings.Contains(strings.Join(strings.Fields(s.Text), " "), text[:40]) {
				w.t.Errorf("the summary does not say %q:\n%s", text, s.Text)
			}
		}
	})
	return texts
}

// A calendar that can't be read is told of; a draft is written from the hours
// alone, or, if the user wants it so, none.
func TestCalendarAway(t *testing.T) {
	w := onCalendar(t, "")
	w.must(os.Remove(w.calendarFile()))
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(25))
	_, err := w.tryPass()
	if err == nil || !strings.Contains(err.Error(), "busy.ics can't be read: no such file") {
		t.Errorf("error %v", err)
	}
	w.oneDraft()
	if got := w.told(); len(got) != 1 || !strings.Contains(got[0], "from your hours alone") {
		t.Errorf("problems %q", got)
	}
	w.note()
	w.pass()
	if got := w.told(); len(got) != 0 {
		t.Errorf("mended, and still a problem: %q", got)
	}
}

func TestCalendarAwayStrict(t *testing.T) {
	w := onCalendar(t, "strict = true")
	w.must(os.Remove(w.calendarFile()))
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(25))
	if _, err := w.tryPass(); err == nil {
		t.Error("no error")
	}
	w.noDraft("the calendar is away, and times without it are not wanted")
	if d := w.entries()[0].Decisions[0]; !strings.Contains(d.Withheld, "availability.strict") || len(d.Slots) > 0 {
		t.Errorf("%+v", d)
	}
	if got := w.told(); len(got) != 1 || !strings.Contains(got[0], "no times are offered") {
		t.Errorf("problems %q", got)
	}
	w.note("SUMMARY:Odd|DTSTART:sometime")
	if _, err := w.tryPass(); err == nil || !strings.Contains(err.Error(), `has an entry that can't be read and may take time: "Odd"`) {
		t.Errorf("error %v", err)
	}
	w.noDraft("an entry may stand anywhere")
	w.note()
	w.pass()
	w.oneDraft()
}

// What a calendar said last is kept in mind while it is away.
func TestCalendarRemembered(t *testing.T) {
	w := onCalendar(t, "", "DTSTART;VALUE=DATE:20260205")
	w.pass()
	w.stop()
	w.must(os.Remove(w.calendarFile()))
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(25))
	if _, err := w.tryPass(); err == nil || !strings.Contains(err.Error(), "What it said on 2 February at 09:00 is still kept in mind") {
		t.Errorf("error %v", err)
	}
	if got := w.offered(); strings.Contains(got, "Thu") {
		t.Errorf("offered %s on a day that was taken", got)
	}
}

// Times come from a real CalDAV server; what becomes of it is told without a
// secret.
func TestCalDAV(t *testing.T) {
	r := testlib.Radicale(t)
	r.AddCollection(t, "work")
	for name, event := range map[string]string{
		"thursday": "DTSTART;VALUE=DATE:20260205", "afternoons": "DTSTART:20260105T120000Z|DURATION:PT6H|RRULE:FREQ=WEEKLY;BYDAY=FR",
	} {
		r.Put(t, "work", name, strings.Replace(calendarOf(event), "event-0", name, 1))
	}
	w := onMemory(t)(t)
	password := filepath.Join(w.dir, "dav")
	w.must(os.WriteFile(password, []byte(r.Password()), 0o600))
	w.settings = fmt.Sprintf("[availability]\ncalendars = [{url = %q, user = %q, password_file = %q}]", r.URL("work"), r.User(), password)
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(25))
	w.pass()
	if got, want := w.offered(), "Fri 10:00, Mon 14:00, Tue 11:00"; got != want {
		t.Errorf("offered %s, want %s", got, want)
	}
	r.Stop(t)
	w.stop()
	_, err := w.tryPass()
	if err == nil || !strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "work") || strings.Contains(err.Error(), r.Password()) {
		t.Errorf("error %v", err)
	}
	w.withApp(func(a *app.App) {
		for _, c := range a.CheckCalendars(t.Context()) {
			if c.Name != r.Addr() || !strings.Contains(c.Doubt, "connection refused") {
				t.Errorf("%+v", c)
			}
		}
	})
	w.settings = ""
	w.pass()
	if got := w.told(); len(got) != 0 {
		t.Errorf("the calendar is no longer configured: %q", got)
	}
}

// Passes may follow each other by seconds; calendars are not asked that often.
func TestCalendarIsNotHammered(t *testing.T) {
	w := onCalendar(t, "")
	w.pass()
	w.must(os.Remove(w.calendarFile()))
	w.now = w.now.Add(time.Minute)
	w.pass() // would fail
}
