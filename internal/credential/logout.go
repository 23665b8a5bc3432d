package credential

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"time"
)

// Logout forgets the tokens. Where the provider takes them back (RFC 7009) they
// are worthless afterwards; revoked is false where it does not, or there was
// nothing to revoke. The file is deleted in any case; an error says what could not
// be done.
func (l *Login) Logout(ctx context.Context) (revoked bool, err error) {
	r, err := l.vault.load(l.account)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	release, e := l.vault.lock(ctx, l.account)
	if e != nil {
		return false, e
	}
	l.hold(nil)
	token, kind := r.Refresh, "refresh_token" // revoking this one revokes the other
	if token == "" {
		token, kind = r.Access, "access_token"
	}
	if err == nil && token != "" && l.client.RevokeURL != "" {
		err = l.client.revoke(ctx, token, kind)
		revoked = err == nil
	}
	return revoked, errors.Join(err, l.vault.remove(l.account), release())
}

func (c Client) revoke(ctx context.Context, token, kind string) error {
	secret, err := c.secret()
	if err != nil {
		return err
	}
	form := url.Values{"token": {token}, "token_type_hint": {kind}}
	basic := func(r *http.Request) { r.SetBasicAuth(url.QueryEscape(c.ID), url.QueryEscape(secret)) }
	if c.SecretInBody || secret == "" {
		basic = nil
		form.Set("client_id", c.ID)
	}
	if c.SecretInBody && secret != "" {
		form.Set("client_secret", secret)
	}
	status, body, err := post(ctx, c.RevokeURL, form, basic)
	if err == nil && status != http.StatusOK {
		err = refusalOf(status, body)
	}
	if err == nil {
		return nil
	}
	err = c.explain(err, token, secret)
	// Google says so of a token that is worthless already; RFC 7009 section 2.2
	// takes that for done.
	if a := (*answerError)(nil); errors.As(err, &a) && a.code == "invalid_token" {
		return nil
	}
	return fmt.Errorf("the tokens were deleted here, but not revoked: %w%s", err, c.manageHint())
}

func (c Client) manageHint() string {
	if c.ManageURL == "" {
		return ""
	}
	return ": take the right away at " + c.ManageURL
}

// Status is what is known of a login without asking anybody.
type Status struct {
	LoggedIn time.Time // when the user was asked last; zero: never
	Expires  time.Time // of the access token; zero: not known, or there is none
	Renews   bool      // it can be renewed without the user
	Stamp    string    // changes whenever the user logs in or out
	Needed   error     // wraps ErrLoginNeeded, and says why; nil: none is
	Since    time.Time // when it came to be needed; zero: not known
}

// Status reads the login's file. The error is one of the file system.
func (l *Login) Status() (Status, error) {
	r, err := l.usable()
	if err != nil && !errors.Is(err, ErrLoginNeeded) {
		return Status{}, err
	}
	s := Status{LoggedIn: r.LoggedIn, Expires: r.Expires, Renews: r.Refresh != "", Needed: err}
	if !r.LoggedIn.IsZero() {
		s.Stamp = r.LoggedIn.Format(time.RFC3339Nano)
	}
	if r.Ended != nil {
		s.Since = r.Ended.Since
	}
	return s, nil
}
