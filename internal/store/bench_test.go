package store

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

// One durable step of the journal: what every act upon the world waits for.
func BenchmarkAppend(b *testing.B) {
	s := openTest(b, b.TempDir())
	for b.Loop() {
		update(b, s, func(tx *Tx) error { _, err := tx.Append(robin, Entry{Key: "k", Step: Intent, At: at(0)}); return err })
	}
}

// fill puts n mails of about 3 KB, each seen once.
func fill(b *testing.B, s *Store, n int) {
	data := bytes.Repeat([]byte("0123456789abcdef"), 200)
	update(b, s, func(tx *Tx) error {
		for i := range n {
			id := fmt.Sprintf("%d@example.com", i)
			if err := tx.PutMail(robin, Mail{Identity: id, Received: at(i), Relevant: true, Data: data}); err != nil {
				return err
			}
			if err := tx.PutSighting(robin, Sighting{"INBOX", 1, uint32(i + 1), id}); err != nil {
				return err
			}
		}
		return nil
	})
}

// The first run over a mailbox: a thousand mails in one transaction.
func BenchmarkPutMails(b *testing.B) {
	s := openTest(b, b.TempDir())
	for b.Loop() {
		fill(b, s, 1000)
	}
}

// What every pass reads.
func BenchmarkMails(b *testing.B) {
	s := openTest(b, b.TempDir())
	fill(b, s, 1000)
	for b.Loop() {
		if got := view(b, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, time.Time{}) }); len(got) != 1000 {
			b.Fatal(len(got))
		}
	}
}

// What every start costs, the check for damage included.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	fill(b, openTest(b, dir), 10000)
	for b.Loop() {
		s, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// A dry run's copy of the same.
func BenchmarkSnapshot(b *testing.B) {
	dir := b.TempDir()
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	fill(b, s, 10000)
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Snapshot(dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// An answer that nothing is known of is put aside, and looked for when a mail of
// its conversation turns out to matter: among ten thousand others.
func BenchmarkAside(b *testing.B) {
	s := openTest(b, b.TempDir())
	update(b, s, func(tx *Tx) error {
		for i := range 10_000 {
			m := Mail{Identity: fmt.Sprintf("%d@example.com", i), Received: at(i), Data: []byte("{}"), Root: fmt.Sprintf("root%d@example.com", i)}
			if _, err := tx.PutAside(robin, m); err != nil {
				return err
			}
		}
		return nil
	})
	i := 0
	update(b, s, func(tx *Tx) error {
		for b.Loop() {
			i++
			id, root := fmt.Sprintf("new%d@example.com", i), fmt.Sprintf("newroot%d@example.com", i)
			if _, err := tx.PutAside(robin, Mail{Identity: id, Received: at(i), Data: []byte("{}"), Root: root}); err != nil {
				return err
			}
			if taken, err := tx.TakeUp(robin, []string{root}); err != nil || len(taken) != 1 || taken[0] != id {
				return fmt.Errorf("took up %q, %w", taken, err)
			}
		}
		return nil
	})
}
