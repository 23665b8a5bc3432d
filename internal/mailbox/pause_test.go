package mailbox

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
)

func TestPause(t *testing.T) {
	for _, c := range []struct {
		code, text string
		want       time.Duration
	}{
		{"THROTTLED", "slow down", 10 * time.Minute},
		{"LIMIT", "no more of these", 10 * time.Minute},
		{"UNAVAILABLE", "back soon", time.Minute},
		{"OVERQUOTA", "Account exceeded command or bandwidth limits.", 30 * time.Minute},
		{"ALERT", "Too many simultaneous connections. (Failure)", 10 * time.Minute},
		{"", "Maximum number of connections from user+IP exceeded: too many", 10 * time.Minute},
		{"", "Request is throttled. Suggested Backoff Time: 92415 milliseconds", 92415 * time.Millisecond},
		{"", "Request is throttled. Suggested Backoff Time: 999999999 milliseconds", time.Hour},
		{"AUTHENTICATIONFAILED", "Invalid credentials", 0},
		{"", "Server shutting down.", 0},
	} {
		err := &Error{Kind: ErrLost, Err: fmt.Errorf("wrapped: %w", &imap.Error{Type: "NO", Code: imap.ResponseCode(c.code), Text: c.text})}
		if got := Pause(err); got != c.want {
			t.Errorf("[%s] %s: %v, want %v", c.code, c.text, got, c.want)
		}
	}
	full := &Error{Kind: ErrRefused, Err: fmt.Errorf("%w: %w", ErrQuota, &imap.Error{Type: "NO", Code: "OVERQUOTA"})}
	if got := Pause(full); got != 0 {
		t.Errorf("a full mailbox asks for %v", got)
	}
	if got := Pause(errors.New("no route to host")); got != 0 {
		t.Errorf("the network asks for %v", got)
	}
}

func TestParseBye(t *testing.T) {
	for _, c := range []struct{ end, code, text string }{
		{"* BYE [UNAVAILABLE] Server shutting down.\r\n", "UNAVAILABLE", "Server shutting down."},
		{"T5 OK done\r\n* bye [limit 3] Too many connections\r\n", "LIMIT", "Too many connections"},
		{"* BYE\r\n", "", ""},
		{"* BYE Logging out\r\nT9 OK Logout completed.\r\n", "", "Logging out"},
		{"* BYE cut off in the mid", "", "cut off in the mid"},
	} {
		got := parseBye([]byte(c.end))
		if got == nil || string(got.Code) != c.code || got.Text != c.text {
			t.Errorf("%q: %+v", c.end, got)
		}
	}
	for _, end := range []string{"", "* OK still here\r\n", "* BYE bye\r\n* 3 EXISTS\r\n", "subject: * BYE now\r\n", "* BYEBYE\r\n* 1 FETCH (FLAGS ())\r\n"} {
		if got := parseBye([]byte(end)); got != nil {
			t.Errorf("%q is taken for %+v", end, got)
		}
	}
}

// TestLastWords: of what came in pieces, the end is kept.
func TestLastWords(t *testing.T) {
	whole := strings.Repeat("0123456789", 60) + "the end"
	for _, size := range []int{1, 7, 255, 256, 257, len(whole)} {
		var l lastWords
		for rest := whole; rest != ""; {
			n := min(size, len(rest))
			l.hear([]byte(rest[:n]))
			rest = rest[n:]
		}
		if got := string(l.text()); got != whole[len(whole)-maxBye:] {
			t.Errorf("in pieces of %d: kept %q", size, got)
		}
	}
}

func FuzzBye(f *testing.F) {
	f.Add([]byte("* BYE [UNAVAILABLE] Server shutting down.\r\nT1 OK\r\n"))
	f.Add([]byte("* BYE Suggested Backoff Time: 1 milliseconds"))
	f.Fuzz(func(t *testing.T, end []byte) {
		bye := parseBye(end)
		if bye == nil {
			return
		}
		if strings.ContainsAny(bye.Text, "\r\n\x00") {
			t.Errorf("%q is no line", bye.Text)
		}
		if d := Pause(bye); d < 0 || d > longestPause {
			t.Errorf("it asks for %v", d)
		}
	})
}
