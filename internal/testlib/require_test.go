package testlib

import (
	"runtime"
	"testing"
)

// witness is a test that remembers how it ended.
type witness struct {
	testing.TB
	ended string
}

func (w *witness) Helper()               {}
func (w *witness) Skipf(string, ...any)  { w.end("skipped") }
func (w *witness) Fatalf(string, ...any) { w.end("failed") }

func (w *witness) end(how string) {
	w.ended = how
	runtime.Goexit()
}

func TestRequire(t *testing.T) {
	for _, test := range []struct{ program, required, want string }{
		{"sh", "", ""},
		{"sh", "sh", ""},
		{"no-such-program", "", "skipped"},
		{"no-such-program", "dovecot", "skipped"},
		{"no-such-program", "dovecot,no-such-program", "failed"},
	} {
		t.Setenv("RSVPD_REQUIRE", test.required)
		w := &witness{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			Require(w, test.program)
		}()
		<-done
		if w.ended != test.want {
			t.Errorf("%s with RSVPD_REQUIRE=%q: %q, want %q", test.program, test.required, w.ended, test.want)
		}
	}
}
