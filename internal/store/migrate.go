package store

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the texts of the steps in order: the n-th brings a database
// from user_version n-1 to n. fs.Glob sorts by name.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []string
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(text))
	}
	return steps, nil
}

// version returns the schema that a database has.
func version(db *sql.DB) (n int, err error) {
	err = db.QueryRow("PRAGMA user_version").Scan(&n)
	return n, err
}

// outdated reports whether a database lacks migrations. Its error is a
// *NewerError when it has more than this program knows.
func outdated(db *sql.DB) (bool, error) {
	steps, err := migrations()
	if err != nil {
		return false, err
	}
	have, err := version(db)
	if err != nil {
		return false, err
	}
	if have > len(steps) {
		return false, &NewerError{Have: have, Known: len(steps)}
	}
	return have < len(steps), nil
}

// migrate brings the schema up to date, each step in a transaction of its own
// together with its number: a kill in between leaves a whole earlier schema.
func migrate(db *sql.DB) error {
	if behind, err := outdated(db); err != nil || !behind {
		return err
	}
	steps, err := migrations()
	if err != nil {
		return err
	}
	have, err := version(db)
	if err != nil {
		return err
	}
	for n := have; n < len(steps); n++ {
		if err := step(db, steps[n], n+1); err != nil {
			return fmt.Errorf("store: bringing the database to schema %d: %w", n+1, err)
		}
	}
	return nil
}

func step(db *sql.DB, text string, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(text); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if _, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", n)); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
