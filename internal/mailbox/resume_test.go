package mailbox_test

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"net"
	"strings"
	"testing"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// resuming is a server and what of it a client knows.
type resuming struct {
	*testlib.Certificate
	opts    mailbox.Options
	resumed bool // the last connection
}

func newResuming(t *testing.T) *resuming {
	r := &resuming{Certificate: testlib.NewCertificate(t)}
	server := r.Server(t)
	server.VerifyConnection = func(state tls.ConnectionState) error {
		r.resumed = state.DidResume
		return nil
	}
	ticket := [32]byte{1}
	server.SetSessionTicketKeys([][32]byte{ticket})
	r.opts = mailbox.Options{URL: "imaps://localhost", User: "sam", Password: password("sesame"), TLSConfig: r.Client(),
		Resume: tls.NewLRUClientSessionCache(1),
		Dialer: func(ctx context.Context, network, addr string) (net.Conn, error) {
			srv := testlib.Script(t, "tls\n"+talk)
			srv.TLS = server
			return srv.Dial(ctx, network, addr)
		}}
	return r
}

// A second connection goes on with the TLS session of the first; without a place to
// keep it none does.
func TestResume(t *testing.T) {
	r := newResuming(t)
	for i, want := range []bool{false, true, true} {
		s, err := mailbox.Dial(t.Context(), r.opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if r.resumed != want {
			t.Errorf("connection %d: resumed %v", i, r.resumed)
		}
	}
	r.opts.Resume = nil
	s, err := mailbox.Dial(t.Context(), r.opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if r.resumed {
		t.Error("resumed without a place to keep a session")
	}
}

// A session that goes on is held to the fingerprint all the same.
func TestResumePinned(t *testing.T) {
	r := newResuming(t)
	block, _ := pem.Decode(r.CertPEM)
	sum := sha256.Sum256(block.Bytes)
	r.opts.Fingerprint = sum[:]
	s, err := mailbox.Dial(t.Context(), r.opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Error(err)
	}
	sum[0] ^= 1
	_, err = mailbox.Dial(t.Context(), r.opts)
	if !errors.Is(err, mailbox.ErrTLS) || !strings.Contains(err.Error(), "not the one of tls_fingerprint") {
		t.Errorf("resumed %v, error %v", r.resumed, err)
	}
}
