package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// Mail is one mail that was read, wherever it was seen.
type Mail struct {
	Identity string    // Message-ID, or a hash where there is none
	Received time.Time // in UTC
	Relevant bool      // takes part in an invitation, or may; the rest is remembered only so that it is not read again
	Data     []byte    // JSON of the writer's; empty for what is not relevant
	Root     string    // of a mail that is put aside: the Message-ID that its conversation began with
}

func mailFields(m *Mail) []any {
	return []any{&m.Identity, clock{&m.Received}, &m.Relevant, &m.Data}
}

// PutMail stores a mail of the account, in place of what was stored of it.
func (tx *Tx) PutMail(account string, m Mail) error {
	if m.Data == nil {
		m.Data = []byte{}
	}
	return tx.put(`INSERT INTO mail (account, identity, received, relevant, data) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET received = excluded.received, relevant = excluded.relevant, data = excluded.data`,
		account, m.Identity, stamp(m.Received), m.Relevant, m.Data)
}

// PutAside stores a mail that is not relevant as long as its conversation is not:
// TakeUp makes it so. A mail that is known already stays as it is.
func (tx *Tx) PutAside(account string, m Mail) (known bool, err error) {
	n, err := tx.exec(`INSERT INTO mail (account, identity, received, relevant, data, root) VALUES (?, ?, ?, 0, ?, ?)
		ON CONFLICT DO NOTHING`, account, m.Identity, stamp(m.Received), m.Data, m.Root)
	return n == 0, err
}

// TakeUp makes the mails relevant that were put aside and whose conversation began
// with one of the given mails. It returns their identities.
func (tx *Tx) TakeUp(account string, roots []string) ([]string, error) {
	names, err := json.Marshal(roots)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	self := func(s *string) []any { return []any{s} }
	return list(tx, self, `UPDATE mail SET relevant = 1
		WHERE account = ? AND NOT relevant AND root <> '' AND root IN (SELECT value FROM json_each(?)) RETURNING identity`,
		account, string(names))
}

// Mail returns one mail of the account; ok is false when it is not known.
func (tx *Tx) Mail(account, identity string) (m Mail, ok bool, err error) {
	return first(tx, mailFields,
		`SELECT identity, received, relevant, data FROM mail WHERE account = ? AND identity = ?`, account, identity)
}

// Mails returns the relevant mails of the account received at since or later,
// oldest first.
func (tx *Tx) Mails(account string, since time.Time) ([]Mail, error) {
	return list(tx, mailFields,
		`SELECT identity, received, relevant, data FROM mail
		WHERE account = ? AND received >= ? AND relevant ORDER BY received, identity`, account, stamp(since))
}

// ForgetMails forgets the mails of the account received before the given time,
// with their sightings, and returns how many those were.
func (tx *Tx) ForgetMails(account string, before time.Time) (int64, error) {
	return tx.exec(`DELETE FROM mail WHERE account = ? AND received < ?`, account, stamp(before))
}

// Sighting says that a mail was seen at a place of the mailbox. The same mail
// may be seen in several folders.
type Sighting struct {
	Folder      string
	UIDValidity uint32 // RFC 9051 section 2.3.1.1: UIDs count only under it
	UID         uint32
	Identity    string
}

func sightingFields(s *Sighting) []any {
	return []any{&s.Folder, &s.UIDValidity, &s.UID, &s.Identity}
}

// PutSighting stores where a mail was seen. The mail itself is put first.
func (tx *Tx) PutSighting(account string, s Sighting) error {
	return tx.put(`INSERT INTO sighting (account, folder, uidvalidity, uid, identity) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET identity = excluded.identity`,
		account, s.Folder, s.UIDValidity, s.UID, s.Identity)
}

// Sightings returns what was seen in a folder under the given UIDVALIDITY, by
// UID.
func (tx *Tx) Sightings(account, folder string, uidvalidity uint32) ([]Sighting, error) {
	return list(tx, sightingFields, `SELECT folder, uidvalidity, uid, identity FROM sighting
		WHERE account = ? AND folder = ? AND uidvalidity = ? ORDER BY uid`, account, folder, uidvalidity)
}

// SightingsOf returns where a mail was seen.
func (tx *Tx) SightingsOf(account, identity string) ([]Sighting, error) {
	return list(tx, sightingFields, `SELECT folder, uidvalidity, uid, identity FROM sighting
		WHERE account = ? AND identity = ? ORDER BY folder, uidvalidity, uid`, account, identity)
}

// ForgetSighting forgets one place, because the mail is no longer there.
func (tx *Tx) ForgetSighting(account, folder string, uidvalidity, uid uint32) error {
	return tx.put(`DELETE FROM sighting WHERE account = ? AND folder = ? AND uidvalidity = ? AND uid = ?`,
		account, folder, uidvalidity, uid)
}

// ForgetSightings forgets the places in a folder under any UIDVALIDITY but the
// given one: after a change they name nothing.
func (tx *Tx) ForgetSightings(account, folder string, except uint32) error {
	return tx.put(`DELETE FROM sighting WHERE account = ? AND folder = ? AND uidvalidity <> ?`,
		account, folder, except)
}

// Cursor says how far a folder has been read.
type Cursor struct {
	Folder      string
	UIDValidity uint32
	LastUID     uint32
	ModSeq      uint64 // RFC 7162; 0 where the server has none. At most 63 bits
}

// PutCursor stores how far a folder of the account has been read.
func (tx *Tx) PutCursor(account string, c Cursor) error {
	return tx.put(`INSERT INTO cursor (account, folder, uidvalidity, last_uid, modseq) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid, modseq = excluded.modseq`,
		account, c.Folder, c.UIDValidity, c.LastUID, int64(c.ModSeq))
}

// Cursor returns how far a folder has been read; ok is false when it never was.
func (tx *Tx) Cursor(account, folder string) (c Cursor, ok bool, err error) {
	fields := func(c *Cursor) []any { return []any{&c.Folder, &c.UIDValidity, &c.LastUID, &c.ModSeq} }
	return first(tx, fields,
		`SELECT folder, uidvalidity, last_uid, modseq FROM cursor WHERE account = ? AND folder = ?`, account, folder)
}
