package mailbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// mechanism is one way to log in: whether the server offers it, and how to do it.
type mechanism struct {
	name    string
	offered func(imap.CapSet) bool
	login   func(c *imapclient.Client, s *Session, secret string) error
}

// passwordMechanisms in order of preference. PLAIN carries any UTF-8, LOGIN is
// what the oldest servers have.
var passwordMechanisms = []mechanism{
	{"PLAIN", offersAuth("PLAIN"),
		func(c *imapclient.Client, s *Session, secret string) error {
			return c.Authenticate(sasl.NewPlainClient("", s.opts.User, secret))
		}},
	{"LOGIN",
		func(caps imap.CapSet) bool { return !caps.Has(imap.CapLoginDisabled) },
		func(c *imapclient.Client, s *Session, secret string) error {
			return c.Login(s.opts.User, secret).Wait()
		}},
}

// tokenMechanisms in order of preference: the standard, then what came before it.
var tokenMechanisms = []mechanism{
	{"OAUTHBEARER", offersAuth("OAUTHBEARER"),
		func(c *imapclient.Client, s *Session, token string) error {
			host, port, err := net.SplitHostPort(s.target.addr)
			if err != nil {
				return err
			}
			return s.authenticate(c, newOAuthBearer(s.opts.User, token, host, port))
		}},
	{"XOAUTH2", offersAuth("XOAUTH2"),
		func(c *imapclient.Client, s *Session, token string) error {
			return s.authenticate(c, newXOAuth2(s.opts.User, token))
		}},
}

func offersAuth(name string) func(imap.CapSet) bool {
	return func(caps imap.CapSet) bool { return caps.Has(imap.AuthCap(name)) }
}

// authenticate adds to a refusal what the challenge before it said.
func (s *Session) authenticate(c *imapclient.Client, b *bearer) error {
	s.conn.blank.Store(true)
	defer s.conn.blank.Store(false)
	err := c.Authenticate(b)
	if err != nil && b.refusal != "" {
		return fmt.Errorf("%w (status %s)", err, b.refusal)
	}
	return err
}

const (
	passwordHint = "check user and password; many providers want an app password here (made in the account's security settings) and IMAP switched on"
	tokenHint    = "check that user is the address that was logged in with, and that IMAP is switched on for it"
	noAuthHint   = "use imaps:// or imap+starttls://, or another login method"
	noTokenHint  = "use imaps:// or imap+starttls://, or a password"
)

// busy are the answers that say "not now" (RFC 5530): nothing about the password,
// nothing about a message.
var busy = []imap.ResponseCode{imap.ResponseCodeUnavailable, imap.ResponseCodeInUse, imap.ResponseCodeLimit, "THROTTLED"}

// errNoPasswords: the server offers none of the ways to log in by password.
var errNoPasswords = errors.New("the server offers no login by password over this connection")

// ErrNoTokens: the server offers none of the ways to log in by access token, and
// was shown none.
var ErrNoTokens = errors.New("the server offers no login by access token (OAUTHBEARER, XOAUTH2) over this connection")

// errNoCaps is for a server that answers CAPABILITY with nothing, or is gone.
var errNoCaps = errors.New("the server does not say what it can do")

// login authenticates.
func (s *Session) login(ctx context.Context) error {
	if s.opts.Token != nil {
		return s.loginByToken(ctx)
	}
	return s.loginByPassword(ctx)
}

// loginByPassword tries once. A refused password is never tried a second time by
// another mechanism: that only brings the account nearer to being locked.
func (s *Session) loginByPassword(ctx context.Context) error {
	secret, err := s.opts.Password(ctx)
	if err != nil {
		return s.noSecret(ctx, err, "the password could not be had")
	}
	return s.present(ctx, passwordMechanisms, secret, passwordHint, s.noWay(errNoPasswords, noAuthHint))
}

// loginByToken tries a second token when the first is refused: it may have been
// taken back before its time.
func (s *Session) loginByToken(ctx context.Context) error {
	refused := ""
	for {
		token, err := s.opts.Token(ctx, refused)
		if err != nil {
			return s.noSecret(ctx, err, "")
		}
		err = s.present(ctx, s.preferred(), token, tokenHint, s.noWay(ErrNoTokens, noTokenHint))
		if !errors.Is(err, ErrLogin) || errors.Is(err, ErrNoTokens) || refused != "" {
			return err
		}
		s.opts.log().Debug("imap: the access token was refused", "server", s.target.addr, "user", s.opts.User)
		refused = token
	}
}

// preferred are the mechanisms for tokens, those first that the options prefer.
func (s *Session) preferred() []mechanism {
	list := slices.Clone(tokenMechanisms)
	rank := func(m mechanism) int {
		if i := slices.Index(s.opts.Mechanisms, m.name); i >= 0 {
			return i
		}
		return len(s.opts.Mechanisms)
	}
	slices.SortStableFunc(list, func(a, b mechanism) int { return rank(a) - rank(b) })
	return list
}

// noSecret is the error of a secret that could not be had. One that says for
// itself whether the user has to help is passed on.
func (s *Session) noSecret(ctx context.Context, err error, hint string) error {
	if ctx.Err() != nil || s.opts.Token != nil || errors.Is(err, ErrUnreachable) {
		return fmt.Errorf("%s: %s: %w", s.target.addr, s.loginOf(), err)
	}
	return s.fail(ErrLogin, s.loginOf(), err, hint)
}

func (s *Session) loginOf() string { return "login of " + s.opts.User }

func (s *Session) noWay(err error, hint string) error {
	return s.fail(ErrLogin, s.loginOf(), err, hint)
}

// present shows the server a secret by the first mechanism that it offers.
func (s *Session) present(ctx context.Context, ways []mechanism, secret, hint string, noWay error) error {
	what := s.loginOf()
	return redact(s.run(ctx, what, s.opts.timeout(), func(c *imapclient.Client) error {
		caps := c.Caps()
		if caps == nil {
			return errNoCaps
		}
		for _, m := range ways {
			if m.offered(caps) {
				return s.loginError(what, m.login(c, s, secret), hint)
			}
		}
		return noWay
	}), secret)
}

// loginError tells a refused secret from a server that is busy.
func (s *Session) loginError(what string, err error, hint string) error {
	no := refusal(err)
	switch {
	case no == nil:
		return err
	case slices.Contains(busy, no.Code), no.Code == imap.ResponseCodeServerBug, saysOverrun(no.Text):
		return s.fail(ErrUnreachable, what, err, "")
	}
	return s.fail(ErrLogin, what, err, hint)
}
