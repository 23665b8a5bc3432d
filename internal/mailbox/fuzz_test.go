package mailbox

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// babbler is a connection to a server that greets, says what it has to say as soon
// as it is asked anything, and hangs up.
type babbler struct {
	net.Conn    // nil: every method that is used is below
	greeting    *strings.Reader
	says        *strings.Reader
	asked, gone chan struct{}

	mu    sync.Mutex
	heard strings.Builder
}

func newBabbler(greeting, says string) *babbler {
	return &babbler{greeting: strings.NewReader(greeting), says: strings.NewReader(says),
		asked: make(chan struct{}), gone: make(chan struct{})}
}

func (b *babbler) Read(p []byte) (int, error) {
	if b.greeting.Len() > 0 {
		return b.greeting.Read(p)
	}
	if b.says.Len() == 0 {
		return 0, io.EOF
	}
	select {
	case <-b.asked:
		return b.says.Read(p)
	case <-b.gone:
		return 0, net.ErrClosed
	}
}

func (b *babbler) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.gone:
		return 0, net.ErrClosed
	case <-b.asked:
	default:
		close(b.asked)
	}
	return b.heard.Write(p)
}

func (b *babbler) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.gone:
	default:
		close(b.gone)
	}
	return nil
}

func (b *babbler) SetDeadline(time.Time) error      { return nil }
func (b *babbler) SetReadDeadline(time.Time) error  { return nil }
func (b *babbler) SetWriteDeadline(time.Time) error { return nil }

// FuzzUpgrade lets anything answer STARTTLS: no handshake can succeed against a
// babbler, and nothing but STARTTLS may be said in the clear.
func FuzzUpgrade(f *testing.F) {
	for _, seed := range []string{
		"* OK hi\r\nS1 OK go\r\n", "* OK hi\r\n* CAPABILITY\r\nS1 OK go\r\nmore", "* PREAUTH\r\n", "* BYE\r\n", "S1 OK\r\n", "* ok\nS1 ok\n\x16\x03\x01",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, says string) {
		conn := newBabbler(says, "")
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		defer context.AfterFunc(ctx, func() { conn.Close() })()
		if _, err := upgrade(ctx, conn, &tls.Config{ServerName: "imap.example.org"}); err == nil {
			t.Fatal("encrypted with a babbler")
		}
		clear, _, _ := strings.Cut(conn.heard.String(), "\x16") // a handshake record
		if clear != "" && clear != "S1 STARTTLS\r\n" {
			t.Fatalf("said in the clear: %q", clear)
		}
	})
}

// FuzzMatches compares hostile headers.
func FuzzMatches(f *testing.F) {
	f.Add("From: a@example.com\r\nMessage-ID: <x@example.com>\r\n\r\n", "x@example.com", "a@example.com")
	f.Add("From: \"a\" <a@example.com>, (\r\n b:;\r\nReferences: <<>>,<x>\r\n", "x", "b")
	f.Fuzz(func(t *testing.T, header, id, from string) {
		q := Query{MessageID: id, InReplyTo: id, From: from}
		if q.matches([]byte(header)) && !strings.Contains(header, id) {
			t.Fatalf("%q is not in %q", id, header)
		}
	})
}

// FuzzServer reads a mailbox of a server that may say anything after the login.
// Everything has to end, in an error or not, without a panic and within bounds.
func FuzzServer(f *testing.F) {
	for _, seed := range []string{
		"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nT2 OK done\r\n* SEARCH 1\r\nT3 OK done\r\n* 1 FETCH (UID 1 FLAGS () INTERNALDATE \"04-Mar-2026 12:00:00 +0000\" RFC822.SIZE 3 BODY[HEADER]<0> {4}\r\na:b\n)\r\nT4 OK\r\n",
		"* ESEARCH (TAG \"T3\") UID ALL 1:4294967295\r\n", "* 1 FETCH (BODYSTRUCTURE ((((\r\n", "* LIST () \"/\" &AAA\r\n", "+ \r\n* BYE\r\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, says string) {
		greeting := "* PREAUTH [CAPABILITY IMAP4rev1 UIDPLUS IDLE] hi\r\n"
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		s, err := Dial(ctx, Options{URL: "imap://localhost", Dialer: func(context.Context, string, string) (net.Conn, error) {
			return newBabbler(greeting, says), nil
		}})
		if err != nil {
			return
		}
		last := uint32(0)
		_, err = s.CatchUp(ctx, "INBOX", time.Time{}, Cursor{}, Sieve{}, func(item Item) error {
			if item.UID <= last {
				t.Fatalf("visited %d after %d", item.UID, last)
			}
			last = item.UID
			return nil
		})
		if err == nil && ctx.Err() != nil {
			t.Fatal("did not end in time")
		}
		if err := s.Close(ctx); err == io.EOF {
			t.Fatal("a bare error")
		}
	})
}
