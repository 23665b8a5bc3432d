package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"rsvpd/internal/app"
)

// progress shows how far a long reading has come: as a bar on a terminal, as
// STATUS lines to systemd, and nowhere else: a log or a mail from cron is no
// better for it.
type progress struct {
	terminal io.Writer // nil: stderr is none
	notify   *notifier // nil: not under systemd
	now      func() time.Time

	mu     sync.Mutex
	last   time.Time // when it was shown
	folder string    // account and folder of what is shown; empty: nothing is
}

func newProgress(e *env, n *notifier) *progress {
	p := &progress{notify: n, now: time.Now}
	if isTerminal(e.stderr) && !e.json {
		p.terminal = e.stderr
	}
	return p
}

// progressEvery is how often the figures change: fast enough to be seen moving.
const progressEvery = 200 * time.Millisecond

// tell shows a state. The last one of a folder is always shown.
func (p *progress) tell(s app.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, done := p.now(), s.Done >= s.Total
	if !done && now.Sub(p.last) < progressEvery {
		return
	}
	p.last = now
	if p.notify != nil {
		p.notify.send("STATUS=" + phrase(s))
	}
	if p.terminal == nil {
		return
	}
	name := s.Account + "\n" + s.Folder
	if p.folder != "" && p.folder != name {
		fmt.Fprintln(p.terminal) // what another account's reading has come to stays on its line
	}
	p.folder = name
	fmt.Fprintf(p.terminal, "\r%s %s\x1b[K", bar(s), phrase(s))
	if done {
		fmt.Fprintln(p.terminal)
		p.folder = ""
	}
}

// phrase says it in words.
func phrase(s app.Progress) string {
	what := "new mail"
	if s.First {
		what = "first scan"
	}
	return fmt.Sprintf("%s: %s of %s (%s, %s)", what, thousands(s.Done), thousands(s.Total), s.Account, s.Folder)
}

// barWidth is the bar's length in characters.
const barWidth = 24

func bar(s app.Progress) string {
	full := barWidth
	if s.Total > 0 {
		full = min(barWidth, barWidth*s.Done/s.Total)
	}
	return "[" + strings.Repeat("#", full) + strings.Repeat(" ", barWidth-full) + "]"
}

// thousands groups the digits of a count.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
