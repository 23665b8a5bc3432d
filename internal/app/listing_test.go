package app_test

import (
	"bytes"
	"context"
	"net"
	"sync/atomic"
	"testing"
	"time"
)

// listening counts the listings of a folder that go over a connection.
type listening struct {
	net.Conn
	lists *atomic.Int32
}

func (l listening) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("UID SEARCH ALL")) {
		l.lists.Add(1)
	}
	return l.Conn.Write(p)
}

// TestDraftsAsListed: while Drafts looks as it did when it was listed last, a pass
// over a new connection does not list it; whatever the user does there is seen at
// once.
func TestDraftsAsListed(t *testing.T) {
	w := onDovecot(t)(t)
	var lists atomic.Int32
	w.opts.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		return listening{conn, &lists}, err
	}
	drafted(w)
	for _, c := range []struct {
		name string
		do   func()
		want int32
	}{
		{"our own draft was written", func() {}, 1},
		{"nothing has happened", func() {}, 0},
		{"the database is opened anew", w.stop, 0},
		{"mail has come that a draft may belong to", func() {
			w.arrive("Rob Field <rob@field.example.net>", "Lunch on Friday?", "Shall we?", w.now)
		}, 1},
		{"nothing has happened since", func() {}, 0},
		{"an hour has passed", func() { w.now = w.now.Add(time.Hour) }, 1},
		{"the draft was edited", func() { w.edit("Best regards", "All the best") }, 1},
		{"nothing more was done to it", func() {}, 0},
		{"the draft was deleted", func() { w.take(w.at("Drafts")) }, 1},
		{"it stays deleted", func() {}, 0},
		{"the database is lost", w.forget, 1},
	} {
		c.do()
		lists.Store(0)
		w.pass()
		if n := lists.Load(); n != c.want {
			t.Errorf("%s: Drafts was listed %d times, want %d", c.name, n, c.want)
		}
		if c.name == "the draft was deleted" {
			w.wantState("dismissed")
		}
	}
}
