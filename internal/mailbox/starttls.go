package mailbox

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
)

// upgrade does STARTTLS (RFC 9051 section 6.2.1) on a fresh connection and
// returns the encrypted one. It is done here, before go-imap sees the
// connection, because nothing said in the clear may be believed: neither a
// greeting, nor capabilities, nor bytes sent along with the OK, which would
// otherwise be read as if they had come through TLS (CVE-2021-33515 and kin).
// The returned connection starts with a greeting of our own making.
func upgrade(ctx context.Context, conn net.Conn, config *tls.Config) (net.Conn, error) {
	r := bufio.NewReaderSize(conn, 4096)
	if err := expectGreeting(r); err != nil {
		return nil, err
	}
	if _, err := io.WriteString(conn, "S1 STARTTLS\r\n"); err != nil {
		return nil, err
	}
	if err := expectOK(r); err != nil {
		return nil, err
	}
	if r.Buffered() > 0 {
		return nil, errors.New("the server sent data ahead of the encryption; someone may be tampering with the connection")
	}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return &greeted{Conn: secure, greeting: strings.NewReader("* OK encrypted\r\n")}, nil
}

// expectGreeting reads the greeting. PREAUTH is refused, since it leaves no room
// for STARTTLS (RFC 9051 section 7.1.4).
func expectGreeting(r *bufio.Reader) error {
	line, err := readLine(r)
	switch {
	case err != nil:
		return err
	case hasWords(line, "*", "OK"):
		return nil
	case hasWords(line, "*", "PREAUTH"):
		return errors.New("the server wants to go on unencrypted (PREAUTH)")
	}
	return fmt.Errorf("greeting expected, got %q", oneLine(line))
}

// expectOK reads up to the answer to our one command.
func expectOK(r *bufio.Reader) error {
	for range 100 {
		line, err := readLine(r)
		switch {
		case err != nil:
			return err
		case hasWords(line, "S1", "OK"):
			return nil
		case !strings.HasPrefix(line, "* "):
			return fmt.Errorf("the server does not do STARTTLS: %q", oneLine(line))
		}
	}
	return errors.New("the server does not answer STARTTLS")
}

func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadSlice('\n') // bounded by the buffer's size
	return string(line), err
}

// hasWords reports whether line starts with these two words in any case.
func hasWords(line, first, second string) bool {
	words := strings.Fields(line)
	return len(words) >= 2 && strings.EqualFold(words[0], first) && strings.EqualFold(words[1], second)
}

// greeted is a connection with a greeting put in front.
type greeted struct {
	net.Conn
	greeting *strings.Reader
}

func (g *greeted) Read(p []byte) (int, error) {
	if g.greeting.Len() > 0 {
		return g.greeting.Read(p)
	}
	return g.Conn.Read(p)
}
