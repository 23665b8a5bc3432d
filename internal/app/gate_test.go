package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestGate: so many are let in, the next when one leaves; one that makes no
// headway keeps nobody out, one that does keeps its place.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(2, 10*time.Second)
		enter := func() *turn {
			t.Helper()
			in, err := g.enter(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return in
		}
		begun := time.Now()
		first, second := enter(), enter()
		time.AfterFunc(3*time.Second, first.leave)
		third := enter()
		if took := time.Since(begun); took != 3*time.Second {
			t.Errorf("the third came in after %v", took)
		}
		time.AfterFunc(6*time.Second, third.move)
		fourth := enter() // the second is stuck
		if took := time.Since(begun); took != 10*time.Second {
			t.Errorf("the fourth came in after %v", took)
		}
		fifth := enter() // the third had headway at 9 s
		if took := time.Since(begun); took != 19*time.Second {
			t.Errorf("the fifth came in after %v", took)
		}
		for _, in := range []*turn{second, third, fourth, fifth} {
			in.leave()
		}
		enter().leave()
		enter().leave()
	})
}

func TestGateGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, time.Hour)
		in, err := g.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.enter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		in.leave()
	})
}

// TestDialGates: who waits for one server holds no place of another.
func TestDialGates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimits()
		for range dialsPerHost {
			leave, err := l.dial(t.Context(), "slow.example.org")
			if err != nil {
				t.Fatal(err)
			}
			defer leave()
		}
		begun := time.Now()
		leave, err := l.dial(t.Context(), "quick.example.org")
		if err != nil || time.Since(begun) != 0 {
			t.Fatalf("%v after %v", err, time.Since(begun))
		}
		leave()
		if leave, err = l.dial(t.Context(), "slow.example.org"); err != nil || time.Since(begun) != dialPatience {
			t.Fatalf("%v after %v", err, time.Since(begun))
		}
		leave()
	})
}
