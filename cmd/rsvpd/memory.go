package main

import (
	"runtime/debug"
	"time"

	"rsvpd/internal/app"
)

// A daemon that waits for mail all day should not hold what it needed for a
// minute. Reading a mailbox for the first time makes garbage by the hundred
// megabytes; left alone, Go lets the heap grow to twice what is alive before it
// looks, and gives pages back only slowly.

// frugal lets the heap grow by half only. To collect more often costs a few
// percent of a first scan, and nothing afterwards: an idle daemon makes no garbage.
func frugal() { debug.SetGCPercent(50) }

// many is the number of mails from which reading them leaves more behind than
// giving it back costs.
const many = 100

// restAfter is how long after a start or a large pass the memory is given back:
// other accounts often follow.
const restAfter = 2 * time.Second

// rest gives back what starting, or a large pass, needed.
func (d *daemon) rest() {
	debug.FreeOSMemory()
	if err := unmapProgram(); err != nil {
		d.logger().Debug("pages of the program could not be given back", "err", err)
	}
}

// restSoon puts the rest off while one large pass follows the other. The lock is
// held.
func (d *daemon) restSoon(r app.AccountReport) {
	switch {
	case d.resting == nil:
		d.resting = time.AfterFunc(restAfter, d.rest)
	case r.New >= many:
		d.resting.Reset(restAfter)
	}
}
