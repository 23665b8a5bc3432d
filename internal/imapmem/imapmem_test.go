package imapmem_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// start makes a server that is closed when the test ends.
func start(t *testing.T, o imapmem.Options) *imapmem.Server {
	t.Helper()
	srv := imapmem.New(o)
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
	})
	return srv
}

func dial(t *testing.T, srv *imapmem.Server) (*mailbox.Session, error) {
	return mailbox.Dial(t.Context(), mailbox.Options{
		URL: "imap://localhost", User: "demo",
		Password: func(context.Context) (string, error) { return "demo", nil },
		Dialer:   func(context.Context, string, string) (net.Conn, error) { return srv.Pipe(), nil },
	})
}

func mustDial(t *testing.T, srv *imapmem.Server) *mailbox.Session {
	t.Helper()
	s, err := dial(t, srv)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func describe(t *testing.T, srv *imapmem.Server, folder string) string {
	t.Helper()
	list, err := srv.Messages("demo", folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, m := range list {
		all = append(all, fmt.Sprintf("%d %s %q %v", m.UID, m.InternalDate.UTC().Format(time.TimeOnly), m.Raw, m.Flags))
	}
	return strings.Join(all, "; ")
}

func TestMail(t *testing.T) {
	srv := start(t, imapmem.Options{})
	for _, text := range []string{"one", "two", "three"} {
		if _, err := srv.Seed("demo", "INBOX", []byte("Subject: "+text+"\n\n"), noon, `\Seen`); err != nil {
			t.Fatal(err)
		}
	}
	if err := srv.SetFlags("demo", "INBOX", 1, `\Flagged`, `\Answered`); err != nil {
		t.Fatal(err)
	}
	if err := srv.Remove("demo", "INBOX", 2); err != nil {
		t.Fatal(err)
	}
	want := `1 12:00:00 "Subject: one\r\n\r\n" [\Answered \Flagged]; 3 12:00:00 "Subject: three\r\n\r\n" [\Seen]`
	if got := describe(t, srv, "INBOX"); got != want {
		t.Errorf("INBOX: %s\nwant   %s", got, want)
	}
	if _, err := srv.Seed("demo", "INBOX", []byte("no header\n"), noon); err == nil {
		t.Error("took a message that it can't serve")
	}
	if err := srv.Recreate("demo", "INBOX"); err != nil {
		t.Fatal(err)
	}
	if got := describe(t, srv, "INBOX"); got != "" {
		t.Errorf("recreated: %s", got)
	}
}

func TestRecreateChangesUIDValidity(t *testing.T) {
	srv := start(t, imapmem.Options{})
	s := mustDial(t, srv)
	cursor := func(folder string) uint32 {
		cur, err := s.CatchUp(t.Context(), folder, time.Time{}, mailbox.Cursor{}, mailbox.Sieve{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return cur.UIDValidity
	}
	before := cursor("Drafts")
	cursor("INBOX") // leaves the folder
	if err := srv.Recreate("demo", "Drafts"); err != nil {
		t.Fatal(err)
	}
	if after := cursor("Drafts"); after == before {
		t.Errorf("UIDVALIDITY is still %d", after)
	}
}

func TestFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fault  imapmem.Fault
		want   error
		stored bool
	}{
		"refused":     {imapmem.Fault{No: "[OVERQUOTA] full"}, mailbox.ErrQuota, false},
		"dropped":     {imapmem.Fault{Drop: true}, mailbox.ErrUnclear, false},
		"answer lost": {imapmem.Fault{Stored: true}, mailbox.ErrUnclear, true},
		"none":        {imapmem.Fault{}, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			srv := start(t, imapmem.Options{OnAppend: func(user, folder string, raw []byte) imapmem.Fault {
				if user != "demo" || folder != "Drafts" || string(raw) != "x\r\n" {
					t.Errorf("asked about %s of %s: %q", folder, user, raw)
				}
				return test.fault
			}})
			_, err := mustDial(t, srv).Append(t.Context(), "Drafts", []byte("x\n"), nil, noon)
			if !errors.Is(err, test.want) {
				t.Errorf("error: %v", err)
			}
			if stored := describe(t, srv, "Drafts") != ""; stored != test.stored {
				t.Errorf("stored: %v", stored)
			}
		})
	}
}

func TestLoginFaults(t *testing.T) {
	var fault imapmem.Fault
	srv := start(t, imapmem.Options{OnLogin: func(string) imapmem.Fault { return fault }})
	fault = imapmem.Fault{No: "[AUTHENTICATIONFAILED] no"}
	if _, err := dial(t, srv); !errors.Is(err, mailbox.ErrLogin) {
		t.Errorf("refused: %v", err)
	}
	fault = imapmem.Fault{Drop: true}
	if _, err := dial(t, srv); !errors.Is(err, mailbox.ErrLost) {
		t.Errorf("dropped: %v", err)
	}
}

func TestDrop(t *testing.T) {
	srv := start(t, imapmem.Options{})
	s := mustDial(t, srv)
	srv.Drop()
	if _, err := s.Folders(t.Context()); !errors.Is(err, mailbox.ErrLost) {
		t.Errorf("error: %v", err)
	}
	if _, err := mustDial(t, srv).Folders(t.Context()); err != nil {
		t.Errorf("a new connection: %v", err)
	}
}

// TestMonthsOfIdle watches for three months of a bubble's time: each mail is
// noticed at the instant it arrives, and quiet does not break the connection.
func TestMonthsOfIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := start(t, imapmem.Options{})
		s := mustDial(t, srv)
		var arrived []time.Time
		go func() {
			for day := range 90 {
				time.Sleep(24*time.Hour + time.Duration(day)*time.Second)
				if _, err := srv.Seed("demo", "INBOX", []byte("Subject: x\r\n\r\n"), time.Now()); err != nil {
					t.Error(err)
				}
			}
		}()
		var cur mailbox.Cursor
		for len(arrived) < 90 {
			var err error
			cur, err = s.CatchUp(t.Context(), "INBOX", time.Time{}, cur, mailbox.Sieve{Look: func([]byte, int64) int64 { return mailbox.Nothing }},
				func(item mailbox.Item) error {
					arrived = append(arrived, item.InternalDate)
					if late := time.Since(item.InternalDate); late >= time.Second {
						t.Errorf("noticed after %v", late)
					}
					return item.Err
				})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Wait(t.Context(), "INBOX", time.Hour); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.IsSortedFunc(arrived, time.Time.Compare) {
			t.Error("out of order")
		}
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
