package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"sync/atomic"
	"time"
)

// event is something that the proxy has seen.
type event int

const (
	idles   event = iota // the client waits for news
	notices              // the server tells a waiting client of mail
	stores               // the server has stored a message
)

var names = map[event]string{idles: "the client idles", notices: "the server tells of mail", stores: "a draft is stored"}

// proxy stands between the client and the server.
type proxy struct {
	ln     net.Listener
	server string
	seen   map[event]chan time.Time
}

func newProxy(server string) (*proxy, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{ln: ln, server: server, seen: map[event]chan time.Time{}}
	for e := range names {
		p.seen[e] = make(chan time.Time, 1)
	}
	go p.accept()
	return p, nil
}

func (p *proxy) addr() string { return p.ln.Addr().String() }

func (p *proxy) accept() {
	for {
		client, err := p.ln.Accept()
		if err != nil {
			return // the program is over
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			log.Print(err)
			client.Close()
			continue
		}
		var idling atomic.Bool
		go p.pass(server, client, func(b []byte) {
			switch {
			case bytes.HasSuffix(b, []byte(" IDLE\r\n")):
				idling.Store(true)
				p.note(idles)
			case string(b) == "DONE\r\n":
				idling.Store(false)
			}
		})
		go p.pass(client, server, func(b []byte) {
			switch {
			case idling.Load() && bytes.Contains(b, []byte(" EXISTS\r\n")):
				p.note(notices)
			case bytes.Contains(b, []byte(" OK [APPENDUID ")):
				p.note(stores)
			}
		})
	}
}

// pass hands bytes on, and shows them first.
func (p *proxy) pass(to, from net.Conn, show func([]byte)) {
	defer to.Close()
	b := make([]byte, 64<<10)
	for {
		n, err := from.Read(b)
		show(b[:n])
		if _, e := to.Write(b[:n]); e != nil || err != nil {
			if err != nil && err != io.EOF {
				from.Close()
			}
			return
		}
	}
}

// note remembers when an event was seen last.
func (p *proxy) note(e event) {
	now := time.Now()
	select {
	case <-p.seen[e]:
	default:
	}
	p.seen[e] <- now
}

// next returns when an event is seen that nobody has asked for yet.
func (p *proxy) next(e event, patience time.Duration) (time.Time, error) {
	select {
	case t := <-p.seen[e]:
		return t, nil
	case <-time.After(patience):
		return time.Time{}, fmt.Errorf("not within %v: %s", patience, names[e])
	}
}

// forget forgets what was seen.
func (p *proxy) forget() {
	for _, c := range p.seen {
		select {
		case <-c:
		default:
		}
	}
}
