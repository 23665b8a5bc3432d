package testlib

import (
	"fmt"
	"testing"
	"time"
)

// TestPackaged looks at servers as tests see them: a mailbox with folders, in which
// messages can be put and looked at.
func TestPackaged(t *testing.T) {
	for _, test := range []struct {
		name, drafts string
		start        func(testing.TB) *PackagedServer
	}{
		{"cyrus", "Drafts", Cyrus},
		{"cyrus with dots", "INBOX.Drafts", func(t testing.TB) *PackagedServer { return CyrusWith(t, CyrusOptions{Dots: true}) }},
		{"courier", "INBOX.Drafts", Courier},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := test.start(t)
			user := s.NewUser(t)
			received := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
			raw := []byte("From: ada@example.com\r\nSubject: hello\r\n\r\nbody\r\n")
			s.Seed(t, user, test.drafts, raw, received, `\Seen`, `\Draft`)
			s.Seed(t, user, test.drafts, raw, received.Add(time.Hour))
			got := s.Messages(t, user, test.drafts)
			if len(got) != 2 || got[0].UID != 1 || !got[0].InternalDate.Equal(received) || string(got[1].Raw) != string(raw) {
				t.Fatalf("messages: %+v", got)
			}
			if fmt.Sprint(got[0].Flags, got[1].Flags) != `[\Draft \Seen] []` {
				t.Errorf("flags %v and %v", got[0].Flags, got[1].Flags)
			}
			if other := s.Messages(t, s.NewUser(t), test.drafts); len(other) != 0 {
				t.Errorf("another user has %+v", other)
			}
		})
	}
}
