package testlib

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

// PackagedServer is a running IMAP server of packages that are unpacked, not
// installed: Cyrus or Courier, which no machine can have beside Dovecot. It runs in
// a mount and process namespace of its own, where its files lie at the places that
// are compiled into it. That takes root and Linux.
type PackagedServer struct {
	kind  string                          // "cyrus" or "courier"
	admit func(t testing.TB, user string) // makes a user's mailbox

	dir     string
	port    int
	process *exec.Cmd
	out     bytes.Buffer
	exited  chan error

	mu      sync.Mutex
	users   int // handed out
	talkers map[string]*talker
}

// packagedUsers is how many users such a server has.
const packagedUsers = 64

// requirePackages returns where the server's packages are unpacked. Without them,
// without root or outside Linux the test is skipped, or fails as Require says.
func requirePackages(t testing.TB, kind string) string {
	t.Helper()
	root := os.Getenv("RSVPD_SERVERS")
	switch info, err := os.Stat(filepath.Join(root, kind)); {
	case root == "":
		missing(t, kind, "is not unpacked: run `bash .ci/servers DIR` and set RSVPD_SERVERS=DIR")
	case err != nil || !info.IsDir():
		missing(t, kind, "is not unpacked in RSVPD_SERVERS="+root)
	case os.Getuid() != 0:
		missing(t, kind, "needs root")
	case !namespaces:
		missing(t, kind, "needs the namespaces of Linux")
	}
	return filepath.Join(root, kind)
}

// newPackaged makes the server's folders: etc and run are what it sees as /etc and
// /run.
func newPackaged(t testing.TB, kind string) *PackagedServer {
	t.Helper()
	s := &PackagedServer{kind: kind, talkers: map[string]*talker{}}
	var err error
	// Not t.TempDir(), into whose folder the mail's owner may not look.
	s.dir, err = os.MkdirTemp("", "rsvpd-"+kind+"-")
	must(t, err)
	must(t, os.Chmod(s.dir, 0o755))
	for _, sub := range []string{"etc", "run", "mail"} {
		must(t, os.Mkdir(filepath.Join(s.dir, sub), 0o755))
	}
	t.Cleanup(func() { s.stop(t) })
	return s
}

func (s *PackagedServer) path(elem ...string) string {
	return filepath.Join(append([]string{s.dir}, elem...)...)
}

func (s *PackagedServer) write(t testing.TB, name, text string, mode os.FileMode) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	must(t, os.WriteFile(s.path(name), []byte(text), mode))
}

// asInstalled lets the packages' files and the server's own settings appear at the
// places where the server looks for them; nobody outside the namespace sees it. The
// mail is kept in memory: Cyrus syncs each message to the disk.
const asInstalled = `set -eu
mount -t overlay overlay -o ro,lowerdir=%[1]s/usr:/usr /usr
mount -t overlay overlay -o ro,lowerdir=%[2]s/etc:/etc /etc
mount --bind %[2]s/run /run
mount -t tmpfs -o mode=755 tmpfs %[2]s/mail
cd %[2]s/mail
`

// start runs a shell script that ends by becoming the server, and waits until that
// greets.
func (s *PackagedServer) start(t testing.TB, packages, script string) {
	t.Helper()
	s.write(t, "start", fmt.Sprintf(asInstalled, packages, s.dir)+script, 0o755)
	s.process = exec.Command("/bin/bash", s.path("start"))
	s.process.Stdout, s.process.Stderr = &s.out, &s.out
	s.process.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}
	isolate(s.process)
	must(t, s.process.Start())
	s.exited = make(chan error, 1)
	go func() { s.exited <- s.process.Wait() }()
	for greeting(s.Addr()) != nil {
		select {
		case err := <-s.exited:
			s.exited <- err
			t.Fatalf("%s does not start: %v\n%s", s.kind, err, s.out.String())
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Addr is host:port for imap://.
func (s *PackagedServer) Addr() string { return "127.0.0.1:" + strconv.Itoa(s.port) }

// Password is every user's.
func (s *PackagedServer) Password() string { return "correct horse" }

// NewUser makes a user with an empty mailbox and the folders Drafts, Sent and
// Trash, and returns the name.
func (s *PackagedServer) NewUser(t testing.TB) string {
	t.Helper()
	s.mu.Lock()
	s.users++
	name := userName(s.users)
	s.mu.Unlock()
	if s.users > packagedUsers {
		t.Fatalf("no more than %d users", packagedUsers)
	}
	s.admit(t, name)
	return name
}

// Seed stores a message in a user's folder as if it had come at that time. The
// folder must exist.
func (s *PackagedServer) Seed(t testing.TB, user, folder string, raw []byte, received time.Time, flags ...string) {
	t.Helper()
	s.talker(t, user).append(t, folder, raw, received, flags)
}

// Messages returns what lies in a user's folder, by UID.
func (s *PackagedServer) Messages(t testing.TB, user, folder string) []Stored {
	t.Helper()
	return s.talker(t, user).messages(t, folder)
}

// talker returns the connection over which the test acts for a user.
func (s *PackagedServer) talker(t testing.TB, user string) *talker {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.talkers[user] == nil {
		s.talkers[user] = newTalker(t, s.Addr(), user, s.Password())
	}
	return s.talkers[user]
}

// stop ends the server and removes its folder. The first process of a namespace
// takes all others with it when it is killed, daemons as well.
func (s *PackagedServer) stop(t testing.TB) {
	for _, c := range s.talkers {
		c.close()
	}
	if s.exited != nil {
		if err := s.process.Process.Kill(); err != nil {
			t.Errorf("stopping %s: %v", s.kind, err)
		}
		<-s.exited
	}
	if t.Failed() {
		t.Logf("what %s said:\n%s", s.kind, s.out.String())
	}
	if err := os.RemoveAll(s.dir); err != nil {
		t.Errorf("cleaning up: %v", err)
	}
}
