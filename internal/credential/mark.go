package credential

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Mark notes in dir that a login by password was tried and worked. It holds
// nothing; a process that waits for the user sees that it may try again.
func Mark(dir, account string) error {
	v := vault{dir}
	if err := v.prepare(); err != nil {
		return err
	}
	return v.replace(v.mark(account), nil)
}

// Marked returns a text that changes with each Mark.
func Marked(dir, account string) (string, error) {
	info, err := os.Stat(vault{dir}.mark(account))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	stamp := info.ModTime().UTC().Format(time.RFC3339Nano)
	if file, ok := info.Sys().(*syscall.Stat_t); ok {
		stamp += fmt.Sprintf(" %d", file.Ino) // clocks of file systems are coarse; each Mark makes a new file
	}
	return stamp, nil
}

func (v vault) mark(account string) string { return filepath.Join(v.dir, fileOf(account)+".tried") }
