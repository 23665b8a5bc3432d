package imapmem

import (
	"net"
	"sync"
)

// pipes is a net.Listener whose connections are pipes.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), closed: make(chan struct{})} }

// adminConn is the server's side of a connection that needs no login.
type adminConn struct {
	net.Conn
	user *user
}

func (p *pipes) dial() net.Conn {
	client, server := net.Pipe()
	p.hand(server)
	return client
}

func (p *pipes) admin(u *user) net.Conn {
	client, server := net.Pipe()
	p.hand(&adminConn{server, u})
	return client
}

// hand gives a connection to the server, or closes it if there is no server any
// more: the client then finds its end closed.
func (p *pipes) hand(server net.Conn) {
	select {
	case p.conns <- server:
	case <-p.closed:
		server.Close()
	}
}

// Accept implements net.Listener.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr implements net.Listener.
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "imapmem", Net: "pipe"} }
