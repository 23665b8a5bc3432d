package app

import "time"

// nextSummary is when the next summary is to be made; zero when none is.
func (a *account) nextSummary(now time.Time) time.Time {
	at, _ := NextSummary(a.app.opts.Config, now)
	return at
}
