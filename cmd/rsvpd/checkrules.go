package main

import (
	"context"
	"fmt"
	"time"

	"rsvpd/internal/app"
)

// checkRules shows what is odd about the rules. They hold as they stand.
func (e *env) checkRules(a *app.App) {
	for _, r := range a.ReviewRules(time.Now()) {
		fmt.Fprintf(e.stdout, "look at        %s\n", r.Text)
	}
}

// checkInvitations shows, for each invitation that something is decided about,
// which rule decides, or that none does, and why, as of the last pass.
func (e *env) checkInvitations(ctx context.Context, o *opened) error {
	v, err := viewOf(ctx, o)
	if err != nil {
		return err
	}
	heading := "invitations\n"
	for _, x := range v.entries {
		for _, d := range x.Decisions {
			fmt.Fprintf(e.stdout, "%s  %s  %s\n    %s: %s\n", heading, x.id, title(x), d.Action, d.Why)
			heading = ""
		}
	}
	return nil
}
