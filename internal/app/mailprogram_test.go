package app_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/testlib"
)

// recallTime is how long a mail program may take for one draft. It needs a second
// or two; one that asks a question which nobody answers is given up.
const recallTime = time.Minute

// mailProgram is mutt or neomutt, which know the same settings and commands. It
// believes that it has a terminal, a person's home, an editor and a sendmail; the
// last two are scripts that only keep what they are given.
type mailProgram struct {
	path, terminal string
	plain          bool // of a draft's alternatives it recalls the text alone
}

// newMailProgram finds the program, and script(1) of util-linux, which is the
// terminal.
func newMailProgram(t *testing.T, name string) *mailProgram {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("script(1) has other options here")
	}
	return &mailProgram{path: testlib.Require(t, name), terminal: testlib.Require(t, "script"), plain: name == "mutt"}
}

// outgoing is what a mail program gave out for one draft.
type outgoing struct {
	shown      string // in the editor
	message    []byte // to sendmail
	recipients string // sendmail's arguments
}

// send starts the program, recalls the first of the drafts that stand, leaves
// the text as it is, sends it, and quits.
func (p *mailProgram) send(w *world, standing int) outgoing {
	w.t.Helper()
	home := w.t.TempDir()
	p.write(w, home, standing)
	ctx, cancel := context.WithTimeout(w.t.Context(), recallTime)
	defer cancel()
	screen, err := p.run(ctx, home)
	if err != nil {
		w.t.Fatalf("%s: %v\n%q", p.path, err, screen)
	}
	kept := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(home, name))
		if err != nil {
			w.t.Fatalf("%s sent nothing: %v\n%q", p.path, err, screen)
		}
		return data
	}
	return outgoing{shown: string(kept("shown")), message: kept("message"), recipients: string(kept("recipients"))}
}

// run runs the program in a terminal of its own until it quits by itself, and
// returns what it drew. The terminal's input stays open and empty: at its end
// script would type an end of file.
func (p *mailProgram) run(ctx context.Context, home string) ([]byte, error) {
	input, keyboard, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer input.Close()
	defer keyboard.Close()
	program := fmt.Sprintf("%s -n -F %s", p.path, filepath.Join(home, "rc"))
	cmd := exec.CommandContext(ctx, p.terminal, "--quiet", "--return", "--command", program, os.DevNull)
	cmd.Dir = home
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=vt100", "LINES=40", "COLUMNS=120", "LC_ALL=C.UTF-8", "SHELL=/bin/sh"}
	var screen bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = input, &screen, &screen
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	return screen.Bytes(), err
}

// keepMessage and keepText stand in for sendmail and for the editor.
const (
	keepMessage = `#!/bin/sh
echo "$@" >recipients
cat >message
`
	keepText = `#!/bin/sh
cp "$1" shown
`
)

// write fills the program's home. What it is to do is typed ahead in the
// settings: one draft opens at once, several are first listed.
func (p *mailProgram) write(w *world, home string, standing int) {
	w.t.Helper()
	choose := ""
	if standing > 1 {
		choose = "<first-entry><select-entry>"
	}
	_, host, _ := strings.Cut(w.url, "://")
	rc := fmt.Sprintf(`set folder="imap://%s@%s/"
set imap_user="%s" imap_pass="%s"
set spoolfile="+INBOX" postponed="+Drafts" record="+Sent"
set ssl_starttls=no ssl_force_tls=no
set sendmail="%s/sendmail" editor="%s/editor"
set sendmail_wait=0 recall=yes quit=yes delete=yes confirmappend=no
push "<recall-message>%s<send-message><quit>"
`, w.user, host, w.user, w.password, home, home, choose)
	for name, text := range map[string]string{"rc": rc, "sendmail": keepMessage, "editor": keepText} {
		w.must(os.WriteFile(filepath.Join(home, name), []byte(text), 0o700))
	}
}
