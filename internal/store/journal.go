package store

import "time"

// Step is how far an act upon the world has come: key first, act second, result
// third.
type Step string

// The steps.
const (
	Intent  Step = "intent"  // about to be done; nothing has left the program
	Sending Step = "sending" // handed to the server, the answer is not known yet
	Done    Step = "done"    // known to have happened
	Failed  Step = "failed"  // known not to have happened
)

// Open reports whether the result is still unknown.
func (s Step) Open() bool { return s == Intent || s == Sending }

// Entry is one line of the journal. Entries are never changed or removed.
type Entry struct {
	Seq    int64  // ascending; set by Append
	Key    string // what is acted upon: a draft's key, or another name of the act
	Step   Step
	At     time.Time // in UTC
	Detail string    // for the next run and for people: what exactly, or why not
}

func entryFields(e *Entry) []any {
	return []any{&e.Seq, &e.Key, &e.Step, clock{&e.At}, &e.Detail}
}

// Append adds an entry to the account's journal and returns its number. It
// counts once the Update around it has returned nil.
func (tx *Tx) Append(account string, e Entry) (seq int64, err error) {
	seq, _, err = first(tx, func(n *int64) []any { return []any{n} },
		`INSERT INTO journal (account, key, step, at, detail) VALUES (?, ?, ?, ?, ?) RETURNING seq`,
		account, e.Key, e.Step, stamp(e.At), e.Detail)
	return seq, err
}

// Pending returns the latest entry of every key of the account whose act has no
// result yet, in the order they were written: what a crash left open.
func (tx *Tx) Pending(account string) ([]Entry, error) {
	return list(tx, entryFields, `SELECT seq, key, step, at, detail FROM journal
		WHERE seq IN (SELECT max(seq) FROM journal WHERE account = ? GROUP BY key) AND step IN (?, ?)
		ORDER BY seq`, account, Intent, Sending)
}

// History returns the account's entries of one key, oldest first.
func (tx *Tx) History(account, key string) ([]Entry, error) {
	return list(tx, entryFields, `SELECT seq, key, step, at, detail FROM journal
		WHERE account = ? AND key = ? ORDER BY seq`, account, key)
}

// Journal returns the account's entries made at since or later, oldest first.
func (tx *Tx) Journal(account string, since time.Time) ([]Entry, error) {
	return list(tx, entryFields, `SELECT seq, key, step, at, detail FROM journal
		WHERE account = ? AND at >= ? ORDER BY seq`, account, stamp(since))
}
