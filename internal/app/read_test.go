package app

import (
	"os"
	"testing"
	"time"

	"rsvpd/internal/detect"
	"rsvpd/internal/extract"
	"rsvpd/internal/lexicon"
)

func newTestReader(tb testing.TB) *Reader {
	tb.Helper()
	lex, err := lexicon.Load(os.DirFS("../../config"))
	if err != nil {
		tb.Fatal(err)
	}
	r, err := NewReader(lex)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

const askingMail = "From: Una Bright <una@pinewood.example.com>\r\nTo: sam@example.com\r\nDate: Mon, 02 Mar 2026 09:00:00 +0100\r\n" +
	"Subject: Interview\r\n\r\nDear Sam,\r\n\r\nWe would like to invite you to an interview for the carpenter position.\r\nWould Tuesday at 10:00 suit you?\r\n\r\nUna\r\n"

func TestReadChain(t *testing.T) {
	r := newTestReader(t).Read([]byte(askingMail), time.Time{}, ReadOptions{Me: []string{"sam@example.com"}, Zone: time.UTC})
	if r.Verdict.Category != detect.Invitation || r.Facts.Form != extract.Times || r.Err != "" {
		t.Errorf("read as %s %s, error %q", r.Verdict.Category, r.Facts.Form, r.Err)
	}
	if len(r.Facts.Slots) != 1 || r.Facts.Slots[0].Start.Format(time.RFC3339) != "2026-03-03T10:00:00+01:00" {
		t.Errorf("slots %+v", r.Facts.Slots)
	}
}

// TestReadSurvives: a mail that makes a stage panic is told, not fatal.
func TestReadSurvives(t *testing.T) {
	r := newTestReader(t)
	r.links().extractor = nil // as if a stage had a bug
	got := r.Read([]byte(askingMail), time.Time{}, ReadOptions{})
	if got.Err == "" || got.Verdict.Category != detect.Invitation || got.Message.Subject != "Interview" {
		t.Errorf("after a panic: %+v", got)
	}
}

func TestReadGarbage(t *testing.T) {
	r := newTestReader(t)
	for _, raw := range []string{"", "\x00\xff", "no header at all", "Subject: x"} {
		if got := r.Read([]byte(raw), time.Unix(0, 0), ReadOptions{Partial: true}); got.Verdict.Category != detect.Other || got.Err == "" {
			t.Errorf("%q: read as %s, error %q", raw, got.Verdict.Category, got.Err)
		}
	}
}

// BenchmarkReadMail measures the whole chain; the goal is 1,500 mails a second.
func BenchmarkReadMail(b *testing.B) {
	r := newTestReader(b)
	for b.Loop() {
		r.Read([]byte(askingMail), time.Time{}, ReadOptions{})
	}
}
