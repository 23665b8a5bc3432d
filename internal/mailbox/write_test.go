package mailbox_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/mailbox"
)

func testAppend(t *testing.T, r *rig) {
	s := r.dial(t)
	for _, text := range []string{"short\n", strings.Repeat("A longer line of text.\n", 500)} { // Courier ends every text with a line end
		raw := []byte("From: sam@example.org\nSubject: Re: one\nMessage-ID: <key@example.org>\n\nGrüße\n" + text)
		result, err := s.Append(t.Context(), r.drafts, raw, []string{`\Draft`, `\Seen`}, noon)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.List(t.Context(), r.drafts, true)
		if err != nil {
			t.Fatal(err)
		}
		got := list[len(list)-1]
		if want := strings.ReplaceAll(string(raw), "\n", "\r\n"); string(got.Raw) != want {
			t.Errorf("stored %.200q", got.Raw)
		}
		if !slices.Equal(got.Flags, []string{`\Draft`, `\Seen`}) || !got.InternalDate.Equal(noon) {
			t.Errorf("flags %q, date %v", got.Flags, got.InternalDate)
		}
		want := mailbox.AppendResult{}
		if r.uidPlus {
			want = mailbox.AppendResult{UID: got.UID, UIDValidity: got.UIDValidity}
		}
		// Dovecot sends APPENDUID even where it does not announce UIDPLUS.
		if result != want && (r.uidPlus || result.UID != got.UID) {
			t.Errorf("result %+v, want %+v", result, want)
		}
	}
}

func testRefusedAppend(t *testing.T, r *rig) {
	for _, text := range []string{"short", strings.Repeat("A longer line of text.\n", 500)} {
		s, err := mailbox.Dial(t.Context(), r.opts)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Append(t.Context(), r.nowhere, []byte("Subject: x\n\n"+text), nil, time.Time{})
		if !errors.Is(err, mailbox.ErrRefused) || !errors.Is(err, mailbox.ErrTryCreate) || errors.Is(err, mailbox.ErrUnclear) {
			t.Errorf("error: %v", err)
		}
		if s.AppendsAtOnce([]byte("Subject: x\n\n" + text)) {
			if _, err := s.List(t.Context(), r.drafts, false); err != nil {
				t.Errorf("after a refusal of what went out at once: %v", err)
			}
		}
		if _, err := s.Append(t.Context(), r.drafts, []byte("Subject: \x00\n\n"), nil, time.Time{}); !errors.Is(err, mailbox.ErrRefused) {
			t.Errorf("NUL: %v", err)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Errorf("closing: %v", err)
		}
	}
	if got := r.stored(t, r.drafts); len(got) != 0 {
		t.Errorf("%d messages stored", len(got))
	}
}

func testExpunge(t *testing.T, r *rig) {
	r.seed(t, r.drafts, letter("ours"), noon, `\Draft`, `\Seen`)
	r.seed(t, r.drafts, letter("deleted by the user"), noon, `\Deleted`, `\Draft`)
	r.seed(t, r.drafts, letter("kept"), noon, `\Draft`)
	s := r.dial(t)
	items, err := s.List(t.Context(), r.drafts, false)
	if err != nil || len(items) != 3 {
		t.Fatalf("%s, %v", subjects(items), err)
	}
	before := r.stored(t, r.drafts)
	ours := items[0]
	if !r.uidPlus {
		if err := s.Expunge(t.Context(), r.drafts, ours.UIDValidity, ours.UID); !errors.Is(err, mailbox.ErrNoUIDPlus) {
			t.Errorf("error: %v", err)
		}
		r.untouched(t, r.drafts, before)
		return
	}
	if err := s.Expunge(t.Context(), r.drafts, ours.UIDValidity+1, ours.UID); !errors.Is(err, mailbox.ErrChanged) {
		t.Errorf("other UIDVALIDITY: %v", err)
	}
	r.untouched(t, r.drafts, before)
	for range 2 { // the second time it is gone already
		if err := s.Expunge(t.Context(), r.drafts, ours.UIDValidity, ours.UID); err != nil {
			t.Fatal(err)
		}
	}
	r.untouched(t, r.drafts, before[1:])
	if items, err = s.List(t.Context(), r.drafts, false); err != nil || len(items) != 2 {
		t.Errorf("afterwards: %s, %v", subjects(items), err)
	}
}

// testFull: there is no room for a message, and for a smaller one there is.
func testFull(t *testing.T, r *rig) {
	if r.full == 0 {
		t.Skip("this server's mailboxes have no bounds")
	}
	large := append(letter("large"), strings.Repeat("A longer line of text.\r\n", r.full/24)...)
	_, err := r.dial(t).Append(t.Context(), r.drafts, large, nil, noon)
	if !errors.Is(err, mailbox.ErrRefused) || !errors.Is(err, mailbox.ErrQuota) {
		t.Errorf("error: %v", err)
	}
	if got := r.stored(t, r.drafts); len(got) != 0 {
		t.Errorf("%d messages stored", len(got))
	}
	if _, err := r.dial(t).Append(t.Context(), r.drafts, letter("small"), nil, noon); err != nil {
		t.Error(err)
	}
}

// testLocked: a folder that may only be read is read, and what is refused leaves
// it as it was.
func testLocked(t *testing.T, r *rig) {
	if r.locked == "" {
		t.Skip("this server has no folder that may only be read")
	}
	r.seed(t, r.locked, letter("there"), noon, `\Seen`)
	r.seed(t, "INBOX", letter("other"), noon)
	before := r.stored(t, r.locked)
	s := r.dial(t)
	items, err := s.List(t.Context(), r.locked, true)
	if err != nil || subjects(items) != "there" {
		t.Fatalf("read %s, %v", subjects(items), err)
	}
	if err := s.Expunge(t.Context(), r.locked, items[0].UIDValidity, items[0].UID); !errors.Is(err, mailbox.ErrServer) {
		t.Errorf("expunge: %v", err)
	}
	if err := s.Copy(t.Context(), "INBOX", 1, r.locked); !errors.Is(err, mailbox.ErrServer) {
		t.Errorf("copy: %v", err)
	}
	for _, text := range []string{"", strings.Repeat("A longer line of text.\r\n", 500)} {
		_, err := r.dial(t).Append(t.Context(), r.locked, append(letter("new"), text...), nil, noon)
		if !errors.Is(err, mailbox.ErrRefused) || errors.Is(err, mailbox.ErrTryCreate) || !strings.Contains(err.Error(), r.locked) {
			t.Errorf("append: %v", err)
		}
	}
	r.untouched(t, r.locked, before)
}
