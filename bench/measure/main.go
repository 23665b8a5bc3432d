// Measure runs commands in turn (A B C, A B C, …), so that a machine that gets
// busy slows all of them down alike, and prints the medians of what each cost:
// CPU and memory of its processes as the kernel counts them, and the bytes that
// Dovecot says it sent. The first command is what the others are compared with.
//
//	measure -log DOVECOT.LOG -n RUNS NAME COMMAND NAME COMMAND …
//
// Each COMMAND goes to sh -c.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// cost is what one run took.
type cost struct {
	cpu, wall time.Duration
	rss       int64 // bytes at the peak
	received  int64 // bytes
}

func main() {
	log.SetFlags(0)
	serverLog := flag.String("log", "", "Dovecot's log, with imap_logout_format \"in=%i out=%o\"")
	n := flag.Int("n", 5, "runs of each")
	mailbox := flag.Float64("mailbox", 0, "MB of all mail, to say how many times less was received; 0: not asked")
	flag.Parse()
	if flag.NArg() == 0 || flag.NArg()%2 != 0 {
		log.Fatal("usage: measure -log FILE [-n RUNS] NAME COMMAND …")
	}
	costs := make([][]cost, flag.NArg()/2)
	for range *n {
		for i := range costs {
			c, err := run(flag.Arg(2*i+1), *serverLog)
			if err != nil {
				log.Fatalf("%s: %v", flag.Arg(2*i), err)
			}
			costs[i] = append(costs[i], c)
		}
	}
	fmt.Println("| what | CPU s (min–max) | × first | received MB | of all mail | peak RSS MB | wall s |")
	fmt.Println("|---|---|---|---|---|---|---|")
	base := median(costs[0], func(c cost) float64 { return c.cpu.Seconds() })
	for i, list := range costs {
		cpu := func(c cost) float64 { return c.cpu.Seconds() }
		lo, hi := extremes(list, cpu)
		received := median(list, func(c cost) float64 { return float64(c.received) / 1e6 })
		fmt.Printf("| %s | %.2f (%.2f–%.2f) | %.2f | %.2f | %s | %.1f | %.1f |\n", flag.Arg(2*i), median(list, cpu), lo, hi, median(list, cpu)/base,
			received, part(received, *mailbox),
			median(list, func(c cost) float64 { return float64(c.rss) / 1e6 }),
			median(list, func(c cost) float64 { return c.wall.Seconds() }))
	}
}

// part says what part of all mail was received.
func part(received, all float64) string {
	if all == 0 || received == 0 {
		return "–"
	}
	return fmt.Sprintf("1/%.1f", all/received)
}

// run runs one command and waits until Dovecot has written down what it sent.
func run(command, serverLog string) (cost, error) {
	before, err := size(serverLog)
	if err != nil {
		return cost{}, err
	}
	begun := time.Now()
	cmd := exec.Command("sh", "-c", command)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	wall := time.Since(begun)
	use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return cost{}, fmt.Errorf("this system does not say what a process used")
	}
	time.Sleep(time.Second) // the log line comes after the connection has ended
	received, err := sent(serverLog, before)
	return cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: wall, rss: use.Maxrss << 10, received: received}, err
}

func size(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

var logout = regexp.MustCompile(`\bin=\d+ out=(\d+)`)

// sent adds up what Dovecot sent to the connections that ended since.
func sent(path string, since int64) (total int64, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	for _, m := range logout.FindAllSubmatch(text[min(since, int64(len(text))):], -1) {
		n, err := strconv.ParseInt(string(m[1]), 10, 64)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

func values(list []cost, of func(cost) float64) []float64 {
	var v []float64
	for _, c := range list {
		v = append(v, of(c))
	}
	slices.Sort(v)
	return v
}

func median(list []cost, of func(cost) float64) float64 {
	v := values(list, of)
	return v[len(v)/2]
}

func extremes(list []cost, of func(cost) float64) (lo, hi float64) {
	v := values(list, of)
	return v[0], v[len(v)-1]
}
