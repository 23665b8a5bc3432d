// Idle runs a program that watches, waits until it has come to rest, and prints
// what it then holds in memory and takes of CPU a minute: what a daemon costs in
// which nothing happens.
//
//	idle [-quiet 5m] COMMAND ARGUMENT …
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"rsvpd/bench/memory"
)

func main() {
	log.SetFlags(0)
	quiet := flag.Duration("quiet", 5*time.Minute, "how long to look while nothing happens")
	flag.Parse()
	if flag.NArg() == 0 {
		log.Fatal("usage: idle [-quiet 5m] COMMAND ARGUMENT …")
	}
	if err := run(exec.Command(flag.Arg(0), flag.Args()[1:]...), *quiet); err != nil {
		log.Fatal("idle: ", err)
	}
}

func run(cmd *exec.Cmd, quiet time.Duration) error {
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return err
	}
	err := watch(cmd.Process.Pid, quiet)
	if kill := cmd.Process.Signal(syscall.SIGTERM); kill != nil {
		return fmt.Errorf("%w: it has ended by itself: %s", kill, said.String())
	}
	if stop := cmd.Wait(); stop != nil && err == nil {
		return fmt.Errorf("%w: %s", stop, said.String())
	}
	return err
}

// watch prints the figures once the process has come to rest.
func watch(pid int, quiet time.Duration) error {
	before, err := settle(pid)
	if err != nil {
		return err
	}
	time.Sleep(quiet)
	after, err := spent(pid)
	if err != nil {
		return err
	}
	rss, peak, err := memory.Of(pid)
	if err != nil {
		return err
	}
	fmt.Printf("at rest: %.1f MB RSS (most so far %.1f MB), %.1f ms CPU a minute\n",
		rss, peak, (after-before).Seconds()*1000/quiet.Minutes())
	return nil
}

// A process is at rest that takes less than so much in so long.
const (
	restful  = 20 * time.Millisecond
	restTime = 20 * time.Second
)

// settle waits for that and returns the CPU time spent until then.
func settle(pid int) (time.Duration, error) {
	for last := time.Duration(0); ; {
		time.Sleep(restTime)
		now, err := spent(pid)
		if err != nil || now-last < restful {
			return now, err
		}
		last = now
	}
}

// spent is the CPU time that the threads of a process have taken, to the
// nanosecond: /proc/PID/stat counts in hundredths of a second.
func spent(pid int) (sum time.Duration, err error) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		return 0, err
	}
	if len(threads) == 0 {
		return 0, fmt.Errorf("process %d is gone, or this kernel keeps no schedstat", pid)
	}
	for _, name := range threads {
		text, err := os.ReadFile(name)
		if err != nil {
			return 0, err
		}
		var ns int64
		if _, err := fmt.Sscan(string(text), &ns); err != nil {
			return 0, fmt.Errorf("%s: %w", name, err)
		}
		sum += time.Duration(ns)
	}
	return sum, nil
}
