package mailbox_test

import (
	"crypto/tls"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

func TestStartTLSHostile(t *testing.T) {
	cert := testlib.NewCertificate(t)
	for name, test := range map[string]struct{ script, says string }{
		"injected":     {`S: * OK hi` + "\n" + `C: STARTTLS` + "\n" + `R: S1 OK go\r\n* OK [CAPABILITY IMAP4rev1] injected\r\n` + "\nhang", "tampering"},
		"not there":    {"S: * OK hi\nC: STARTTLS\nS: S1 BAD unknown command", "does not do STARTTLS"},
		"preauth":      {"S: * PREAUTH welcome", "PREAUTH"},
		"bye":          {"S: * BYE go away", "greeting expected"},
		"endless line": {"R: * OK " + strings.Repeat("x", 10000), ""},
		"no tls":       {"S: * OK hi\nC: STARTTLS\nS: S1 OK go\nS: not a handshake", ""},
		"endless talk": {"S: * OK hi\nC: STARTTLS\n" + strings.Repeat("S: * OK still here\n", 101), "does not answer"},
		"silence":      {"S: * OK hi\nC: STARTTLS\nhang", "no complete answer"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := testlib.Script(t, test.script)
				_, err := mailbox.Dial(t.Context(), mailbox.Options{URL: "imap+starttls://imap.example.org", User: "sam",
					Password: password("sesame"), Dialer: srv.Dial, TLSConfig: cert.Client()})
				if !errors.Is(err, mailbox.ErrTLS) || !strings.Contains(err.Error(), test.says) {
					t.Errorf("error: %v", err)
				}
				for _, command := range srv.Seen() {
					if command != "STARTTLS" {
						t.Errorf("said in the clear: %q", command)
					}
				}
			})
		})
	}
}

// TestSilentTLS: a server that does not come to an end of the handshake, nor to its
// begin, is waited for no longer than for any answer.
func TestSilentTLS(t *testing.T) {
	for _, script := range []string{"hang", "R: \x16\x03\x03" + "\nhang"} {
		synctest.Test(t, func(t *testing.T) {
			srv := testlib.Script(t, script)
			begun := time.Now()
			_, err := mailbox.Dial(t.Context(), mailbox.Options{URL: "imaps://imap.example.org", User: "sam",
				Password: password("sesame"), Dialer: srv.Dial})
			if !errors.Is(err, mailbox.ErrTLS) || !strings.Contains(err.Error(), "imap.example.org:993") || time.Since(begun) != time.Minute {
				t.Errorf("after %v: %v", time.Since(begun), err)
			}
		})
	}
}

// TestStartTLSForgets has a server that announces things in the clear which must
// not be believed afterwards.
func TestStartTLSForgets(t *testing.T) {
	cert := testlib.NewCertificate(t)
	srv := testlib.Script(t, `
S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] hi
C: STARTTLS
S: $ OK [CAPABILITY IMAP4rev1 LOGINDISABLED] go
tls
C: CAPABILITY
S: * CAPABILITY IMAP4rev1
S: $ OK done
C: LOGIN
S: $ OK [CAPABILITY IMAP4rev1] welcome
C: LOGOUT
S: $ OK bye`)
	srv.TLS = cert.Server(t)
	s, err := mailbox.Dial(t.Context(), mailbox.Options{URL: "imap+starttls://localhost", User: "sam",
		Password: password("sesame"), Dialer: srv.Dial, TLSConfig: cert.Client()})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestCertificateNobodyTrusts(t *testing.T) {
	cert := testlib.NewCertificate(t)
	for _, test := range []struct {
		name, url string
		config    *tls.Config
		says      string
	}{
		{"unknown authority", "imaps://localhost", nil, "add its authority"},
		{"another name", "imaps://imap.example.org", cert.Client(), "the certificate is for another name"},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv := testlib.Script(t, "tls")
			srv.TLS = cert.Server(t)
			_, err := mailbox.Dial(t.Context(), mailbox.Options{URL: test.url, User: "sam", Password: password("sesame"),
				Dialer: srv.Dial, TLSConfig: test.config})
			if !errors.Is(err, mailbox.ErrTLS) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error: %v", err)
			}
		})
	}
}
