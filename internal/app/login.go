package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"rsvpd/config"
	"rsvpd/internal/credential"
	"rsvpd/internal/mailbox"
	"rsvpd/internal/store"
	"rsvpd/internal/summary"
)

// loginOf describes the OAuth2 login of an account; nil where it has none that is
// kept here.
func loginOf(o Options, c config.Account) *credential.Login {
	if c.OAuth2 == nil {
		return nil
	}
	// Tokens expire by the real clock, whatever time a pass is told to act at.
	l := credential.NewLogin(c.Email, clientOf(c.OAuth2), o.LoginDir, time.Now)
	if o.DryRun {
		return l.ReadOnly()
	}
	return l
}

func clientOf(o *config.OAuth2) credential.Client {
	return credential.Client{
		Provider: o.Name, ID: o.ClientID, SecretFile: o.ClientSecretFile,
		AuthURL: o.AuthURL, TokenURL: o.TokenURL, DeviceURL: o.DeviceURL, RevokeURL: o.RevokeURL, ManageURL: o.ManageURL,
		Scopes: o.Scopes, AuthParams: o.AuthParams, SecretInBody: o.SecretInBody, EndedHint: o.Ended,
	}
}

// secrets says how a connection logs in.
func (a *account) secrets(o *mailbox.Options) {
	switch {
	case a.login != nil:
		o.Token, o.Mechanisms = a.token, a.cfg.OAuth2.SASL
	case a.cfg.Auth == "oauth2":
		o.Token = func(ctx context.Context, _ string) (string, error) { return credential.Helper(ctx, a.cfg.TokenCommand) }
	default:
		o.Password = a.password
	}
}

// password gets the password. A command that fails, or a keyring that is locked, is
// tried again as a server is that can't be reached: it may be the session that is not
// up yet, or the network that the command needs.
func (a *account) password(ctx context.Context) (string, error) {
	password, err := credential.Password(ctx, passwordOf(a.cfg))
	if errors.Is(err, credential.ErrNotNow) {
		err = notNow{err}
	}
	return password, err
}

// ErrNoPassword: a password can't be had at present, as while a keyring is locked.
var ErrNoPassword = errors.New("no password at present")

// notNow is an error that may pass by itself.
type notNow struct{ error }

func (e notNow) Unwrap() []error { return []error{e.error, ErrNoPassword, mailbox.ErrUnreachable} }

func passwordOf(c config.Account) credential.Source {
	return credential.Source{Command: c.PasswordCommand, File: c.PasswordFile, Name: c.Credential, Service: c.Keyring, User: c.User}
}

// token gets an access token. What only the user can mend is a login refused, as
// far as the mailbox and the exit code are concerned.
func (a *account) token(ctx context.Context, refused string) (string, error) {
	token, err := a.login.Token(ctx, refused)
	if errors.Is(err, credential.ErrLoginNeeded) {
		err = loginNeeded{err}
	}
	return token, err
}

// loginNeeded is an error that only the user can mend, by rsvpd login.
type loginNeeded struct{ error }

func (e loginNeeded) Unwrap() []error { return []error{e.error, mailbox.ErrLogin} }

// loggedIn looks at how a login went, and says it as the user has to know it.
// stamp is of before it.
func (a *account) loggedIn(ctx context.Context, stamp string, err error) error {
	if err == nil {
		a.app.vigil.hope()
		return nil
	}
	if !errors.Is(err, mailbox.ErrLogin) {
		return err
	}
	a.refused.Store(stamp)
	switch {
	case a.cfg.Auth == "password" && a.cfg.Hint != "":
		return fmt.Errorf("%w (%s)", err, a.cfg.Hint)
	case a.login == nil || errors.Is(err, credential.ErrLoginNeeded) || errors.Is(err, mailbox.ErrNoTokens):
		return err
	}
	// The token is fresh, and the server takes it no more than the one before: to
	// go on trying would only annoy it.
	err = fmt.Errorf("%w: run rsvpd login %s when that is mended", err, a.cfg.Email)
	if a.app.opts.DryRun {
		return err
	}
	return errors.Join(err, a.login.Refused(ctx, err.Error()))
}

// stamp changes when the user has logged in, or has tried a password with success.
// What can't be read is told by the login itself.
func (a *account) stamp() string {
	stamp, err := "", error(nil)
	if a.login == nil {
		stamp, err = credential.Marked(a.app.opts.LoginDir, a.cfg.Email)
	} else {
		var s credential.Status
		s, err = a.login.Status()
		stamp = s.Stamp
	}
	if err != nil {
		a.app.opts.Log.Warn("looking for a login", "account", a.cfg.Email, "err", err)
	}
	return stamp
}

// loginEvery is how often a loop that waits for the user looks whether they have
// logged in.
const loginEvery = 2 * time.Second

// awaitLogin waits until the user has logged in, and reports whether they have.
// It gives up when ctx ends, and where no account has been let in since the
// program began: that is told by its exit code, at once.
func (a *account) awaitLogin(ctx context.Context) bool {
	ctx, leave := a.app.vigil.enter(ctx, a)
	defer leave()
	return a.awaitStamp(ctx)
}

// awaitStamp waits until the user has logged in since the login that was refused.
func (a *account) awaitStamp(ctx context.Context) bool {
	for a.stamp() == a.refused.Load() {
		if wait(ctx, loginEvery) != nil {
			return false
		}
		a.beat()
	}
	a.app.opts.Log.Info("the user has logged in", "account", a.cfg.Email)
	return ctx.Err() == nil
}

// vigil counts the accounts that wait for the user, so that a program none of
// whose accounts was ever let in does not wait for ever unseen.
type vigil struct {
	mu       sync.Mutex
	accounts int
	waiting  map[*account]context.CancelFunc
	hopeful  bool // some account was let in
}

func newVigil(accounts int, hopeful bool) *vigil {
	return &vigil{accounts: accounts, hopeful: hopeful, waiting: map[*account]context.CancelFunc{}}
}

// hope notes that an account was let in.
func (v *vigil) hope() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.hopeful = true
}

// enter returns a context for an account's wait; it ends when there is nobody
// else left to hope for.
func (v *vigil) enter(ctx context.Context, a *account) (waiting context.Context, leave func()) {
	ctx, cancel := context.WithCancel(ctx)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.waiting[a] = cancel
	if len(v.waiting) == v.accounts && !v.hopeful {
		for _, end := range v.waiting {
			end()
		}
	}
	return ctx, func() {
		cancel()
		v.mu.Lock()
		defer v.mu.Unlock()
		delete(v.waiting, a)
	}
}

// LoginKey is under which the store remembers a login that was refused.
const LoginKey = "login"

// problemKey is the key of a problem: a login that only the user can mend has one
// of its own.
func problemKey(key string, err error) string {
	if errors.Is(err, mailbox.ErrLogin) {
		return LoginKey
	}
	return key
}

// howOf says in words how an account logs in.
func howOf(c config.Account) string {
	switch {
	case c.OAuth2 != nil:
		return "OAuth2 at " + c.OAuth2.Name
	case len(c.TokenCommand) > 0:
		return "an access token from token_command " + c.TokenCommand[0]
	}
	return "a password from " + strings.TrimPrefix(passwordOf(c).String(), "password from ")
}

// othersLocked are the accounts beside this one that only the user can bring
// back: their own summaries can't be delivered.
func (a *account) othersLocked(tx *store.Tx) (list []summary.Problem, err error) {
	problems, err := tx.ProblemsUnder(LoginKey)
	for _, p := range problems {
		if _, err := a.app.account(p.Account); err != nil || p.Account == a.cfg.Email {
			continue // it is no account any more, or told of already
		}
		text := p.Account + ": " + strings.TrimPrefix(p.Text, p.Account+": ")
		list = append(list, summary.Problem{Since: p.Since, Text: text})
	}
	return list, err
}
