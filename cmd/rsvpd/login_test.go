package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"rsvpd/internal/testlib"
)

// wire is a way to a server that can be cut, as when a server hangs up on
// connections whose token has expired.
type wire struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	w := &wire{Listener: ln}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			near, err := ln.Accept()
			if err != nil {
				return // closed: the test is over
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				near.Close()
				continue
			}
			w.mu.Lock()
			w.conns = append(w.conns, near, far)
			w.mu.Unlock()
			running.Go(func() { pump(near, far) })
			running.Go(func() { pump(far, near) })
		}
	})
	t.Cleanup(func() {
		ln.Close()
		w.cut()
		running.Wait()
	})
	return w
}

// pump carries bytes until either end is closed.
func pump(into, from net.Conn) {
	defer into.Close()
	if _, err := io.Copy(into, from); err != nil {
		return
	}
}

// cut hangs up all connections.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		c.Close()
	}
	w.conns = nil
}

// loginRig is a user's machine whose mailbox is on a real server that takes
// access tokens alone.
type loginRig struct {
	*rig
	provider *testlib.OAuthServer
	wire     *wire
	user     string
}

// newLoginRig makes one whose user logs in at the provider as who.
func newLoginRig(t *testing.T, who string, o testlib.OAuthOptions) *loginRig {
	t.Helper()
	p := testlib.OAuth(t, who, o)
	d := testlib.DovecotWith(t, testlib.DovecotOptions{OAuth: p.URL})
	user := d.NewUser(t)
	r := &loginRig{rig: newRig(t, dovecotPost{d, user}), provider: p, wire: newWire(t, d.Addr()), user: user}
	r.file("client-secret", o.Secret)
	return r
}

// logsIn writes the configuration.
func (r *loginRig) logsIn(how string) {
	r.t.Helper()
	how = strings.ReplaceAll(how, "$P", r.provider.URL)
	r.file("rsvpd.toml", fmt.Sprintf("timezone = \"UTC\"\n[me]\nname = \"Robin Hale\"\n[[account]]\nemail = \"robin@example.org\"\nimap = \"imap://%s\"\nuser = %q\n%s\n",
		r.wire.Addr(), r.user, how))
}

const (
	byBrowser = `oauth2 = {provider = "google", client_id = "rsvpd-test", client_secret_file = "client-secret", auth_url = "$P/auth", token_url = "$P/token", revoke_url = "$P/revoke"}`
	byCode    = `oauth2 = {provider = "microsoft", client_id = "rsvpd-test", token_url = "$P/token", device_url = "$P/device"}`
)

// browse runs rsvpd login with a browser that says yes, and returns what was
// printed.
func (r *loginRig) browse(args ...string) (out string, code int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "rsvpd", append([]string{"login", "--no-browser"}, args...)...)
	cmd.Env = r.env
	var stdout strings.Builder
	cmd.Stdout = &stdout
	stderr, err := cmd.StderrPipe()
	ok(r.t, err)
	ok(r.t, cmd.Start())
	address := regexp.MustCompile(`^  (http://\S+)$`)
	var said strings.Builder
	for s := bufio.NewScanner(stderr); s.Scan(); {
		fmt.Fprintln(&said, s.Text())
		if m := address.FindStringSubmatch(s.Text()); m != nil {
			fmt.Fprintln(&said, "page:", surf(r.t, m[1]))
		}
	}
	if err := cmd.Wait(); err != nil && cmd.ProcessState == nil {
		r.t.Fatal(err)
	}
	return said.String() + stdout.String(), cmd.ProcessState.ExitCode()
}

// surf follows an address as a browser does, and returns the page it ends at.
func surf(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	ok(t, err)
	page, err := io.ReadAll(answer.Body)
	ok(t, err)
	ok(t, answer.Body.Close())
	return string(page)
}

// says holds that a command ends with a code and says something, and that no
// secret is in it.
func (r *loginRig) says(code int, want string, args ...string) string {
	r.t.Helper()
	out, got := r.rsvpd(args...)
	if got != code || !strings.Contains(out, want) {
		r.t.Errorf("rsvpd %q ended with code %d, want %d, and said\n%s\nwant %q", args, got, code, out, want)
	}
	r.discreet(out)
	return out
}

var tokens = regexp.MustCompile(`\b[ar]t-[A-Z2-7]{20,}|s3cret`)

func (r *loginRig) discreet(out string) {
	r.t.Helper()
	if secret := tokens.FindString(out); secret != "" {
		r.t.Errorf("a secret is shown (%.6s…): %s", secret, out)
	}
}

// TestLoginLife goes through all that becomes of a login, with a provider that
// renews refresh tokens at every use and a real mail server: before it, with it,
// renewed, expired while the server is waited for, taken back, and made again
// beside a daemon that waits for it.
func TestLoginLife(t *testing.T) {
	r := newLoginRig(t, "user1", testlib.OAuthOptions{Secret: "s3cret", SecretInBody: true, Rotate: true})
	r.logsIn(byBrowser)
	for _, command := range []string{"once", "check", "run"} {
		r.says(exitLogin, "robin@example.org: login needed: nobody has logged in yet: run rsvpd login robin@example.org", command)
	}
	r.says(exitDone, "OAuth2 at Google\n  ! login needed: nobody has logged in yet: run rsvpd login robin@example.org\n", "login", "--status")

	out, code := r.browse()
	if code != exitDone || !strings.Contains(out, "robin@example.org: logged in: the mail server accepts OAuth2 at Google") || !strings.Contains(out, "<h1>Logged in</h1>") {
		t.Fatalf("login ended with code %d:\n%s", code, out)
	}
	r.discreet(out)
	first := r.invite(pressing())
	r.says(exitDone, "1 new mail", "once")
	if !r.drafted(first)() {
		t.Error("nothing was drafted")
	}
	r.says(exitDone, "renewed by itself", "login", "--status")

	// Taken back before their time, access tokens are renewed; the other end keeps
	// nothing but the newest refresh token, and so must this one.
	for range 2 {
		r.provider.Expire()
		r.says(exitDone, "0 new mails", "once")
	}
	r.says(exitDone, "accepted", "check")

	r.listen()
	r.start()
	r.provider.Expire()
	r.wire.cut() // as a server does when a token is over
	second := r.invite(pressing())
	t.Logf("drafted %v after the server hung up", r.until("a draft stands", patience, r.drafted(second)).Round(time.Millisecond))

	r.provider.Revoke()
	r.provider.Expire()
	r.wire.cut()
	r.until("status tells that a login is needed", patience, func() bool { return r.status().Needed })
	asked := r.provider.Requests(testlib.GrantRefresh)
	out = r.says(exitDone, "! login needed since", "status")
	for _, want := range []string{"Google says invalid_grant", "7 days", `"Testing"`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	ok(t, r.cmd.Process.Signal(syscall.SIGHUP)) // no reason to give up, nor to ask again
	r.noted("RELOADING=1")
	r.noted("READY=1")
	r.noted("STATUS=")
	if n := r.provider.Requests(testlib.GrantRefresh); n != asked {
		t.Errorf("the provider was asked %d times more", n-asked)
	}

	if out, code := r.browse("robin@example.org"); code != exitDone {
		t.Fatalf("login ended with code %d:\n%s", code, out)
	}
	third := r.invite(pressing())
	t.Logf("drafted %v after the login", r.until("the daemon goes on by itself", patience, r.drafted(third)).Round(time.Millisecond))
	if s := r.status(); s.Needed || s.Expires == "" {
		t.Errorf("status: %+v", s)
	}
	r.kill(syscall.SIGTERM)
	r.discreet(r.stderr.String())

	r.says(exitDone, "logged out: Google has taken the tokens back", "logout")
	if n := r.provider.Requests("revoke"); n != 1 {
		t.Errorf("revoked %d times", n)
	}
	r.says(exitLogin, "nobody has logged in yet", "once")
	r.says(exitDone, "it was not logged in", "logout")
}

// status is what status --json says of the login.
func (r *loginRig) status() (login loginView) {
	r.t.Helper()
	out, code := r.rsvpd("status", "--json")
	var s struct{ Accounts []struct{ Login loginView } }
	if err := json.Unmarshal([]byte(out), &s); err != nil || code != exitDone || len(s.Accounts) != 1 {
		r.t.Fatalf("status: %v, code %d: %s", err, code, out)
	}
	return s.Accounts[0].Login
}

// TestLoginByCode: a code is entered elsewhere; the mail server is spoken to as
// Microsoft's wants it, and the tokens lie where nobody else can read them.
func TestLoginByCode(t *testing.T) {
	r := newLoginRig(t, "user1", testlib.OAuthOptions{Answers: []string{"authorization_pending"}})
	r.logsIn(byCode)
	out := r.says(exitDone, "logged in: the mail server accepts OAuth2 at Microsoft", "login")
	if !regexp.MustCompile(`Open http://\S+/enter in any browser and enter this code, until \d\d:\d\d:\n\n  \w{4}-\w{4}\n`).MatchString(out) {
		t.Errorf("said:\n%s", out)
	}
	r.says(exitDone, "0 new mails", "once")
	dir := filepath.Join(r.dir, "state/rsvpd/logins")
	files, err := os.ReadDir(dir)
	ok(t, err)
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}

	// What may pass by itself is a failure, and no end of the login.
	r.provider.Expire()
	r.provider.Fail(testlib.OAuthFault{Status: 503, Body: "busy"})
	r.says(exitFailed, "Microsoft does not answer as a token server should (HTTP status 503)", "once")
	r.says(exitDone, "0 new mails", "once")

	// A dry run keeps what it renews to itself.
	before, err := os.ReadFile(filepath.Join(dir, files[0].Name()))
	ok(t, err)
	r.provider.Expire()
	r.says(exitDone, "0 new mails", "once", "--dry-run")
	if after, err := os.ReadFile(filepath.Join(dir, files[0].Name())); err != nil || string(after) != string(before) {
		t.Errorf("the dry run wrote: %v", err)
	}

	// A login that was refused takes nothing away; one that the provider has ended
	// is not tried again.
	r.provider.Revoke()
	r.provider.Change(func(o *testlib.OAuthOptions) { o.Answers = []string{"access_denied"} })
	r.says(exitLogin, "the permission was not given", "login", "robin@example.org")
	r.says(exitLogin, "Microsoft says invalid_grant", "once")
	asked := r.provider.Requests(testlib.GrantRefresh)
	r.says(exitLogin, "Microsoft says invalid_grant", "once")
	if n := r.provider.Requests(testlib.GrantRefresh); n != asked {
		t.Errorf("the provider was asked %d times more", n-asked)
	}
}

// TestLoginAsAnother: with the tokens of somebody else the mail server lets nobody
// in. That is told at once, and not tried again.
func TestLoginAsAnother(t *testing.T) {
	r := newLoginRig(t, "user2", testlib.OAuthOptions{})
	r.logsIn(byCode)
	r.says(exitLogin, "check that user is the address that was logged in with", "login")
	asked := r.provider.Requests(testlib.GrantRefresh)
	r.says(exitLogin, "login refused", "once")
	r.says(exitDone, "login refused", "login", "--status")
	if n := r.provider.Requests(testlib.GrantRefresh); n != asked {
		t.Errorf("the provider was asked %d times more", n-asked)
	}
}

// TestLoginByHelper: a program that keeps the login is asked for a token, and once
// more where the server refuses it.
func TestLoginByHelper(t *testing.T) {
	r := newLoginRig(t, "user1", testlib.OAuthOptions{})
	helper := filepath.Join(r.dir, "mail-token")
	ok(t, os.WriteFile(helper, []byte("#!/bin/sh\necho asked >>"+r.dir+"/log\ncat "+r.dir+"/token\n"), 0o700))
	write := func(text string) { ok(t, os.WriteFile(r.dir+"/token", []byte(text), 0o600)) }
	asked := func() int {
		log, err := os.ReadFile(r.dir + "/log")
		ok(t, err)
		ok(t, os.Remove(r.dir+"/log"))
		return strings.Count(string(log), "asked")
	}
	r.logsIn(fmt.Sprintf("token_command = [%q]", helper))
	write(r.provider.Grant() + "\n")
	r.says(exitDone, "the mail server accepts an access token from token_command", "login")
	r.says(exitDone, "0 new mails", "once")
	if n := asked(); n != 2 {
		t.Errorf("asked %d times", n)
	}
	r.provider.Expire()
	r.says(exitLogin, "login refused", "once")
	if n := asked(); n != 2 {
		t.Errorf("asked %d times for one login", n)
	}
	r.says(exitDone, "! login needed", "status")
	ok(t, os.Remove(r.dir+"/token"))
	r.says(exitFailed, "exit status 1", "once") // it may lack the network: no reason to give up
	write(r.provider.Grant())
	r.says(exitDone, "0 new mails", "once")
	if out := r.says(exitDone, "as of", "status"); strings.Contains(out, "needed") {
		t.Errorf("what is mended is still told:\n%s", out)
	}
}
