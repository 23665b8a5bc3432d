package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// unmapProgram lets go of the pages of the program's own file that starting, or
// reading a mailbox, has mapped: some 20 MB, of which waiting needs a few. What
// runs again is mapped again, from the page cache, 64 KB at a time.
func unmapProgram() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(maps)) {
		var from, to uintptr
		var mode string
		if !strings.HasSuffix(strings.TrimSuffix(line, "\n"), " "+self) {
			continue
		}
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &mode); err != nil {
			return fmt.Errorf("/proc/self/maps: %w", err)
		}
		if !strings.HasPrefix(mode, "r-") { // pages that were written to would be lost
			continue
		}
		if _, _, errno := syscall.Syscall(syscall.SYS_MADVISE, from, to-from, syscall.MADV_DONTNEED); errno != 0 {
			return fmt.Errorf("madvise: %w", errno)
		}
	}
	return nil
}
