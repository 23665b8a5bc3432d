package store

import (
	"context"
	"database/sql"
)

// Changes tells whether the database was written to, by this process or by any
// other. It asks SQLite's own counter, which costs no read of any table.
type Changes struct {
	db   *sql.DB
	conn *sql.Conn // nil: not asked yet; the counter is that of a connection
	seen int64
}

// Changes returns what tells of the writes from now on.
func (s *Store) Changes() *Changes { return &Changes{db: s.read} }

// Any reports whether anything was written since it was asked last; the first
// time, that it was.
func (c *Changes) Any(ctx context.Context) (bool, error) {
	if c.conn == nil {
		conn, err := c.db.Conn(ctx)
		if err != nil {
			return false, err
		}
		c.conn = conn
	}
	before := c.seen
	err := c.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&c.seen)
	return c.seen != before && err == nil, err
}

// Close gives the connection back.
func (c *Changes) Close() error {
	if c.conn == nil {
		return nil
	}
	return c.conn.Close()
}
