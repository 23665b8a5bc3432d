package testlib

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"time"
)

// The grant types of the token endpoint.
const (
	GrantCode    = "authorization_code"
	GrantRefresh = "refresh_token"
	GrantDevice  = "urn:ietf:params:oauth:grant-type:device_code"
)

// token is the token endpoint (RFC 6749 section 3.2).
func (s *OAuthServer) token(w http.ResponseWriter, r *http.Request) {
	kind := r.PostForm.Get("grant_type")
	s.note(kind)
	if s.failed(w, r) || !s.authenticated(w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var g *grant
	code := "unsupported_grant_type"
	switch kind {
	case GrantCode:
		g, code = s.byCode(r.PostForm)
	case GrantRefresh:
		g, code = s.byRefresh(r.PostForm)
	case GrantDevice:
		g, code = s.byDevice(r.PostForm)
	}
	if code != "" {
		refuse(w, http.StatusBadRequest, code)
		return
	}
	s.give(w, g, kind)
}

// failed plays the next fault.
func (s *OAuthServer) failed(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	var f OAuthFault
	if len(s.faults) > 0 {
		f, s.faults = s.faults[0], s.faults[1:]
	}
	s.mu.Unlock()
	if f.Delay > 0 {
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return true
		}
	}
	if f.Status == 0 {
		return false
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.Status)
	if _, err := w.Write([]byte(f.Body)); err != nil {
		return true // the client has gone
	}
	return true
}

// authenticated holds the client to its one way of authentication (RFC 6749
// section 2.3): to use two at once is forbidden.
func (s *OAuthServer) authenticated(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	o := s.opts
	s.mu.Unlock()
	id, secret := r.PostForm.Get("client_id"), r.PostForm.Get("client_secret")
	name, password, basic := r.BasicAuth()
	var ok bool
	switch {
	case basic && r.PostForm.Has("client_secret"):
		s.mistake("the client authenticates in two ways")
	case o.Secret != "" && !o.SecretInBody:
		password, err := url.QueryUnescape(password)
		ok = err == nil && basic && name == ClientID && password == o.Secret
	default:
		ok = !basic && id == ClientID && secret == o.Secret
	}
	if !ok {
		refuse(w, http.StatusUnauthorized, "invalid_client")
	}
	return ok
}

// byCode trades an authorization code, once (RFC 6749 section 4.1.3).
func (s *OAuthServer) byCode(form url.Values) (*grant, string) {
	g := s.grants[form.Get("code")]
	switch {
	case g == nil || g.challenge == "":
		return nil, "invalid_grant"
	case g.used: // stolen, perhaps: what came of it is worthless (section 10.5)
		g.revoked = true
		return nil, "invalid_grant"
	case time.Now().After(g.ends), form.Get("redirect_uri") != g.redirect:
		return nil, "invalid_grant"
	case s256(form.Get("code_verifier")) != g.challenge:
		s.mistakes = append(s.mistakes, "the verifier does not fit the challenge")
		return nil, "invalid_grant"
	}
	g.used = true
	return g, ""
}

// byRefresh renews. One that was used up shows that somebody else has it too: all
// that was allowed is taken back (RFC 9700 section 4.14.2).
func (s *OAuthServer) byRefresh(form url.Values) (*grant, string) {
	given := form.Get("refresh_token")
	g := s.grants[given]
	if g == nil || g.revoked {
		return nil, "invalid_grant"
	}
	if g.refresh != given {
		g.revoked = true
		s.mistakes = append(s.mistakes, "a refresh token was used twice")
		return nil, "invalid_grant"
	}
	return g, ""
}

// byDevice answers a poll (RFC 8628 section 3.5).
func (s *OAuthServer) byDevice(form url.Values) (*grant, string) {
	g := s.grants[form.Get("device_code")]
	now := time.Now()
	if g == nil || g.used {
		return nil, "invalid_grant"
	}
	if now.Sub(g.lastPoll) < g.interval-100*time.Millisecond {
		s.mistakes = append(s.mistakes, "polled faster than told")
	}
	g.lastPoll = now
	if now.After(g.ends) {
		return nil, "expired_token"
	}
	if len(g.answers) > 0 {
		code := g.answers[0]
		g.answers = g.answers[1:]
		if code == "slow_down" {
			g.interval += 5 * time.Second
		}
		return nil, code
	}
	g.used = true
	return g, ""
}

// give answers with tokens (RFC 6749 section 5.1).
func (s *OAuthServer) give(w http.ResponseWriter, g *grant, kind string) {
	access := "at-" + rand.Text()
	s.tokens[access] = &token{g, time.Now().Add(s.opts.Life)}
	answer := map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": int(s.opts.Life.Seconds())}
	if !s.opts.NoRefresh && (kind != GrantRefresh || s.opts.Rotate) {
		g.refresh = "rt-" + rand.Text()
		s.grants[g.refresh] = g
		answer["refresh_token"] = g.refresh
	}
	if s.opts.Scope != "" {
		answer["scope"] = s.opts.Scope
	}
	reply(w, http.StatusOK, answer)
}

// Grant gives out an access token without a login.
func (s *OAuthServer) Grant() string { return s.GrantTo(s.user) }

// GrantTo is Grant for another user's mailbox.
func (s *OAuthServer) GrantTo(user string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	access := "at-" + rand.Text()
	s.tokens[access] = &token{&grant{user: user}, time.Now().Add(s.opts.Life)}
	return access
}
