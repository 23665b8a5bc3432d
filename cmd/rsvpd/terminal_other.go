//go:build !linux

package main

import (
	"io"
	"os"
)

// isTerminal reports whether somebody may see what is written there.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
