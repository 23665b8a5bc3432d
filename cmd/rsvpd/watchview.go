package main

import (
	"context"
	"time"

	"rsvpd/internal/app"
)

// watchView is how an account is watched by the daemon, as of a minute ago at
// most. A daemon that was killed has left what was true then.
type watchView struct {
	State string `json:"state"` // "watching", "polling", …; empty: never watched
	Since string `json:"since"` // RFC 3339; empty with State
	Next  string `json:"next"`  // when a connection is tried again; empty: there is one, or none is tried

	next time.Time
}

func watchOf(ctx context.Context, o *opened, account string, zone *time.Location) (watchView, error) {
	w, ok, err := o.app.WatchedAs(ctx, account)
	if err != nil || !ok {
		return watchView{}, err
	}
	v := watchView{State: w.State, Since: w.Since.In(zone).Format(time.RFC3339), next: w.Next}
	if !w.Next.IsZero() {
		v.Next = w.Next.In(zone).Format(time.RFC3339)
	}
	return v, nil
}

// words say it behind the account's name; empty where it goes without saying.
func (v watchView) words(zone *time.Location) string {
	switch app.WatchState(v.State) {
	case app.StateWaiting:
		return ", not connected, tried again at " + v.next.In(zone).Format("15:04:05")
	case "", app.StateStopped, app.StateNeedsLogin:
		return ""
	}
	return ", " + v.State
}
