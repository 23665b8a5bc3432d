package config

import (
	"encoding/hex"
	"path/filepath"
	"strings"
	"testing"
)

// load reads settings with these lines for the account and files beside them.
func load(t *testing.T, me, account string, files ...string) (*Config, error) {
	t.Helper()
	text := "[me]\nname = \"Robin Example\"\n" + me + "\n[[account]]\ncredential = \"mail\"\n" + account + "\n"
	dir := put(t, append(files, "rsvpd.toml", text, "replies/en/x.tmpl", "")...)
	return Load(filepath.Join(dir, "rsvpd.toml"), env())
}

// What the provider wants of those who log in is filled in, and gives way to what
// the settings say.
func TestLoadProvider(t *testing.T) {
	for _, test := range []struct{ account, server, user, hint string }{
		{`email = "robin@icloud.com"`, "imaps://imap.mail.me.com:993", "robin", "app-specific"},
		{"email = \"robin@icloud.com\"\nuser = \"robin@icloud.com\"", "imaps://imap.mail.me.com:993", "robin@icloud.com", "app-specific"},
		{"email = \"robin@example.org\"\nimap = \"imaps://imap.mail.me.com\"", "imaps://imap.mail.me.com:993", "robin@example.org", "app-specific"},
		{"email = \"robin@example.org\"\nimap = \"imaps://imap.gmail.com\"", "imaps://imap.gmail.com:993", "robin@example.org", "app password"},
		{"email = \"robin@gmail.com\"\nimap = \"imaps://mail.example.org\"", "imaps://mail.example.org:993", "robin@gmail.com", ""},
		{`email = "robin@proton.me"`, "imap+starttls://127.0.0.1:1143", "robin@proton.me", "Bridge"},
	} {
		c, err := load(t, "", test.account)
		if err != nil {
			t.Fatal(err)
		}
		a := c.Accounts[0]
		if a.Server.String() != test.server || a.User != test.user || !strings.Contains(a.Hint, test.hint) || (test.hint == "") != (a.Hint == "") {
			t.Errorf("%s: %s %s %q", test.account, a.Server, a.User, a.Hint)
		}
	}
}

// A pattern may cover a domain of one's own, never one that others have addresses at.
func TestLoadStrangers(t *testing.T) {
	const account = `email = "robin@gmail.com"`
	for addresses, says := range map[string]string{
		`"*@example.org"`:       "",
		`"robin-*@yahoo.com"`:   "",
		`"*@gmail.com"`:         `"*@gmail.com" is everybody at Gmail`,
		`"*example@icloud.com"`: `is everybody at iCloud Mail`,
		`"robin@hotmail.com"`:   "",
	} {
		_, err := load(t, "addresses = ["+addresses+"]", account)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", addresses, err)
		}
	}
}

const somePEM = `-----BEGIN CERTIFICATE-----
MIIBdzCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDEwlsb2NhbGhv
-----END CERTIFICATE-----
`

// authority is a certificate that nobody trusts; its key was thrown away.
const authority = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUN3eVCfd7l01xS+xEPCzbPeKgWJswCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRRXhhbXBsZSBBdXRob3JpdHkwIBcNMjYxMTIyMTAzMjU3WhgP
MjEyNjEwMjkxMDMyNTdaMBwxGjAYBgNVBAMMEUV4YW1wbGUgQXV0aG9yaXR5MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE0CEqpgO78iL77CH0nvpADUyJZAdoLH0G
3icrhivG+EPhUrxhBkVIMVXtSfaJFRt+s7rR1xPUpltX3nTLELgecaNTMFEwHQYD
VR0OBBYEFH1vLK14V/9uEtyqgaY2GnTxjIkNMB8GA1UdIwQYMBaAFH1vLK14V/9u
EtyqgaY2GnTxjIkNMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
Lwf522XNRPxYARX29uPftg69FT/Gsc6YW+xIZXXIBTYCIQCn4BsUmvr+um0JR44s
c864z4mnwWDqonFkIICWbBPx1A==
-----END CERTIFICATE-----
`

func TestLoadTrust(t *testing.T) {
	const account = "email = \"robin@example.org\"\nimap = \"imaps://mail.example.org\"\n"
	for _, test := range []struct{ line, file, says string }{
		{`tls_ca = "absent.pem"`, "", "absent.pem can't be read: no such file"},
		{`tls_ca = "ca.pem"`, "nothing", "holds no certificate"},
		{`tls_ca = "ca.pem"`, somePEM, "holds no certificate"}, // cut off
	} {
		_, err := load(t, "", account+test.line, "ca.pem", test.file)
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "rsvpd.toml:4: account.tls_ca") {
			t.Errorf("%s: %v", test.line, err)
		}
	}
	digits := strings.Repeat("0a", 32)
	colons := strings.TrimSuffix(strings.Repeat("0A:", 32), ":")
	for _, fingerprint := range []string{digits, colons, "SHA256:" + colons, "sha-256:" + digits, " SHA256:" + colons + " "} {
		c, err := load(t, "", account+`tls_fingerprint = "`+fingerprint+`"`)
		if err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(c.Accounts[0].Fingerprint); got != digits {
			t.Errorf("%q is read as %s", fingerprint, got)
		}
	}
	c, err := load(t, "", account+`tls_ca = "ca.pem"`, "ca.pem", authority)
	if err != nil || string(c.Accounts[0].CA) != authority || c.Accounts[0].TLSCA != filepath.Join(c.Dir, "ca.pem") {
		t.Errorf("%v", err)
	}
}
