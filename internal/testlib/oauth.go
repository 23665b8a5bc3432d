package testlib

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// OAuthOptions vary the server. The zero value is a strict one that rotates
// nothing, for a public client.
type OAuthOptions struct {
	Secret       string        // of the client "rsvpd-test"; empty: it is a public one
	SecretInBody bool          // where the secret is looked for; else in HTTP Basic
	Life         time.Duration // of access tokens; 0: an hour
	CodeLife     time.Duration // of device codes; 0: 15 minutes
	Rotate       bool          // a refresh token is good for one use
	NoRefresh    bool          // gives out none
	Scope        string        // what is granted; empty: what is asked for, unsaid
	// Answers are what device codes get before they are approved, in turn:
	// "authorization_pending", "slow_down", "access_denied", "expired_token". After
	// them the user has entered the code.
	Answers []string
}

// ClientID is the only client that the server knows.
const ClientID = "rsvpd-test"

// OAuthServer is an OAuth2 server for tests: authorization codes with PKCE (RFC
// 6749, 7636), device codes (RFC 8628), rotation, revocation (RFC 7009) and
// introspection (RFC 7662). It refuses whatever those demand to be refused.
type OAuthServer struct {
	URL string // of its root, without a slash at the end

	mu       sync.Mutex
	opts     OAuthOptions
	user     string
	deny     string
	faults   []OAuthFault
	grants   map[string]*grant // by code, device code and refresh token
	tokens   map[string]*token // by access token
	requests []string
	mistakes []string
}

// OAuthFault is what happens to one request for tokens in place of an answer.
type OAuthFault struct {
	Status int           // of HTTP; 0: the usual answer
	Body   string        // of the answer with Status
	Delay  time.Duration // before any answer
}

// grant is what a user has allowed, and what it may be traded for.
type grant struct {
	user, scope         string
	redirect, challenge string // of an authorization code
	answers             []string
	lastPoll, ends      time.Time
	interval            time.Duration // between polls
	refresh             string        // the one that counts
	revoked, used       bool
}

type token struct {
	grant *grant
	ends  time.Time
}

// NewOAuth makes a server that is reached by Transport only.
func NewOAuth(user string, o OAuthOptions) *OAuthServer {
	if o.Life == 0 {
		o.Life = time.Hour
	}
	if o.CodeLife == 0 {
		o.CodeLife = 15 * time.Minute
	}
	return &OAuthServer{URL: "http://127.0.0.1:1", opts: o, user: user, grants: map[string]*grant{}, tokens: map[string]*token{}}
}

// OAuth starts a server on loopback for this test. user is whose mailbox is given
// access to. A request that breaks a rule fails the test when it ends.
func OAuth(t testing.TB, user string, o OAuthOptions) *OAuthServer {
	t.Helper()
	s := NewOAuth(user, o)
	web := httptest.NewServer(s)
	s.URL = web.URL
	t.Cleanup(func() {
		web.Close()
		for _, m := range s.Mistakes() {
			t.Errorf("oauth: %s", m)
		}
	})
	return s
}

// RoundTrip implements http.RoundTripper: it answers without a network.
func (s *OAuthServer) RoundTrip(r *http.Request) (*http.Response, error) {
	type answer struct{ *httptest.ResponseRecorder }
	done := make(chan answer, 1)
	go func() {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		done <- answer{w}
	}()
	select {
	case a := <-done:
		return a.Result(), nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// Mistakes are the rules that requests broke.
func (s *OAuthServer) Mistakes() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mistakes)
}

// Requests are what was asked for so far: "code", "device", the grant types of
// token requests, "revoke".
func (s *OAuthServer) Requests(kind string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.requests {
		if r == kind {
			n++
		}
	}
	return n
}

// Change changes the options.
func (s *OAuthServer) Change(f func(o *OAuthOptions)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.opts)
}

// Fail lets the next requests for tokens fail, one fault each.
func (s *OAuthServer) Fail(faults ...OAuthFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Deny lets the user answer the next question with an error code.
func (s *OAuthServer) Deny(code string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deny = code
}

// Expire ends all access tokens; refresh tokens stay good.
func (s *OAuthServer) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.tokens)
}

// Revoke ends all that was allowed, as the user may on a page of the provider's.
func (s *OAuthServer) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.grants {
		g.revoked = true
	}
}

// User says whose mailbox an access token opens; false: nobody's.
func (s *OAuthServer) User(access string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tokens[access]
	if t == nil || t.grant.revoked || !time.Now().Before(t.ends) {
		return "", false
	}
	return t.grant.user, true
}

// ServeHTTP implements http.Handler.
func (s *OAuthServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	routes := map[string]func(http.ResponseWriter, *http.Request){
		"GET /auth": s.authorize, "POST /token": s.token, "POST /device": s.device, "POST /revoke": s.revoke, "POST /introspect": s.introspect,
	}
	route := routes[r.Method+" "+r.URL.Path]
	if route == nil {
		s.mistake("%s %s", r.Method, r.URL.Path)
		http.NotFound(w, r)
		return
	}
	if err := r.ParseForm(); err != nil {
		s.mistake("%s: %v", r.URL.Path, err)
		http.Error(w, "bad form", http.StatusBadRequest)
		return
	}
	route(w, r)
}

func (s *OAuthServer) mistake(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mistakes = append(s.mistakes, fmt.Sprintf(format, args...))
}

func (s *OAuthServer) note(kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, kind)
}

// authorize is the page on which the user says yes or no, at once.
func (s *OAuthServer) authorize(w http.ResponseWriter, r *http.Request) {
	s.note("code")
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	switch {
	case err != nil || back.Scheme != "http" || back.Hostname() != "127.0.0.1" || back.Port() == "":
		s.mistake("redirect_uri %q", q.Get("redirect_uri"))
	case q.Get("client_id") != ClientID || q.Get("response_type") != "code" || q.Get("scope") == "":
		s.mistake("not a request for a code: %v", q)
	case len(q.Get("state")) < 16:
		s.mistake("state %q can be guessed", q.Get("state"))
	case q.Get("code_challenge_method") != "S256" || len(q.Get("code_challenge")) != 43:
		s.mistake("no challenge of RFC 7636: %v", q)
	default:
		http.Redirect(w, r, s.decide(back, q), http.StatusFound)
		return
	}
	http.Error(w, "bad request", http.StatusBadRequest)
}

// decide is the address to go back to.
func (s *OAuthServer) decide(back *url.URL, q url.Values) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer := url.Values{"state": {q.Get("state")}}
	if s.deny != "" {
		answer.Set("error", s.deny)
		s.deny = ""
	} else {
		code := rand.Text()
		answer.Set("code", code)
		s.grants[code] = &grant{user: s.user, scope: q.Get("scope"), redirect: q.Get("redirect_uri"), challenge: q.Get("code_challenge"), ends: time.Now().Add(time.Minute)}
	}
	there := *back
	there.RawQuery = answer.Encode()
	return there.String()
}

// device gives out a code (RFC 8628 section 3.2).
func (s *OAuthServer) device(w http.ResponseWriter, r *http.Request) {
	s.note("device")
	if r.PostForm.Get("client_id") != ClientID || r.PostForm.Get("scope") == "" {
		s.mistake("not a request for a device code: %v", r.PostForm)
		refuse(w, http.StatusBadRequest, "invalid_request")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	code := rand.Text()
	now := time.Now()
	s.grants[code] = &grant{user: s.user, scope: r.PostForm.Get("scope"), answers: slices.Clone(s.opts.Answers), ends: now.Add(s.opts.CodeLife), lastPoll: now, interval: time.Second}
	reply(w, http.StatusOK, map[string]any{"device_code": code, "user_code": code[:4] + "-" + code[4:8],
		"verification_uri": s.URL + "/enter", "expires_in": int(s.opts.CodeLife.Seconds()), "interval": 1})
}

// introspect tells an IMAP server whose token it has been shown (RFC 7662).
func (s *OAuthServer) introspect(w http.ResponseWriter, r *http.Request) {
	user, ok := s.User(r.PostForm.Get("token"))
	reply(w, http.StatusOK, map[string]any{"active": ok, "username": user})
}

// revoke takes tokens back; one that it does not know is gone already (RFC 7009
// section 2.2).
func (s *OAuthServer) revoke(w http.ResponseWriter, r *http.Request) {
	s.note("revoke")
	if !s.authenticated(w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	given := r.PostForm.Get("token")
	if given == "" {
		s.mistakes = append(s.mistakes, "revocation of nothing")
	}
	if g := s.grants[given]; g != nil {
		g.revoked = true
	}
	if t := s.tokens[given]; t != nil {
		t.grant.revoked = true
	}
	w.WriteHeader(http.StatusOK)
}

func reply(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		return // the client has gone, and notices by itself
	}
}

// refuse is an answer of RFC 6749 section 5.2.
func refuse(w http.ResponseWriter, status int, code string) {
	reply(w, status, map[string]any{"error": code, "error_description": "the test says " + strings.ReplaceAll(code, "_", " ")})
}

func s256(verifier string) string {
	sum := sha256.Sum256([]byte(verifier))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
