package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"rsvpd/bench/memory"
)

// usage is what a process has taken so far.
type usage struct {
	cpu       time.Duration
	rss, peak float64 // MB
}

func (p *process) usage() (u usage, err error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
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
	u.rss, u.peak, err = memory.Of(p.cmd.Process.Pid)
	return u, err
}
