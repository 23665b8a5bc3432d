package main

import (
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/app"
)

func TestProgress(t *testing.T) {
	var terminal strings.Builder
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	p := &progress{terminal: &terminal, now: func() time.Time { return now }}
	s := app.Progress{Account: "robin@example.org", Folder: "INBOX", First: true, Total: 100_000}
	for _, done := range []int{500, 1000, 12_300, 100_000} {
		s.Done = done
		p.tell(s)
		if done != 500 { // 1,000 comes too soon after it
			now = now.Add(time.Second)
		}
	}
	want := "\r[                        ] first scan: 500 of 100,000 (robin@example.org, INBOX)\x1b[K" +
		"\r[##                      ] first scan: 12,300 of 100,000 (robin@example.org, INBOX)\x1b[K" +
		"\r[########################] first scan: 100,000 of 100,000 (robin@example.org, INBOX)\x1b[K\n"
	if terminal.String() != want {
		t.Errorf("shown %q\nwant  %q", terminal.String(), want)
	}
}

func TestProgressUnderSystemd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	n, err := newNotifier(func(name string) string { return map[string]string{"NOTIFY_SOCKET": path}[name] })
	if err != nil {
		t.Fatal(err)
	}
	defer n.close()
	e := &env{stderr: &strings.Builder{}}
	newProgress(e, n).tell(app.Progress{Account: "robin@example.org", Folder: "Archive", Done: 999, Total: 1234})
	buf := make([]byte, 200)
	size, err := conn.Read(buf)
	if want := "STATUS=new mail: 999 of 1,234 (robin@example.org, Archive)"; err != nil || string(buf[:size]) != want {
		t.Errorf("told %q, %v; want %q", buf[:size], err, want)
	}
}

func TestNoProgressElsewhere(t *testing.T) {
	var log strings.Builder
	newProgress(&env{stderr: &log}, &notifier{}).tell(app.Progress{Done: 1, Total: 1})
	if log.Len() > 0 {
		t.Errorf("written to a log: %q", log.String())
	}
}
