package config

import (
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
)

const fingerprintFix = `write the SHA-256 fingerprint of its certificate: tls_fingerprint = "SHA256:01:23:…", 32 pairs of digits`

// readTrust reads what a server is trusted by, beside the machine's authorities.
func (a *Account) readTrust(t *table) {
	t.name("tls_ca", &a.TLSCA)
	t.fingerprint("tls_fingerprint", &a.Fingerprint)
	if a.Server.Security == Plain && (t.has("tls_ca") || t.has("tls_fingerprint")) {
		t.wrong("imap", "is not encrypted, so no certificate is shown", "use imaps:// or imap+starttls://")
	}
}

// fingerprint reads the SHA-256 of a certificate, with or without the name of the
// sum and colons between the pairs, as programs show it.
func (t *table) fingerprint(key string, into *[]byte) {
	text, ok := get[string](t, key, fingerprintFix)
	if !ok {
		return
	}
	digits := strings.TrimSpace(text)
	if name, rest, ok := strings.Cut(digits, ":"); ok && (strings.EqualFold(name, "SHA256") || strings.EqualFold(name, "SHA-256")) {
		digits = rest
	}
	sum, err := hex.DecodeString(strings.NewReplacer(":", "", " ", "").Replace(digits))
	if err != nil || len(sum) != 32 {
		t.wrong(key, fmt.Sprintf("%q is no SHA-256 fingerprint", text), fingerprintFix)
		return
	}
	*into = sum
}

// readAuthorities reads the files of tls_ca, so that a wrong one is told of before
// anything starts.
func (c *Config) readAuthorities() Problems {
	var problems Problems
	for i := range c.Accounts {
		a := &c.Accounts[i]
		if a.TLSCA == "" {
			continue
		}
		wrong := func(what string) {
			problems = append(problems, Problem{File: a.File, Line: a.Line, What: "account.tls_ca: " + a.TLSCA + " " + what,
				Fix: "name a file with the authority's certificate in PEM"})
		}
		data, err := os.ReadFile(a.TLSCA)
		if err != nil {
			wrong("can't be read: " + unwrapPath(err))
		} else if !x509.NewCertPool().AppendCertsFromPEM(data) {
			wrong("holds no certificate")
		}
		a.CA = data
	}
	return problems
}
