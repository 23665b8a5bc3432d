package mailbox_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/mailbox"
	"rsvpd/internal/testlib"
)

// TestEndless has a server that never comes to the end of its answer. That ends
// when it has sent more than any honest answer holds, and the memory it took is
// bounded.
func TestEndless(t *testing.T) {
	flood := strings.Repeat("x", 32<<10)
	catchUp := func(ctx context.Context, s *mailbox.Session) error {
		_, err := s.CatchUp(ctx, "INBOX", time.Time{}, mailbox.Cursor{}, mailbox.Sieve{}, func(item mailbox.Item) error { return item.Err })
		return err
	}
	folders := func(ctx context.Context, s *mailbox.Session) error {
		_, err := s.Folders(ctx)
		return err
	}
	for _, test := range []struct {
		name, script string
		do           func(context.Context, *mailbox.Session) error // nil: dialling does not come to an end
	}{
		{"greeting", "R: * OK \nF: " + flood, nil},
		{"name of a folder", in + "C: LIST\nR: * LIST () \"/\" \"\nF: " + flood, folders},
		{"code of an answer", in + "C: EXAMINE\nR: * OK [X\nF: " + flood, catchUp},
		{"flags", in + inbox + found + "C: UID FETCH\nR: * 1 FETCH (FLAGS (a\nF: " + strings.Repeat(" x", 16<<10), catchUp},
		{"literal", in + inbox + found + "C: UID FETCH\n" + `R: * 1 FETCH (UID 1 BODY[HEADER]<0> {9999999999}\r\n` + "\nF: " + flood, catchUp},
		{"structure", strings.Replace(in+inbox+found, "1 2 3", "1", 1) + "C: UID FETCH\n" + good("1") + "S: $ OK\nC: UID FETCH\n" +
			"R: * 1 FETCH (UID 1 BODYSTRUCTURE \nF: " + strings.Repeat("(", 32<<10), catchUp},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			onScript(t, func(t *testing.T, dial func(...string) (*mailbox.Session, *testlib.ScriptServer, error)) {
				s, _, err := dial(test.script, "close")
				if err == nil && test.do != nil {
					err = test.do(t.Context(), s)
				}
				if err == nil || !strings.HasPrefix(err.Error(), "localhost:143: ") || len(err.Error()) > 1000 {
					t.Errorf("error: %.1000v", err)
				}
				if errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("only the clock ended it: %v", err)
				}
			})
			runtime.ReadMemStats(&after)
			if grown := (after.HeapSys - min(after.HeapSys, before.HeapSys)) >> 20; grown > 512 {
				t.Errorf("it took %d MB", grown)
			}
		})
	}
}
