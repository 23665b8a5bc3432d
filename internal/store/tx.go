package store

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// timeFormat has a fixed width, so that times sort as text. Text rather than a
// number of nanoseconds, because a mail may claim any year and the count ends
// in 2262.
const timeFormat = "2006-01-02T15:04:05.000000000Z"

// Years that timeFormat can hold; times outside are moved to the nearest end.
var (
	earliest = time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)
	latest   = time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC)
)

// stamp is the stored form of a time; empty for the zero time.
func stamp(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Before(earliest):
		t = earliest
	case t.After(latest):
		t = latest
	}
	return t.UTC().Format(timeFormat)
}

// clock scans a stored time.
type clock struct{ to *time.Time }

// Scan implements sql.Scanner.
func (c clock) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("store: a time is stored as %T", value)
	}
	if text == "" {
		*c.to = time.Time{}
		return nil
	}
	t, err := time.Parse(timeFormat, text)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	*c.to = t
	return nil
}

// exec runs a statement and returns how many rows it changed.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	result, err := tx.sql.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("store: %w", err)
	}
	return result.RowsAffected()
}

// put runs a statement for its effect.
func (tx *Tx) put(query string, args ...any) error {
	_, err := tx.exec(query, args...)
	return err
}

// list returns all rows of a query.
func list[T any](tx *Tx, fields func(*T) []any, query string, args ...any) (all []T, err error) {
	rows, err := tx.sql.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var x T
		if err := rows.Scan(fields(&x)...); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
		all = append(all, x)
	}
	return all, rows.Err()
}

// first returns the only row of a query; ok is false when there is none.
func first[T any](tx *Tx, fields func(*T) []any, query string, args ...any) (x T, ok bool, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, query, args...).Scan(fields(&x)...)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return x, false, nil
	case err != nil:
		return x, false, fmt.Errorf("store: %w", err)
	}
	return x, true, nil
}
