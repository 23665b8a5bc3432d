// Package memory says what a process holds in memory, as Linux counts it. It is for
// the benchmarks only.
package memory

import (
	"fmt"
	"os"
	"strings"
)

// Of returns the resident size of a process and the largest it had, in MB.
func Of(pid int) (rss, peak float64, err error) {
	name := fmt.Sprintf("/proc/%d/status", pid)
	status, err := os.ReadFile(name)
	if err != nil {
		return 0, 0, err
	}
	for field, to := range map[string]*float64{"VmRSS:": &rss, "VmHWM:": &peak} {
		_, rest, _ := strings.Cut(string(status), field)
		if _, err := fmt.Sscan(rest, to); err != nil {
			return 0, 0, fmt.Errorf("%s: no %s kB: %w", name, field, err)
		}
		*to /= 1024
	}
	return rss, peak, nil
}
