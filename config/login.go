package config

import (
	"fmt"
	"net/url"
	"strings"
)

// The keys that a secret may come from, by the way to log in.
var (
	passwordKeys = []string{"password_command", "password_file", "credential", "keyring"}
	tokenKeys    = []string{"oauth2", "token_command"}
)

// readLogin reads how to log in. Each way excludes the others.
func (a *Account) readLogin(t *table) {
	t.command("password_command", &a.PasswordCommand)
	t.name("password_file", &a.PasswordFile)
	t.credential("credential", &a.Credential)
	t.keyring("keyring", &a.Keyring)
	t.command("token_command", &a.TokenCommand)
	if t.has("oauth2") {
		a.OAuth2 = readOAuth2(t.sub("oauth2"))
	}
	t.asked = append(t.asked, "oauth2")
	passwords, tokens := t.present(passwordKeys), t.present(tokenKeys)
	a.Auth = "password"
	if len(tokens) > 0 && !t.has("auth") {
		a.Auth = "oauth2"
	}
	t.oneOf("auth", &a.Auth, []string{"password", "oauth2"})
	a.contradictions(t, passwords, tokens)
}

// present returns those of the keys that are there, right or wrong.
func (t *table) present(keys []string) (list []string) {
	for _, key := range keys {
		if t.has(key) {
			list = append(list, key)
		}
	}
	return list
}

func (a *Account) contradictions(t *table, passwords, tokens []string) {
	switch {
	case a.Auth == "oauth2" && len(tokens) == 0:
		t.missing("oauth2", `write oauth2 = {provider = "google", client_id = "…"}, or token_command = ["…"]`)
	case a.Auth == "oauth2" && len(passwords) > 0:
		t.wrong(passwords[0], `auth = "oauth2" needs no password`, "take one of the two out")
	case a.Auth == "password" && len(tokens) > 0:
		t.wrong(tokens[0], `auth = "password" takes no token`, `write auth = "oauth2", or take this out`)
	case a.Auth == "password" && len(passwords) == 0:
		t.doc.add(t.line(), "account: no password source", `write password_command = ["pass", "show", "mail"], password_file = "…", credential = "…" or keyring = true`)
	case len(passwords) > 1:
		t.wrong(passwords[1], "there is "+passwords[0]+" already", "keep one source of the password")
	case len(tokens) > 1:
		t.wrong(tokens[1], "there is "+tokens[0]+" already", "keep one source of tokens")
	}
}

// keyringService is the attribute that marks rsvpd's items in the Secret Service.
const keyringService = "rsvpd"

// keyring reads where in the Secret Service a password is: true for rsvpd's own
// item, or the attribute service of another.
func (t *table) keyring(key string, into *string) {
	if own, ok := t.values[key].(bool); ok {
		t.asked = append(t.asked, key)
		if !own {
			t.wrong(key, "is off", "leave it out, and name another source of the password")
			return
		}
		*into = keyringService
		return
	}
	t.name(key, into)
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
