package main

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// usage is what a process has taken so far.
type usage struct {
	cpu       time.Duration
	rss, peak float64 // MB
}

func (p *process) usage() (u usage, err error) {
	proc := fmt.Sprintf("/proc/%d/", p.cmd.Process.Pid)
	stat, err := os.ReadFile(proc + "stat")
	if err != nil {
		return u, err
	}
	// The name, in brackets, may hold anything; utime and stime are the 12th and
	// 13th fields after it, in hundredths of a second.
	_, fields, _ := strings.Cut(string(stat), ") ")
	var user, system int64
	for i, f := range strings.Fields(fields) {
		switch i {
		case 11:
			_, err = fmt.Sscan(f, &user)
		case 12:
			_, err = fmt.Sscan(f, &system)
		}
		if err != nil {
			return u, err
		}
	}
	u.cpu = time.Duration(user+system) * 10 * time.Millisecond
	status, err := os.ReadFile(proc + "status")
	u.rss, u.peak = megabytes(string(status), "VmRSS:"), megabytes(string(status), "VmHWM:")
	return u, err
}

func megabytes(status, name string) float64 {
	_, rest, _ := strings.Cut(status, name)
	var kilobytes float64
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		return 0
	}
	return kilobytes / 1024
}
