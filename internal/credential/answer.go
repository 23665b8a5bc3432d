package credential

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/oauth2"
)

// answerError is a provider's refusal in its own words (RFC 6749 section 5.2).
type answerError struct {
	client Client
	status int    // of HTTP
	code   string // as "invalid_grant"; empty where the answer is none of RFC 6749
	text   string // what the provider adds, for people; without secrets
}

// Error names the provider, its code and text, and what its users must know.
func (a *answerError) Error() string {
	what := fmt.Sprintf("%s does not answer as a token server should (HTTP status %d)", a.client.name(), a.status)
	if a.code != "" {
		what = fmt.Sprintf("%s says %s", a.client.name(), a.code)
	}
	if a.text != "" {
		what += " (" + a.text + ")"
	}
	if hint := a.hint(); hint != "" {
		what += ": " + hint
	}
	return what
}

func (a *answerError) hint() string {
	switch {
	case a.ends() && a.client.EndedHint != "":
		return a.client.EndedHint
	case a.ends():
		return "the login was ended there, by you, by a change of the password, or because it was not used for long"
	case a.code == "invalid_client", a.code == "unauthorized_client":
		return "check client_id and client_secret_file, and that the client may use this kind of login"
	case a.code == "invalid_scope":
		return "check the client's permissions there, and scopes"
	case a.code == "access_denied":
		return "the permission was not given"
	case a.code == "expired_token":
		return "the code was not entered in time: try again"
	}
	return ""
}

// passing are the codes that say "not now"; what comes with an HTTP status of the
// server's own trouble, or in no form of RFC 6749 (a captive portal, a proxy), may
// pass as well.
var passing = []string{"server_error", "temporarily_unavailable", "slow_down", "authorization_pending"}

// final reports whether the same question would get the same answer.
func (a *answerError) final() bool {
	return a.code != "" && a.status < 500 && a.status != http.StatusTooManyRequests && a.status != http.StatusRequestTimeout &&
		!slices.Contains(passing, a.code)
}

// ending are the codes by which a provider ends a login: RFC 6749's, and those of
// OpenID Connect that Microsoft uses where it wants to see the user again.
var ending = []string{"invalid_grant", "interaction_required", "login_required", "consent_required"}

func (a *answerError) ends() bool { return a.final() && slices.Contains(ending, a.code) }

// explain turns an error of x/oauth2 into one that may be shown: its own hold the
// whole answer, in which there may be tokens.
func (c Client) explain(err error, secrets ...string) error {
	var refusal *oauth2.RetrieveError
	var network *url.Error
	switch {
	case errors.As(err, &refusal):
		return &answerError{client: c, status: refusal.Response.StatusCode,
			code: clean(refusal.ErrorCode, secrets), text: clean(refusal.ErrorDescription, secrets)}
	case errors.As(err, &network):
		return fmt.Errorf("%s can't be reached: %w", c.name(), network.Err)
	}
	return fmt.Errorf("%s: %s", c.name(), clean(err.Error(), secrets))
}

// maxText is how much of a foreign text is shown.
const maxText = 300

// clean makes a foreign text fit to be shown: one line, not long, no secrets.
func clean(text string, secrets []string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.ReplaceAll(text, s, "***")
		}
	}
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}

// checkAnswer holds a successful answer to RFC 6750: a bearer token that can be
// sent.
func checkAnswer(t *oauth2.Token) error {
	if kind := t.Type(); !strings.EqualFold(kind, "Bearer") {
		return errors.New("gave a token that is not of the kind bearer")
	}
	if t.RefreshToken != "" && checkToken(t.RefreshToken) != nil {
		return errors.New("gave a refresh token with spaces or control characters in it")
	}
	return checkToken(t.AccessToken)
}

// prefixed names what an error is about.
func prefixed(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}
