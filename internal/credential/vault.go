package credential

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// vault is the folder in which the files of logins lie, one per account. Other
// processes may use it at the same time.
type vault struct{ dir string }

func (v vault) path(account string) string { return filepath.Join(v.dir, fileOf(account)+".json") }

// load reads an account's file. It is replaced as a whole, so no lock is needed.
// The error is fs.ErrNotExist where there is none.
func (v vault) load(account string) (record, error) {
	path := v.path(account)
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return record{}, err
	}
	if err != nil {
		return record{}, fileError("the login's file "+path, err)
	}
	text, err := readPrivate("the login's file "+path, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return record{}, err
	}
	r, err := parseRecord([]byte(text))
	if err != nil {
		return record{}, fmt.Errorf("the login's file %s %w", path, err)
	}
	if r.Account != account {
		return record{}, fmt.Errorf("the login's file %s is that of another account", path)
	}
	return r, nil
}

// save replaces an account's file. Once it has returned, a crash can't bring the
// old one back; and there is no moment without a whole one.
func (v vault) save(r record) error {
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := v.replace(v.path(r.Account), append(data, '\n')); err != nil {
		return fmt.Errorf("the login of %s can't be kept: %w", r.Account, err)
	}
	return nil
}

// replace writes a file under a name of its own first. That name is always the
// same: what a crash leaves behind, with tokens in it, goes with the next writing.
func (v vault) replace(path string, data []byte) error {
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, v.giveAway(f), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(v.dir)
}

// unfinished ends the name of a file that is being written.
const unfinished = ".new"

// giveAway hands a file that root has made to the owner of the folder: a login
// that an administrator makes for a service is of use to the service only so.
func (v vault) giveAway(f *os.File) error {
	owner, err := ownerOf(v.dir)
	if err != nil || owner == nil {
		return err
	}
	return f.Chown(int(owner.Uid), int(owner.Gid))
}

// syncFolder makes a renaming or a removal last.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// remove deletes an account's file, and what a crash may have left of another; that
// there is none is no error.
func (v vault) remove(account string) error {
	for _, path := range []string{v.path(account), v.path(account) + unfinished} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return syncFolder(v.dir)
}

// prepare makes the folder, and refuses one in which others can write.
func (v vault) prepare() error {
	if err := v.make(); err != nil {
		return fmt.Errorf("the folder of logins: %w", err)
	}
	info, err := os.Lstat(v.dir)
	switch {
	case err != nil:
		return fmt.Errorf("the folder of logins: %w", err)
	case !info.IsDir():
		return fmt.Errorf("the folder of logins: %s is no folder", v.dir)
	case info.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("the folder of logins: other users may write it (mode %04o): run chmod 700 %s", info.Mode().Perm(), v.dir)
	}
	return nil
}

// make makes the folder where it is missing. As the files in it, one that root
// makes is handed to whom the state belongs.
func (v vault) make() error {
	parent := filepath.Dir(v.dir)
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(v.dir, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	}
	owner, err := ownerOf(parent)
	if err == nil && owner != nil {
		err = os.Lchown(v.dir, int(owner.Uid), int(owner.Gid))
	}
	return errors.Join(err, syncFolder(parent))
}

// ownerOf returns to whom root has to hand what it makes in a folder; nil: to
// nobody.
func ownerOf(folder string) (*syscall.Stat_t, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	info, err := os.Stat(folder)
	if err != nil {
		return nil, err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || owner.Uid == 0 {
		return nil, nil
	}
	return owner, nil
}

// lockEvery is how often a lock that another process holds is tried again. It is
// held for one request to the provider.
const lockEvery = 50 * time.Millisecond

// lock takes an account's login for this caller alone, against other processes
// and other goroutines, until release is called or the process ends. The file it
// uses holds nothing and stays: to remove it would let two have it.
func (v vault) lock(ctx context.Context, account string) (release func() error, err error) {
	path := filepath.Join(v.dir, fileOf(account)+".lock")
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the login of %s can't be locked: %w", account, err)
	}
	if err := errors.Join(v.giveAway(f), flock(ctx, f)); err != nil {
		return nil, errors.Join(fmt.Errorf("the login of %s can't be locked: %w", account, err), f.Close())
	}
	return f.Close, nil
}

func flock(ctx context.Context, f *os.File) error {
	tick := time.NewTicker(lockEvery)
	defer tick.Stop()
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("another process is renewing it: %w", ctx.Err())
		case <-tick.C:
		}
	}
}
