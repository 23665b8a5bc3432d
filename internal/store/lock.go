package store

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// ErrLocked says that another rsvpd works on the state directory.
var ErrLocked = errors.New("another rsvpd is running on this state directory")

// Lock takes the state directory for this process until release is called or
// the process ends, however it ends. The lock is on the directory itself: it
// leaves no file behind and changes no time stamp. The error is ErrLocked when
// another process has it, fs.ErrNotExist when there is no such directory.
func Lock(dir string) (release func() error, err error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, fmt.Errorf("store: can't lock the state directory: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f.Close, nil // closing the only descriptor gives the lock up
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrLocked
	}
	return nil, errors.Join(fmt.Errorf("store: %s: %w", dir, err), f.Close())
}
