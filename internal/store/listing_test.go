package store

import "testing"

// The last listing of a folder is what counts, each account's apart.
func TestListing(t *testing.T) {
	s := openTest(t, t.TempDir())
	want := Listing{Folder: "Drafts", Mark: "b", At: at(2)}
	update(t, s, func(tx *Tx) error {
		if err := tx.PutListing(robin, Listing{Folder: "Drafts", Mark: "a", At: at(1)}); err != nil {
			return err
		}
		return tx.PutListing(robin, want)
	})
	got := view(t, s, func(tx *Tx) (Listing, error) {
		l, _, err := tx.Listing(robin, "Drafts")
		return l, err
	})
	same(t, "listing", got, want)
	for account, folder := range map[string]string{robin: "Sent", other: "Drafts"} {
		known := view(t, s, func(tx *Tx) (bool, error) {
			_, ok, err := tx.Listing(account, folder)
			return ok, err
		})
		if known {
			t.Errorf("%s of %s was never listed", folder, account)
		}
	}
}
