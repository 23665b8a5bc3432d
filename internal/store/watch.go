package store

import "time"

// Watch says how an account is watched, for other processes to show.
type Watch struct {
	State string
	Since time.Time // when State began
	Next  time.Time // when a connection is tried again; zero where there is one
}

// PutWatch stores how an account is watched.
func (tx *Tx) PutWatch(account string, w Watch) error {
	return tx.put(`INSERT INTO watch (account, state, since, next) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET state = excluded.state, since = excluded.since, next = excluded.next`,
		account, w.State, stamp(w.Since), stamp(w.Next))
}

// Watch returns how an account is watched; ok is false when it never was.
func (tx *Tx) Watch(account string) (w Watch, ok bool, err error) {
	return first(tx, func(w *Watch) []any { return []any{&w.State, clock{&w.Since}, clock{&w.Next}} },
		`SELECT state, since, next FROM watch WHERE account = ?`, account)
}
