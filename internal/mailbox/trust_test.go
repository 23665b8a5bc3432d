package mailbox_test

import (
	"crypto/sha256"
	"encoding/pem"
	"errors"
	"strings"
	"testing"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

const talk = "S: * OK [CAPABILITY IMAP4rev1] hi\nC: LOGIN\nS: $ OK [CAPABILITY IMAP4rev1] welcome\nC: LOGOUT\nS: $ OK bye"

// A server with a certificate of its own is trusted by its authority, or by its
// fingerprint whatever name it has; and not when that is another's.
func TestOwnCertificate(t *testing.T) {
	cert, other := testlib.NewCertificate(t), testlib.NewCertificate(t)
	block, _ := pem.Decode(cert.CertPEM)
	sum := sha256.Sum256(block.Bytes)
	otherBlock, _ := pem.Decode(other.CertPEM)
	otherSum := sha256.Sum256(otherBlock.Bytes)
	shown := mailbox.FingerprintOf(block.Bytes)
	for _, test := range []struct {
		name, host      string
		ca, fingerprint []byte
		says            []string // none: it is accepted
	}{
		{"authority", "localhost", cert.CertPEM, nil, nil},
		{"fingerprint", "localhost", nil, sum[:], nil},
		{"fingerprint of a server with another name", "imap.example.org", nil, sum[:], nil},
		{"both", "localhost", cert.CertPEM, sum[:], nil},
		{"nothing", "localhost", nil, nil, []string{"add its authority", "tls_ca", `tls_fingerprint = "` + shown + `"`}},
		{"another authority", "localhost", other.CertPEM, nil, []string{"signed by nobody this machine trusts", shown}},
		{"authority, but another name", "imap.example.org", cert.CertPEM, nil, []string{"for another name", shown}},
		{"another fingerprint", "localhost", nil, otherSum[:], []string{"not the one of tls_fingerprint", shown, "compare"}},
		{"authority, but another fingerprint", "localhost", cert.CertPEM, otherSum[:], []string{"not the one of tls_fingerprint", shown}},
		{"fingerprint, but another authority", "localhost", other.CertPEM, sum[:], []string{"signed by nobody"}},
		{"a fingerprint cut short", "localhost", nil, sum[:31], []string{"not the one of tls_fingerprint"}},
		{"no authority at all", "localhost", []byte("nothing"), nil, []string{"no certificate in PEM", "tls_ca"}},
	} {
		for _, scheme := range []string{"imaps", "imap+starttls"} {
			t.Run(test.name+" over "+scheme, func(t *testing.T) {
				script := "tls\n" + talk
				if scheme != "imaps" {
					script = "S: * OK hi\nC: STARTTLS\nS: $ OK go\ntls\n" + strings.Replace(talk, "S: * OK [CAPABILITY IMAP4rev1] hi", "C: CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: $ OK done", 1)
				}
				srv := testlib.Script(t, script)
				srv.TLS = cert.Server(t)
				s, err := mailbox.Dial(t.Context(), mailbox.Options{URL: scheme + "://" + test.host, User: "sam", Password: password("sesame"),
					Dialer: srv.Dial, CA: test.ca, Fingerprint: test.fingerprint})
				if len(test.says) == 0 && err == nil {
					if err := s.Close(t.Context()); err != nil {
						t.Error(err)
					}
					return
				}
				if len(test.says) == 0 || !errors.Is(err, mailbox.ErrTLS) {
					t.Fatal(err)
				}
				for _, want := range test.says {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("%q is not in: %v", want, err)
					}
				}
			})
		}
	}
}

// The fingerprint is as openssl shows it.
func TestFingerprintOf(t *testing.T) {
	const want = "SHA256:BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD"
	if got := mailbox.FingerprintOf([]byte("abc")); got != want {
		t.Error(got)
	}
}
