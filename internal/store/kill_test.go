package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
)

// TestMain lets the test binary play the process that is killed.
func TestMain(m *testing.M) {
	dir := os.Getenv("STORE_TEST_WRITER")
	if dir == "" {
		os.Exit(m.Run())
	}
	fmt.Fprintln(os.Stderr, writeForEver(dir))
	os.Exit(1)
}

// writeForEver appends entries and says of each on stdout, after Update has
// returned, that it is safe.
func writeForEver(dir string) error {
	release, err := Lock(dir)
	if err != nil {
		return err
	}
	s, err := Open(dir)
	if err != nil {
		return errors.Join(err, release())
	}
	for {
		var seq int64
		err := s.Update(context.Background(), func(tx *Tx) (err error) {
			seq, err = tx.Append(robin, Entry{Key: "k", Step: Done, At: at(0), Detail: "detail"})
			return errors.Join(err, tx.PutMail(robin, Mail{Identity: fmt.Sprint(seq), Received: at(0), Relevant: true}))
		})
		if err != nil {
			return errors.Join(err, release())
		}
		fmt.Println(seq)
	}
}

// P8: a process that is killed at any moment loses nothing it said was safe,
// leaves no half of a transaction and no lock.
func TestKill(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var safe int64
	for round := range 12 {
		safe = max(safe, runAndKill(t, self, dir, 1+rand.IntN(120)))
		lost, half := inspect(t, dir, safe)
		if lost || half {
			t.Fatalf("round %d: %d entries were safe; lost one: %v, half a transaction: %v", round, safe, lost, half)
		}
	}
}

// runAndKill lets a writer report so many entries, kills it, and returns the
// number of the last one it reported, which may be later.
func runAndKill(t *testing.T, self, dir string, reports int) (last int64) {
	t.Helper()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), "STORE_TEST_WRITER="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil && n < reports {
			t.Fatalf("writer said %q", lines.Text())
		}
		if n == reports {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("the writer was not killed: %v", err)
	}
	return last
}

// inspect opens the database as the next process would, and looks whether all
// entries up to safe are there, each with its mail.
func inspect(t *testing.T, dir string, safe int64) (lost, half bool) {
	t.Helper()
	release, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	entries := view(t, s, func(tx *Tx) ([]Entry, error) { return tx.History(robin, "k") })
	mails := view(t, s, func(tx *Tx) ([]Mail, error) { return tx.Mails(robin, at(0)) })
	if err := errors.Join(s.Close(), release()); err != nil {
		t.Fatal(err)
	}
	for i, e := range entries {
		lost = lost || e.Seq != int64(i+1)
	}
	return lost || int64(len(entries)) < safe, len(entries) != len(mails)
}
