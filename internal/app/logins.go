package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"rsvpd/config"
	"rsvpd/internal/credential"
	"rsvpd/internal/store"
)

// Logins carries out the logins of a configuration's accounts: what the user does
// beside the daemon. It needs neither the words of languages nor, but for State,
// the database.
type Logins struct{ app *App }

// NewLogins makes one. Of the options Config and LoginDir are required; Store,
// Log and Dialer are used.
func NewLogins(o Options) (*Logins, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	hosts, err := config.Hosts(o.Config.Data())
	if err != nil {
		return nil, err
	}
	a := newApp(o)
	a.hosts, a.vigil = hosts, newVigil(len(o.Config.Accounts), true)
	a.open()
	return &Logins{a}, nil
}

// Accounts are the addresses of all accounts; or of the one that is called name,
// which may be its name or its address.
func (l *Logins) Accounts(name string) ([]string, error) {
	var list []string
	for _, acc := range l.app.accounts {
		if name == "" || name == acc.cfg.Name || strings.EqualFold(name, acc.cfg.Email) {
			list = append(list, acc.cfg.Email)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("the configuration has no account %q; it has %s", name, strings.Join(l.app.Accounts(), ", "))
	}
	return list, nil
}

// Ask is how the user is asked to log in.
type Ask struct {
	Visit  func(provider, url string)               // to open an address in a browser
	Enter  func(provider string, c credential.Code) // to enter a code
	Pasted <-chan string                            // addresses that a browser elsewhere ended at; nil: none can be pasted
}

// browserLimit is how long the user may take in the browser.
const browserLimit = 10 * time.Minute

// Login logs an account in: by OAuth2 it asks the user, and keeps what the
// provider gives; otherwise there is nothing to ask. Either way the mail server is
// then tried, once. The error wraps mailbox.ErrLogin where the user has to do
// something about it.
func (l *Logins) Login(ctx context.Context, email string, ask Ask) error {
	acc, err := l.app.account(email)
	if err != nil {
		return err
	}
	if acc.login != nil {
		if err := acc.ask(ctx, ask); err != nil {
			return err
		}
	}
	return acc.try(ctx)
}

// Try tries the mail server once, asking the user nothing.
func (l *Logins) Try(ctx context.Context, email string) error {
	acc, err := l.app.account(email)
	if err != nil {
		return err
	}
	return acc.try(ctx)
}

// ask asks the user. A code lasts as long as its provider says; a browser is not
// waited for longer than browserLimit.
func (a *account) ask(ctx context.Context, ask Ask) (err error) {
	o := a.cfg.OAuth2
	if o.Flow == "browser" {
		ctx, cancel := context.WithTimeout(ctx, browserLimit)
		defer cancel()
		err = a.login.Browse(ctx, func(url string) { ask.Visit(o.Name, url) }, ask.Pasted)
	} else {
		err = a.login.Enter(ctx, func(c credential.Code) { ask.Enter(o.Name, c) })
	}
	if errors.Is(err, credential.ErrLoginNeeded) {
		return loginNeeded{err}
	}
	return err
}

// try logs in to the mail server and out again. That it worked is marked, for a
// daemon that waits.
func (a *account) try(ctx context.Context) error {
	box, err := a.connect(ctx)
	if err != nil {
		return err
	}
	if a.login == nil {
		err = credential.Mark(a.app.opts.LoginDir, a.cfg.Email)
	}
	return errors.Join(err, box.Close(ctx))
}

// Logout forgets the tokens of an account, and says what was done.
func (l *Logins) Logout(ctx context.Context, email string) (done string, err error) {
	acc, err := l.app.account(email)
	if err != nil {
		return "", err
	}
	if acc.login == nil {
		return "it logs in by " + howOf(acc.cfg) + "; nothing of that is kept here", nil
	}
	s, err := acc.login.Status()
	if err != nil {
		return "", err
	}
	revoked, err := acc.login.Logout(ctx)
	switch {
	case err != nil:
		return "", err
	case revoked:
		return "logged out: " + acc.cfg.OAuth2.Name + " has taken the tokens back, and they are deleted here", nil
	case s.LoggedIn.IsZero():
		return "it was not logged in", nil
	}
	return "logged out: the tokens are deleted here" + manage(acc.cfg.OAuth2), nil
}

func manage(o *config.OAuth2) string {
	if o.ManageURL == "" {
		return ""
	}
	return "; take the right away at " + o.ManageURL
}

// LoginState is how an account's login stands, as far as it is known without
// asking anybody.
type LoginState struct {
	Account  string
	Method   string    // "password", "token_command" or "oauth2"
	How      string    // in words
	Needed   bool      // only the user can help, by rsvpd login
	Why      string    // it is needed
	Since    time.Time // when it came to be needed; zero: not known
	LoggedIn time.Time // by OAuth2; zero: never
	Expires  time.Time // of the access token; zero: not known
	Renews   bool      // it is renewed without the user
}

// State returns how an account's login stands.
func (l *Logins) State(ctx context.Context, email string) (LoginState, error) {
	return l.app.LoginState(ctx, email)
}

// LoginState returns how an account's login stands.
func (a *App) LoginState(ctx context.Context, email string) (LoginState, error) {
	acc, err := a.account(email)
	if err != nil {
		return LoginState{}, err
	}
	s := LoginState{Account: email, Method: "password", How: howOf(acc.cfg)}
	if acc.login == nil {
		if acc.cfg.Auth == "oauth2" {
			s.Method = "token_command"
		}
		return acc.refusedBefore(ctx, s)
	}
	known, err := acc.login.Status()
	if err != nil {
		return s, err
	}
	s.Method, s.LoggedIn, s.Expires, s.Renews, s.Since = "oauth2", known.LoggedIn, known.Expires, known.Renews, known.Since
	if known.Needed != nil {
		s.Needed, s.Why = true, strings.TrimPrefix(known.Needed.Error(), email+": login needed: ")
	}
	return s, nil
}

// refusedBefore adds what the last pass met with.
func (a *account) refusedBefore(ctx context.Context, s LoginState) (LoginState, error) {
	if a.app.opts.Store == nil {
		return s, nil
	}
	err := a.app.opts.Store.View(ctx, func(tx *store.Tx) error {
		problems, err := tx.Problems(a.cfg.Email)
		for _, p := range problems {
			if p.Key == LoginKey {
				s.Needed, s.Why, s.Since = true, p.Text, p.Since
			}
		}
		return err
	})
	return s, err
}
