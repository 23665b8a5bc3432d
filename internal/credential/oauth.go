package credential

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"golang.org/x/oauth2"
)

// Client is a program's registration with a provider of OAuth2 logins (RFC 6749
// section 2), and where that provider is asked. All URLs are https, or http to
// this machine.
type Client struct {
	Provider   string // its name, for messages
	ID         string
	SecretFile string // absolute path; empty for a public client
	AuthURL    string // where a browser is sent; empty: only a device code will do
	TokenURL   string
	DeviceURL  string // RFC 8628; empty: only a browser will do
	RevokeURL  string // RFC 7009; empty: the provider has none
	ManageURL  string // the page on which users take rights away; may be empty
	Scopes     []string
	// AuthParams are further parameters of the address that the browser is sent to.
	AuthParams map[string]string
	// SecretInBody sends the secret among the parameters, not by HTTP Basic (RFC
	// 6749 section 2.3.1).
	SecretInBody bool
	// EndedHint is what users must know whose login the provider has ended.
	EndedHint string
}

// config is the client as x/oauth2 wants it. The way the secret is sent is always
// told: left to itself x/oauth2 tries both ways, and a code or refresh token that
// is sent twice ends a login where they are good for one use.
func (c Client) config(secret string) *oauth2.Config {
	style := oauth2.AuthStyleInHeader
	if c.SecretInBody || secret == "" {
		style = oauth2.AuthStyleInParams
	}
	return &oauth2.Config{
		ClientID: c.ID, ClientSecret: secret, Scopes: c.Scopes,
		Endpoint: oauth2.Endpoint{AuthURL: c.AuthURL, TokenURL: c.TokenURL, DeviceAuthURL: c.DeviceURL, AuthStyle: style},
	}
}

// secret reads the client's secret; empty for a public client.
func (c Client) secret() (string, error) {
	if c.SecretFile == "" {
		return "", nil
	}
	name := "client_secret_file " + c.SecretFile
	text, err := readFile(name, c.SecretFile)
	if err != nil {
		return "", err
	}
	secret, err := firstLine(text)
	return secret, prefixed(name, err)
}

func (c Client) name() string { return cmp.Or(c.Provider, "the provider") }

// requestTimeout is the patience for one answer of a provider.
const requestTimeout = 30 * time.Second

// httpClient follows no redirect: it would carry codes and tokens to wherever the
// answer says.
var httpClient = &http.Client{
	Timeout:       requestTimeout,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// through tells x/oauth2 which HTTP client to use.
func through(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, httpClient)
}
