package credential

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/testlib"
)

// asked is a provider that is reached without a network, and a login with it.
type asked struct {
	*testlib.OAuthServer
	login *Login
	dir   string
}

// provider makes one in place of all others. No secret that it gives out may be
// in an error.
func provider(t *testing.T, o testlib.OAuthOptions) *asked {
	t.Helper()
	s := testlib.NewOAuth("robin", o)
	usual := httpClient
	httpClient = &http.Client{Transport: s, Timeout: usual.Timeout, CheckRedirect: usual.CheckRedirect}
	dir := filepath.Join(t.TempDir(), "logins")
	t.Cleanup(func() {
		httpClient = usual
		for _, m := range s.Mistakes() {
			t.Errorf("the provider complains: %s", m)
		}
	})
	a := &asked{OAuthServer: s, dir: dir}
	a.login = a.another(t, o)
	return a
}

// another is the same login in another process.
func (a *asked) another(t *testing.T, o testlib.OAuthOptions) *Login {
	c := Client{Provider: "Example", ID: testlib.ClientID, AuthURL: a.URL + "/auth", TokenURL: a.URL + "/token",
		DeviceURL: a.URL + "/device", RevokeURL: a.URL + "/revoke", ManageURL: "https://id.example.org/rights",
		Scopes: []string{"mail", "offline_access"}, SecretInBody: o.SecretInBody, EndedHint: "it lasts a week only"}
	if o.Secret != "" {
		c.SecretFile = filepath.Join(t.TempDir(), "client-secret")
		must(t, os.WriteFile(c.SecretFile, []byte(o.Secret+"\n"), 0o600))
	}
	return NewLogin("robin@example.org", c, a.dir, time.Now)
}

// enter logs in by a code.
func (a *asked) enter(t *testing.T) {
	t.Helper()
	must(t, a.login.Enter(t.Context(), func(Code) {}))
}

// token gets a token, and holds that it opens the mailbox.
func (a *asked) token(t *testing.T, refused string) string {
	t.Helper()
	token, err := a.login.Token(t.Context(), refused)
	if err != nil {
		t.Fatal(err)
	}
	if user, ok := a.User(token); !ok || user != "robin" {
		t.Fatalf("the token opens the mailbox of %q", user)
	}
	return token
}

// needed holds that only the user can help, and that the error says so.
func needed(t *testing.T, err error, says ...string) {
	t.Helper()
	if !errors.Is(err, ErrLoginNeeded) {
		t.Fatalf("no login is needed: %v", err)
	}
	for _, want := range says {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in: %v", want, err)
		}
	}
}

func TestNobodyLoggedIn(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	_, err := a.login.Token(t.Context(), "")
	needed(t, err, "robin@example.org: login needed: nobody has logged in yet: run rsvpd login robin@example.org")
	if _, err := os.Stat(a.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("asking made the folder: %v", err)
	}
}

// TestRenewal: five minutes ahead of its end a token is renewed, once for all who
// ask at the same time; a refresh token that was replaced is never used again.
func TestRenewal(t *testing.T) {
	for _, rotate := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			o := testlib.OAuthOptions{Rotate: rotate, Secret: "s3cret", SecretInBody: true}
			a := provider(t, o)
			a.enter(t)
			first := a.token(t, "")
			time.Sleep(54 * time.Minute) // in the bubble
			if a.token(t, "") != first {
				t.Error("renewed too early")
			}
			time.Sleep(time.Minute)
			a.Fail(testlib.OAuthFault{Delay: 3 * time.Second})
			var all sync.WaitGroup
			tokens := make([]string, 20)
			for i := range tokens {
				login := a.login
				if i%2 == 1 {
					login = a.another(t, o)
				}
				all.Go(func() {
					token, err := login.Token(t.Context(), "")
					if err != nil {
						t.Error(err)
					}
					tokens[i] = token
				})
			}
			all.Wait()
			for _, token := range tokens {
				if token == first || token != tokens[0] {
					t.Errorf("tokens %q", tokens)
					break
				}
			}
			if n := a.Requests(testlib.GrantRefresh); n != 1 {
				t.Errorf("renewed %d times", n)
			}
			for range 3 {
				time.Sleep(time.Hour)
				a.token(t, "")
			}
		})
	}
}

// TestRefused: a token that the mail server does not take is replaced, whatever
// its time says.
func TestRefused(t *testing.T) { synctest.Test(t, testRefused) }

func testRefused(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Rotate: true})
	a.enter(t)
	first := a.token(t, "")
	a.Expire()
	second := a.token(t, first)
	if second == first || a.token(t, "") != second || a.token(t, first) != second {
		t.Error("the refused token came back, or the new one was renewed")
	}
	if n := a.Requests(testlib.GrantRefresh); n != 1 {
		t.Errorf("renewed %d times", n)
	}
}

// TestEnded: a login that the provider has ended is asked about once, by nobody
// again, and begins anew when the user logs in.
func TestEnded(t *testing.T) { synctest.Test(t, testEnded) }

func testEnded(t *testing.T) {
	o := testlib.OAuthOptions{}
	a := provider(t, o)
	a.enter(t)
	first := a.token(t, "")
	before, err := a.login.Status()
	must(t, err)
	a.Revoke()
	for range 3 {
		_, err := a.login.Token(t.Context(), first)
		needed(t, err, "Example says invalid_grant (the test says invalid grant): it lasts a week only: run rsvpd login robin@example.org")
		_, err = a.another(t, o).Token(t.Context(), "")
		needed(t, err, "it lasts a week only")
	}
	if n := a.Requests(testlib.GrantRefresh); n != 1 {
		t.Errorf("asked %d times", n)
	}
	s, err := a.login.Status()
	must(t, err)
	needed(t, s.Needed)
	if s.Since.IsZero() || s.Renews || s.Stamp != before.Stamp {
		t.Errorf("status %+v", s)
	}
	if text, err := os.ReadFile(a.login.vault.path("robin@example.org")); err != nil || strings.Contains(string(text), "at-") || strings.Contains(string(text), "rt-") {
		t.Errorf("worthless tokens are kept: %s, %v", text, err)
	}
	a.enter(t)
	a.token(t, "")
	if s, err := a.login.Status(); err != nil || s.Needed != nil || !s.Renews || s.Stamp == before.Stamp {
		t.Errorf("status %+v, %v", s, err)
	}
}

// TestMarked: what the mail server refuses is not tried again either.
func TestMarked(t *testing.T) { synctest.Test(t, testMarked) }

func testMarked(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{})
	a.enter(t)
	must(t, a.login.Refused(t.Context(), "the server says no"), a.login.Refused(t.Context(), "again"))
	_, err := a.login.Token(t.Context(), "")
	needed(t, err, "the server says no")
}

// TestTrouble: what may pass is no end of the login, and nothing is lost by it.
func TestTrouble(t *testing.T) {
	for _, f := range []testlib.OAuthFault{
		{Status: 500, Body: `{"error":"invalid_grant"}`},
		{Status: 503, Body: "rt-secret"},
		{Status: 429, Body: `{"error":"invalid_grant"}`},
		{Status: 400, Body: `{"error":"temporarily_unavailable"}`},
		{Status: 400, Body: "<html>Log in to this hotel's network</html>"},
		{Status: 200, Body: "<html>Log in to this hotel's network</html>"},
		{Status: 200, Body: "null"},
		{Status: 200, Body: `{"access_token":"two words"}`},
		{Status: 200, Body: `{"access_token":"x","token_type":"mac"}`},
		{Status: 302, Body: ""},
		{Delay: time.Hour},
	} {
		synctest.Test(t, func(t *testing.T) {
			a := provider(t, testlib.OAuthOptions{Rotate: true})
			a.enter(t)
			first := a.token(t, "")
			a.Fail(f)
			_, err := a.login.Token(t.Context(), first)
			if err == nil || errors.Is(err, ErrLoginNeeded) || !strings.Contains(err.Error(), "Example") {
				t.Errorf("%+v: %v", f, err)
			}
			if err != nil && (strings.Contains(err.Error(), "rt-") || strings.Contains(err.Error(), first)) {
				t.Errorf("%+v: a token is shown: %v", f, err)
			}
			a.token(t, first)
		})
	}
}

// TestWrongClient: that the client is not known ends no login: the settings are
// to be mended.
func TestWrongClient(t *testing.T) { synctest.Test(t, testWrongClient) }

func testWrongClient(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Secret: "right"})
	a.enter(t)
	first := a.token(t, "")
	must(t, os.WriteFile(a.login.client.SecretFile, []byte("wrong"), 0o600))
	_, err := a.login.Token(t.Context(), first)
	needed(t, err, "invalid_client", "check client_id and client_secret_file")
	must(t, os.Remove(a.login.client.SecretFile))
	_, err = a.login.Token(t.Context(), first)
	needed(t, err, "there is no such file")
	must(t, os.WriteFile(a.login.client.SecretFile, []byte("right"), 0o600))
	a.token(t, first)

	other := a.another(t, testlib.OAuthOptions{})
	other.client.TokenURL = "https://elsewhere.example.org/token"
	_, err = other.Token(t.Context(), "")
	needed(t, err, "another client")
}

// TestUnwritten: a refresh token that can't be kept is not lost, and the access
// token that came with it is not used before it is.
func TestUnwritten(t *testing.T) { synctest.Test(t, testUnwritten) }

func testUnwritten(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Rotate: true})
	a.enter(t)
	first := a.token(t, "")
	// A folder in the file's place can't be replaced by a file.
	path := a.login.vault.path("robin@example.org")
	text, err := os.ReadFile(path)
	must(t, err)
	block := func() { must(t, os.Remove(path), os.Mkdir(path, 0o700), os.WriteFile(path+"/x", nil, 0o600)) }
	r, err := parseRecord(text)
	must(t, err)
	renewed, err := a.login.refresh(t.Context(), r)
	must(t, err)
	block()
	if err := a.login.keep(renewed); err == nil {
		t.Fatal("it was kept")
	}
	must(t, os.RemoveAll(path), os.WriteFile(path, text, 0o600))
	if second := a.token(t, ""); second == first || second != renewed.Access {
		t.Errorf("token %q, want the one that was got", second)
	}
	if n := a.Requests(testlib.GrantRefresh); n != 1 {
		t.Errorf("renewed %d times", n)
	}
	kept, err := a.login.vault.load("robin@example.org")
	must(t, err)
	if kept.Refresh != renewed.Refresh {
		t.Error("what came of the renewal was not kept")
	}
}

// TestReadOnly: a run that is to leave nothing behind writes only what would be
// lost without.
func TestReadOnly(t *testing.T) { synctest.Test(t, testReadOnly) }

func testReadOnly(t *testing.T) {
	for _, rotate := range []bool{false, true} {
		a := provider(t, testlib.OAuthOptions{Rotate: rotate})
		a.enter(t)
		first := a.token(t, "")
		path := a.login.vault.path("robin@example.org")
		before, err := os.ReadFile(path)
		must(t, err)
		a.login = a.login.ReadOnly()
		second := a.token(t, first)
		if a.token(t, first) != second || a.Requests(testlib.GrantRefresh) != 1 {
			t.Error("what was renewed was forgotten")
		}
		after, err := os.ReadFile(path)
		must(t, err)
		if changed := string(before) != string(after); changed != rotate {
			t.Errorf("rotating %v: the file was written: %v", rotate, changed)
		}
		a.Revoke()
		_, err = a.login.Token(t.Context(), second)
		needed(t, err)
		if now, err := os.ReadFile(path); err != nil || string(now) != string(after) {
			t.Errorf("the end was written: %v", err)
		}
	}
}

func TestLogout(t *testing.T) { synctest.Test(t, testLogout) }

func testLogout(t *testing.T) {
	for _, o := range []testlib.OAuthOptions{{}, {Secret: "s3cret"}, {Secret: "s3cret", SecretInBody: true}} {
		a := provider(t, o)
		a.enter(t)
		token := a.token(t, "")
		revoked, err := a.login.Logout(t.Context())
		must(t, err)
		if _, ok := a.User(token); ok || !revoked {
			t.Errorf("the token is still good; revoked %v", revoked)
		}
		_, err = a.login.Token(t.Context(), "")
		needed(t, err, "nobody has logged in yet")
		if revoked, err := a.login.Logout(t.Context()); err != nil || revoked {
			t.Errorf("out of nothing: %v, %v", revoked, err)
		}
	}
}

// TestLogoutUnheard: the tokens go, also when the provider can't be told.
func TestLogoutUnheard(t *testing.T) { synctest.Test(t, testLogoutUnheard) }

func testLogoutUnheard(t *testing.T) {
	a := provider(t, testlib.OAuthOptions{Secret: "right"})
	a.enter(t)
	token := a.token(t, "")
	must(t, os.WriteFile(a.login.client.SecretFile, []byte("wrong"), 0o600))
	_, err := a.login.Logout(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not revoked") || !strings.Contains(err.Error(), "https://id.example.org/rights") || strings.Contains(err.Error(), token) {
		t.Errorf("error %v", err)
	}
	_, err = a.login.Token(t.Context(), "")
	needed(t, err, "nobody has logged in yet")
}
