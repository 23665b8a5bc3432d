package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

var daemonKills = flag.Int("daemon.kills", 20, "how often the daemon is killed on each server")

// onPosts runs a test on every server.
func onPosts(t *testing.T, f func(t *testing.T, r *rig)) {
	for _, p := range posts {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			f(t, newRig(t, p.open(t)))
		})
	}
}

// TestDaemonLife: what is due at once is drafted at once; asked to stop, the
// daemon ends well and soon.
func TestDaemonLife(t *testing.T) {
	onPosts(t, func(t *testing.T, r *rig) {
		r.listen()
		r.start()
		for range 3 {
			id := r.invite(pressing())
			t.Logf("drafted %v after the mail came", r.until("a draft stands", patience, r.drafted(id)).Round(time.Millisecond))
		}
		asked := time.Now()
		if state := r.kill(syscall.SIGTERM); state.ExitCode() != 0 || time.Since(asked) > 5*time.Second {
			t.Errorf("ended with code %d after %v", state.ExitCode(), time.Since(asked))
		}
		r.exited = nil
		r.noted("STOPPING=1")
	})
}

// TestDaemonReload: SIGHUP brings new settings into force; wrong ones change
// nothing.
func TestDaemonReload(t *testing.T) {
	r := newRig(t, openMemory(t))
	r.listen()
	r.start()
	reload := func() {
		t.Helper()
		ok(t, r.cmd.Process.Signal(syscall.SIGHUP))
		if note := r.noted("RELOADING=1"); !regexp.MustCompile(`\nMONOTONIC_USEC=[1-9][0-9]*$`).MatchString(note) {
			t.Errorf("said %q", note)
		}
		r.noted("READY=1")
	}
	r.settings("[reply]\nundecided = \"perhaps\"\n")
	reload()
	first := r.invite(pressing())
	r.until("the old settings are in force", patience, r.drafted(first))
	if text := r.answering(first)[0]; strings.Contains(text, "another direction") {
		t.Errorf("drafted:\n%s", text)
	}
	r.settings("[[rule]]\nwhen = {company = \"Number 2 Robotics\"}\nthen = \"decline\"\nreason = \"accepted-offer\"\n")
	reload()
	second := r.invite(pressing())
	r.until("the new settings are in force", patience, r.drafted(second))
	if text := r.answering(second)[0]; !strings.Contains(text, "accepted") {
		t.Errorf("the rule is not in force:\n%s", text)
	}
}

// TestDaemonSecond: two on one state directory would write every draft twice.
func TestDaemonSecond(t *testing.T) {
	r := newRig(t, openMemory(t))
	r.listen()
	r.start()
	if out, code := r.rsvpd("run"); code != exitRunning {
		t.Errorf("the second ended with code %d: %s", code, out)
	}
	if out, code := r.rsvpd("once"); code != exitRunning {
		t.Errorf("once ended with code %d: %s", code, out)
	}
	if out, code := r.rsvpd("status"); code != exitDone {
		t.Errorf("status ended with code %d: %s", code, out)
	}
}

// TestDaemonRefused: a refused login is not tried again; only the user can help.
func TestDaemonRefused(t *testing.T) {
	onPosts(t, func(t *testing.T, r *rig) {
		r.file("password", "wrong")
		if out, code := r.rsvpd("run"); code != exitLogin {
			t.Errorf("ended with code %d: %s", code, out)
		}
	})
}

// TestDaemonWord: a word said beside the daemon is carried out within seconds.
func TestDaemonWord(t *testing.T) {
	onPosts(t, func(t *testing.T, r *rig) {
		r.listen()
		r.start()
		id := r.invite(leisurely)
		key := regexp.MustCompile(`"id":"([0-9a-f]+)"`)
		var found []string
		r.until("status knows the invitation", patience, func() bool {
			out, _ := r.rsvpd("status", "--json")
			found = key.FindStringSubmatch(out)
			return found != nil
		})
		if n := len(r.answering(id)); n != 0 {
			t.Fatalf("%d drafts stand already", n)
		}
		if out, code := r.rsvpd("decline", found[1]); code != exitDone || !strings.Contains(out, "within seconds") {
			t.Fatalf("ended with code %d: %s", code, out)
		}
		t.Logf("carried out after %v", r.until("the decline stands", patience, r.drafted(id)).Round(time.Millisecond))
	})
}

// TestDaemonWatchdog: systemd is told that the daemon lives, as often as it asks.
func TestDaemonWatchdog(t *testing.T) {
	r := newRig(t, openMemory(t))
	r.listen()
	r.env = append(r.env, "WATCHDOG_USEC=400000")
	r.start()
	begun := time.Now()
	for range 5 {
		r.noted("WATCHDOG=1")
	}
	if took := time.Since(begun); took < 500*time.Millisecond {
		t.Errorf("five signs of life within %v, wanted one in 200 ms", took)
	}
}

// TestDaemonKilled: killed again and again while mail comes and a summary falls
// due, the daemon leaves one draft per invitation and one summary per date.
func TestDaemonKilled(t *testing.T) {
	onPosts(t, func(t *testing.T, r *rig) {
		firing := time.Now().UTC().Add(20 * time.Second).Truncate(time.Minute).Add(time.Minute)
		r.settings(fmt.Sprintf("[reply]\nundecided = \"decline\"\n[summary]\nat = \"%d %d * * *\"\n", firing.Minute(), firing.Hour()))
		// The first pass ever makes no summary for a time already past.
		if out, code := r.rsvpd("once"); code != exitDone {
			t.Fatalf("code %d: %s", code, out)
		}
		var ids []string
		for n := 0; n < *daemonKills || time.Now().Before(firing.Add(3*time.Second)); n++ {
			if n%2 == 0 && len(ids) < 100 {
				ids = append(ids, r.invite(pressing()))
			}
			r.start()
			time.Sleep(rand.N(1200 * time.Millisecond)) // the moment of death is what is tried
			r.kill(syscall.SIGKILL)
		}
		r.start()
		for _, id := range ids {
			// What was handed to the server with an unknown outcome is searched for
			// twice, a minute apart.
			r.until("a draft stands for "+id, 3*time.Minute, func() bool { return len(r.answering(id)) > 0 })
		}
		summaries := func() (n int) {
			for _, raw := range r.folder(t, "INBOX") {
				if strings.Contains(raw, "X-Rsvpd-Summary: "+firing.Format(time.DateOnly)) {
					n++
				}
			}
			return n
		}
		r.until("the summary is there", 3*time.Minute, func() bool { return summaries() > 0 })
		if state := r.kill(syscall.SIGTERM); state.ExitCode() != 0 {
			t.Errorf("ended with code %d", state.ExitCode())
		}
		if out, code := r.rsvpd("once"); code != exitDone {
			t.Errorf("code %d: %s", code, out)
		}
		for _, id := range ids {
			if n := len(r.answering(id)); n != 1 {
				t.Errorf("%d drafts answer %s", n, id)
			}
		}
		if n := len(r.folder(t, "Drafts")); n != len(ids) {
			t.Errorf("%d drafts for %d invitations", n, len(ids))
		}
		if n := summaries(); n != 1 {
			t.Errorf("%d summaries", n)
		}
		t.Logf("%d invitations", len(ids))
	})
}
