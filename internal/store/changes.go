package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"time"
)

// Changes tells whether the database was written to, by this process or by any
// other. As long as its files are as they were that is all it looks at; else it asks
// SQLite's own counter, which costs no read of any table.
type Changes struct {
	dir   string
	db    *sql.DB
	conn  *sql.Conn // nil: not asked yet; the counter is that of a connection
	seen  int64
	files databaseStamp // as of the last question to SQLite; zero: not to be gone by
}

// Changes returns what tells of the writes from now on.
func (s *Store) Changes() *Changes { return &Changes{dir: filepath.Dir(s.path), db: s.read} }

// Any reports whether anything was written since it was asked last; the first
// time, that it was.
func (c *Changes) Any(ctx context.Context) (bool, error) {
	files, err := stamps(c.dir)
	if err != nil {
		return false, err
	}
	if files == c.files && files != (databaseStamp{}) {
		return false, nil
	}
	c.files = databaseStamp{}
	written, err := c.ask(ctx)
	// A write that follows at once might leave the same stamp.
	if err == nil && time.Since(files.latest()) > settled {
		c.files = files
	}
	return written, err
}

// ask asks SQLite.
func (c *Changes) ask(ctx context.Context) (bool, error) {
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
