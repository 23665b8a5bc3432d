package credential

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// readFile reads a file that nobody but its owner can read, and that nobody else
// could have put there.
func readFile(name, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fileError(name, err)
	}
	text, err := readPrivate(name, f)
	return text, errors.Join(err, f.Close())
}

// readPrivate reads an open file; name is what messages call it.
func readPrivate(name string, f *os.File) (string, error) {
	info, err := f.Stat() // of what was opened: a path may change meaning in between
	if err != nil {
		return "", fileError(name, err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s: is not a file", name)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return "", fmt.Errorf("%s: other users may read it (mode %04o): run chmod 600 %s", name, mode, f.Name())
	}
	// Root may read the files of all, and is trusted to be told the right one.
	owner, ok := info.Sys().(*syscall.Stat_t)
	if me := os.Geteuid(); ok && me != 0 && int(owner.Uid) != me {
		return "", fmt.Errorf("%s: belongs to another user: make it belong to the one that rsvpd runs as", name)
	}
	if err := checkFolder(name, filepath.Dir(f.Name())); err != nil {
		return "", err
	}
	return readAll(name, f)
}

// checkFolder refuses a folder in which others could replace the file. The
// sticky bit, as on /tmp, keeps them from it.
func checkFolder(name, folder string) error {
	info, err := os.Stat(folder)
	if err != nil {
		return fileError(name, err)
	}
	if info.Mode().Perm()&0o022 != 0 && info.Mode()&fs.ModeSticky == 0 {
		return fmt.Errorf("%s: other users may write its folder (mode %04o): run chmod go-w %s", name, info.Mode().Perm(), folder)
	}
	return nil
}

func readAll(name string, r io.Reader) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxSecret+1))
	if err != nil {
		return "", fileError(name, err)
	}
	if len(text) > maxSecret {
		return "", fmt.Errorf("%s: holds more than %d bytes: it must hold nothing else", name, maxSecret)
	}
	return string(text), nil
}

// readSystemd reads a credential that systemd put into the service's private
// directory (systemd.exec(5), "Credentials"). It guards the directory itself.
func (s Source) readSystemd(dir string) (string, error) {
	if dir == "" {
		return "", fmt.Errorf("%s: CREDENTIALS_DIRECTORY is not set: start rsvpd by a systemd unit with LoadCredential=%s:/path, "+
			"or use password_file or password_command", s, s.Name)
	}
	if !filepath.IsLocal(s.Name) || filepath.Base(s.Name) != s.Name {
		return "", fmt.Errorf("%s: is not the name of a credential: write the name alone", s)
	}
	f, err := os.Open(filepath.Join(dir, s.Name))
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s: systemd has not passed it: add LoadCredential=%s:/path to the unit", s, s.Name)
	}
	if err != nil {
		return "", fileError(s.String(), err)
	}
	text, err := readAll(s.String(), f)
	return text, errors.Join(err, f.Close())
}

// fileError says what to do about what the file system says.
func fileError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file: make it, and run chmod 600 on it", name)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: this user may not read it: make it belong to the user that rsvpd runs as", name)
	}
	return fmt.Errorf("%s: %w", name, err)
}
