package mailbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"strings"
)

// FingerprintOf is the SHA-256 fingerprint of a certificate in DER, as the
// settings write it: "SHA256:" and pairs of hexadecimal digits between colons,
// which is what `openssl x509 -fingerprint -sha256` shows.
func FingerprintOf(der []byte) string {
	sum := sha256.Sum256(der)
	return "SHA256:" + strings.ReplaceAll(fmt.Sprintf("% X", sum[:]), " ", ":")
}

// otherCertificate is the error of a server that does not show the certificate
// it is known by.
type otherCertificate struct{ seen string }

func (e *otherCertificate) Error() string {
	return "the server's certificate is not the one of tls_fingerprint; its fingerprint is " + e.seen
}

// errNoAuthority is for a file of certificates that holds none.
var errNoAuthority = errors.New("there is no certificate in PEM among the authorities of tls_ca")

// tlsConfig is the base of the TLS settings with the user's own trust: further
// authorities, or one certificate that is known by its fingerprint. Of that alone
// neither name, nor dates, nor authority count: who holds its key is meant. With
// both, both are asked for.
func (o Options) tlsConfig(host string) (*tls.Config, error) {
	config := &tls.Config{}
	if o.TLSConfig != nil {
		config = o.TLSConfig.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = host
	}
	config.ClientSessionCache = o.Resume
	if len(o.CA) > 0 {
		roots, err := rootsWith(config.RootCAs, o.CA)
		if err != nil {
			return nil, err
		}
		config.RootCAs = roots
	}
	if len(o.Fingerprint) > 0 {
		config.InsecureSkipVerify = len(o.CA) == 0
		// Not VerifyPeerCertificate: that is passed over when a session is resumed.
		config.VerifyConnection = func(state tls.ConnectionState) error { return pinned(state, o.Fingerprint) }
	}
	return config, nil
}

// rootsWith is the system's authorities, or those of the base, and one's own.
func rootsWith(base *x509.CertPool, own []byte) (*x509.CertPool, error) {
	roots := base
	if roots != nil {
		roots = roots.Clone()
	} else if system, err := x509.SystemCertPool(); err == nil {
		roots = system
	} else {
		roots = x509.NewCertPool() // a machine without authorities: one's own will do
	}
	if !roots.AppendCertsFromPEM(own) {
		return nil, errNoAuthority
	}
	return roots, nil
}

func pinned(state tls.ConnectionState, want []byte) error {
	leaf := state.PeerCertificates[0].Raw // TLS allows no server without one
	sum := sha256.Sum256(leaf)
	if subtle.ConstantTimeCompare(sum[:], want) != 1 {
		return &otherCertificate{seen: FingerprintOf(leaf)}
	}
	return nil
}

// tlsHint says what can be done about a failed handshake.
func tlsHint(err error) string {
	var other *otherCertificate
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &other):
		return "if the server has been given a new certificate, compare its fingerprint there and write it into tls_fingerprint; else somebody is in between"
	case errors.Is(err, errNoAuthority):
		return "name a file with the authority's certificate, as in tls_ca = \"ca.pem\""
	case errors.As(err, &unknown):
		return "the certificate is signed by nobody this machine trusts; add its authority to the system's or name it with tls_ca" + shownFingerprint(err)
	case errors.As(err, &name):
		return "the certificate is for another name; use the name the provider documents" + shownFingerprint(err)
	case errors.As(err, &invalid):
		return "the certificate is not valid; check this machine's clock, then tell the server's operator"
	case errors.As(err, &record):
		return "the server does not speak TLS on this port; is it one for imap+starttls:// (143)?"
	}
	return "imaps:// is usually port 993, imap+starttls:// port 143"
}

// shownFingerprint tells the fingerprint of the certificate that was refused, for
// a server of one's own: only its owner can compare it.
func shownFingerprint(err error) string {
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) || len(refused.UnverifiedCertificates) == 0 {
		return ""
	}
	return fmt.Sprintf("; for a server of your own compare this at the server, then write tls_fingerprint = %q",
		FingerprintOf(refused.UnverifiedCertificates[0].Raw))
}
