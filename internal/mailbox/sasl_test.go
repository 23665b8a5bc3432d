package mailbox

import (
	"io"
	"net"
	"strings"
	"testing"
)

// FuzzChallenge: whatever a server says about a token, what is shown of it is one
// short line.
func FuzzChallenge(f *testing.F) {
	f.Add([]byte(`{"status":"400","schemes":"Bearer","scope":"https://mail.example.org/"}`))
	f.Add([]byte(`{"status":{"a":[]}}`))
	f.Fuzz(func(t *testing.T, challenge []byte) {
		said := bearerRefusal(challenge)
		if strings.ContainsAny(said, "\r\n\x1b\x00") || len(said) > 310 {
			t.Errorf("%q", said)
		}
	})
}

// TestEmptyLine: an empty answer to a challenge is an empty line, and nothing else
// that goes out is touched.
func TestEmptyLine(t *testing.T) {
	client, server := net.Pipe()
	b := newBounded(client)
	go func() {
		defer client.Close()
		for _, step := range []struct {
			blank bool
			text  string
		}{{true, "=\r\n"}, {true, "AQ==\r\n"}, {false, "=\r\n"}} {
			b.blank.Store(step.blank)
			if n, err := b.Write([]byte(step.text)); n != len(step.text) || err != nil {
				t.Errorf("wrote %d of %q: %v", n, step.text, err)
			}
		}
	}()
	got, err := io.ReadAll(server)
	if want := "\r\nAQ==\r\n=\r\n"; string(got) != want || err != nil {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
}

// TestBearerName: what would end a field of GS2 is escaped (RFC 5801 section 4).
func TestBearerName(t *testing.T) {
	_, first, err := newOAuthBearer("a=b,c@example.org", "tok", "imap.example.org", "993").Start()
	if want := "n,a=a=3Db=2Cc@example.org,\x01host=imap.example.org\x01port=993\x01auth=Bearer tok\x01\x01"; string(first) != want || err != nil {
		t.Errorf("%q, %v", first, err)
	}
}
