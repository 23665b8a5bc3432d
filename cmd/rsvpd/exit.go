package main

import (
	"errors"

	"rsvpd/config"
	"rsvpd/internal/app"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
)

// exitCode is the contract's code for an error. Where accounts differ, a login
// that is needed counts for more than a failure: only the user can mend it. For a
// single pass that is also a password that can't be had at present: nobody tries again.
func exitCode(err error) int {
	var own codeError
	var problems config.Problems
	var usage usageError
	switch {
	case errors.As(err, &own):
		return own.code
	case errors.As(err, &usage), errors.As(err, &problems):
		return exitUsage
	case errors.Is(err, store.ErrLocked):
		return exitRunning
	case errors.Is(err, mailbox.ErrLogin), errors.Is(err, app.ErrNoPassword):
		return exitLogin
	}
	return exitFailed
}
