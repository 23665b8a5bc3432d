package app

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
	"rsvpd/internal/credential"
	"rsvpd/internal/mailbox"
)

// TestVigil: accounts that need the user wait for them, unless there is nothing
// that the program could do meanwhile.
func TestVigil(t *testing.T) {
	for _, c := range []struct {
		name     string
		accounts int
		patient  bool
		letIn    bool // one of the accounts
		waits    int
		givesUp  bool
	}{
		{"none was let in", 2, false, false, 2, true},
		{"the other may be yet", 2, false, false, 1, false},
		{"the other was", 2, false, true, 1, false},
		{"both were once", 2, false, true, 2, false},
		{"in the place of a program that waited", 2, true, false, 2, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := newVigil(c.accounts, c.patient)
				if c.letIn {
					v.hope()
				}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				var waiting []context.Context
				for range c.waits {
					w, leave := v.enter(ctx, &account{})
					defer leave()
					waiting = append(waiting, w)
				}
				for _, w := range waiting {
					if gaveUp := w.Err() != nil; gaveUp != c.givesUp {
						t.Errorf("gave up: %v", gaveUp)
					}
				}
			})
		})
	}
}

// TestAwaitLogin: a loop that waits goes on within seconds of a login, also of one
// made between the refusal and the wait, and ends with its context.
func TestAwaitLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "logins")
		logins, err := NewLogins(Options{Config: &config.Config{Accounts: []config.Account{{Email: "robin@example.org", Auth: "password"}}}, LoginDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		a := logins.app.accounts[0]
		refuse := func() {
			if err := a.loggedIn(t.Context(), a.stamp(), mailbox.ErrLogin); !errors.Is(err, mailbox.ErrLogin) {
				t.Errorf("error %v", err)
			}
		}
		login := func() {
			if err := credential.Mark(dir, "robin@example.org"); err != nil {
				t.Fatal(err)
			}
		}
		refuse()
		login()
		if !a.awaitLogin(t.Context()) {
			t.Error("a login made before the wait is not seen")
		}

		refuse()
		began := time.Now()
		time.AfterFunc(time.Hour, login)
		if !a.awaitLogin(t.Context()) || time.Since(began) < time.Hour || time.Since(began) > time.Hour+2*loginEvery {
			t.Errorf("waited %v", time.Since(began))
		}

		refuse()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if a.awaitLogin(ctx) {
			t.Error("nobody has logged in")
		}
	})
}

// TestLoggedIn: what a login came to is said as the user has to know it.
func TestLoggedIn(t *testing.T) {
	a := &account{app: &App{vigil: newVigil(1, false)}, cfg: config.Account{Auth: "password", Hint: "make an app password"}}
	lost := errors.New("lost")
	if err := a.loggedIn(t.Context(), "", lost); !errors.Is(err, lost) || strings.Contains(err.Error(), "app password") {
		t.Errorf("error %v", err)
	}
	if err := a.loggedIn(t.Context(), "", mailbox.ErrLogin); !errors.Is(err, mailbox.ErrLogin) || !strings.Contains(err.Error(), "make an app password") {
		t.Errorf("error %v", err)
	}
	a.cfg.Auth = "oauth2" // by a helper: what is said of passwords is of no use
	if err := a.loggedIn(t.Context(), "", mailbox.ErrLogin); !errors.Is(err, mailbox.ErrLogin) || strings.Contains(err.Error(), "app password") {
		t.Errorf("error %v", err)
	}
	needed := loginNeeded{credential.ErrLoginNeeded}
	if !errors.Is(needed, mailbox.ErrLogin) || !errors.Is(needed, credential.ErrLoginNeeded) {
		t.Errorf("%v is no login refused", needed)
	}
}
