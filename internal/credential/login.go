package credential

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// ErrLoginNeeded says that only the user can help, by logging in again. Asking
// again before that is of no use. Any other error of a token may pass by itself.
var ErrLoginNeeded = errors.New("login needed")

// Login is the OAuth2 login of one account: its client, and the tokens that are
// kept of it in a file. Its methods may be called at any time, also while other
// processes use the same folder.
type Login struct {
	account string
	client  Client
	vault   vault
	now     func() time.Time
	// readOnly: see ReadOnly.
	readOnly bool

	mu   sync.Mutex
	held *held // got and not kept
}

// held is a record that could not be written, or may not, and the refresh token
// that was spent on it.
type held struct {
	record
	spent string
}

// NewLogin describes the login of an account whose tokens lie in dir, which is
// made when it is first needed. They expire by the clock now, which should be the
// real one.
func NewLogin(account string, c Client, dir string, now func() time.Time) *Login {
	return &Login{account: account, client: c, vault: vault{dir}, now: now}
}

// ReadOnly returns the same login for a run that is to leave nothing behind: what
// it renews is kept in memory. One thing is written all the same, a refresh token
// that takes the place of the one in the file: without it the login would be lost.
func (l *Login) ReadOnly() *Login {
	return &Login{account: l.account, client: l.client, vault: l.vault, now: l.now, readOnly: true}
}

// Token returns an access token that is good for the next minutes, renewing it
// where it must: at most one caller at a time does, on the whole machine. refused
// is one that the server did not take, if there is one: another is returned then.
// The error wraps ErrLoginNeeded where the user has to log in.
func (l *Login) Token(ctx context.Context, refused string) (string, error) {
	r, err := l.usable()
	if err != nil {
		return "", err
	}
	if r.good(l.now(), refused) && l.kept(r) {
		return r.Access, nil
	}
	return l.renew(ctx, refused)
}

// usable returns the record, if a token can come of it.
func (l *Login) usable() (record, error) {
	r, err := l.vault.load(l.account)
	var failed *fs.PathError // the system is in trouble, not the file
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return r, l.needed("nobody has logged in yet")
	case errors.As(err, &failed):
		return r, err
	case err != nil:
		return r, l.needed(err.Error())
	case r.ClientID != l.client.ID || r.TokenURL != l.client.TokenURL:
		return r, l.needed("the settings name another client than the one that was logged in with")
	case r.Ended != nil:
		return r, l.needed(r.Ended.Why)
	}
	if h := l.heldFor(r); h != nil {
		return h.record, nil
	}
	return r, nil
}

// heldFor returns what is held, as long as the file is still the one that it
// comes after: a login made meanwhile counts for more.
func (l *Login) heldFor(r record) *held {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held != nil && l.held.spent != r.Refresh {
		l.held = nil
	}
	return l.held
}

// kept reports whether a record has been written, or need not be.
func (l *Login) kept(r record) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held == nil || l.readOnly && l.held.spent == r.Refresh
}

func (l *Login) hold(h *held) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.held = h
}

// needed is the error of a login that only the user can mend.
func (l *Login) needed(why string) error {
	return fmt.Errorf("%s: %w: %s: run rsvpd login %s", l.account, ErrLoginNeeded, why, l.account)
}

func (l *Login) renew(ctx context.Context, refused string) (token string, err error) {
	release, err := l.vault.lock(ctx, l.account)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, release()) }()
	r, err := l.usable() // another may have renewed it while we waited
	if err != nil {
		return "", err
	}
	if !r.good(l.now(), refused) {
		if r, err = l.refresh(ctx, r); err != nil {
			return "", err
		}
	}
	return r.Access, l.keep(r)
}

// refresh spends the refresh token (RFC 6749 section 6). What comes of it is held
// until it is kept: the provider may already have made the old one worthless.
func (l *Login) refresh(ctx context.Context, old record) (record, error) {
	if old.Refresh == "" {
		return old, l.end(old, "the access token is over, and the provider gave nothing to renew it with")
	}
	secret, err := l.client.secret()
	if err != nil {
		return old, fmt.Errorf("%s: %w: %w", l.account, ErrLoginNeeded, err)
	}
	asked := l.now()
	token, err := l.client.config(secret).TokenSource(through(ctx), &oauth2.Token{RefreshToken: old.Refresh}).Token()
	if err == nil {
		err = checkAnswer(token)
	}
	if err != nil {
		return old, l.judge(old, l.client.explain(err, secret, old.Refresh, old.Access))
	}
	r := old
	r.take(token, asked)
	spent := old.Refresh
	if h := l.heldFor(old); h != nil {
		spent = h.spent
	}
	l.hold(&held{r, spent})
	return r, nil
}

// keep writes what is held, before it is used.
func (l *Login) keep(r record) error {
	if l.kept(r) {
		return nil
	}
	if err := l.vault.save(r); err != nil {
		return err
	}
	l.hold(nil)
	return nil
}

// take puts a provider's answer into the record. asked is when it was asked.
func (r *record) take(t *oauth2.Token, asked time.Time) {
	r.Access, r.Refresh = t.AccessToken, t.RefreshToken
	r.Renewed, r.Expires = asked.UTC(), time.Time{}
	switch {
	case t.ExpiresIn > 0:
		r.Expires = asked.Add(time.Duration(t.ExpiresIn) * time.Second).UTC()
	case !t.Expiry.IsZero():
		r.Expires = t.Expiry.UTC()
	}
}

// judge ends a login that the provider has ended, and passes other errors on.
func (l *Login) judge(r record, err error) error {
	var a *answerError
	switch {
	case !errors.As(err, &a) || !a.final():
		return fmt.Errorf("%s: no access token: %w", l.account, err)
	case a.ends():
		return l.end(r, err.Error())
	}
	return fmt.Errorf("%s: %w: %w", l.account, ErrLoginNeeded, err)
}

// end notes that the login is over, so that nobody asks again before the user has
// logged in; the tokens, which are worthless, go.
func (l *Login) end(r record, why string) error {
	r.Access, r.Refresh, r.Expires = "", "", time.Time{}
	return errors.Join(l.needed(why), l.mark(r, why))
}

func (l *Login) mark(r record, why string) error {
	if l.readOnly {
		return nil
	}
	r.Ended = &ended{l.now().UTC().Truncate(time.Second), why}
	l.hold(nil)
	return l.vault.save(r)
}

// Refused notes that the mail server takes no token of this login, so that it is
// not tried again before the user has logged in; why is the server's word. The
// tokens stay, for Logout to revoke.
func (l *Login) Refused(ctx context.Context, why string) (err error) {
	release, err := l.vault.lock(ctx, l.account)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	r, err := l.usable()
	if errors.Is(err, ErrLoginNeeded) {
		return nil // it is marked, or gone
	}
	return errors.Join(err, l.mark(r, why))
}
