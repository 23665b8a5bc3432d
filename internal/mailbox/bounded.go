package mailbox

import (
	"fmt"
	"net"
	"sync/atomic"

	"github.com/emersion/go-imap/v2"
)

// maxAnswer bounds what a server may send in answer to one command. The largest
// honest answer is a SEARCH result of a huge mailbox, 11 bytes a message. go-imap
// buffers names and texts of any length, so a lying server could fill the memory.
// How deep an answer is nested is bounded too (nesting).
const maxAnswer = 64 << 20

// bounded counts what comes in and ends a connection that brings too much. IDLE
// and long sessions are not affected: each command starts a new count.
type bounded struct {
	net.Conn
	left     atomic.Int64
	received atomic.Int64
	sent     atomic.Int64
	blank    atomic.Bool // see Write
	last     lastWords
	nesting  nesting
}

func newBounded(c net.Conn) *bounded {
	b := &bounded{Conn: c}
	b.left.Store(maxAnswer)
	return b
}

func (b *bounded) nextCommand() { b.left.Store(maxAnswer) }

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.Conn.Read(p)
	b.received.Add(int64(n))
	b.last.hear(p[:n])
	if b.left.Add(-int64(n)) < 0 {
		return 0, fmt.Errorf("the server sent more than %d MB in answer to one command", maxAnswer>>20)
	}
	if err := b.nesting.scan(p[:n]); err != nil {
		return 0, err
	}
	return n, err
}

// farewell is the BYE that the server has parted with, if it has.
func (b *bounded) farewell() *imap.Error { return parseBye(b.last.text()) }

// Write counts what goes out. While blank is set, an empty SASL response goes out
// as the empty line that it has to be: go-imap writes "=", which is for initial
// responses alone (RFC 4959 section 3).
func (b *bounded) Write(p []byte) (int, error) {
	if b.blank.Load() && string(p) == "=\r\n" {
		n, err := b.Conn.Write(p[1:])
		b.sent.Add(int64(n))
		return min(n+1, len(p)), err
	}
	n, err := b.Conn.Write(p)
	b.sent.Add(int64(n))
	return n, err
}
