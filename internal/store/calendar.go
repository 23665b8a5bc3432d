package store

import "time"

// Calendar is what one of the user's calendars said when it was read last.
type Calendar struct {
	Name   string    // one row per name
	ReadAt time.Time // in UTC
	Data   []byte    // JSON of the writer's
}

// PutCalendar stores what a calendar says, in place of what it said before.
func (tx *Tx) PutCalendar(account string, c Calendar) error {
	return tx.put(`INSERT INTO calendar (account, name, read_at, data) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET read_at = excluded.read_at, data = excluded.data`,
		account, c.Name, stamp(c.ReadAt), c.Data)
}

// Calendars returns what the calendars of the account said, by name.
func (tx *Tx) Calendars(account string) ([]Calendar, error) {
	fields := func(c *Calendar) []any { return []any{&c.Name, clock{&c.ReadAt}, &c.Data} }
	return list(tx, fields, `SELECT name, read_at, data FROM calendar WHERE account = ? ORDER BY name`, account)
}

// ForgetCalendar forgets a calendar.
func (tx *Tx) ForgetCalendar(account, name string) error {
	return tx.put(`DELETE FROM calendar WHERE account = ? AND name = ?`, account, name)
}
