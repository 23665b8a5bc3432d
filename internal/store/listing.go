package store

import "time"

// Listing says what a folder looked like when it was listed last.
type Listing struct {
	Folder string
	Mark   string // of its writer's; equal as long as nothing has changed there
	At     time.Time
}

// PutListing stores that a folder of the account was listed.
func (tx *Tx) PutListing(account string, l Listing) error {
	return tx.put(`INSERT INTO listing (account, folder, mark, at) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET mark = excluded.mark, at = excluded.at`, account, l.Folder, l.Mark, stamp(l.At))
}

// Listing returns how a folder was listed last; ok is false when it never was.
func (tx *Tx) Listing(account, folder string) (l Listing, ok bool, err error) {
	return first(tx, func(l *Listing) []any { return []any{&l.Folder, &l.Mark, clock{&l.At}} },
		`SELECT folder, mark, at FROM listing WHERE account = ? AND folder = ?`, account, folder)
}
