package app_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/imapmem"
	"rsvpd/internal/store"
)

// sim is one user, their mail server and the daemon, alive in a synctest bubble.
// The wall clock is the bubble's, set to the year of the test and put forward by
// every suspend; what happens comes from the random source alone, so that a seed
// replays a life.
type sim struct {
	t    *testing.T
	seed uint64
	rng  *rand.Rand
	srv  *imapmem.Server
	dir  string
	wish wishes
	model

	began  time.Time    // of the bubble
	reborn time.Time    // when the present database was made
	asleep atomic.Int64 // nanoseconds that the machine was suspended so far
	dials  atomic.Int64 // of the daemon: a pass begins with one

	app    *app.App
	store  *store.Store
	cancel context.CancelFunc
	done   chan error

	mu      sync.Mutex // what the daemon's goroutines touch
	passes  int        // that succeeded
	looks   int        // passes, also those that failed
	last    error      // of the latest pass
	faults  []imapmem.Fault
	logins  []imapmem.Fault
	crashAt string // point of the journal at which the process dies
	offline bool   // the server can't be reached

	trace []string
}

// wishes are the settings that change in a life.
type wishes struct {
	zone, undecided, poll string
	idle                  bool
	rules                 string
}

// year is when the lives begin: three weeks before New York puts its clocks
// forward, and seven before Lord Howe puts them back, by half an hour.
var year = time.Date(2026, 2, 16, 8, 0, 0, 0, time.UTC)

func newSim(t *testing.T, seed uint64) *sim {
	s := &sim{t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir(), began: time.Now(), model: newModel()}
	s.srv = imapmem.New(imapmem.Options{
		Users:    map[string]string{"robin": "secret"},
		OnAppend: func(string, string, []byte) imapmem.Fault { return s.fault(&s.faults) },
		OnLogin:  func(string) imapmem.Fault { return s.fault(&s.logins) },
	})
	s.must(os.WriteFile(filepath.Join(s.dir, "password"), []byte("secret"), 0o600))
	s.wish = wishes{zone: "America/New_York", undecided: "reschedule", poll: "2m", idle: true}
	t.Cleanup(func() {
		s.stop()
		if err := s.srv.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			s.confess()
		}
	})
	s.reborn = s.now()
	s.start()
	return s
}

// now is the wall clock.
func (s *sim) now() time.Time {
	return year.Add(time.Since(s.began)).Add(time.Duration(s.asleep.Load()))
}

func (s *sim) zone() *time.Location {
	z, err := time.LoadLocation(s.wish.zone)
	s.must(err)
	return z
}

// chance is true once in n times.
func (s *sim) chance(n int) bool { return s.rng.IntN(n) == 0 }

// one picks one of a list.
func one[T any](s *sim, list []T) T { return list[s.rng.IntN(len(list))] }

// log notes a step for the story that a failure tells.
func (s *sim) log(format string, args ...any) {
	s.trace = append(s.trace, s.now().Format("Jan 02 15:04:05 ")+fmt.Sprintf(format, args...))
}

// confess tells how the failure came about.
func (s *sim) confess() {
	s.t.Logf("seed %d: replay with -run 'TestSimulation' -life.seed=%d; the last steps:\n%s", s.seed, s.seed,
		strings.Join(s.trace[max(0, len(s.trace)-30):], "\n"))
}

func (s *sim) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s: %s", s.now().Format("Jan 02 15:04:05"), fmt.Sprintf(format, args...))
}

// failFor is fail for what went wrong in one thread, with the thread's story.
func (s *sim) failFor(t *talk, format string, args ...any) {
	s.t.Helper()
	text := fmt.Sprintf(format, args...)
	for _, l := range s.trace {
		if strings.Contains(l, t.company) {
			text += "\n  " + l
		}
	}
	if e, ok := t.entry(s.entries()); ok {
		text += fmt.Sprintf("\n  window: due %s, closes %s, %s", e.Window.Due, e.Window.Closes, e.Window.Because)
		for _, c := range e.History {
			text += fmt.Sprintf("\n  history: %s %s: %s", c.At.Format("Jan 02 15:04:05"), c.What, c.Why)
		}
		for _, d := range e.Decisions {
			text += fmt.Sprintf("\n  decision: %+v", d)
		}
		for _, d := range e.Drafts {
			text += fmt.Sprintf("\n  draft: %+v", d)
		}
	}
	s.fail("%s: %s", t.company, text)
}

func (s *sim) must(err error) {
	s.t.Helper()
	if err != nil {
		s.fail("%v", err)
	}
}

// fault takes the next fault off a list.
func (s *sim) fault(list *[]imapmem.Fault) (f imapmem.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(*list) > 0 {
		f, *list = (*list)[0], (*list)[1:]
	}
	return f
}

func (s *sim) config() *config.Config {
	text := fmt.Sprintf(`timezone = %q
[watch]
poll = %q
idle = %v
[reply]
undecided = %q
[me]
name = "Robin Hale"
[[account]]
email = %q
imap = "imap://localhost:143"
user = "robin"
password_file = %q
%s`, s.wish.zone, s.wish.poll, s.wish.idle, s.wish.undecided, owner, filepath.Join(s.dir, "password"), s.wish.rules)
	c, err := config.Parse("rsvpd.toml", []byte(text))
	s.must(err)
	return c
}

// start brings the daemon to life on the state directory.
func (s *sim) start() {
	var err error
	s.store, err = store.Open(s.dir)
	s.must(err)
	s.app, err = app.New(app.Options{
		Config: s.config(), Data: config.Embedded(), Store: s.store, Now: s.now,
		Dialer: s.dial, At: s.reached, Report: s.report,
	})
	s.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	s.cancel, s.done = cancel, done
	run := s.app.Run
	go func() { done <- run(ctx) }()
}

// stop ends the daemon as SIGTERM does.
func (s *sim) stop() {
	if s.done == nil {
		return
	}
	asked := time.Now()
	s.cancel()
	if err := <-s.done; err != nil {
		s.t.Errorf("the daemon ended with %v", err)
	}
	if took := time.Since(asked); took > 5*time.Second {
		s.t.Errorf("stopping took %v", took)
	}
	s.done = nil
	if err := s.store.Close(); err != nil {
		s.t.Error(err)
	}
}

// bury cleans up after a daemon that has died by itself, and starts the next.
func (s *sim) bury(err error) {
	if err != nil {
		s.fail("the daemon gave up: %v", err)
	}
	s.log("the process had died; it is started again")
	s.done = nil
	s.cancel()
	s.must(s.store.Close())
	s.start()
}

// forget deletes the database.
func (s *sim) forget() {
	files, err := filepath.Glob(filepath.Join(s.dir, store.FileName+"*"))
	s.must(err)
	for _, f := range files {
		s.must(os.Remove(f))
	}
}

var errOffline = errors.New("no route to host")

func (s *sim) dial(context.Context, string, string) (net.Conn, error) {
	s.dials.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.offline {
		return nil, errOffline
	}
	return s.srv.Pipe(), nil
}

// reached kills the daemon at the point that the simulation chose: its goroutine
// ends there, and nothing after it is done.
func (s *sim) reached(point string) {
	s.mu.Lock()
	dies := s.crashAt == point
	if dies {
		s.crashAt = ""
	}
	s.mu.Unlock()
	if dies {
		runtime.Goexit()
	}
}

func (s *sim) report(r app.AccountReport) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks++
	s.last = r.Err
	if r.Err != nil {
		s.log("  pass failed: %.300v", r.Err)
	}
	if r.Err == nil {
		s.passes++
	}
}

func (s *sim) count() (passes, looks int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.passes, s.looks
}

// patience is how long the daemon may need to get over what was done to it: the
// longest backoff, and the second search for a draft of unknown fate.
const patience = 45 * time.Minute

// settle gives the daemon the time to see what was done and to carry out what
// follows: until so many passes have succeeded. One that is under way may have
// looked too early.
func (s *sim) settle(passes int) {
	s.t.Helper()
	from, _ := s.count()
	for begun := time.Now(); ; {
		select {
		case err := <-s.done:
			s.bury(err)
		case <-time.After(time.Second):
		}
		if n, _ := s.count(); n >= from+passes {
			return
		}
		if time.Since(begun) > patience {
			s.fail("no pass succeeds any more: %v", s.last)
		}
	}
}

// suspend stops the machine: the wall clock goes on, timers do not. The daemon
// has to notice within 30 seconds of waking up.
func (s *sim) suspend(d time.Duration) {
	s.log("suspended for %v", d)
	before := s.dials.Load() // ahead of the jump: the daemon may notice at once
	s.asleep.Add(int64(d))
	for range 30 {
		time.Sleep(time.Second)
		if s.dials.Load() > before || len(s.done) > 0 {
			return // it looks, or has died of what was planned for it
		}
	}
	s.fail("%v of suspend were not noticed", d)
}

// messages returns what a folder holds.
func (s *sim) messages(folder string) []imapmem.Message {
	s.t.Helper()
	list, err := s.srv.Messages("robin", folder)
	s.must(err)
	return list
}

// put stores a mail as if it came at that moment.
func (s *sim) put(folder, raw string, flags ...string) {
	s.t.Helper()
	s.log("  %s < %.60q %s", folder, subjectOf(raw), idOf([]byte(raw)))
	s.restore(folder, imapmem.Message{InternalDate: s.now(), Flags: flags, Raw: []byte(raw)})
}

// restore puts a mail with all that belongs to it into a folder and the model.
func (s *sim) restore(folder string, m imapmem.Message) {
	s.t.Helper()
	uid, err := s.srv.Seed("robin", folder, m.Raw, m.InternalDate, m.Flags...)
	s.must(err)
	m.UID = uid
	m.Flags = slices.Sorted(slices.Values(m.Flags))
	s.shelves[folder] = append(s.shelves[folder], m)
}

// drop removes a mail as the user's mail program does.
func (s *sim) drop(folder string, uid uint32) {
	s.t.Helper()
	s.must(s.srv.Remove("robin", folder, uid))
	s.shelves[folder] = slices.DeleteFunc(s.shelves[folder], func(m imapmem.Message) bool { return m.UID == uid })
}

func subjectOf(raw string) string {
	_, rest, _ := strings.Cut("\r\n"+raw, "\r\nSubject: ")
	line, _, _ := strings.Cut(rest, "\r\n")
	return line
}
