package config

import (
	"fmt"
	"net/url"
	"strings"
)

// readLogin reads how to log in. Each way excludes the others.
func (a *Account) readLogin(t *table) {
	t.command("password_command", &a.PasswordCommand)
	t.name("password_file", &a.PasswordFile)
	t.credential("credential", &a.Credential)
	if t.has("oauth2") {
		a.OAuth2 = readOAuth2(t.sub("oauth2"))
	}
	t.asked = append(t.asked, "oauth2")
	a.Auth = "password"
	if a.OAuth2 != nil && !t.has("auth") {
		a.Auth = "oauth2"
	}
	t.oneOf("auth", &a.Auth, []string{"password", "oauth2"})
	var sources []string
	for _, key := range []string{"password_command", "password_file", "credential"} {
		if t.has(key) {
			sources = append(sources, key)
		}
	}
	a.contradictions(t, sources)
}

func (a *Account) contradictions(t *table, sources []string) {
	switch {
	case a.Auth == "oauth2" && a.OAuth2 == nil:
		t.missing("oauth2", `write oauth2 = {provider = "google", client_id = "…"}`)
	case a.Auth == "oauth2" && len(sources) > 0:
		t.wrong(sources[0], `auth = "oauth2" needs no password`, "take one of the two out")
	case a.Auth == "password" && a.OAuth2 != nil:
		t.wrong("oauth2", `auth = "password" takes no token`, `write auth = "oauth2", or take this out`)
	case a.Auth == "password" && len(sources) == 0:
		t.doc.add(t.line(), "account: no password source", `write password_command = ["pass", "show", "mail"], password_file = "…" or credential = "…"`)
	case len(sources) > 1:
		t.wrong(sources[1], "there is "+sources[0]+" already", "keep one source of the password")
	}
}

// command reads a program and its arguments.
func (t *table) command(key string, into *[]string) {
	if text, ok := t.values[key].(string); ok {
		t.asked = append(t.asked, key)
		t.wrong(key, "is one text", fmt.Sprintf("write program and arguments apart, no shell is run: %s = [%s]", key, quoted(strings.Fields(text))))
		return
	}
	var argv []string
	if !t.list(key, &argv) {
		return
	}
	if len(argv) == 0 || strings.TrimSpace(argv[0]) == "" {
		t.wrong(key, "names no program", "write "+key+` = ["pass", "show", "mail"]`)
		return
	}
	*into = argv
}

// credential reads the name of a systemd credential, which is a file name.
func (t *table) credential(key string, into *string) {
	var name string
	t.name(key, &name)
	if strings.ContainsAny(name, "/:") || name == "." || name == ".." {
		t.wrong(key, fmt.Sprintf("%q is not the name of a credential", name), `write the name alone, as in LoadCredential=name:/path`)
		return
	}
	*into = name
}

// readOAuth2 reads the keys of a login by token.
func readOAuth2(t *table) *OAuth2 {
	var o OAuth2
	t.oneOf("provider", &o.Provider, []string{"google", "microsoft", "other"})
	if !t.has("provider") {
		t.missing("provider", `write provider = "google", "microsoft" or "other"`)
	}
	t.name("client_id", &o.ClientID)
	if !t.has("client_id") {
		t.missing("client_id", "write the id of your own registered client")
	}
	t.name("client_secret_file", &o.ClientSecretFile)
	t.name("tenant", &o.Tenant)
	t.secureURL("auth_url", &o.AuthURL)
	t.secureURL("token_url", &o.TokenURL)
	t.secureURL("device_url", &o.DeviceURL)
	t.list("scopes", &o.Scopes)
	if o.Provider == "other" && (o.TokenURL == "" || o.AuthURL == "" && o.DeviceURL == "") && !t.has("token_url") {
		t.missing("token_url", `provider = "other" needs token_url, and auth_url or device_url`)
	}
	t.done(map[string]string{"client_secret": "a secret has no place in this file: use client_secret_file"})
	return &o
}

// secureURL reads an https address; http only to this machine.
func (t *table) secureURL(key string, into *string) {
	text, ok := get[string](t, key, key+` = "https://…"`)
	if !ok {
		return
	}
	if !isSecureURL(text) {
		t.wrong(key, fmt.Sprintf("%q is not an https address", redactURL(text)), key+` = "https://…"`)
		return
	}
	*into = text
}

func isSecureURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil || !isHost(u.Hostname()) {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())
}
