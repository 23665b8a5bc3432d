package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// OAuth2 is a login by token, at a provider by a client of the user's. Load fills
// in what the settings leave to the provider's file.
type OAuth2 struct {
	Provider         string // the name of a file of oauth2/, or "other"
	ClientID         string
	ClientSecretFile string // empty for a public client
	Tenant           string // Microsoft's: whose accounts may log in
	AuthURL          string
	TokenURL         string
	DeviceURL        string
	RevokeURL        string
	Scopes           []string
	Flow             string            // of Flows
	Name             string            // of the provider, for messages
	ManageURL        string            // where users take rights away; may be empty
	SASL             []string          // mechanisms, the preferred first; empty: as the server offers
	SecretInBody     bool              // the secret goes among the parameters, not by HTTP Basic
	Ended            string            // what users must know whose login the provider has ended
	AuthParams       map[string]string // of the page that the browser is sent to
	Line             int               // of the file
}

// Flows are the ways to ask the user: by a browser that comes back to this
// machine, or by a code to be entered anywhere.
var Flows = []string{"browser", "code"}

// mechanisms are the SASL mechanisms for tokens.
var mechanisms = []string{"OAUTHBEARER", "XOAUTH2"}

// readOAuth2 reads the keys of a login by token.
func readOAuth2(t *table) *OAuth2 {
	o := &OAuth2{Line: t.line()}
	t.name("provider", &o.Provider)
	if !t.has("provider") {
		t.missing("provider", `write provider = "google", "microsoft" or "other"`)
	}
	t.name("client_id", &o.ClientID)
	if !t.has("client_id") {
		t.missing("client_id", "write the id of your own registered client")
	}
	t.name("client_secret_file", &o.ClientSecretFile)
	t.name("tenant", &o.Tenant)
	if strings.ContainsAny(o.Tenant, "/?#%{} ") {
		t.wrong("tenant", fmt.Sprintf("%q is not the name or id of a tenant", o.Tenant), `write it as in tenant = "example.org"`)
	}
	o.readEndpoints(t)
	if o.Provider == "other" && (o.TokenURL == "" || o.AuthURL == "" && o.DeviceURL == "") && !t.has("token_url") {
		t.missing("token_url", `provider = "other" needs token_url, and auth_url or device_url`)
	}
	t.done(map[string]string{"client_secret": "a secret has no place in this file: use client_secret_file"})
	return o
}

// readEndpoints reads the keys that settings and providers' files share.
func (o *OAuth2) readEndpoints(t *table) {
	t.secureURL("auth_url", &o.AuthURL)
	t.secureURL("token_url", &o.TokenURL)
	t.secureURL("device_url", &o.DeviceURL)
	t.secureURL("revoke_url", &o.RevokeURL)
	t.list("scopes", &o.Scopes)
	for i, s := range o.Scopes {
		if s == "" || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
			t.wrongElement("scopes", i, fmt.Sprintf("%q is not a scope", s), "write each scope as an element of its own")
		}
	}
	t.oneOf("flow", &o.Flow, Flows)
}

// provider is a file of oauth2/: OAuth2 without the client.
type provider struct {
	OAuth2
	needsSecret bool
}

// providers reads oauth2/*.toml, by name.
func providers(data fs.FS) (map[string]provider, Problems) {
	names, err := fs.Glob(data, "oauth2/*.toml")
	if err != nil {
		return nil, Problems{{File: "oauth2", What: err.Error()}}
	}
	found := map[string]provider{}
	var problems Problems
	for _, name := range names {
		text, err := fs.ReadFile(data, name)
		if err != nil {
			problems = append(problems, Problem{File: name, What: unwrapPath(err)})
			continue
		}
		doc := parseDocument(name, text)
		if doc.values != nil {
			found[strings.TrimSuffix(filepath.Base(name), ".toml")] = readProvider(doc)
		}
		problems = append(problems, doc.problems...)
	}
	return found, problems
}

func readProvider(doc *document) provider {
	var p provider
	t := doc.root()
	t.name("name", &p.Name)
	// Addresses are checked with a tenant in them, and kept as they stand.
	p.readEndpoints(t)
	t.text("manage_url", &p.ManageURL)
	t.list("sasl", &p.SASL)
	for i, m := range p.SASL {
		if !slices.Contains(mechanisms, m) {
			t.wrongElement("sasl", i, fmt.Sprintf("%q is not known", m), choose(m, mechanisms))
		}
	}
	t.flag("secret_in_body", &p.SecretInBody)
	t.flag("needs_secret", &p.needsSecret)
	t.text("ended", &p.Ended)
	p.AuthParams = readParams(t)
	t.done(nil)
	for _, key := range []string{"name", "token_url", "scopes", "flow"} {
		if !t.has(key) {
			t.missing(key, "README.md beside the file says what it means")
		}
	}
	return p
}

// readParams reads a table of texts.
func readParams(t *table) map[string]string {
	if !t.has("auth_params") {
		t.asked = append(t.asked, "auth_params")
		return nil
	}
	sub := t.sub("auth_params")
	params := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(sub.values)) {
		var value string
		sub.name(name, &value)
		params[name] = value
	}
	return params
}

// findProviders fills in what the accounts leave to their providers.
func (c *Config) findProviders() Problems {
	known, problems := providers(c.Data())
	if len(problems) > 0 {
		return problems
	}
	for i := range c.Accounts {
		o := c.Accounts[i].OAuth2
		if o == nil {
			continue
		}
		if err := o.complete(known); err != nil {
			problems = append(problems, Problem{File: c.File, Line: o.Line, What: "account.oauth2: " + err.Error(), Fix: oauth2Fix})
		}
	}
	return problems
}

const oauth2Fix = "docs/configuration.md says what each login needs"

// complete takes over what the settings do not say themselves.
func (o *OAuth2) complete(known map[string]provider) error {
	p, ok := known[o.Provider]
	if !ok && o.Provider != "other" {
		return fmt.Errorf("provider %q is not known (%s); for any other write \"other\" and its endpoints",
			o.Provider, quoted(slices.Sorted(maps.Keys(known))))
	}
	tenant := cmp.Or(o.Tenant, "common")
	for _, field := range []struct {
		own    *string
		theirs string
	}{
		{&o.AuthURL, p.AuthURL}, {&o.TokenURL, p.TokenURL}, {&o.DeviceURL, p.DeviceURL}, {&o.RevokeURL, p.RevokeURL}, {&o.Flow, p.Flow},
	} {
		*field.own = cmp.Or(*field.own, strings.ReplaceAll(field.theirs, "{tenant}", tenant))
	}
	if len(o.Scopes) == 0 {
		o.Scopes = p.Scopes
	}
	o.Name, o.ManageURL, o.SASL, o.SecretInBody, o.Ended, o.AuthParams = p.Name, p.ManageURL, p.SASL, p.SecretInBody, p.Ended, p.AuthParams
	return o.check(p.needsSecret)
}

// check finds what is missing after all.
func (o *OAuth2) check(needsSecret bool) error {
	if o.Name == "" {
		o.Name = "the provider"
	}
	if o.Flow == "" && o.AuthURL != "" {
		o.Flow = "browser"
	}
	o.Flow = cmp.Or(o.Flow, "code")
	switch {
	case len(o.Scopes) == 0:
		return errors.New("scopes is missing: what must be asked for to read mail by IMAP")
	case o.Flow == "browser" && o.AuthURL == "":
		return errors.New("a login by browser needs auth_url")
	case o.Flow == "code" && o.DeviceURL == "":
		return errors.New("a login by code needs device_url")
	case needsSecret && o.ClientSecretFile == "":
		return fmt.Errorf("%s wants client_secret_file too: write the secret of your client into a file that only you can read", o.Name)
	}
	return nil
}
