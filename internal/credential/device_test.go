package credential

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/testlib"
)

// TestCode: a code is waited for as the provider wants it, and its token is kept
// where nobody else can read it.
func TestCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := provider(t, testlib.OAuthOptions{Secret: "s3cret/+", Answers: []string{"authorization_pending", "slow_down", "authorization_pending"}})
		began := time.Now()
		var shown Code
		must(t, a.login.Enter(t.Context(), func(c Code) { shown = c }))
		// One second, another, then six twice.
		if took := time.Since(began); took != 14*time.Second {
			t.Errorf("took %v", took)
		}
		if shown.URL != a.URL+"/enter" || len(shown.Text) != 9 || !shown.Expires.Equal(began.Add(15*time.Minute)) {
			t.Errorf("shown: %+v", shown)
		}
		first := a.token(t, "")
		if a.token(t, "") != first || a.Requests(testlib.GrantRefresh) != 0 {
			t.Error("a good token was renewed")
		}
		for path, want := range map[string]os.FileMode{a.dir: 0o700, a.login.vault.path("robin@example.org"): 0o600} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("%s: %v, %v", path, info.Mode(), err)
			}
		}
	})
}

func TestCodeRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		o    testlib.OAuthOptions
		says string
	}{
		{"denied", testlib.OAuthOptions{Answers: []string{"authorization_pending", "access_denied"}}, "access_denied (the test says access denied): the permission was not given"},
		{"expired", testlib.OAuthOptions{Answers: []string{"expired_token"}}, "the code was not entered in time"},
		{"never entered", testlib.OAuthOptions{CodeLife: 20 * time.Second, Answers: strings.Fields(strings.Repeat("authorization_pending ", 100))}, "the code was not entered in time"},
		{"too little", testlib.OAuthOptions{Scope: "calendar"}, "the right mail"},
		{"not offline", testlib.OAuthOptions{NoRefresh: true}, "offline access"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := provider(t, c.o)
				err := a.login.Enter(t.Context(), func(Code) {})
				if err == nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("error %v, want %q", err, c.says)
				}
				if c.name != "not offline" {
					needed(t, err)
				}
				_, err = a.login.Token(t.Context(), "")
				needed(t, err, "nobody has logged in yet")
			})
		})
	}
}

// TestCodeThroughTrouble: what passes does not end a login that the user is in the
// middle of.
func TestCodeThroughTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := provider(t, testlib.OAuthOptions{Answers: []string{"authorization_pending"}})
		a.Fail(testlib.OAuthFault{Status: 503, Body: "<html>busy</html>"}, testlib.OAuthFault{Delay: time.Hour}, testlib.OAuthFault{Status: 429, Body: `{"error":"invalid_request"}`})
		a.enter(t)
		a.token(t, "")
	})
}

// FuzzDevice: no answer to a request for a code breaks the program or the terminal.
func FuzzDevice(f *testing.F) {
	f.Add([]byte(`{"device_code":"d","user_code":"ABCD-EFGH","verification_uri":"https://id.example.org","expires_in":900,"interval":5}`))
	f.Add([]byte("null"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := parseDevice(data)
		if err != nil {
			return
		}
		da := d.auth(time.Unix(0, 0))
		if da.Interval < 1 || da.Interval > longestInterval || !da.Expiry.After(time.Unix(0, 0)) {
			t.Errorf("%s: %+v", data, da)
		}
		if strings.ContainsAny(d.User+d.URL, "\x1b\n\r") {
			t.Errorf("%q could play with the terminal", data)
		}
	})
}
