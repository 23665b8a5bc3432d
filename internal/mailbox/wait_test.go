package mailbox_test

import (
	"context"
	"testing"
	"time"

	"rsvpd/internal/mailbox"
)

func testWait(t *testing.T, r *rig) {
	s := r.dial(t)
	_, cur := catchUp(t, s, "INBOX", time.Time{}, mailbox.Cursor{})
	if err := s.Wait(t.Context(), "INBOX", 10*time.Millisecond); err != nil {
		t.Fatalf("nothing happened: %v", err)
	}
	if r.noIdle {
		r.seed(t, "INBOX", letter("news"), noon)
		if err := s.Wait(t.Context(), "INBOX", 10*time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if items, _ := catchUp(t, s, "INBOX", time.Time{}, cur); subjects(items) != "news" {
			t.Errorf("visited %q", subjects(items))
		}
		return
	}
	woken := make(chan error, 1)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	go func() { woken <- s.Wait(ctx, "INBOX", time.Hour) }()
	r.seed(t, "INBOX", letter("news"), noon)
	if err := <-woken; err != nil {
		t.Fatal(err)
	}
	if items, _ := catchUp(t, s, "INBOX", time.Time{}, cur); subjects(items) != "news" {
		t.Errorf("visited %q", subjects(items))
	}
}
