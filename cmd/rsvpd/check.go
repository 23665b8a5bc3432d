package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rsvpd/config"
	"rsvpd/internal/app"
)

// check tries everything that a pass needs, and changes nothing: the
// configuration, each login, the folders, the clock, the next runs, the rules and
// what they decide.
func check(ctx context.Context, e *env, args []string) error {
	fs := e.flags("check")
	if _, err := e.parse(fs, args); err != nil {
		return err
	}
	o, err := e.open(app.Options{}, look)
	if err != nil {
		return err
	}
	c := o.config
	fmt.Fprintf(e.stdout, "configuration  %s is right: %s, %s\n", c.File, count(len(c.Accounts), "account"), count(len(c.Rules), "rule"))
	fmt.Fprintf(e.stdout, "clock          %s, zone %s\n", time.Now().In(c.Zone).Format("Mon 2 Jan 2006 15:04:05 MST"), c.Zone)
	e.checkSchedule(c)
	e.checkRules(o.app)
	errs := []error{e.checkCalendars(ctx, o.app)}
	for _, account := range o.app.Accounts() {
		errs = append(errs, e.checkAccount(ctx, o.app, account))
	}
	errs = append(errs, e.checkInvitations(ctx, o))
	return errors.Join(errors.Join(errs...), o.close())
}

func (e *env) checkSchedule(c *config.Config) {
	if c.Summary.To == "off" {
		fmt.Fprintln(e.stdout, "summary        off")
		return
	}
	if at, ok := app.NextSummary(c, time.Now()); ok {
		fmt.Fprintf(e.stdout, "summary        next %s\n", instant(at, c.Zone))
	}
}

func (e *env) checkAccount(ctx context.Context, a *app.App, account string) error {
	f, err := a.Check(ctx, account)
	if err != nil {
		return fmt.Errorf("%s: %w", account, err)
	}
	fmt.Fprintf(e.stdout, "%s\n  login        accepted\n  watched      %q\n  drafts       %q\n  sent         %q\n  trash        %q\n",
		account, f.Watched, f.Drafts, f.Sent, f.Trash)
	if len(f.Steering) > 0 {
		fmt.Fprintf(e.stdout, "  steering     %q\n", f.Steering)
	}
	return nil
}
