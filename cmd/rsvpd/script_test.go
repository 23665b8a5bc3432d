package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"rsvpd/internal/imapmem"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rsvpd": main})
}

// TestScripts runs the program as a user does, on a mail server of the test's:
// $IMAP is its URL, user robin, password secret.
//
//	deliver FOLDER FILE TIME   puts a mail into the mailbox
//	drafts N                   checks how many drafts stand, and prints them
//	exits CODE rsvpd …         runs the program and checks its exit code
//	list FOLDER FILE           writes names, sizes and times of files
//	settings FILE              writes the server's address into a configuration
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               setUp,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"deliver": deliver, "drafts": countDrafts, "exits": exits, "list": list, "settings": settings,
		},
	})
}

type serverKey struct{}

func setUp(e *testscript.Env) error {
	s := imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go s.Serve(ln)
	e.Defer(func() {
		if err := s.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	})
	e.Values[serverKey{}] = s
	e.Setenv("IMAP", "imap://"+ln.Addr().String())
	e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
	e.Setenv("XDG_STATE_HOME", e.WorkDir+"/state")
	return writeConfig(e)
}

// writeConfig makes the configuration where the program looks for it.
func writeConfig(e *testscript.Env) error {
	dir := e.WorkDir + "/config/rsvpd"
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(dir+"/password", []byte("secret\n"), 0o600); err != nil {
		return err
	}
	text := fmt.Sprintf("timezone = \"UTC\"\n\n[me]\nname = \"Robin Hale\"\n\n[[account]]\nemail = \"robin@example.org\"\nimap = %q\nuser = \"robin\"\npassword_file = \"password\"\n", e.Getenv("IMAP"))
	return os.WriteFile(dir+"/rsvpd.toml", []byte(text), 0o600)
}

func server(ts *testscript.TestScript) *imapmem.Server {
	return ts.Value(serverKey{}).(*imapmem.Server)
}

func deliver(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: deliver FOLDER FILE TIME")
	}
	at, err := time.Parse(time.RFC3339, args[2])
	ts.Check(err)
	raw := strings.ReplaceAll(ts.ReadFile(args[1]), "\n", "\r\n")
	_, err = server(ts).Seed("robin", args[0], []byte(raw), at)
	ts.Check(err)
}

func countDrafts(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: drafts N")
	}
	mails, err := server(ts).Messages("robin", "Drafts")
	ts.Check(err)
	for _, m := range mails {
		ts.Logf("%s", m.Raw)
	}
	if got := fmt.Sprint(len(mails)); got != args[0] {
		ts.Fatalf("%s drafts stand, want %s", got, args[0])
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("%v: exit code %s, want %s", args[1:], got, args[0])
	}
}

// list prints the names, sizes and times of the files below a folder, to be
// compared later.
func list(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: list FOLDER FILE")
	}
	var b strings.Builder
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		info, err := e.Info()
		ts.Check(err)
		fmt.Fprintln(&b, info.Name(), info.Size(), info.ModTime().UnixNano())
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o600))
}

// settings writes the server's address into a configuration.
func settings(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: settings FILE")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), "$IMAP", ts.Getenv("IMAP"))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
