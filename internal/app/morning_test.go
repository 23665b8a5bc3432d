package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/message"
	"rsvpd/internal/summary"
)

// summaries returns the dates of the summaries in a folder, each with " late"
// when it says so of itself.
func (w *world) summaries(folder string) (dates []string) {
	w.t.Helper()
	for _, i := range w.list(folder) {
		m := message.NewParser(nil).Parse(i.Raw, w.now)
		date := m.Get(summary.Header)
		if date == "" {
			continue
		}
		if strings.Contains(m.Subject, "late") {
			date += " late"
		}
		dates = append(dates, date)
	}
	return dates
}

// TestSummaries: one summary a local date, none missed that could be made, late
// ones marked, through days off, clock changes and travel (P5).
func TestSummaries(t *testing.T) {
	for _, c := range []struct {
		name   string
		zone   string
		at     string // cron
		passes []string
		want   []string
	}{
		{"the first pass makes none for a time already past", "UTC", "0 7 * * *",
			[]string{"2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z"}, nil},
		{"the first one comes at the next firing", "UTC", "0 7 * * *",
			[]string{"2026-02-02T09:00:00Z", "2026-02-03T06:59:00Z", "2026-02-03T07:00:00Z", "2026-02-03T07:05:00Z", "2026-02-03T18:00:00Z"}, []string{"2026-02-03"}},
		{"nine hours of suspend", "UTC", "0 7 * * *",
			[]string{"2026-02-02T09:00:00Z", "2026-02-03T03:00:00Z", "2026-02-03T12:00:00Z"}, []string{"2026-02-03 late"}},
		{"three days off", "UTC", "0 7 * * *",
			[]string{"2026-02-02T09:00:00Z", "2026-02-05T10:00:00Z", "2026-02-06T07:00:30Z"}, []string{"2026-02-05 late", "2026-02-06"}},
		{"back only before the hour", "UTC", "0 7 * * *",
			[]string{"2026-02-02T09:00:00Z", "2026-02-05T06:00:00Z"}, nil},
		{"the hour that the clock leaps over", "America/New_York", "30 2 * * *",
			[]string{"2026-03-07T12:00:00Z", "2026-03-08T06:59:00Z", "2026-03-08T07:31:00Z", "2026-03-08T12:00:00Z", "2026-03-09T06:31:00Z"}, []string{"2026-03-08", "2026-03-09"}},
		{"the hour that comes twice", "America/New_York", "30 1 * * *",
			[]string{"2026-10-31T12:00:00Z", "2026-11-01T05:31:00Z", "2026-11-01T06:31:00Z", "2026-11-02T06:31:00Z"}, []string{"2026-11-01", "2026-11-02"}},
		{"only on weekdays", "UTC", "0 7 * * 1-5",
			[]string{"2026-02-05T09:00:00Z", "2026-02-06T07:00:00Z", "2026-02-07T07:00:00Z", "2026-02-08T07:00:00Z", "2026-02-09T07:00:00Z"}, []string{"2026-02-06", "2026-02-09"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := onMemory(t)(t)
			w.zone, w.settings = c.zone, "[summary]\nat = \""+c.at+"\"\n"
			w.passAt(c.passes...)
			if got := w.summaries("INBOX"); !slices.Equal(got, c.want) {
				t.Errorf("summaries %q, want %q", got, c.want)
			}
		})
	}
}

// passAt makes passes at the given times.
func (w *world) passAt(times ...string) {
	w.t.Helper()
	for _, at := range times {
		now, err := time.Parse(time.RFC3339, at)
		w.must(err)
		w.now = now
		w.pass()
	}
}

// TestSummaryAbroad: after a journey east the local date goes on; there is one
// summary for it, not two.
func TestSummaryAbroad(t *testing.T) {
	w := onMemory(t)(t)
	w.zone = "America/New_York"
	w.passAt("2026-02-02T15:00:00Z", "2026-02-03T12:00:00Z") // 7:00 in New York
	w.zone = "Asia/Tokyo"
	w.passAt("2026-02-03T14:00:00Z", "2026-02-03T22:00:00Z") // 23:00 the same day, 7:00 the next
	if got, want := w.summaries("INBOX"), []string{"2026-02-03", "2026-02-04"}; !slices.Equal(got, want) {
		t.Errorf("summaries %q, want %q", got, want)
	}
}

// TestSummaryLostDatabase: with the database lost, the summary in INBOX, or in
// Trash, counts as made.
func TestSummaryLostDatabase(t *testing.T) {
	each := func(folder string, t *testing.T, w *world) {
		w.passAt("2026-02-02T09:00:00Z", "2026-02-03T07:00:00Z")
		if folder == "Trash" {
			w.put("Trash", string(w.take("INBOX")[0]), w.now)
		}
		w.forget()
		// A first pass that lies before the hour makes the database believe that
		// the summary is owed.
		w.passAt("2026-02-03T06:00:00Z", "2026-02-03T07:30:00Z")
		if got, want := w.summaries(folder), []string{"2026-02-03"}; !slices.Equal(got, want) {
			t.Errorf("summaries in %s %q, want %q", folder, got, want)
		}
		if folder == "Trash" && len(w.summaries("INBOX")) > 0 {
			t.Error("it came back into INBOX")
		}
	}
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			world := s.start(t)
			for _, folder := range []string{"INBOX", "Trash"} {
				t.Run(folder, func(t *testing.T) { each(folder, t, world(t)) })
			}
		})
	}
}

// TestSummaryIsNoInvitation: a summary quotes invitations and is none.
func TestSummaryIsNoInvitation(t *testing.T) {
	w := onMemory(t)(t)
	w.arrive(dana, subject, askFree, w.now)
	w.passAt("2026-02-02T09:00:00Z", "2026-02-03T07:00:00Z", "2026-02-04T07:00:00Z", "2026-02-05T07:00:00Z")
	if got := w.summaries("INBOX"); len(got) != 3 {
		t.Fatalf("summaries %q", got)
	}
	if list := w.entries(); len(list) != 1 {
		t.Errorf("%d invitations, want 1", len(list))
	}
	for _, i := range w.list("INBOX") {
		if strings.Contains(string(i.Header), summary.Header) && slices.Contains(i.Flags, `\Seen`) {
			t.Error("a summary arrives as read")
		}
	}
}
