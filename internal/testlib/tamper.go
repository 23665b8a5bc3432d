package testlib

import (
	"bufio"
	"io"
	"net"
)

// Fate is what becomes of a connection after a line of the server's.
type Fate int

// The fates.
const (
	GoOn   Fate = iota
	Stall       // the server is not heard of again, and the connection stays
	HangUp      // the connection ends
)

// Tamper puts itself between a client and a server. Of each line that the server
// sends, numbered from 0 and with its line end, change says what the client gets
// in its place, and what comes then. Lines of literals are lines too. The returned
// connection is the client's; closing it closes the server's.
func Tamper(server net.Conn, change func(n int, line string) (string, Fate)) net.Conn {
	client, inner := net.Pipe()
	go func() {
		// That either side has gone is how all of this ends.
		io.Copy(server, inner)
		server.Close()
	}()
	go func() {
		defer inner.Close()
		r := bufio.NewReader(server)
		for n := 0; ; n++ {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			text, fate := change(n, line)
			if _, err := io.WriteString(inner, text); err != nil || fate == HangUp {
				return
			}
			if fate == Stall {
				io.Copy(io.Discard, r)
				return
			}
		}
	}()
	return client
}
