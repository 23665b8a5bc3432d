package mailbox

import (
	"errors"
	"net"
	"syscall"
	"testing"
)

// A connection that has gone dead without a word is noticed by the kernel within
// minutes: what that goes by is set on the socket.
func TestKeepAlive(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	conn, err := Network(t.Context(), "tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := errors.Join(conn.Close(), ln.Close()); err != nil {
			t.Error(err)
		}
	}()
	raw, err := conn.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]struct{ level, option, want int }{
		"on":            {syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, 1},
		"first after":   {syscall.IPPROTO_TCP, syscall.TCP_KEEPIDLE, 120},
		"then every":    {syscall.IPPROTO_TCP, syscall.TCP_KEEPINTVL, 20},
		"so many times": {syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT, 4},
	} {
		var got int
		if e := raw.Control(func(fd uintptr) { got, err = syscall.GetsockoptInt(int(fd), o.level, o.option) }); e != nil || err != nil {
			t.Fatal(e, err)
		}
		if got != o.want {
			t.Errorf("%s: %d, want %d", name, got, o.want)
		}
	}
}
