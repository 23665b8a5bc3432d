package store_test

import (
	"testing"
	"time"

	"rsvpd/internal/store"
)

// TestProblemsUnder: one kind of problem is found over all accounts.
func TestProblemsUnder(t *testing.T) {
	s, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	at := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	err = s.Update(t.Context(), func(tx *store.Tx) error {
		for _, p := range []store.AccountProblem{
			{"b@example.org", store.Problem{Key: "login", Text: "refused"}},
			{"a@example.org", store.Problem{Key: "connect", Text: "away"}},
			{"a@example.org", store.Problem{Key: "login", Text: "ended"}},
		} {
			if err := tx.SetProblem(p.Account, p.Key, at, p.Text); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx *store.Tx) error {
		got, err := tx.ProblemsUnder("login")
		if err != nil {
			return err
		}
		if len(got) != 2 || got[0].Account != "a@example.org" || got[0].Text != "ended" || got[1].Account != "b@example.org" || !got[1].Since.Equal(at) {
			t.Errorf("%+v", got)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
