package store

import (
	"slices"
	"testing"
	"time"
)

// TestAside: what is put aside takes part in nothing until its conversation does,
// changes no mail that is known, and is forgotten like any other.
func TestAside(t *testing.T) {
	s := openTest(t, t.TempDir())
	aside := func(identity, root string) (known bool) {
		update(t, s, func(tx *Tx) (err error) {
			known, err = tx.PutAside(robin, Mail{Identity: identity, Received: at(1), Data: []byte(identity), Root: root})
			return err
		})
		return known
	}
	takeUp := func(account string, roots ...string) (taken []string) {
		update(t, s, func(tx *Tx) (err error) {
			taken, err = tx.TakeUp(account, roots)
			return err
		})
		slices.Sort(taken)
		return taken
	}
	count := func() int {
		return len(view(t, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, time.Time{}) }))
	}
	update(t, s, func(tx *Tx) error {
		return tx.PutMail(robin, Mail{Identity: "known", Received: at(1), Relevant: true, Data: []byte("as it was")})
	})
	if !aside("known", "a") || aside("one", "a") || aside("two", "a") || aside("three", "b") || !aside("one", "b") {
		t.Error("known mail is taken for new, or new mail for known")
	}
	if n := count(); n != 1 {
		t.Errorf("%d mails take part, want the one that was known", n)
	}
	if got := takeUp("somebody else", "a"); len(got) != 0 {
		t.Errorf("took up mail of another account: %q", got)
	}
	if got := takeUp(robin, "c", "a"); !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("took up %q", got)
	}
	if got := takeUp(robin, "a"); len(got) != 0 || count() != 3 {
		t.Errorf("took up %q again; %d mails take part", got, count())
	}
	known := view(t, s, func(tx *Tx) (m Mail, err error) {
		m, _, err = tx.Mail(robin, "known")
		return m, err
	})
	if string(known.Data) != "as it was" {
		t.Errorf("the known mail is now %q", known.Data)
	}
}
