package store

import "time"

// Draft is what is known of one draft of ours, as far as it is asked for by
// column; the rest is in Data.
type Draft struct {
	Key         string // its idempotency key
	Ask         string // Identity of the mail that it answers
	Action      string
	Revision    int
	State       string
	MessageID   string
	Folder      string // where it stands, with UIDValidity and UID; empty when it does not
	UIDValidity uint32
	UID         uint32
	At          time.Time // when State was entered, in UTC
	Data        []byte    // JSON of the writer's: among others the content read back after writing
}

const draftColumns = `key, ask, action, revision, state, message_id, folder, uidvalidity, uid, at, data`

func draftFields(d *Draft) []any {
	return []any{&d.Key, &d.Ask, &d.Action, &d.Revision, &d.State, &d.MessageID,
		&d.Folder, &d.UIDValidity, &d.UID, clock{&d.At}, &d.Data}
}

// PutDraft stores a draft of the account, in place of what was stored under its
// key.
func (tx *Tx) PutDraft(account string, d Draft) error {
	if d.Data == nil {
		d.Data = []byte{}
	}
	return tx.put(`INSERT OR REPLACE INTO draft (account, `+draftColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		account, d.Key, d.Ask, d.Action, d.Revision, d.State, d.MessageID,
		d.Folder, d.UIDValidity, d.UID, stamp(d.At), d.Data)
}

// Draft returns the draft of a key; ok is false when there is none.
func (tx *Tx) Draft(account, key string) (d Draft, ok bool, err error) {
	return first(tx, draftFields, `SELECT `+draftColumns+` FROM draft WHERE account = ? AND key = ?`, account, key)
}

// Drafts returns all drafts of the account in the order of At.
func (tx *Tx) Drafts(account string) ([]Draft, error) {
	return list(tx, draftFields, `SELECT `+draftColumns+` FROM draft WHERE account = ? ORDER BY at, key`, account)
}

// ForgetDrafts forgets the drafts of the account whose last change lies before
// the given time, and returns how many those were. The journal keeps its record.
func (tx *Tx) ForgetDrafts(account string, before time.Time) (int64, error) {
	return tx.exec(`DELETE FROM draft WHERE account = ? AND at < ?`, account, stamp(before))
}
