package main

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// notifier speaks sd_notify(3): datagrams to the socket in $NOTIFY_SOCKET. The
// zero value, outside systemd, says nothing.
type notifier struct {
	conn     net.Conn
	interval time.Duration // of the watchdog; 0: none
}

func newNotifier(getenv func(string) string) (*notifier, error) {
	n := &notifier{}
	if us, err := strconv.ParseInt(getenv("WATCHDOG_USEC"), 10, 64); err == nil && us > 0 {
		n.interval = time.Duration(us) * time.Microsecond
	}
	path := getenv("NOTIFY_SOCKET")
	if path == "" {
		n.interval = 0
		return n, nil
	}
	if strings.HasPrefix(path, "@") { // an abstract socket
		path = "\x00" + path[1:]
	}
	conn, err := net.Dial("unixgram", path)
	if err != nil {
		return nil, fmt.Errorf("systemd's $NOTIFY_SOCKET does not answer: %w", err)
	}
	n.conn = conn
	return n, nil
}

// send sends lines of the protocol. That systemd can't be reached is no reason
// to stop: it will notice by itself.
func (n *notifier) send(lines ...string) {
	if n.conn == nil {
		return
	}
	if _, err := n.conn.Write([]byte(strings.Join(lines, "\n"))); err != nil {
		n.conn = nil
	}
}

// reloading tells that a reload has begun; Type=notify-reload wants the time.
func (n *notifier) reloading() {
	n.send("RELOADING=1", fmt.Sprintf("MONOTONIC_USEC=%d", monotonic().Microseconds()))
}

func (n *notifier) close() error {
	if n.conn == nil {
		return nil
	}
	return n.conn.Close()
}
