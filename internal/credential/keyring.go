package credential

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/zalando/go-keyring"
)

// readKeyring asks the Secret Service of the user's session (GNOME Keyring,
// KWallet, KeePassXC) over D-Bus. It may ask the user to unlock it, which takes
// as long as it takes: hence the limit, and the goroutine, which is left behind
// when it is reached.
func (s Source) readKeyring(ctx context.Context) (string, error) {
	if !hasSessionBus() {
		return "", fmt.Errorf("%s: there is no session bus of D-Bus here, which the Secret Service needs: "+
			"run rsvpd in your session or as a user unit of systemd, or use password_file or password_command", s)
	}
	ctx, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	type found struct {
		password string
		err      error
	}
	answer := make(chan found, 1)
	go func() {
		password, err := keyring.Get(s.Service, s.User)
		answer <- found{password, err}
	}()
	select {
	case a := <-answer:
		return a.password, s.keyringError(a.err)
	case <-ctx.Done():
		return "", notNow{fmt.Errorf("%s: gave no answer within %v: unlock it, then try again (%w)", s, commandTimeout, ctx.Err())}
	}
}

func (s Source) keyringError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return fmt.Errorf("%s: holds no password for %s: store it with secret-tool store --label=rsvpd service %s username %s",
			s, s.User, s.Service, s.User)
	}
	return notNow{fmt.Errorf("%s: the Secret Service does not give it: %w: is one running and unlocked?", s, err)}
}

// hasSessionBus looks for the bus where the D-Bus library would; without one the
// library starts a bus of its own, in which there is no Secret Service. Tests
// replace it.
var hasSessionBus = func() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}
