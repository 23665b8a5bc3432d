package app

import (
	"errors"

	"rsvpd/internal/mailbox"
)

// watched returns the complete names of the folders that the account watches, each
// once. Ones that do not exist are left out, and told of in the error; the others
// are watched all the same.
func (a *account) watched(f mailbox.Folders) (names []string, err error) {
	var errs []error
	seen := map[string]bool{}
	for _, configured := range a.cfg.Folders {
		name, err := f.Named(configured)
		switch {
		case err != nil:
			errs = append(errs, err)
		case !seen[name]:
			seen[name] = true
			names = append(names, name)
		}
	}
	return names, errors.Join(errs...)
}
