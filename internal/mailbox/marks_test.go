package mailbox_test

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// TestMarks: the mark of a folder changes when, and only when, something of what
// it is for has happened there.
func TestMarks(t *testing.T) {
	srv := imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	put := func(folder string) uint32 {
		t.Helper()
		uid, err := srv.Seed("robin", folder, letter(folder), noon)
		if err != nil {
			t.Fatal(err)
		}
		return uid
	}
	remove := func(folder string, uid uint32) {
		t.Helper()
		if err := srv.Remove("robin", folder, uid); err != nil {
			t.Fatal(err)
		}
	}
	var uid uint32
	for _, c := range []struct {
		name    string
		do      func(*mailbox.Session)
		changed string
	}{
		{"nothing", func(*mailbox.Session) {}, ""},
		{"mail in INBOX", func(*mailbox.Session) { put("INBOX") }, "INBOX"},
		{"mail in Sent", func(*mailbox.Session) { uid = put("Sent") }, "Sent"},
		{"mail removed from Sent", func(*mailbox.Session) { remove("Sent", uid) }, ""},
		{"a draft", func(*mailbox.Session) { uid = put("Drafts") }, "Drafts"},
		{"a draft removed", func(*mailbox.Session) { remove("Drafts", uid) }, "Drafts"},
		{"another folder is opened", func(s *mailbox.Session) { catchUp(t, s, "Sent", time.Time{}, mailbox.Cursor{}) }, ""},
		{"mail in INBOX while another folder is open", func(s *mailbox.Session) {
			catchUp(t, s, "Sent", time.Time{}, mailbox.Cursor{})
			put("INBOX")
		}, "INBOX"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := mailbox.Dial(t.Context(), mailbox.Options{
				URL: "imap://localhost", User: "robin", Password: func(context.Context) (string, error) { return "secret", nil },
				Dialer: func(context.Context, string, string) (net.Conn, error) { return srv.Pipe(), nil },
			})
			if err != nil {
				t.Fatal(err)
			}
			before := marks(t, s)
			c.do(s)
			after := marks(t, s)
			for folder, m := range after {
				if !m.Known() {
					t.Errorf("nothing is known of %s", folder)
				}
				if m.Lasting() != "" {
					t.Errorf("%s: a server without CONDSTORE can't tell all changes", folder)
				}
				if (m != before[folder]) != (folder == c.changed) {
					t.Errorf("%s: %+v, then %+v", folder, before[folder], m)
				}
			}
			if err := s.Close(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func marks(t *testing.T, s *mailbox.Session) map[string]mailbox.Mark {
	t.Helper()
	m, err := s.Marks(t.Context(), mailbox.Marking{Attended: "INBOX", Arrivals: []string{"Sent"}, Changes: []string{"Drafts"}})
	if err != nil || len(m) != 3 {
		t.Fatalf("%v, %v", m, err)
	}
	return m
}

// TestMarkUnknown: a folder that the server does not tell about has a mark that
// equals nothing, and the others are told of all the same.
func TestMarkUnknown(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: STATUS \"Sent\"\nS: $ NO [NOPERM] not for you")
		got, err := s.Marks(t.Context(), mailbox.Marking{Attended: "INBOX", Arrivals: []string{"Sent"}})
		if err != nil || got["Sent"].Known() || !got["INBOX"].Known() {
			t.Errorf("%v, %v", got, err)
		}
	})
}

// TestDrop: a connection that is given up ends what waits on it at once.
func TestDrop(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nhang")
		start := time.Now()
		time.AfterFunc(time.Second, s.Drop)
		if err := s.Wait(t.Context(), "INBOX", time.Hour); !errors.Is(err, mailbox.ErrLost) || time.Since(start) != time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		if _, err := s.Marks(t.Context(), mailbox.Marking{Attended: "INBOX"}); !errors.Is(err, mailbox.ErrLost) {
			t.Errorf("after it: %v", err)
		}
	})
}

// TestWake: a wait can be ended from elsewhere, and the connection lives on.
func TestWake(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nD: DONE\nS: $ OK done")
		start := time.Now()
		time.AfterFunc(time.Second, s.Wake)
		if err := s.Wait(t.Context(), "INBOX", time.Hour); err != nil || time.Since(start) != time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// TestFarewell: what the server says when it hangs up is told.
func TestFarewell(t *testing.T) {
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, _ := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nS: * BYE [LIMIT] Too many connections from here\nclose")
		err := s.Wait(t.Context(), "INBOX", time.Hour)
		if err == nil {
			_, err = s.Marks(t.Context(), mailbox.Marking{Attended: "INBOX"})
		}
		if !errors.Is(err, mailbox.ErrLost) || mailbox.Pause(err) != 10*time.Minute {
			t.Errorf("%v, pause %v", err, mailbox.Pause(err))
		}
	})
}

// TestToldIsNotAsked: mail that the server has told of while it was waited for is
// searched at once; without such news it is asked first.
func TestToldIsNotAsked(t *testing.T) {
	const search = "C: UID SEARCH UID 1:*\nS: * SEARCH\nS: $ OK done\n"
	onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
		s, srv := mustDial(t, dial, in+inbox+"C: IDLE\nS: + idling\nS: * 1 EXISTS\nD: DONE\nS: $ OK done\n"+
			search+"C: NOOP\nS: $ OK done\n"+search)
		if err := s.Wait(t.Context(), "INBOX", time.Hour); err != nil {
			t.Fatal(err)
		}
		cur := mailbox.Cursor{UIDValidity: 7}
		for range 2 {
			_, cur = catchUp(t, s, "INBOX", time.Time{}, cur)
		}
		if seen := srv.Seen(); len(seen) < 3 {
			t.Errorf("seen: %q", seen)
		}
	})
}
