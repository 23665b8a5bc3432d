package testlib

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// RadicaleServer is a running Radicale, a CalDAV server, for plain HTTP on this
// machine.
type RadicaleServer struct {
	port    int
	dir     string
	process *exec.Cmd
	exited  chan error
}

// Radicale starts a Radicale for this test and stops it when the test ends. Where
// it is not installed, see Require.
func Radicale(t testing.TB) *RadicaleServer {
	t.Helper()
	program := Require(t, "radicale")
	r := &RadicaleServer{dir: t.TempDir()}
	must(t, os.WriteFile(filepath.Join(r.dir, "users"), []byte(r.User()+":"+r.Password()+"\n"), 0o600))
	const tries = 5 // a free port may be taken by someone else meanwhile
	var err error
	for range tries {
		if err = r.start(t, program); err == nil {
			t.Cleanup(func() { r.Stop(t) })
			return r
		}
	}
	t.Fatalf("radicale does not start: %v", err)
	return nil
}

const radicaleConf = `[server]
hosts = 127.0.0.1:%d
[auth]
type = htpasswd
htpasswd_filename = %[2]s/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = %[2]s/store
[rights]
type = owner_only
`

// start runs Radicale as a child and waits until it answers.
func (r *RadicaleServer) start(t testing.TB, program string) error {
	t.Helper()
	r.port = freePort(t)
	conf := filepath.Join(r.dir, "config")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, radicaleConf, r.port, r.dir), 0o600))
	r.process = exec.Command(program, "--config", conf)
	var out bytes.Buffer
	r.process.Stdout, r.process.Stderr = &out, &out
	dieWithTest(r.process)
	if err := r.process.Start(); err != nil {
		return err
	}
	exited := make(chan error, 1)
	r.exited = exited
	process := r.process
	go func() { exited <- process.Wait() }()
	for {
		if _, err := r.request(t.Context(), http.MethodOptions, "/", ""); err == nil {
			return nil
		}
		select {
		case err := <-exited:
			return fmt.Errorf("%w: %s", err, out.String())
		case <-t.Context().Done():
			return t.Context().Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// User and Password are the only login.
func (r *RadicaleServer) User() string     { return "robin" }
func (r *RadicaleServer) Password() string { return "correct horse" }

// Addr is host:port.
func (r *RadicaleServer) Addr() string { return "127.0.0.1:" + strconv.Itoa(r.port) }

// URL is the address of a collection of the user's.
func (r *RadicaleServer) URL(collection string) string {
	return "caldav://" + r.Addr() + "/" + r.User() + "/" + collection + "/"
}

// AddCollection makes a calendar.
func (r *RadicaleServer) AddCollection(t testing.TB, name string) {
	t.Helper()
	r.must(t, "MKCALENDAR", name+"/", "")
}

// Put stores an event, given as the lines of its VCALENDAR. Radicale keeps what
// is a calendar; what it refuses fails the test.
func (r *RadicaleServer) Put(t testing.TB, collection, name, calendar string) {
	t.Helper()
	r.must(t, http.MethodPut, collection+"/"+name+".ics", strings.ReplaceAll(calendar, "\n", "\r\n"))
}

// Spoil overwrites an event with bytes that Radicale would refuse.
func (r *RadicaleServer) Spoil(t testing.TB, collection, name, text string) {
	t.Helper()
	path := filepath.Join(r.dir, "store", "collection-root", r.User(), collection, name+".ics")
	must(t, os.WriteFile(path, []byte(text), 0o600))
}

func (r *RadicaleServer) must(t testing.TB, method, path, body string) {
	t.Helper()
	status, err := r.request(t.Context(), method, "/"+r.User()+"/"+path, body)
	if err != nil || status >= 300 {
		t.Fatalf("radicale: %s %s: %d, %v", method, path, status, err)
	}
}

func (r *RadicaleServer) request(ctx context.Context, method, path, body string) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, method, "http://"+r.Addr()+path, strings.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.SetBasicAuth(r.User(), r.Password())
	if body != "" {
		req.Header.Set("Content-Type", "text/calendar; charset=utf-8")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// Stop ends the server before the test does, as an outage.
func (r *RadicaleServer) Stop(t testing.TB) {
	if r.process == nil {
		return
	}
	if err := r.process.Process.Kill(); err != nil {
		t.Errorf("stopping radicale: %v", err)
	}
	<-r.exited // killed: its state says nothing
	r.process = nil
}
