package mailbox

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// mechanism is one way to log in. Others (OAUTHBEARER, XOAUTH2) are further
// values of this type: whether the server offers it, and how to do it.
type mechanism struct {
	name    string
	offered func(imap.CapSet) bool
	login   func(c *imapclient.Client, user, secret string) error
}

// passwordMechanisms in order of preference. PLAIN carries any UTF-8, LOGIN is
// what the oldest servers have.
var passwordMechanisms = []mechanism{
	{"PLAIN",
		func(caps imap.CapSet) bool { return caps.Has(imap.AuthCap("PLAIN")) },
		func(c *imapclient.Client, user, secret string) error {
			return c.Authenticate(sasl.NewPlainClient("", user, secret))
		}},
	{"LOGIN",
		func(caps imap.CapSet) bool { return !caps.Has(imap.CapLoginDisabled) },
		func(c *imapclient.Client, user, secret string) error { return c.Login(user, secret).Wait() }},
}

const (
	passwordHint = "check user and password; many providers want an app password here (made in the account's security settings) and IMAP switched on"
	noAuthHint   = "the server offers no login by password over this connection; use imaps:// or imap+starttls://, or another login method"
)

// busy are the answers that say "not now" (RFC 5530): nothing about the password,
// nothing about a message.
var busy = []imap.ResponseCode{imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeLimit, "THROTTLED"}

// errNoCaps is for a server that answers CAPABILITY with nothing, or is gone.
var errNoCaps = errors.New("the server does not say what it can do")

// login authenticates once. A refused password is never tried a second time by
// another mechanism: that only brings the account nearer to being locked.
func (s *Session) login(ctx context.Context) error {
	what := "login of " + s.opts.User
	secret, err := s.opts.Password(ctx)
	if err != nil {
		return s.fail(ErrLogin, what, err, "the password could not be had")
	}
	return redact(s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		caps := c.Caps()
		if caps == nil {
			return errNoCaps
		}
		for _, m := range passwordMechanisms {
			if m.offered(caps) {
				return s.loginError(what, m.login(c, s.opts.User, secret))
			}
		}
		return s.fail(ErrLogin, what, nil, noAuthHint)
	}), secret)
}

// loginError tells a refused password from a server that is busy.
func (s *Session) loginError(what string, err error) error {
	no := refusal(err)
	switch {
	case no == nil:
		return err
	case slices.Contains(busy, no.Code), no.Code == imap.ResponseCodeServerBug:
		return s.fail(ErrUnreachable, what, err, "")
	}
	return s.fail(ErrLogin, what, err, passwordHint)
}

// redacted is an error whose text had the password in it: some servers repeat
// the command they did not like.
type redacted struct {
	kind error
	text string
}

func (r *redacted) Error() string { return r.text }
func (r *redacted) Unwrap() error { return r.kind }

func redact(err error, secret string) error {
	if err == nil || secret == "" || !strings.Contains(err.Error(), secret) {
		return err
	}
	r := &redacted{text: strings.ReplaceAll(err.Error(), secret, "***")}
	var known *Error
	if errors.As(err, &known) {
		r.kind = known.Kind
	}
	return r
}
