package app

import (
	"errors"
	"testing"
	"time"
)

// TestBackoff: longer each time up to a limit, anywhere below it, and never in
// step.
func TestBackoff(t *testing.T) {
	most := &App{opts: Options{Jitter: func(d time.Duration) time.Duration { return d - 1 }}}
	least := &App{opts: Options{Jitter: func(time.Duration) time.Duration { return 0 }}}
	down := errors.New("no route to host")
	for failures, want := range map[int]time.Duration{1: 5 * time.Second, 2: 10 * time.Second, 5: 80 * time.Second, 8: 640 * time.Second, 9: 15 * time.Minute, 5000: 15 * time.Minute} {
		if got := most.backoff(failures, down); got != minRest+want-1 {
			t.Errorf("after %d failures at most %v, want %v", failures, got, want)
		}
		if got := least.backoff(failures, down); got != minRest {
			t.Errorf("after %d failures at least %v", failures, got)
		}
	}
	chance := &App{}
	seen := map[time.Duration]bool{}
	for range 20 {
		seen[chance.backoff(6, down)] = true
	}
	if len(seen) < 2 {
		t.Error("there is no chance in it")
	}
}
