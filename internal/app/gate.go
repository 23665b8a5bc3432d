package app

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// gate lets so many in at a time: the thousandth account that comes back after
// the server was down waits a little instead of joining the rush. Whoever makes
// no headway for as long as patience counts no more, so that one who is stuck
// keeps nobody out.
type gate struct {
	places   chan struct{}
	patience time.Duration
}

func newGate(places int, patience time.Duration) *gate {
	return &gate{make(chan struct{}, places), patience}
}

// enter waits for a place. It fails only when ctx ends.
func (g *gate) enter(ctx context.Context) (*turn, error) {
	select {
	case g.places <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	t := &turn{gate: g}
	t.timer = time.AfterFunc(g.patience, t.free)
	return t, nil
}

// turn is a place in a gate. A nil turn is none, and may be used as any.
type turn struct {
	gate  *gate
	timer *time.Timer
	once  sync.Once
}

func (t *turn) free() { t.once.Do(func() { <-t.gate.places }) }

// move tells that there was headway.
func (t *turn) move() {
	if t != nil {
		t.timer.Reset(t.gate.patience)
	}
}

// leave gives the place up.
func (t *turn) leave() {
	if t != nil {
		t.timer.Stop()
		t.free()
	}
}

// The limits that all accounts of one program share.
const (
	dialsAtOnce   = 64 // connections being opened
	dialsPerHost  = 12 // of them, to one server
	dialPatience  = 5 * time.Second
	readsAtOnce   = 8 // mailboxes being read for the first time over a new connection
	readsPatience = 10 * time.Second
)

// limits are the gates of an App.
type limits struct {
	dials, reads *gate
	chain        chan struct{} // mails being read at once: one for each processor

	mu    sync.Mutex
	hosts map[string]*gate
}

func newLimits() *limits {
	return &limits{
		dials: newGate(dialsAtOnce, dialPatience), reads: newGate(readsAtOnce, readsPatience),
		chain: make(chan struct{}, runtime.GOMAXPROCS(0)), hosts: map[string]*gate{},
	}
}

// read waits for a processor. Nothing that may take long is done in between.
func (l *limits) read() (leave func()) {
	l.chain <- struct{}{}
	return func() { <-l.chain }
}

// host is the gate of one server.
func (l *limits) host(name string) *gate {
	l.mu.Lock()
	defer l.mu.Unlock()
	g := l.hosts[name]
	if g == nil {
		g = newGate(dialsPerHost, dialPatience)
		l.hosts[name] = g
	}
	return g
}

// dial waits until a connection to a server may be opened. The server's own
// gate comes first: those who wait for one server hold no place of the others.
func (l *limits) dial(ctx context.Context, host string) (leave func(), err error) {
	own, err := l.host(host).enter(ctx)
	if err != nil {
		return nil, err
	}
	all, err := l.dials.enter(ctx)
	if err != nil {
		own.leave()
		return nil, err
	}
	return func() { all.leave(); own.leave() }, nil
}
