package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rsvpd/internal/imapmem"
	"rsvpd/internal/testlib"
)

// post is a mail server as the tests of the daemon use it: they look at the
// mailbox behind the daemon's back.
type post interface {
	deliver(t *testing.T, raw string)
	folder(t *testing.T, name string) []string
	account() (url, user, password string)
}

type memoryPost struct {
	*imapmem.Server
	addr string
}

func (m memoryPost) deliver(t *testing.T, raw string) {
	t.Helper()
	_, err := m.Seed("robin", "INBOX", []byte(raw), time.Now())
	ok(t, err)
}

func (m memoryPost) folder(t *testing.T, name string) (list []string) {
	t.Helper()
	all, err := m.Messages("robin", name)
	ok(t, err)
	for _, x := range all {
		list = append(list, string(x.Raw))
	}
	return list
}

func (m memoryPost) account() (url, user, password string) {
	return "imap://" + m.addr, "robin", "secret"
}

type dovecotPost struct {
	*testlib.DovecotServer
	user string
}

func (d dovecotPost) deliver(t *testing.T, raw string) {
	t.Helper()
	d.Deliver(t, d.user, "INBOX", []byte(raw))
}

func (d dovecotPost) folder(t *testing.T, name string) (list []string) {
	t.Helper()
	for _, x := range d.Messages(t, d.user, name) {
		list = append(list, string(x.Raw))
	}
	return list
}

func (d dovecotPost) account() (url, user, password string) {
	return "imap://" + d.Addr(), d.user, d.Password()
}

// posts are the servers that the daemon is tried on.
var posts = []struct {
	name string
	open func(t *testing.T) post
}{{"memory", openMemory}, {"dovecot", func(t *testing.T) post {
	d := testlib.Dovecot(t)
	return dovecotPost{d, d.NewUser(t)}
}}}

func openMemory(t *testing.T) post {
	s := imapmem.New(imapmem.Options{Users: map[string]string{"robin": "secret"}})
	t.Cleanup(func() { ok(t, s.Close()) })
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	s.Serve(ln)
	return memoryPost{s, ln.Addr().String()}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rig is a user's machine: their settings and state, and the daemon as a process.
type rig struct {
	t *testing.T
	post
	dir    string
	env    []string
	socket *net.UnixConn
	notes  chan string // what the daemon has told systemd
	cmd    *exec.Cmd
	stderr *locked
	exited chan error
	serial int
}

func newRig(t *testing.T, p post) *rig {
	r := &rig{t: t, post: p, dir: t.TempDir()}
	ok(t, os.MkdirAll(filepath.Join(r.dir, "config/rsvpd"), 0o700))
	r.env = append(os.Environ(), "XDG_CONFIG_HOME="+r.dir+"/config", "XDG_STATE_HOME="+r.dir+"/state")
	_, _, password := p.account()
	r.file("password", password)
	r.settings("")
	t.Cleanup(func() {
		if r.cmd != nil {
			r.kill(syscall.SIGKILL)
		}
	})
	return r
}

func (r *rig) file(name, text string) {
	r.t.Helper()
	ok(r.t, os.WriteFile(filepath.Join(r.dir, "config/rsvpd", name), []byte(text), 0o600))
}

// settings writes the configuration.
func (r *rig) settings(more string) {
	r.t.Helper()
	url, user, _ := r.account()
	r.file("rsvpd.toml", fmt.Sprintf(`timezone = "UTC"
[me]
name = "Robin Hale"
[[account]]
email = "robin@example.org"
imap = %q
user = %q
password_file = "password"
%s`, url, user, more))
}

// listen opens the socket that systemd would.
func (r *rig) listen() {
	r.t.Helper()
	// Not t.TempDir(), whose path may be too long for a socket's name.
	dir, err := os.MkdirTemp("", "rsvpd-notify-")
	ok(r.t, err)
	path := dir + "/s"
	r.socket, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	ok(r.t, err)
	r.notes = make(chan string, 1000)
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := r.socket.Read(b)
			if err != nil {
				return // closed: the test is over
			}
			r.notes <- string(b[:n])
		}
	}()
	r.t.Cleanup(func() { ok(r.t, errors.Join(r.socket.Close(), os.RemoveAll(dir))) })
	r.env = append(r.env, "NOTIFY_SOCKET="+path)
}

// noted waits until the daemon tells something that begins so.
func (r *rig) noted(prefix string) string {
	r.t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case n := <-r.notes:
			if strings.HasPrefix(n, prefix) {
				return n
			}
		case err := <-r.exited:
			r.t.Fatalf("the daemon ended (%v) before it said %s\n%s", err, prefix, r.stderr)
		case <-deadline:
			r.t.Fatalf("the daemon did not say %s\n%s", prefix, r.stderr)
		}
	}
}

// patience is how long the daemon may take for what it should do in a second, on
// a machine that is busy with other tests.
const patience = 20 * time.Second

// start runs the daemon; with a socket, until it is ready and has looked once.
func (r *rig) start() {
	r.t.Helper()
	r.cmd = exec.Command("rsvpd", "run")
	r.cmd.Env = r.env
	r.stderr = &locked{}
	r.cmd.Stderr = r.stderr
	ok(r.t, r.cmd.Start())
	cmd, exited := r.cmd, make(chan error, 1)
	r.exited = exited
	go func() { exited <- cmd.Wait() }()
	if r.socket != nil {
		r.noted("READY=1")
		r.noted("STATUS=1 account watched")
	}
}

// locked lets a test read what a process is still writing.
type locked struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

// String implements fmt.Stringer.
func (l *locked) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// kill ends the daemon by a signal and returns how.
func (r *rig) kill(sig syscall.Signal) *os.ProcessState {
	r.t.Helper()
	if err := r.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		r.t.Error(err)
	}
	select {
	case <-r.exited:
	case <-time.After(patience):
		r.t.Errorf("the daemon does not end by %v", sig)
		ok(r.t, r.cmd.Process.Kill())
		<-r.exited
	}
	state := r.cmd.ProcessState
	r.cmd = nil
	return state
}

// rsvpd runs another command beside the daemon and returns what it printed and
// its exit code.
func (r *rig) rsvpd(args ...string) (string, int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "rsvpd", args...)
	cmd.Env = r.env
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		r.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// invite delivers an invitation and returns its Message-ID.
func (r *rig) invite(text string) string {
	r.t.Helper()
	r.serial++
	company := fmt.Sprintf("Number %d Robotics", r.serial)
	id := fmt.Sprintf("m%d@robotics%d.example.com", r.serial, r.serial)
	r.deliver(r.t, strings.ReplaceAll(fmt.Sprintf(`From: Dana Ferrer <dana.ferrer@robotics%d.example.com>
To: Robin Hale <robin@example.org>
Subject: Interview for Platform Engineer at %s
Date: %s
Message-ID: <%s>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hi Robin,

We would like to invite you to an interview for the Platform Engineer position at %s.
%s

Best regards,
Dana Ferrer
Recruiter, %s
`, r.serial, company, time.Now().Format(time.RFC1123Z), id, company, text, company), "\n", "\r\n"))
	return id
}

// pressing asks for a talk within hours: its draft is due at once.
func pressing() string {
	return "Would you be available on " + time.Now().UTC().Add(5*time.Hour).Format("Monday, January 2, 2006 at 3:04 PM") + " (UTC)?"
}

// leisurely leaves time.
const leisurely = "Could you let me know when you are available for a 45 minute call?"

// answering returns the drafts that answer a mail.
func (r *rig) answering(id string) []string {
	r.t.Helper()
	return slices.DeleteFunc(r.folder(r.t, "Drafts"), func(raw string) bool { return !strings.Contains(raw, "In-Reply-To: <"+id+">") })
}

// until asks again and again until it is so, and returns how long that took.
func (r *rig) until(what string, limit time.Duration, so func() bool) time.Duration {
	r.t.Helper()
	begun := time.Now()
	for tick := time.NewTicker(20 * time.Millisecond); !so(); <-tick.C {
		if time.Since(begun) > limit {
			r.t.Fatalf("not after %v: %s\n%s", limit, what, r.stderr)
		}
	}
	return time.Since(begun)
}

func (r *rig) drafted(id string) func() bool {
	return func() bool { return len(r.answering(id)) == 1 }
}
