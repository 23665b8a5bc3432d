package app_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/store"
	"rsvpd/internal/testlib"
)

// neighbours are what the server of one account does while another account's is
// well.
var neighbours = []struct {
	name, script string
	says         string
	tries        int // to connect in a day; 0: as often as patience allows
}{
	{"silence", "hang", "greeting", 0},
	{"silence after the login", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ OK [CAPABILITY IMAP4rev1] in\nhang", "listing folders", 0},
	{"hangs up", "close", "is this an IMAP server", 0},
	{"too busy", "S: * BYE [UNAVAILABLE] too many connections", "too many connections", 0},
	{"another protocol", "S: SSH-2.0-OpenSSH_9.2", "is this an IMAP server", 0},
	{"no to all", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ OK [CAPABILITY IMAP4rev1] in\n" + strings.Repeat("C: \nS: $ NO not today\n", 50), "not today", 0},
	{"wrong password", "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ NO wrong password", "login refused", 1},
}

// TestHostileNeighbour: whatever one account's server does, it is told of with the
// account and the server, is not besieged, and keeps no other account's draft from
// being there in time.
func TestHostileNeighbour(t *testing.T) {
	for _, n := range neighbours {
		t.Run(n.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStreet(t, n.script)
				time.Sleep(time.Until(time.Date(2000, 1, 4, 9, 0, 0, 0, time.UTC))) // a bubble begins on a holiday
				id := s.arrive()
				told := s.live(26 * time.Hour)
				raw := s.drafts()
				if len(raw) != 1 || !strings.Contains(raw[0], "In-Reply-To: <"+id+">") {
					t.Errorf("%d drafts stand beside it: %q", len(raw), raw)
				}
				if !strings.Contains(told, "localhost:143") || !strings.Contains(told, n.says) {
					t.Errorf("told %q", told)
				}
				if got := s.hostile.Connections(); got == 0 || n.tries > 0 && got > n.tries || got > 26*20 {
					t.Errorf("%d connections in a day", got)
				}
			})
		})
	}
}

// street is a daemon with two accounts, the first of them on a hostile server.
type street struct {
	t       *testing.T
	hostile *testlib.ScriptServer
	well    *imapmem.Server
	app     *app.App
	mu      sync.Mutex
	told    string // of the hostile account's last failure
}

const pest = "pest@example.net"

func newStreet(t *testing.T, script string) *street {
	s := &street{t: t, hostile: testlib.Script(t, script), well: imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})}
	w := &world{t: t, dir: t.TempDir()}
	t.Cleanup(func() { w.must(s.well.Close()) })
	opened, err := store.Open(w.dir)
	w.must(err)
	t.Cleanup(func() { w.must(opened.Close()) })
	password := filepath.Join(w.dir, "password")
	w.must(os.WriteFile(password, []byte("secret"), 0o600))
	text := "timezone = \"UTC\"\n[watch]\npoll = \"30m\"\n[me]\nname = \"Robin Hale\"\n"
	for i, email := range []string{pest, owner} {
		text += fmt.Sprintf("[[account]]\nemail = %q\nimap = \"imap://localhost:%d\"\nuser = \"robin\"\npassword_file = %q\n", email, 143+i, password)
	}
	c, err := config.Parse("rsvpd.toml", []byte(text))
	w.must(err)
	s.app, err = app.New(app.Options{Config: c, Data: config.Embedded(), Store: opened, Dialer: s.dial, Report: s.report})
	w.must(err)
	return s
}

func (s *street) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if strings.HasSuffix(addr, ":143") {
		return s.hostile.Dial(ctx, network, addr)
	}
	return s.well.Pipe(), nil
}

func (s *street) report(r app.AccountReport) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case r.Account == pest && r.Err != nil:
		s.told = r.Err.Error()
	case r.Err != nil:
		s.t.Errorf("the other account: %v", r.Err)
	}
}

// arrive delivers an invitation to the account that is well.
func (s *street) arrive() (id string) {
	w := &world{t: s.t}
	raw, id := w.mail(dana, subject, askFree, time.Now())
	_, err := s.well.Seed("robin", "INBOX", []byte(raw), time.Now())
	w.must(err)
	return id
}

// live runs the daemon for a while and returns what was told of the hostile
// account.
func (s *street) live(d time.Duration) string {
	ctx, cancel := context.WithTimeout(s.t.Context(), d)
	defer cancel()
	if err := s.app.Run(ctx); err != nil {
		s.t.Errorf("the daemon ended with %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.told
}

func (s *street) drafts() (list []string) {
	all, err := s.well.Messages("robin", "Drafts")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, m := range all {
		list = append(list, string(m.Raw))
	}
	return list
}
