package app

import "time"

// nextSummary is when the next summary is to be made; zero when none is.
func (a *account) nextSummary(now time.Time) time.Time {
	c := a.app.opts.Config
	if c.Summary.To == "off" {
		return time.Time{}
	}
	at, _ := nextFiring(c.Summary.At, now, c.Zone)
	return at
}
