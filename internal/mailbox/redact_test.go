package mailbox

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

// TestRedact: no form in which a server may repeat a secret is shown, and nothing
// else is lost.
func TestRedact(t *testing.T) {
	sent := base64.StdEncoding.EncodeToString([]byte("user=sam@example.org\x01auth=Bearer ya29.sesame-and-more\x01\x01"))
	plain := base64.StdEncoding.EncodeToString([]byte("\x00sam\x00ya29.sesame-and-more"))
	for _, c := range []struct{ secret, said, want string }{
		{"sesame", "NO LOGIN sam sesame", "NO LOGIN sam ***"},
		{`ses"a\me`, `NO LOGIN sam "ses\"a\\me"`, `NO LOGIN sam "***"`},
		{"ya29.sesame-and-more", "BAD AUTHENTICATE XOAUTH2 " + sent, "BAD AUTHENTICATE XOAUTH2 ***"},
		{"ya29.sesame-and-more", "BAD AUTHENTICATE PLAIN " + plain + " unknown", "BAD AUTHENTICATE PLAIN *** unknown"},
		{"ya29.sesame-and-more", "BAD line too long: " + sent[:57] + "...", "BAD line too long: ***..."},
		{"ya29.sesame-and-more", "NO [ALERT] https://example.org/AuthenticationFailed see there", "NO [ALERT] https://example.org/AuthenticationFailed see there"},
		{"sesame", "NO no", "NO no"},
	} {
		err := redact(&Error{Kind: ErrLogin, Server: "s", Err: errors.New(c.said)}, c.secret)
		if !errors.Is(err, ErrLogin) || !strings.HasSuffix(err.Error(), ": "+c.want) {
			t.Errorf("%q with %q became %q", c.said, c.secret, err)
		}
	}
}
