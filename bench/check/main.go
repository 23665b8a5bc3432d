// Check measures what it costs rsvpd's own IMAP side to ask for news in a large
// mailbox that has none, over a connection that stays open: bytes and CPU per
// check, medians.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"slices"
	"syscall"
	"time"

	"rsvpd/internal/mailbox"
)

func main() {
	log.SetFlags(0)
	url := flag.String("url", "imap://127.0.0.1:143", "the server")
	user := flag.String("user", "u1", "")
	pass := flag.String("pass", "pass", "")
	n := flag.Int("n", 200, "how many checks")
	flag.Parse()
	if err := run(context.Background(), *url, *user, *pass, *n); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, url, user, pass string, n int) (err error) {
	s, err := mailbox.Dial(ctx, mailbox.Options{URL: url, User: user, Password: func(context.Context) (string, error) { return pass, nil }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close(ctx)) }()
	// Nothing was received in the future: the cursor goes to the end at once.
	visit := func(mailbox.Item) error { return nil }
	cur, err := s.CatchUp(ctx, "INBOX", time.Now().AddDate(100, 0, 0), mailbox.Cursor{}, mailbox.Sieve{}, visit)
	if err != nil {
		return err
	}
	var bytes []int64
	before := cpu()
	for range n {
		in, out := s.Traffic()
		if cur, err = s.CatchUp(ctx, "INBOX", time.Time{}, cur, mailbox.Sieve{}, visit); err != nil {
			return err
		}
		received, sent := s.Traffic()
		bytes = append(bytes, received-in+sent-out)
	}
	slices.Sort(bytes)
	fmt.Printf("%d bytes, %.2f ms CPU\n", bytes[len(bytes)/2], (cpu()-before).Seconds()*1000/float64(n))
	return nil
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
