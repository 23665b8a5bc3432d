package app_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// watched runs the daemon in a bubble: one account for each dialer, on the port
// of its number.
func watched(t *testing.T, dialers ...func() net.Conn) *app.App {
	t.Helper()
	dir := t.TempDir()
	password := filepath.Join(dir, "password")
	ok(t, os.WriteFile(password, []byte("secret"), 0o600))
	text := "timezone = \"UTC\"\n[me]\nname = \"Robin Hale\"\n[watch]\npoll = \"1m\"\n[summary]\nto = \"off\"\n"
	for i := range dialers {
		text += fmt.Sprintf("[[account]]\nemail = \"robin%d@example.org\"\nimap = \"imap://localhost:%d\"\nuser = \"robin\"\npassword_file = %q\n", i, 1000+i, password)
	}
	c, err := config.Parse("rsvpd.toml", []byte(text))
	ok(t, err)
	s, err := store.Open(dir)
	ok(t, err)
	a, err := app.New(app.Options{Config: c, Data: config.Embedded(), Store: s,
		Dialer: func(ctx context.Context, _, addr string) (net.Conn, error) {
			_, port, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			var n int
			if _, err := fmt.Sscan(port, &n); err != nil {
				return nil, err
			}
			if dial := dialers[n-1000]; dial != nil {
				return dial(), nil
			}
			<-ctx.Done() // a server that does not answer
			return nil, context.Cause(ctx)
		}})
	ok(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		ok(t, <-done)
		ok(t, s.Close())
	})
	return a
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func memory(t *testing.T) *imapmem.Server {
	srv := imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})
	t.Cleanup(func() { ok(t, srv.Close()) })
	return srv
}

// TestQuietLook: a look at an account where nothing has happened costs less than
// 300 bytes, the end and the begin of IDLE included, over the one connection.
func TestQuietLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := memory(t)
		for i := range 50 {
			_, err := srv.Seed("robin", "INBOX", fmt.Appendf(nil, "From: a@example.com\r\nSubject: %d\r\n\r\nHello.\r\n", i), time.Now())
			ok(t, err)
		}
		a := watched(t, srv.Pipe)
		time.Sleep(30 * time.Minute)
		before := a.Watching()[0]
		time.Sleep(30 * time.Minute)
		after := a.Watching()[0]
		looks := int64(after.Looks - before.Looks)
		if looks < 29 || after.State != app.StateWatching || after.Connections != 0 || after.Failed != 0 {
			t.Fatalf("%+v", after)
		}
		if each := (after.Received - before.Received) / looks; each == 0 || each > 300 {
			t.Errorf("a look receives %d bytes", each)
		}
	})
}

// TestStuckDelaysNobody: accounts whose server does not answer keep no other from
// being watched.
func TestStuckDelaysNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := memory(t)
		dialers := make([]func() net.Conn, 30)
		dialers[29] = srv.Pipe
		a := watched(t, dialers...)
		time.Sleep(time.Minute)
		last := a.Watching()[29]
		if last.State != app.StateWatching || last.Looked.IsZero() {
			t.Fatalf("%+v", last)
		}
		first := last.Looked
		_, err := srv.Seed("robin", "INBOX", []byte("From: a@example.com\r\nSubject: x\r\n\r\nHello.\r\n"), time.Now())
		ok(t, err)
		time.Sleep(time.Second)
		if now := a.Watching()[29]; !now.Looked.After(first) {
			t.Errorf("mail is not noticed: %+v", now)
		}
		if stuck := a.Watching()[0]; stuck.State == app.StateWatching || !stuck.Looked.IsZero() {
			t.Errorf("%+v", stuck)
		}
	})
}

// TestOneConnection: a letter that a server takes without being asked first is
// written over the connection that watches; a longer one over one of its own, which
// is closed again.
func TestOneConnection(t *testing.T) {
	for name, c := range map[string]struct {
		text  string // after the question
		dials int
	}{
		"a short letter": {"", 1},
		"a long letter":  {strings.Repeat("We are a small company by the sea.\r\n", 200), 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := memory(t)
				var dials atomic.Int32
				a := watched(t, func() net.Conn { dials.Add(1); return srv.Pipe() })
				time.Sleep(time.Minute)
				_, err := srv.Seed("robin", "INBOX", fmt.Appendf(nil, "From: Dana <dana@example.com>\r\nTo: robin0@example.org\r\nMessage-ID: <ask@example.com>\r\n"+
					"Date: %s\r\nSubject: Interview for Platform Engineer\r\n\r\nHi Robin,\r\n\r\nWe would like to invite you to an interview for the Platform Engineer position.\r\n"+
					"Would you be available on %s (UTC)?\r\n\r\n%s",
					time.Now().Format(time.RFC1123Z), time.Now().Add(5*time.Hour).Format("Monday, January 2, 2006 at 3:04 PM"), c.text), time.Now())
				ok(t, err)
				time.Sleep(time.Minute)
				if s := a.Watching()[0]; s.Drafts != 1 || s.Failed != 0 || s.State != app.StateWatching {
					t.Errorf("%+v", s)
				}
				if n := int(dials.Load()); n != c.dials {
					t.Errorf("%d connections were opened, want %d", n, c.dials)
				}
			})
		})
	}
}

// TestPasswordLater: a command that fails is tried again until it gives the password,
// and what it says is shown until then; nobody has to log in.
func TestPasswordLater(t *testing.T) {
	t.Setenv("LC_ALL", "C") // of what cat says
	dir := t.TempDir()
	password := filepath.Join(dir, "password")
	c, err := config.Parse("rsvpd.toml", fmt.Appendf(nil, "[me]\nname = \"Robin Hale\"\n[summary]\nto = \"off\"\n"+
		"[[account]]\nemail = \"robin@example.org\"\nimap = \"imap://localhost\"\nuser = \"robin\"\npassword_command = [\"cat\", %q]\n", password))
	ok(t, err)
	s, err := store.Open(dir)
	ok(t, err)
	srv := memory(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var a *app.App
	failed := 0
	a, err = app.New(app.Options{Config: c, Data: config.Embedded(), Store: s,
		Jitter: func(time.Duration) time.Duration { return 0 },
		Dialer: func(context.Context, string, string) (net.Conn, error) { return srv.Pipe(), nil },
		Report: func(r app.AccountReport) {
			if r.Err == nil {
				cancel()
				return
			}
			failed++
			if errors.Is(r.Err, mailbox.ErrLogin) || !strings.Contains(r.Err.Error(), "No such file") {
				t.Errorf("error: %v", r.Err)
			}
			shown, err := a.Problems(t.Context(), "robin@example.org")
			if err != nil || len(shown) != 1 || shown[0].Key == app.LoginKey || !strings.Contains(shown[0].Text, "password_command cat") {
				t.Errorf("shown: %+v, %v", shown, err)
			}
			if failed == 2 {
				ok(t, os.WriteFile(password, []byte("secret\n"), 0o600))
			}
		}})
	ok(t, err)
	ok(t, a.Run(ctx))
	shown, err := a.Problems(t.Context(), "robin@example.org")
	if err != nil || failed < 2 || len(shown) != 0 {
		t.Errorf("failed %d times; shown: %+v, %v", failed, shown, err)
	}
	ok(t, s.Close())
}
