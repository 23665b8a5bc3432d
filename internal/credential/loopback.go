package credential

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Browse logs in by the user's browser: an authorization code that comes back to
// a port of 127.0.0.1 (RFC 8252 section 7.3), with PKCE (RFC 7636), so that the
// code is of no use to whoever else sees it. visit is called once, with the
// address to open. pasted may yield the address that a browser on another machine
// ended at; it may be nil. It ends when ctx does: give it a time limit.
func (l *Login) Browse(ctx context.Context, visit func(url string), pasted <-chan string) error {
	if l.client.AuthURL == "" {
		return fmt.Errorf("%s has no page for logins by browser: set auth_url", l.client.name())
	}
	secret, err := l.client.secret()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("no port for the browser to come back to: %w", err)
	}
	c := l.client.config(secret)
	c.RedirectURL = "http://" + listener.Addr().String() + "/"
	b := &browse{login: l, config: c, host: listener.Addr().String(), state: rand.Text(), verifier: oauth2.GenerateVerifier(),
		answers: make(chan url.Values, 1), finished: make(chan struct{})}
	stop := b.serve(listener)
	visit(b.address())
	err = b.wait(ctx, pasted)
	return errors.Join(err, stop())
}

// browse is one login by browser.
type browse struct {
	login    *Login
	config   *oauth2.Config
	host     string // 127.0.0.1:port
	state    string // ties the answer to the question (RFC 6749 section 10.12)
	verifier string // of PKCE

	answers  chan url.Values // the first answer; there is room for no other
	finished chan struct{}   // closed when err is how the login ended
	err      error
}

// address is where the user says yes.
func (b *browse) address() string {
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(b.verifier)}
	for name, value := range b.login.client.AuthParams {
		options = append(options, oauth2.SetAuthURLParam(name, value))
	}
	return b.config.AuthCodeURL(b.state, options...)
}

// wait waits for the answer, from the browser or by hand, and follows it up.
func (b *browse) wait(ctx context.Context, pasted <-chan string) error {
	defer close(b.finished)
	for {
		select {
		case <-ctx.Done():
			b.err = fmt.Errorf("%w: no answer came from the browser in time: try again", ErrLoginNeeded)
			if errors.Is(ctx.Err(), context.Canceled) {
				b.err = fmt.Errorf("nobody was logged in: %w", ctx.Err())
			}
			return b.err
		case line, ok := <-pasted:
			if !ok {
				pasted = nil
			} else if q := b.parse(line); b.mine(q) {
				b.err = b.settle(ctx, q)
				return b.err
			}
		case q := <-b.answers:
			b.err = b.settle(ctx, q)
			return b.err
		}
	}
}

// parse takes the parameters out of a pasted address; none where it is no such.
func (b *browse) parse(line string) url.Values {
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil || u.Host != b.host {
		return nil
	}
	return u.Query()
}

// mine reports whether an answer belongs to this login. Others are passed over:
// any page can send the browser here, and must not be able to end a login.
func (b *browse) mine(q url.Values) bool {
	return subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(b.state)) == 1 && (q.Has("code") || q.Has("error"))
}

// settle trades the code for tokens, or says why there is none (RFC 6749 section
// 4.1.2).
func (b *browse) settle(ctx context.Context, q url.Values) error {
	if code := q.Get("error"); code != "" {
		return fmt.Errorf("%w: %w", ErrLoginNeeded, &answerError{client: b.login.client, status: http.StatusBadRequest,
			code: clean(code, nil), text: clean(q.Get("error_description"), nil)})
	}
	code := q.Get("code")
	asked := b.login.now()
	token, err := b.config.Exchange(through(ctx), code, oauth2.VerifierOption(b.verifier))
	if err != nil {
		return b.login.refusal(err, code, b.verifier, b.config.ClientSecret)
	}
	return b.login.finish(ctx, token, asked)
}

// serve answers the browser until stop is called, which lets a page that is being
// written be written to its end.
func (b *browse) serve(listener net.Listener) (stop func() error) {
	server := &http.Server{Handler: b, ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		err := server.Shutdown(ctx)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close() // a browser that holds its connection is no failure
		}
		if e := <-served; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
		return err
	}
}

// ServeHTTP takes the answer that the provider sends the browser here with, and
// shows how the login ended.
func (b *browse) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Host != b.host: // a name that was made to lead here
		writePage(w, http.StatusMisdirectedRequest, notHere)
	case r.URL.Path != "/" || r.Method != http.MethodGet:
		writePage(w, http.StatusNotFound, notHere)
	case !b.mine(r.URL.Query()):
		writePage(w, http.StatusBadRequest, notThis)
	default:
		select {
		case b.answers <- r.URL.Query():
		default: // the browser has come twice: both get to know
		}
		b.showEnd(w, r)
	}
}

func (b *browse) showEnd(w http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-b.finished:
		if b.err != nil {
			writePage(w, http.StatusOK, page{"Not logged in", b.err.Error() + "."})
			return
		}
		writePage(w, http.StatusOK, page{"Logged in", "rsvpd may now read the mailbox of " + b.login.account +
			" and put drafts into it. You can close this window."})
	}
}
