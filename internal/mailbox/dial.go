package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// maxReconnects is how many connections one session may lose to messages that
// can't be parsed. Each bad message costs about two.
const maxReconnects = 64

// Dial connects and logs in. It fails with ErrURL, ErrPlain, ErrUnreachable,
// ErrTLS, ErrLogin, or ErrLost where the server falls silent over the login;
// nothing is left open then.
func Dial(ctx context.Context, o Options) (*Session, error) {
	t, err := parseTarget(o.URL)
	if err != nil {
		return nil, err
	}
	s := &Session{opts: o, target: t, spare: maxReconnects, events: make(chan struct{}, 1)}
	s.life, s.drop = context.WithCancel(context.Background())
	if err := s.connect(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// connect opens the connection, also in place of one that broke.
func (s *Session) connect(ctx context.Context) error {
	conn, err := s.secureConn(ctx)
	if err != nil {
		return err
	}
	s.conn = newBounded(conn)
	s.open, s.closed = selected{}, false
	s.client = imapclient.New(s.conn, s.clientOptions())
	if err := s.begin(ctx); err != nil {
		s.closed = true
		s.shut(s.client)
		return err
	}
	s.opts.log().Debug("imap: logged in", "server", s.target.addr, "user", s.opts.User)
	return nil
}

// begin takes the session from the greeting to the authenticated state.
func (s *Session) begin(ctx context.Context) error {
	err := s.run(ctx, "greeting", s.opts.timeout(), func(c *imapclient.Client) error {
		err := c.WaitGreeting()
		if bye := (*imap.Error)(nil); errors.As(err, &bye) {
			return s.fail(ErrUnreachable, "greeting", err, "") // it is one, and says why not
		}
		return err
	})
	if err != nil {
		return asUnreachable(err)
	}
	switch s.client.State() {
	case imap.ConnStateAuthenticated: // PREAUTH
	case imap.ConnStateNotAuthenticated:
		if s.opts.Quirks.ID == IDBeforeLogin {
			if err := s.identify(ctx); err != nil {
				return err
			}
		}
		if err := s.login(ctx); err != nil {
			return err
		}
	default:
		return s.fail(ErrUnreachable, "greeting", errors.New("the server hung up after it"), "")
	}
	return s.introduce(ctx)
}

// asUnreachable turns a lost connection into an unreachable server: before the
// greeting there was none to lose.
func asUnreachable(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Kind == ErrLost {
		e.Kind = ErrUnreachable
		e.Hint = "is this an IMAP server, and is it up?"
	}
	return err
}

// secureConn opens the network connection and encrypts it as the URL says. There
// is no way from here to an unencrypted connection that was not asked for.
func (s *Session) secureConn(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.opts.timeout(), errStalled)
	defer cancel()
	config, err := s.opts.tlsConfig(s.target.host)
	if err != nil {
		return nil, s.fail(ErrTLS, s.securityName(), err, tlsHint(err))
	}
	dial := s.opts.Dialer
	if dial == nil {
		dial = Network
	}
	conn, err := dial(ctx, "tcp", s.target.addr)
	if err != nil {
		return nil, s.fail(ErrUnreachable, "connecting", err, "check the server's name and port, and the network")
	}
	if s.target.security == plain {
		return conn, nil
	}
	stop := context.AfterFunc(ctx, func() { s.abandon(conn) })
	secure, err := s.encrypt(ctx, conn, config)
	if !stop() && err != nil {
		err = fmt.Errorf("%w (%w)", context.Cause(ctx), err)
	}
	if err != nil {
		s.abandon(conn)
		return nil, s.fail(ErrTLS, s.securityName(), err, tlsHint(err))
	}
	return secure, nil
}

// keepAlive has the kernel ask whether the other end is still there: often enough for
// the flow not to be forgotten by a router, and so that one that was is noticed after
// 3 minutes and 20 seconds, and not when an IDLE ends.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 2 * time.Minute, Interval: 20 * time.Second, Count: 4}

// Network is the dialer of sessions that are given none.
func Network(ctx context.Context, network, addr string) (net.Conn, error) {
	return (&net.Dialer{KeepAliveConfig: keepAlive}).DialContext(ctx, network, addr)
}

// abandon closes a connection that never became a session.
func (s *Session) abandon(conn net.Conn) {
	if err := conn.Close(); err != nil {
		s.opts.log().Debug("imap: closing", "server", s.target.addr, "error", err)
	}
}

func (s *Session) encrypt(ctx context.Context, conn net.Conn, config *tls.Config) (net.Conn, error) {
	if s.target.security == startTLS {
		return upgrade(ctx, conn, config)
	}
	secure := tls.Client(conn, config)
	return secure, secure.HandshakeContext(ctx)
}

func (s *Session) securityName() string {
	if s.target.security == startTLS {
		return "STARTTLS"
	}
	return "TLS"
}
