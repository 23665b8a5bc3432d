package app_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"rsvpd/internal/app"
)

// child is what a child process needs to make a pass in the parent's world and
// be killed at a point of it.
type child struct {
	URL, User, Password, Dir string
	Now                      time.Time
	KillAt                   string
}

const childEnv = "RSVPD_TEST_CHILD"

// TestChild is the child process of TestKilled; by itself it has nothing to do.
func TestChild(t *testing.T) {
	text, ok := os.LookupEnv(childEnv)
	if !ok {
		t.Skip("only as a child of TestKilled")
	}
	var c child
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.url, w.user, w.password, w.dir, w.now = c.URL, c.User, c.Password, c.Dir, c.Now
	w.opts.At = func(point string) {
		if point == c.KillAt {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				t.Error(err)
			}
			select {} // SIGKILL is under way
		}
	}
	w.opts.Progress = func(p app.Progress) { w.opts.At(fmt.Sprint("read ", p.Done)) }
	w.pass()
}

// TestKilled: killed at any point of writing a draft, the next run brings one
// draft about (P3, P8).
func TestKilled(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			world := s.start(t)
			for _, point := range []string{"intent", "sending", "appended", "done"} {
				t.Run(point, func(t *testing.T) { killedAt(t, world(t), point) })
			}
		})
	}
}

func killedAt(t *testing.T, w *world, point string) {
	w.arrive(dana, subject, askFree, w.now)
	w.now = w.now.Add(hours(26))
	w.killAt(point)
	w.now = w.now.Add(time.Minute)
	w.pass()
	w.oneDraft()
	w.wantState("drafted")
	if r := w.pass(); len(r.Accounts[0].Done) != 0 {
		t.Errorf("a further pass did %q", r.Accounts[0].Done)
	}
	// It is still known to be untouched.
	w.answer(dana, "Re: "+subject, "Wednesday at ten is fine.", w.now, "In-Reply-To: <"+w.oneDraft().InReplyTo[0]+">")
	w.now = w.now.Add(hours(1))
	w.pass()
	w.noDraft("the user has answered")
}

// killAt makes a pass in a child process that is killed there.
func (w *world) killAt(point string) {
	w.t.Helper()
	w.stop()
	text, err := json.Marshal(child{w.url, w.user, w.password, w.dir, w.now, point})
	w.must(err)
	cmd := exec.Command(os.Args[0], "-test.run=^TestChild$")
	cmd.Env = append(os.Environ(), childEnv+"="+string(text))
	out, err := cmd.CombinedOutput()
	if s, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || !s.Signaled() || s.Signal() != syscall.SIGKILL {
		w.t.Fatalf("the child was not killed at %q: %v\n%s", point, err, out)
	}
}
