package credential

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/testlib"
)

// plain is a browser without a provider: it goes to loopback.
var plain = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// consent opens the provider's page and returns where it sends the browser.
func (a *asked) consent(t *testing.T, address string) *url.URL {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	must(t, err)
	answer, err := a.RoundTrip(r)
	must(t, err)
	must(t, answer.Body.Close())
	back, err := answer.Location()
	must(t, err)
	return back
}

// visit opens an address of this machine and returns the page.
func visit(t *testing.T, address *url.URL, change func(*http.Request)) (status int, page string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address.String(), nil)
	must(t, err)
	if change != nil {
		change(r)
	}
	answer, err := plain.Do(r)
	must(t, err)
	text, err := io.ReadAll(answer.Body)
	must(t, err, answer.Body.Close())
	if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the page may load things: %q", policy)
	}
	return answer.StatusCode, string(text)
}

// browsing begins a login by browser.
func (a *asked) browsing(t *testing.T, ctx context.Context, pasted <-chan string) (address string, ended <-chan error) {
	t.Helper()
	addresses, errs := make(chan string, 1), make(chan error, 1)
	go func() { errs <- a.login.Browse(ctx, func(url string) { addresses <- url }, pasted) }()
	select {
	case address := <-addresses:
		return address, errs
	case err := <-errs:
		t.Fatalf("it ended before it began: %v", err)
		return "", nil
	}
}

func TestBrowse(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Secret: "s3cret"})
	a.login.client.AuthParams = map[string]string{"access_type": "offline", "prompt": "consent"}
	address, ended := a.browsing(t, t.Context(), nil)
	for _, want := range []string{"access_type=offline", "prompt=consent", "scope=mail+offline_access", "code_challenge_method=S256", "redirect_uri=http%3A%2F%2F127.0.0.1%3A"} {
		if !strings.Contains(address, want) {
			t.Errorf("no %s in %s", want, address)
		}
	}
	back := a.consent(t, address)

	// Whoever else comes by changes nothing.
	stray := *back
	stray.RawQuery = "state=guessed&error=access_denied"
	if status, _ := visit(t, &stray, nil); status != http.StatusBadRequest {
		t.Errorf("another state: %d", status)
	}
	stray.RawQuery = "state=" + back.Query().Get("state")
	if status, _ := visit(t, &stray, nil); status != http.StatusBadRequest {
		t.Errorf("neither code nor error: %d", status)
	}
	if status, _ := visit(t, back, func(r *http.Request) { r.Host = "evil.example.org" }); status != http.StatusMisdirectedRequest {
		t.Errorf("another name: %d", status)
	}
	if status, _ := visit(t, back, func(r *http.Request) { r.Method = http.MethodPost }); status != http.StatusNotFound {
		t.Errorf("POST: %d", status)
	}
	icon := *back
	icon.Path = "/favicon.ico"
	if status, _ := visit(t, &icon, nil); status != http.StatusNotFound {
		t.Errorf("another path: %d", status)
	}

	status, page := visit(t, back, nil)
	if status != http.StatusOK || !strings.Contains(page, "Logged in") || !strings.Contains(page, "robin@example.org") {
		t.Errorf("page: %d %s", status, page)
	}
	must(t, <-ended)
	a.token(t, "")
	if _, err := plain.Get(back.String()); err == nil {
		t.Error("the port is still open")
	}
}

func TestBrowseRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		setUp func(a *asked)
		says  string
	}{
		{"denied", func(a *asked) { a.Deny("access_denied") }, "Example says access_denied: the permission was not given"},
		{"odd words", func(a *asked) { a.Deny("<script>\x1b[31m") }, "Example says <script> [31m"},
		{"code refused", func(a *asked) { a.Fail(testlib.OAuthFault{Status: 400, Body: `{"error":"invalid_grant"}`}) }, "invalid_grant"},
		{"no refresh token", func(a *asked) { a.Change(func(o *testlib.OAuthOptions) { o.NoRefresh = true }) }, "offline access"},
		{"broken", func(a *asked) { a.Fail(testlib.OAuthFault{Status: 500}) }, "HTTP status 500"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := provider(t, testlib.OAuthOptions{})
			c.setUp(a)
			address, ended := a.browsing(t, t.Context(), nil)
			_, page := visit(t, a.consent(t, address), nil)
			if !strings.Contains(page, "Not logged in") || strings.Contains(page, "<script>") {
				t.Errorf("page: %s", page)
			}
			if err := <-ended; err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q", err, c.says)
			}
		})
	}
}

// TestBrowseElsewhere: a browser on another machine ends at an address that it
// can't open; pasted, it does as well. Anything else that is pasted is passed over.
func TestBrowseElsewhere(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	pasted := make(chan string, 9)
	address, ended := a.browsing(t, t.Context(), pasted)
	back := a.consent(t, address).String()
	pasted <- ""
	pasted <- "hello"
	pasted <- "http://127.0.0.1:1/?" + back[strings.IndexByte(back, '?')+1:]
	pasted <- "  " + back + "\r"
	must(t, <-ended)
	a.token(t, "")

	closed := make(chan string)
	close(closed)
	ctx, cancel := context.WithCancel(t.Context())
	_, ended = a.browsing(t, ctx, closed)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// TestBrowseLimit: a login that nobody answers ends.
func TestBrowseLimit(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, ended := a.browsing(t, ctx, nil)
	needed(t, <-ended, "no answer came from the browser in time")
}

// TestReplay: a code is good for one login, and the provider that sees it twice
// takes back what it gave for it.
func TestReplay(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	address, ended := a.browsing(t, t.Context(), nil)
	back := a.consent(t, address)
	visit(t, back, nil)
	must(t, <-ended)
	token := a.token(t, "")
	form := url.Values{"grant_type": {testlib.GrantCode}, "client_id": {testlib.ClientID}, "code": {back.Query().Get("code")},
		"redirect_uri": {"http://" + back.Host + "/"}, "code_verifier": {"stolen"}}
	status, _, err := post(t.Context(), a.URL+"/token", form, nil)
	must(t, err)
	if _, ok := a.User(token); ok || status != http.StatusBadRequest {
		t.Errorf("status %d; the token is still good: %v", status, ok)
	}
}

// TestSlowPage: what the browser shows waits for how the login ends.
func TestSlowEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &browse{login: NewLogin("robin@example.org", Client{}, "", time.Now), state: "s", finished: make(chan struct{})}
		w := &recorder{header: http.Header{}}
		done := make(chan struct{})
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:1/?state=s&code=c", nil)
		must(t, err)
		go func() { b.showEnd(w, r); close(done) }()
		synctest.Wait()
		if w.status != 0 {
			t.Error("it did not wait")
		}
		close(b.finished)
		<-done
		if w.status != http.StatusOK {
			t.Errorf("status %d", w.status)
		}
	})
}

type recorder struct {
	header http.Header
	status int
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) Write(b []byte) (int, error) { return len(b), nil }
func (r *recorder) WriteHeader(status int)      { r.status = status }
