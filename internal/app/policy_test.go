package app

import (
	"testing"

	"rsvpd/config"
	"rsvpd/internal/decide"
	"rsvpd/internal/thread"
)

// TestReasons: what the configuration takes for a reason, the rules understand.
func TestReasons(t *testing.T) {
	n := 0
	for action, reasons := range config.Reasons {
		for _, reason := range reasons {
			n++
			if _, err := decide.Compile([]decide.Rule{{Then: thread.Action(action), Reason: reason}}); err != nil {
				t.Errorf("%s because of %s: %v", action, reason, err)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d reasons", n)
	}
	if _, err := decide.Compile([]decide.Rule{{Then: thread.Decline, Reason: "no such reason"}}); err == nil {
		t.Error("any reason is taken")
	}
}
