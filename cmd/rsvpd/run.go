package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"rsvpd/internal/app"
)

// runDaemon watches all accounts until it is asked to stop. SIGHUP reads the
// configuration again; a wrong one is told of and the old one stays in force.
func runDaemon(ctx context.Context, e *env, args []string) error {
	fs := e.flags("run")
	metrics := fs.String("metrics", "", "keep figures of every account in `FILE`, for Prometheus' textfile collector")
	if rest, err := e.parse(fs, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("run takes no arguments, not %q", rest)}
	}
	frugal()
	n, err := newNotifier(e.getenv)
	if err != nil {
		return err
	}
	d := &daemon{env: e, notify: n, metrics: *metrics}
	o, err := e.open(d.options(), work)
	if err != nil {
		return errors.Join(err, n.close())
	}
	d.opened = o
	return errors.Join(d.run(ctx), o.close(), n.close())
}

// daemon is the always-on service.
type daemon struct {
	*env
	*opened
	notify  *notifier
	metrics string // file; empty: none

	mu      sync.Mutex
	failed  map[string]bool // accounts whose last pass failed
	resting *time.Timer     // see restSoon; nil before the first pass
}

func (d *daemon) options() app.Options {
	return app.Options{Report: d.report, Progress: d.lean(newProgress(d.env, d.notify).tell)}
}

// run lives one generation after the other: a generation ends with SIGHUP.
func (d *daemon) run(ctx context.Context) error {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	defer signal.Stop(hup)
	d.notify.send("READY=1")
	for {
		err, reload := d.generation(ctx, hup)
		if !reload {
			d.notify.send("STOPPING=1")
			return err
		}
		d.reload()
		d.notify.send("READY=1")
	}
}

// generation runs the program as configured until ctx ends, every account has
// given up, or a reload is asked for.
func (d *daemon) generation(ctx context.Context, hup <-chan os.Signal) (err error, reload bool) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- d.app.Run(ctx) }()
	dog := d.watchdog()
	defer dog.Stop()
	count := time.NewTicker(metricsEvery)
	defer count.Stop()
	defer d.count()
	still := time.NewTicker(forgetEvery)
	defer still.Stop()
	for {
		select {
		case err := <-done:
			return err, false
		case <-hup:
			d.notify.reloading()
			stop()
			return <-done, true
		case <-dog.C:
			d.feed()
		case <-count.C:
			d.count()
		case <-still.C:
			if d.app.Forget() {
				d.rest()
			}
		}
	}
}

// count writes the metrics. A file that can't be written is told of, and is no
// reason to stop.
func (d *daemon) count() {
	if d.metrics == "" {
		return
	}
	if err := writeMetrics(d.metrics, d.app.Watching()); err != nil {
		d.logger().Warn("no metrics", "err", err)
	}
}

// reload makes the program anew with the configuration as it is now. The store
// stays open.
func (d *daemon) reload() {
	options := d.options()
	options.Patient = true
	o, err := d.again(d.opened, options)
	if err != nil {
		d.logger().Error("the new configuration is not used; the old one stays in force", "err", err)
		return
	}
	d.opened = o
}

// stuck is how long an account may be silent before it is taken to hang: longer
// than any wait of a healthy loop.
const stuck = 30 * time.Minute

// watchdog ticks twice per interval of systemd's watchdog; never without one.
func (d *daemon) watchdog() *time.Ticker {
	if d.notify.interval > 0 {
		return time.NewTicker(d.notify.interval / 2)
	}
	t := time.NewTicker(time.Hour)
	t.Stop()
	return t
}

// feed tells systemd that all is well, if it is: a loop that hangs starves it.
func (d *daemon) feed() {
	if alive := d.app.Alive(); alive.IsZero() || time.Since(alive) < stuck {
		d.notify.send("WATCHDOG=1")
	}
}

// report shows in one line how things are, for systemctl status.
func (d *daemon) report(r app.AccountReport) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.restSoon(r)
	if d.failed == nil {
		d.failed = map[string]bool{}
	}
	d.failed[r.Account] = r.Err != nil
	bad := 0
	for _, f := range d.failed {
		if f {
			bad++
		}
	}
	status := count(len(d.failed), "account") + " watched, last pass " + time.Now().Format("15:04:05")
	if bad > 0 {
		status += fmt.Sprintf("; %d failing, see rsvpd status", bad)
	}
	d.notify.send("STATUS=" + status)
}
