// Command accounts measures what it costs to watch many mailboxes in one process:
// memory, CPU while nothing happens, and how long it takes until all are back
// after the server was restarted. It starts a Dovecot of its own, whose idle
// connections hibernate.
//
//	go run ./bench/accounts [-n 1000] [-quiet 10m] [-rsvpd FILE] [-port 10143]
//
// For more than 100 connections raise fs.inotify.max_user_instances.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	n := flag.Int("n", 1000, "how many accounts")
	quiet := flag.Duration("quiet", 10*time.Minute, "how long to watch while nothing happens; two polls at least")
	rsvpd := flag.String("rsvpd", "rsvpd", "the program to measure")
	port := flag.Int("port", 10143, "of the server")
	flag.Parse()
	log.SetFlags(0)
	dir, err := os.MkdirTemp("", "rsvpd-accounts-")
	if err == nil {
		err = run(dir, *n, *quiet, *rsvpd, *port)
		os.RemoveAll(dir)
	}
	if err != nil {
		log.Fatal("accounts: ", err)
	}
}

func run(dir string, n int, quiet time.Duration, rsvpd string, port int) error {
	s := &server{dir: filepath.Join(dir, "dovecot"), port: port, users: n}
	if err := s.start(); err != nil {
		return err
	}
	defer s.stop()
	p, err := watch(rsvpd, dir, n, port)
	if err != nil {
		return err
	}
	defer p.stop()
	took, err := s.until(n)
	if err != nil {
		return err
	}
	fmt.Printf("%d accounts: all watched after %v\n", n, took.Round(100*time.Millisecond))
	time.Sleep(30 * time.Second) // what the start has left is cleaned up
	if err := p.rest(quiet); err != nil {
		return err
	}
	s.stop()
	time.Sleep(2 * time.Second)
	if err := s.start(); err != nil {
		return err
	}
	if took, err = s.until(n); err != nil {
		return err
	}
	fmt.Printf("after a restart of the server: all back after %v\n", took.Round(100*time.Millisecond))
	return nil
}

// process is the program under measurement.
type process struct{ cmd *exec.Cmd }

// watch starts the program on accounts.d with n files.
func watch(program, dir string, n, port int) (*process, error) {
	files := map[string]string{"rsvpd.toml": "timezone = \"UTC\"\n[me]\nname = \"Robin Hale\"\n", "password": "pass"}
	for i := range n {
		files[fmt.Sprintf("accounts.d/%04d.toml", i)] = fmt.Sprintf(
			"[[account]]\nemail = \"u%d@example.org\"\nimap = \"imap://127.0.0.1:%d\"\nuser = \"u%d\"\npassword_file = \"password\"\n", i, port, i)
	}
	if err := os.Mkdir(filepath.Join(dir, "accounts.d"), 0o700); err != nil {
		return nil, err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command(program, "--config", filepath.Join(dir, "rsvpd.toml"), "run")
	cmd.Env = append(os.Environ(), "STATE_DIRECTORY="+filepath.Join(dir, "state"))
	// What it has to say of a server that is restarted under it is no result.
	said, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer said.Close()
	cmd.Stderr = said
	return &process{cmd}, cmd.Start()
}

func (p *process) stop() {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		log.Print(err)
	}
	if err := p.cmd.Wait(); err != nil {
		log.Print(err)
	}
}

// rest prints what the program takes while nothing happens.
func (p *process) rest(d time.Duration) error {
	before, err := p.usage()
	if err != nil {
		return err
	}
	time.Sleep(d)
	after, err := p.usage()
	if err != nil {
		return err
	}
	spent := after.cpu - before.cpu
	fmt.Printf("nothing happens for %v: %.1f MB RSS (most so far %.1f MB), %v CPU = %.2f %% of a core\n",
		d, after.rss, after.peak, spent, 100*spent.Seconds()/d.Seconds())
	return nil
}
