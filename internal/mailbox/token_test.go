package mailbox_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// tokens hands out one token after the other, and notes which were refused.
type tokens struct {
	list    []string
	refused []string
	err     error // once the list is used up
}

func (k *tokens) next(_ context.Context, refused string) (string, error) {
	k.refused = append(k.refused, refused)
	if len(k.list) == 0 {
		return "", k.err
	}
	token := k.list[0]
	k.list = k.list[1:]
	return token, nil
}

// dialToken dials a script in a bubble.
func dialToken(t *testing.T, script string, k *tokens, mechanisms ...string) (srv *testlib.ScriptServer, err error) {
	synctest.Test(t, func(t *testing.T) {
		srv = testlib.Script(t, script+"\nhang") // a server does not hang up after the login
		var s *mailbox.Session
		s, err = mailbox.Dial(t.Context(), mailbox.Options{
			URL: "imap://localhost", User: "sam@example.org", Token: k.next, Mechanisms: mechanisms, Dialer: srv.Dial,
		})
		if s != nil {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			if err := s.Close(ctx); err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("closing: %v", err)
			}
		}
	})
	return srv, err
}

const (
	offersBoth = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR] ready\n"
	welcome    = "S: $ OK [CAPABILITY IMAP4rev1 UIDPLUS] welcome\n"
)

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// refusal is how a server refuses a token: a challenge, an answer that says
// nothing, and a NO.
func refusal(challenge, answer string) string {
	return "S: + " + encoded(challenge) + "\nD: " + answer + "\nS: $ NO [AUTHENTICATIONFAILED] Invalid credentials\n"
}

func TestTokenMechanism(t *testing.T) {
	bearer := "AUTHENTICATE OAUTHBEARER " + encoded("n,a=sam@example.org,\x01host=localhost\x01port=143\x01auth=Bearer tok\x01\x01")
	xoauth2 := "AUTHENTICATE XOAUTH2 " + encoded("user=sam@example.org\x01auth=Bearer tok\x01\x01")
	for _, c := range []struct {
		name, offers string
		prefers      []string
		want         string
	}{
		{"the standard", "AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR", nil, bearer},
		{"what the provider prefers", "AUTH=XOAUTH2 AUTH=OAUTHBEARER SASL-IR", []string{"XOAUTH2"}, xoauth2},
		{"what is offered", "AUTH=XOAUTH2 SASL-IR", []string{"OAUTHBEARER", "XOAUTH2"}, xoauth2},
		{"only the standard", "AUTH=PLAIN AUTH=OAUTHBEARER SASL-IR", []string{"XOAUTH2"}, bearer},
	} {
		t.Run(c.name, func(t *testing.T) {
			srv, err := dialToken(t, "S: * OK [CAPABILITY IMAP4rev1 "+c.offers+"] ready\nC: AUTHENTICATE\n"+welcome, &tokens{list: []string{"tok"}}, c.prefers...)
			if err != nil || srv.Seen()[0] != c.want {
				t.Errorf("said %q, %v; want %q", srv.Seen(), err, c.want)
			}
		})
	}
	// Without SASL-IR the first response waits to be asked for.
	script := "S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready\nC: AUTHENTICATE XOAUTH2\nS: +\nD: " + strings.TrimPrefix(xoauth2, "AUTHENTICATE XOAUTH2 ") + "\n" + welcome
	if _, err := dialToken(t, script, &tokens{list: []string{"tok"}}); err != nil {
		t.Error(err)
	}
}

// TestTokenRefused: a second token is tried, on the same connection; the answer to
// the challenge is what each mechanism wants, and what it said is told.
func TestTokenRefused(t *testing.T) {
	const dummy, empty = "AQ==", ""
	for _, c := range []struct {
		mechanism, answer, challenge, says string
	}{
		{"OAUTHBEARER", dummy, `{"status":"invalid_token","schemes":"bearer","scope":"mail"}`, "status invalid_token"},
		{"XOAUTH2", empty, `{"status":"400","schemes":"Bearer","scope":"https://mail.example.org/"}`, "status 400"},
		{"XOAUTH2", empty, "not JSON, with the token second in it", "Invalid credentials"},
	} {
		script := offersBoth + "C: AUTHENTICATE " + c.mechanism + "\n" + refusal(c.challenge, c.answer) + "C: AUTHENTICATE " + c.mechanism + "\n"
		k := &tokens{list: []string{"first", "second", "third"}}
		if _, err := dialToken(t, script+welcome, k, c.mechanism); err != nil || fmt.Sprint(k.refused) != "[ first]" {
			t.Errorf("%s: %v, refused %q", c.mechanism, err, k.refused)
		}
		k = &tokens{list: []string{"first", "second", "third"}}
		srv, err := dialToken(t, script+refusal(c.challenge, c.answer), k, c.mechanism)
		if !errors.Is(err, mailbox.ErrLogin) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "second") {
			t.Errorf("%s: error %v", c.mechanism, err)
		}
		if n := len(srv.Seen()); n != 2 || srv.Connections() != 1 {
			t.Errorf("%d attempts over %d connections", n, srv.Connections())
		}
	}
}

// TestTokenNotTried: what another token can't mend is not tried twice.
func TestTokenNotTried(t *testing.T) {
	odd := errors.New("the provider is away")
	for _, c := range []struct {
		name, script string
		list         []string
		kind         error
		says         string
		asked        int
	}{
		{"busy", offersBoth + "C: AUTHENTICATE\nS: $ NO [UNAVAILABLE] try later", []string{"first", "second"}, mailbox.ErrUnreachable, "try later", 1},
		{"no way in", "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nhang", []string{"first", "second"}, mailbox.ErrNoTokens, "no login by access token", 1},
		{"silence", offersBoth + "C: AUTHENTICATE\nhang", []string{"first", "second"}, mailbox.ErrLost, "login of sam@example.org", 1},
		{"gone", offersBoth + "C: AUTHENTICATE\nclose", []string{"first", "second"}, mailbox.ErrLost, "login of sam@example.org", 1},
		{"bad challenge", offersBoth + "C: AUTHENTICATE\nS: + ???\nhang", []string{"first", "second"}, mailbox.ErrLost, "", 1},
		{"no token", offersBoth + "hang", nil, odd, "localhost:143: login of sam@example.org: the provider is away", 1},
		{"no second", offersBoth + "C: AUTHENTICATE XOAUTH2\nS: $ NO no\nhang", []string{"first"}, odd, "the provider is away", 2},
		{"repeated", offersBoth + "C: AUTHENTICATE\nS: $ NO sesame is no token\nC: AUTHENTICATE\nS: $ NO sesame is no token", []string{"sesame", "sesame"}, mailbox.ErrLogin, "*** is no token", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := &tokens{list: c.list, err: odd}
			_, err := dialToken(t, c.script, k, "XOAUTH2")
			if !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "sesame") {
				t.Errorf("error %v", err)
			}
			if errors.Is(err, odd) && errors.Is(err, mailbox.ErrLogin) {
				t.Errorf("a token that can't be had is a login refused: %v", err)
			}
			if len(k.refused) != c.asked {
				t.Errorf("asked for %d tokens", len(k.refused))
			}
		})
	}
}

// TestTokenDovecot: a real server takes tokens by both mechanisms and refuses
// what the provider does not vouch for.
func TestTokenDovecot(t *testing.T) {
	p := testlib.OAuth(t, "user1", testlib.OAuthOptions{})
	d := testlib.DovecotWith(t, testlib.DovecotOptions{OAuth: p.URL})
	user := d.NewUser(t)
	for _, mechanism := range []string{"OAUTHBEARER", "XOAUTH2"} {
		t.Run(mechanism, func(t *testing.T) {
			dial := func(list ...string) error {
				s, err := mailbox.Dial(t.Context(), mailbox.Options{
					URL: "imaps://" + d.TLSAddr(), TLSConfig: d.Cert.Client(), User: user,
					Token: (&tokens{list: list}).next, Mechanisms: []string{mechanism},
				})
				if err != nil {
					return err
				}
				if _, err := s.Folders(t.Context()); err != nil {
					t.Error(err)
				}
				return s.Close(t.Context())
			}
			good := p.Grant()
			if err := dial(good); err != nil {
				t.Error(err)
			}
			if err := dial("at-unknown", good); err != nil {
				t.Errorf("the second token: %v", err)
			}
			p.Expire()
			if err := dial(good, good); !errors.Is(err, mailbox.ErrLogin) || strings.Contains(err.Error(), good) || !strings.Contains(err.Error(), "status ") {
				t.Errorf("error %v", err)
			} else {
				t.Log(err)
			}
		})
	}
}
