package testlib

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// ScriptServer plays a script to each client that connects: a server that lies,
// stalls and babbles on cue.
type ScriptServer struct {
	// TLS is used by the line "tls".
	TLS *tls.Config

	t       testing.TB
	scripts []string
	ctx     context.Context
	playing sync.WaitGroup

	mu    sync.Mutex
	conns int
	seen  []string
}

// Script makes a server that plays the first script to the first connection, and
// so on; the last one is played to all that follow. Lines are:
//
//	S: text   sends the line; "$" stands for the tag of the client's last command
//	R: text   sends the text without a line end; \r and \n are understood
//	F: text   sends the text over and over until the client has gone
//	C: text   expects a command whose text after the tag starts so (in any case)
//	D: text   expects a line of data that starts so, such as a literal's
//	tls       starts TLS
//	hang      neither reads nor writes until the test ends
//	close     closes the connection (also at the end of the script)
//
// A command that does not fit ends the connection and fails the test.
func Script(t testing.TB, scripts ...string) *ScriptServer {
	ctx, cancel := context.WithCancel(context.Background())
	s := &ScriptServer{t: t, scripts: scripts, ctx: ctx}
	t.Cleanup(func() {
		cancel()
		s.playing.Wait()
	})
	return s
}

// Dial is a dialer that leads to the script.
func (s *ScriptServer) Dial(context.Context, string, string) (net.Conn, error) {
	client, server := s.pair()
	s.mu.Lock()
	script := s.scripts[min(s.conns, len(s.scripts)-1)]
	s.conns++
	s.mu.Unlock()
	s.playing.Go(func() { s.play(server, script) })
	return client, nil
}

// pair is a pipe; for TLS it is a loopback connection, because both sides of a
// failing handshake may write at once, which a pipe does not endure.
func (s *ScriptServer) pair() (client, server net.Conn) {
	if s.TLS == nil {
		return net.Pipe()
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(s.t, err)
	defer ln.Close()
	client, err = net.Dial("tcp", ln.Addr().String())
	must(s.t, err)
	server, err = ln.Accept()
	must(s.t, err)
	return client, server
}

// Seen are the commands that came, of all connections, without their tags.
func (s *ScriptServer) Seen() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.seen...)
}

// Connections is how many clients have connected.
func (s *ScriptServer) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}

// player is one connection's part.
type player struct {
	s    *ScriptServer
	conn net.Conn
	r    *bufio.Reader
	tag  string
}

func (s *ScriptServer) play(conn net.Conn, script string) {
	p := &player{s: s, conn: conn, r: bufio.NewReader(conn)}
	stop := context.AfterFunc(s.ctx, func() { conn.Close() })
	defer stop()
	defer func() { p.conn.Close() }()
	for line := range strings.SplitSeq(script, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if line == "close" {
			return
		}
		if err := p.step(line); err != nil {
			if !hungUp(err) && s.ctx.Err() == nil {
				s.t.Errorf("script: at %q: %v", line, err)
			}
			return
		}
	}
}

// hungUp reports whether the client has gone, which is its right.
func hungUp(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

func (p *player) step(line string) error {
	kind, text, _ := strings.Cut(line, ":")
	text = strings.TrimPrefix(text, " ")
	switch kind {
	case "S":
		return p.send(text + "\r\n")
	case "R":
		return p.send(strings.NewReplacer(`\r`, "\r", `\n`, "\n").Replace(text))
	case "F":
		for {
			if err := p.send(text); err != nil {
				return err
			}
		}
	case "C":
		return p.command(text)
	case "D":
		return p.data(text)
	case "tls":
		secure := tls.Server(p.conn, p.s.TLS)
		p.conn, p.r = secure, bufio.NewReader(secure)
		if err := secure.Handshake(); err != nil {
			return io.EOF // that is for the client to tell
		}
		return nil
	case "hang":
		<-p.s.ctx.Done()
		return io.EOF
	}
	return fmt.Errorf("unknown line")
}

func (p *player) send(text string) error {
	_, err := io.WriteString(p.conn, strings.ReplaceAll(text, "$", p.tag))
	return err
}

func (p *player) command(want string) error {
	line, err := p.r.ReadString('\n')
	if err != nil {
		return err
	}
	tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
	p.s.mu.Lock()
	p.s.seen = append(p.s.seen, command)
	p.s.mu.Unlock()
	if !hasPrefixFold(command, want) {
		return fmt.Errorf("the client says %q", command)
	}
	p.tag = tag
	return nil
}

func (p *player) data(want string) error {
	line, err := p.r.ReadString('\n')
	if err == nil && !hasPrefixFold(line, want) {
		err = fmt.Errorf("the client says %q", line)
	}
	return err
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
