package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/decide"
	"rsvpd/internal/store"
	"rsvpd/internal/thread"
)

// say returns the command that carries out a word of the user's about one
// invitation: accept, decline, reschedule, hold, ignore.
func say(name string, action thread.Action) func(context.Context, *env, []string) error {
	return func(ctx context.Context, e *env, args []string) error {
		fs := e.flags(name)
		reason := fs.String("reason", "", "the `REASON` to give, if any")
		rest, err := e.parse(fs, args)
		if err != nil {
			return err
		}
		if len(rest) != 1 {
			return usageError{fmt.Errorf("%s takes the ID of one invitation; `rsvpd status` lists them", name)}
		}
		if err := checkReason(name, *reason); err != nil {
			return err
		}
		return e.say(ctx, strings.ToLower(rest[0]), app.Word{Action: action, Reason: *reason})
	}
}

func checkReason(name, reason string) error {
	allowed := config.Reasons[name]
	if reason == "" || slices.Contains(allowed, reason) {
		return nil
	}
	if len(allowed) == 0 {
		return usageError{fmt.Errorf("%s gives no reason", name)}
	}
	return usageError{fmt.Errorf("%q is no reason to %s: use one of %s", reason, name, strings.Join(allowed, ", "))}
}

// say stores the word. Where no daemon runs it also carries it out at once;
// otherwise the daemon does so within seconds.
func (e *env) say(ctx context.Context, id string, w app.Word) error {
	o, err := e.open(app.Options{}, work)
	if errors.Is(err, store.ErrLocked) {
		if o, err = e.open(app.Options{}, beside); err != nil {
			return err
		}
		x, err := e.record(ctx, o, id, w)
		if err == nil {
			fmt.Fprintf(e.stdout, "%s: noted; the running rsvpd carries it out within seconds.\n", title(x))
		}
		return errors.Join(err, o.close())
	}
	if err != nil {
		return err
	}
	if _, err = e.record(ctx, o, id, w); err == nil {
		var report app.Report
		report, err = o.app.Once(ctx)
		err = errors.Join(err, e.printReport(report, false))
	}
	return errors.Join(err, o.close())
}

func (e *env) record(ctx context.Context, o *opened, id string, w app.Word) (entryView, error) {
	v, err := viewOf(ctx, o)
	if err != nil {
		return entryView{}, err
	}
	x, err := v.find(id)
	if err != nil {
		return x, err
	}
	if w.Action == thread.Reopen {
		if why := decide.Reopens(x.Invitation); why != "" {
			return x, usageError{fmt.Errorf("reopen: %s", why)}
		}
	}
	return x, o.app.Say(ctx, x.Entry, w)
}
