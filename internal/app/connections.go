package app

import (
	"context"
	"fmt"
	"net"
	"sync"

	"rsvpd/internal/mailbox"
)

// dialer opens network connections.
type dialer func(ctx context.Context, network, addr string) (net.Conn, error)

// connections keeps the connections to one mailbox below what its provider allows:
// one more, and Gmail turns all away for a while. Accounts that log in as the same
// user share one.
type connections struct{ places chan struct{} }

func newConnections(most int) *connections { return &connections{make(chan struct{}, most)} }

// limit makes a dialer wait for a place. A nil limit is none.
func (c *connections) limit(dial dialer) dialer {
	if c == nil {
		return dial
	}
	if dial == nil {
		dial = mailbox.Network
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		select {
		case c.places <- struct{}{}:
		case <-ctx.Done():
			return nil, fmt.Errorf("%d connections to this mailbox are open, and the provider allows no more: %w", cap(c.places), context.Cause(ctx))
		}
		conn, err := dial(ctx, network, addr)
		if err != nil {
			<-c.places
			return nil, err
		}
		return &counted{Conn: conn, places: c.places}, nil
	}
}

// counted is a connection that gives its place back when it is closed.
type counted struct {
	net.Conn
	places chan struct{}
	once   sync.Once
}

// Close implements net.Conn.
func (c *counted) Close() error {
	c.once.Do(func() { <-c.places })
	return c.Conn.Close()
}
