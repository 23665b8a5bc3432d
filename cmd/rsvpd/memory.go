package main

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"

	"rsvpd/internal/app"
)

// A daemon that waits for mail all day should not hold what it needed for a
// minute. Reading a mailbox for the first time makes garbage by the hundred
// megabytes; left alone, Go lets the heap grow to twice what is alive before it
// looks, and gives pages back only slowly.

// frugal lets the heap grow by three quarters only. To collect more often costs a
// few percent of a first scan, and nothing afterwards: an idle daemon makes no
// garbage. At a half it is a tenth of its CPU for 4 MB less.
func frugal() { debug.SetGCPercent(75) }

// processors takes no more of them than there are accounts: an account reads one
// mail after the other, and a second processor would only be spent on handing over
// and on looking for garbage. Whoever sets GOMAXPROCS decides.
func (e *env) processors(accounts int) {
	if e.getenv("GOMAXPROCS") != "" {
		return
	}
	runtime.SetDefaultGOMAXPROCS() // accounts may have been added
	runtime.GOMAXPROCS(max(1, min(accounts, runtime.GOMAXPROCS(0))))
}

// lean gives back what starting has mapped of the program once a long reading is
// under way, and now and then what has gathered since: it goes on with half of it.
func (e *env) lean(tell func(app.Progress)) func(app.Progress) {
	var told atomic.Int64
	return func(p app.Progress) {
		tell(p)
		if n := told.Add(1); n == 1 || n%unmapEvery == 0 {
			e.unmap()
		}
	}
}

// unmapEvery is the number of batches after which it does so again.
const unmapEvery = 8

// unmap gives back the pages of the program.
func (e *env) unmap() {
	if err := unmapProgram(); err != nil {
		e.logger().Debug("pages of the program could not be given back", "err", err)
	}
}

// many is the number of mails from which reading them leaves more behind than
// giving it back costs.
const many = 100

// restAfter is how long after a start or a large pass the memory is given back:
// other accounts often follow.
const restAfter = 2 * time.Second

// forgetEvery is how often it is seen whether any mail was read: where none was, what
// reading needs is let go.
const forgetEvery = 2 * time.Minute

// rest gives back what starting, or a large pass, needed.
func (d *daemon) rest() {
	debug.FreeOSMemory()
	d.unmap()
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
