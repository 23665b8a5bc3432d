package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"rsvpd/internal/store"
)

// decoder reads stored records and remembers what it read: a pass asks for all of
// them several times, and they hardly ever change. It is safe for concurrent use.
type decoder[T any] struct {
	mu   sync.Mutex
	seen map[string]decoded[T] // by name
	size int                   // bytes of data in it
}

type decoded[T any] struct {
	data   []byte
	record T
}

// decoderRoom is how many bytes of mail the decoders of all accounts together
// keep between passes: what one person's threads take, and next to nothing for
// each of a thousand.
const decoderRoom = 4 << 20

// shrink forgets everything if that is more than room, and reports whether it was.
func (d *decoder[T]) shrink(room int) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.size <= room {
		return false
	}
	d.seen, d.size = nil, 0
	return true
}

// decode reads n records, in whose place it forgets the ones it read before. what
// is the kind of record in an error.
func (d *decoder[T]) decode(what string, n int, row func(i int) (name string, data []byte)) ([]T, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	seen, size := make(map[string]decoded[T], n), 0
	list := make([]T, 0, n)
	for i := range n {
		name, data := row(i)
		known, ok := d.seen[name]
		if !ok || !bytes.Equal(known.data, data) {
			known = decoded[T]{data: data}
			if err := json.Unmarshal(data, &known.record); err != nil {
				return nil, fmt.Errorf("%s %s in the database can't be read: %w", what, name, err)
			}
		}
		seen[name] = known
		size += len(data)
		list = append(list, known.record)
	}
	d.seen, d.size = seen, size
	return list, nil
}

// mails returns the relevant mails of the account received since a time.
func (a *account) mails(tx *store.Tx, since time.Time) ([]mailRecord, error) {
	rows, err := tx.Mails(a.cfg.Email, since)
	if err != nil {
		return nil, err
	}
	return a.decoders.mails.decode("mail", len(rows), func(i int) (string, []byte) { return rows[i].Identity, rows[i].Data })
}

// drafts returns the drafts of the account.
func (a *account) drafts(tx *store.Tx) ([]draftRecord, error) {
	rows, err := tx.Drafts(a.cfg.Email)
	if err != nil {
		return nil, err
	}
	list, err := a.decoders.drafts.decode("draft", len(rows), func(i int) (string, []byte) { return rows[i].Key, rows[i].Data })
	for i := range list {
		list[i] = list[i].standing(rows[i])
	}
	return list, err
}
