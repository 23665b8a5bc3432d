// Command latency measures how long rsvpd takes from the server's notice of an
// invitation to the draft that the server has stored. Between the two stands a
// proxy that sees both go by: "* 7 EXISTS" on a connection that idles, and the
// answer to the APPEND.
//
//	go run ./bench/latency [-n 200] [-rsvpd FILE] -server 127.0.0.1:10143 -user u1 -password pass
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

func main() {
	n := flag.Int("n", 200, "how many invitations")
	rsvpd := flag.String("rsvpd", "rsvpd", "the program to measure")
	server := flag.String("server", "127.0.0.1:10143", "a server of one's own, without TLS")
	user := flag.String("user", "u1", "a mailbox that is for this alone")
	password := flag.String("password", "pass", "its password")
	flag.Parse()
	log.SetFlags(0)
	if err := run(*n, *rsvpd, *server, *user, *password); err != nil {
		log.Fatal("latency: ", err)
	}
}

func run(n int, rsvpd, server, user, password string) error {
	dir, err := os.MkdirTemp("", "rsvpd-latency-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	between, err := newProxy(server)
	if err != nil {
		return err
	}
	stop, err := start(rsvpd, dir, between.addr(), user, password)
	if err != nil {
		return err
	}
	defer stop()
	if _, err := between.next(idles, time.Minute); err != nil {
		return err
	}
	sender, err := login(server, user, password)
	if err != nil {
		return err
	}
	defer sender.Close()
	var took []time.Duration
	for i := range n {
		d, err := once(sender, between, i)
		if err != nil {
			return fmt.Errorf("invitation %d: %w", i, err)
		}
		took = append(took, d)
	}
	report(took)
	return nil
}

// once delivers an invitation and returns the time from its notice to its draft.
func once(sender net.Conn, between *proxy, i int) (time.Duration, error) {
	if err := deliver(sender, invitation(i, time.Now())); err != nil {
		return 0, err
	}
	from, err := between.next(notices, 20*time.Second)
	if err != nil {
		return 0, err
	}
	to, err := between.next(stores, 20*time.Second)
	if err != nil {
		return 0, err
	}
	if _, err := between.next(idles, 20*time.Second); err != nil {
		return 0, err
	}
	// The client looks once more, and idles again: what comes in between is found
	// without any notice.
	time.Sleep(settles)
	between.forget()
	return to.Sub(from), nil
}

const settles = time.Second

// start runs the program on a configuration and a state of its own.
func start(program, dir, server, user, password string) (stop func(), err error) {
	settings := fmt.Sprintf("timezone = \"UTC\"\n[me]\nname = \"Robin Hale\"\n[[account]]\nemail = \"robin@example.org\"\nimap = \"imap://%s\"\nuser = %q\npassword_file = \"password\"\n", server, user)
	for name, text := range map[string]string{"rsvpd.toml": settings, "password": password} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(program, "--config", filepath.Join(dir, "rsvpd.toml"), "run")
	cmd.Env = append(os.Environ(), "STATE_DIRECTORY="+filepath.Join(dir, "state"))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return func() {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			log.Print(err)
		}
		if err := cmd.Wait(); err != nil {
			log.Print(err)
		}
	}, nil
}

func report(took []time.Duration) {
	slices.Sort(took)
	at := func(p int) time.Duration { return took[min(len(took)*p/100, len(took)-1)].Round(10 * time.Microsecond) }
	fmt.Printf("notice to draft, %d invitations: p50 %v  p90 %v  p99 %v  most %v\n", len(took), at(50), at(90), at(99), took[len(took)-1].Round(10*time.Microsecond))
}
