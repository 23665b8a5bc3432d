package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"rsvpd/config"
	"rsvpd/internal/mailbox"
)

// Found is what Check found in an account's mailbox.
type Found struct {
	Watched  []string
	Steering []string // folders in which filed mail is an instruction
	mailbox.Folders
}

// Check logs into an account and opens every folder that a pass reads, changing
// nothing.
func (a *App) Check(ctx context.Context, email string) (f Found, err error) {
	acc, err := a.account(email)
	if err != nil {
		return f, err
	}
	box, err := acc.dial(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, box.Close(ctx)) }()
	if f.Folders, err = box.Folders(ctx); err != nil {
		return f, err
	}
	f.Steering = acc.steeringFolders(f.Folders)
	if f.Watched, err = acc.watched(f.Folders); err != nil {
		return f, err
	}
	for _, name := range append(slices.Clone(f.Watched), f.Drafts, f.Sent) {
		// Looking for what can't be there opens the folder and costs nothing.
		if _, err := box.Find(ctx, name, mailbox.Query{MessageID: "rsvpd-check@invalid"}); err != nil {
			return f, err
		}
	}
	return f, nil
}

// NextSummary is when the next summary after now is to be made; false when
// there is none.
func NextSummary(c *config.Config, now time.Time) (time.Time, bool) {
	if c.Summary.To == "off" {
		return time.Time{}, false
	}
	return nextFiring(c.Summary.At, now, c.Zone)
}
