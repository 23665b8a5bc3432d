package store

import "time"

// Passes says when an account was looked at first, and last.
type Passes struct{ First, Last time.Time }

// PutPass notes that the account is being looked at now.
func (tx *Tx) PutPass(account string, now time.Time) error {
	return tx.put(`INSERT INTO account (account, first_pass, last_pass) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET last_pass = excluded.last_pass`, account, stamp(now), stamp(now))
}

// Passes returns when the account was looked at; ok is false when it never was.
func (tx *Tx) Passes(account string) (p Passes, ok bool, err error) {
	return first(tx, func(p *Passes) []any { return []any{clock{&p.First}, clock{&p.Last}} },
		`SELECT first_pass, last_pass FROM account WHERE account = ?`, account)
}

// Act is a word of the user's on one invitation.
type Act struct {
	Ask    string    // Identity of the mail it is about
	At     time.Time // in UTC
	Action string
	Reason string
}

// PutAct stores a word of the user's. The same word of the same time is stored
// once, however often it is read from the mailbox.
func (tx *Tx) PutAct(account string, a Act) error {
	return tx.put(`INSERT INTO act (account, ask, at, action, reason) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		account, a.Ask, stamp(a.At), a.Action, a.Reason)
}

// Acts returns the user's words of the account, oldest first.
func (tx *Tx) Acts(account string) ([]Act, error) {
	fields := func(a *Act) []any { return []any{&a.Ask, clock{&a.At}, &a.Action, &a.Reason} }
	return list(tx, fields, `SELECT ask, at, action, reason FROM act WHERE account = ? ORDER BY at, ask, action`, account)
}

// CountActs returns how many words of the user's there are, by account.
func (tx *Tx) CountActs() (map[string]int, error) {
	type row struct {
		account string
		n       int
	}
	rows, err := list(tx, func(r *row) []any { return []any{&r.account, &r.n} }, `SELECT account, count(*) FROM act GROUP BY account`)
	count := map[string]int{}
	for _, r := range rows {
		count[r.account] = r.n
	}
	return count, err
}

// Summary says that the summary of a date was made.
type Summary struct {
	Date      string // local date, YYYY-MM-DD
	MadeAt    time.Time
	MessageID string
}

func summaryFields(s *Summary) []any { return []any{&s.Date, clock{&s.MadeAt}, &s.MessageID} }

// PutSummary stores that a summary was made. There is one per date: it reports
// false, and stores nothing, when that date already has one.
func (tx *Tx) PutSummary(account string, s Summary) (bool, error) {
	n, err := tx.exec(`INSERT INTO summary (account, date, made_at, message_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		account, s.Date, stamp(s.MadeAt), s.MessageID)
	return n == 1, err
}

// Summary returns the summary of a date; ok is false when none was made.
func (tx *Tx) Summary(account, date string) (s Summary, ok bool, err error) {
	return first(tx, summaryFields,
		`SELECT date, made_at, message_id FROM summary WHERE account = ? AND date = ?`, account, date)
}

// LastSummary returns the summary of the latest date; ok is false when there is
// none.
func (tx *Tx) LastSummary(account string) (s Summary, ok bool, err error) {
	return first(tx, summaryFields,
		`SELECT date, made_at, message_id FROM summary WHERE account = ? ORDER BY date DESC LIMIT 1`, account)
}

// Problem is something that failed and is shown until it is mended.
type Problem struct {
	Key   string    // what failed: one problem per key
	Since time.Time // when it first failed
	At    time.Time // when it last failed
	Text  string    // what is wrong and what to do, in plain words
}

// SetProblem stores a problem. One that is known under the key keeps its Since.
func (tx *Tx) SetProblem(account string, key string, at time.Time, text string) error {
	return tx.put(`INSERT INTO problem (account, key, since, at, text) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET at = excluded.at, text = excluded.text`,
		account, key, stamp(at), stamp(at), text)
}

// ClearProblem forgets a problem, because it is mended.
func (tx *Tx) ClearProblem(account, key string) error {
	return tx.put(`DELETE FROM problem WHERE account = ? AND key = ?`, account, key)
}

// AccountProblem is a problem and whose it is.
type AccountProblem struct {
	Account string
	Problem
}

// ProblemsUnder returns the problems under a key of all accounts, by account.
func (tx *Tx) ProblemsUnder(key string) ([]AccountProblem, error) {
	fields := func(p *AccountProblem) []any {
		return []any{&p.Account, &p.Key, clock{&p.Since}, clock{&p.At}, &p.Text}
	}
	return list(tx, fields, `SELECT account, key, since, at, text FROM problem WHERE key = ? ORDER BY account`, key)
}

// Problems returns what is not mended, longest first.
func (tx *Tx) Problems(account string) ([]Problem, error) {
	fields := func(p *Problem) []any { return []any{&p.Key, clock{&p.Since}, clock{&p.At}, &p.Text} }
	return list(tx, fields, `SELECT key, since, at, text FROM problem WHERE account = ? ORDER BY since, key`, account)
}
