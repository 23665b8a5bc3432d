package main

import (
	"context"
	"errors"
	"fmt"

	"rsvpd/internal/app"
)

// checkCalendars reads the user's calendars and says what they hold.
func (e *env) checkCalendars(ctx context.Context, a *app.App) error {
	var errs []error
	for _, c := range a.CheckCalendars(ctx) {
		if c.Doubt != "" {
			errs = append(errs, errors.New(c.Doubt))
			continue
		}
		fmt.Fprintf(e.stdout, "calendar       %s: %s, %s in the next 30 days\n", c.Name, plural(c.Events, "entry", "entries"), count(c.Soon, "busy time"))
	}
	return errors.Join(errs...)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
