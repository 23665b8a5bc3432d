package app

import (
	"sync"
	"time"

	"rsvpd/internal/store"
)

// WatchState says in a word or two how an account is watched.
type WatchState string

// The states.
const (
	StateReading    WatchState = "reading"      // just connected: what is new is read
	StateWatching   WatchState = "watching"     // the server tells of news
	StatePolling    WatchState = "polling"      // the server is asked now and then
	StateWaiting    WatchState = "waiting"      // not connected, tried again later
	StateNeedsLogin WatchState = "login needed" // not tried again: only the user can help
	StateStopped    WatchState = "stopped"      // the program does not run
)

// AccountState is how an account is watched, and what that took so far.
type AccountState struct {
	Account  string
	State    WatchState // empty: not begun
	Since    time.Time  // when State began, by the clock that decides
	Next     time.Time  // when a connection is tried again; zero where there is one
	Looked   time.Time  // when it was looked at last with success; zero: never
	Failures int        // in a row, until now

	// Counts since the program began.
	Looks, Failed, New, Drafts, Connections int
	Received, Sent                          int64 // bytes of IMAP
}

// Watching returns how each account is watched, in the order of the configuration.
func (a *App) Watching() []AccountState {
	var list []AccountState
	for _, acc := range a.accounts {
		list = append(list, acc.stats.snapshot())
	}
	return list
}

// stats are the state and the counts of an account. They may be read from any
// goroutine.
type stats struct {
	mu             sync.Mutex
	now            AccountState
	received, sent int64 // over connections that are closed
}

func (s *stats) snapshot() AccountState {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// enter notes the state from now on. It reports whether that is news.
func (s *stats) enter(to WatchState, now, next time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	news := s.now.State != to || !s.now.Next.Equal(next)
	if s.now.State != to {
		s.now.State, s.now.Since = to, now
	}
	s.now.Next = next
	return news
}

// count adds a look.
func (s *stats) count(r AccountReport, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.Looks++
	s.now.New += r.New
	s.now.Drafts += len(r.Drafts)
	if r.Err != nil {
		s.now.Failed++
		s.now.Failures++
		return
	}
	s.now.Looked, s.now.Failures = now, 0
}

// traffic notes what the present connection has moved; with closed, for good.
func (s *stats) traffic(received, sent int64, closed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now.Received, s.now.Sent = s.received+received, s.sent+sent
	if closed {
		s.received, s.sent = s.now.Received, s.now.Sent
		s.now.Connections++
	}
}

// state notes how the account is watched from now on, also in the store, for
// other processes to see.
func (a *account) state(to WatchState, next time.Time) {
	now := a.app.opts.Now()
	if a.stats.enter(to, now, next) {
		s := a.stats.snapshot()
		a.app.ledger.state(a.cfg.Email, store.Watch{State: string(to), Since: s.Since, Next: next})
	}
}
