package credential

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Code is what the user has to enter on a page of the provider's (RFC 8628
// section 3.3).
type Code struct {
	URL      string // where to enter it
	Text     string
	Expires  time.Time
	Complete string // a URL that has the code in it; may be empty
}

// finish keeps the answer to a login that the user has just made.
func (l *Login) finish(ctx context.Context, t *oauth2.Token, asked time.Time) error {
	if err := checkAnswer(t); err != nil {
		return fmt.Errorf("%s: %w", l.client.name(), err)
	}
	if t.RefreshToken == "" && (t.ExpiresIn > 0 || !t.Expiry.IsZero()) {
		return fmt.Errorf("%s gave nothing to renew the login with: the client must be allowed offline access, and scopes ask for it", l.client.name())
	}
	if missing := l.client.missing(t); missing != "" {
		return fmt.Errorf("%w: %s was not asked, or not allowed, to give the right %s: log in again and allow all that is asked for",
			ErrLoginNeeded, l.client.name(), missing)
	}
	r := record{Version: recordVersion, Account: l.account, ClientID: l.client.ID, TokenURL: l.client.TokenURL, LoggedIn: asked.UTC()}
	r.take(t, asked)
	return l.replace(ctx, r)
}

// replace writes a new login over whatever was there.
func (l *Login) replace(ctx context.Context, r record) (err error) {
	if err := l.vault.prepare(); err != nil {
		return err
	}
	release, err := l.vault.lock(ctx, l.account)
	if err != nil {
		return err
	}
	l.hold(nil)
	return errors.Join(l.vault.save(r), release())
}

// missing names the first scope that was asked for and not given. A provider says
// which it gave where they differ (RFC 6749 section 5.1); those that only concern
// the login itself may be left unsaid, and Microsoft leaves out the host of others.
func (c Client) missing(t *oauth2.Token) string {
	text, ok := t.Extra("scope").(string)
	if !ok || text == "" {
		return ""
	}
	given := strings.Fields(text)
	for _, want := range c.Scopes {
		if slices.Contains([]string{"offline_access", "openid", "profile", "email"}, want) {
			continue
		}
		if !slices.ContainsFunc(given, func(g string) bool { return sameScope(g, want) }) {
			return want
		}
	}
	return ""
}

func sameScope(a, b string) bool {
	last := func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }
	return strings.EqualFold(a, b) || last(a) != "" && strings.EqualFold(last(a), last(b))
}

// refusal is the error of a login that failed while the user was there.
func (l *Login) refusal(err error, secrets ...string) error {
	err = l.client.explain(err, secrets...)
	var a *answerError
	if errors.As(err, &a) && a.final() {
		return fmt.Errorf("%w: %w", ErrLoginNeeded, err)
	}
	return err
}
