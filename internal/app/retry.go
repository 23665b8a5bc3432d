package app

import (
	"math/rand/v2"
	"time"

	"rsvpd/internal/mailbox"
)

const (
	firstBackoff = 5 * time.Second
	maxBackoff   = 15 * time.Minute
	// steady is how long a connection lasts that was no failure, though it broke.
	steady = time.Minute
)

// backoff is how long to wait after so many failures in a row: longer each time,
// with full jitter, since many clients of one server that was down must not come
// back in step; and as long as the server has asked for, if it has.
func (a *App) backoff(failures int, cause error) time.Duration {
	d := min(firstBackoff<<min(failures-1, 10), maxBackoff)
	if pause := mailbox.Pause(cause); pause > 0 {
		return max(pause, d) + a.jitter(pause/4)
	}
	return minRest + a.jitter(d)
}

// jitter picks a time below d.
func (a *App) jitter(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	if a.opts.Jitter != nil {
		return a.opts.Jitter(d)
	}
	return rand.N(d)
}
