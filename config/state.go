package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// StatePath is where the state is kept: $STATE_DIRECTORY, which systemd sets,
// else rsvpd below $XDG_STATE_HOME. It touches nothing.
func StatePath(getenv func(string) string) (string, error) {
	// Of several directories, systemd joins them by colons; ours is the first.
	if first, _, _ := strings.Cut(getenv("STATE_DIRECTORY"), ":"); first != "" {
		if !filepath.IsAbs(first) {
			return "", Problems{{File: "STATE_DIRECTORY", What: fmt.Sprintf("%q is not an absolute path", first)}}
		}
		return first, nil
	}
	if folder := userFolder(getenv, "XDG_STATE_HOME", filepath.Join(".local", "state")); folder != "" {
		return filepath.Join(folder, "rsvpd"), nil
	}
	return "", Problems{{File: "environment", What: "neither STATE_DIRECTORY, XDG_STATE_HOME nor HOME is set",
		Fix: "set STATE_DIRECTORY to a folder for the state"}}
}

// StateDir is StatePath, made if it is absent, and closed to other users if it is
// new: what is kept in it was taken from private mail.
func StateDir(getenv func(string) string) (string, error) {
	path, err := StatePath(getenv)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return "", fmt.Errorf("state directory: %w", err)
	}
	if err := closeToOthers(path); err != nil {
		return "", fmt.Errorf("state directory: %w", err)
	}
	return path, nil
}

// closeToOthers takes the rights of other users off a new folder: systemd makes
// it 0755 unless told otherwise. One that holds something may have been named by
// mistake and be shared with good reason, so its mode is not touched: it is
// refused where others may write it; where they may only list it, the modes of
// the files in it protect them.
func closeToOthers(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm()&0o077 == 0 {
		return err
	}
	entries, err := os.ReadDir(path)
	switch {
	case err != nil:
		return err
	case len(entries) == 0 && info.Mode()&os.ModeSticky == 0:
		return os.Chmod(path, 0o700)
	case info.Mode().Perm()&0o022 != 0:
		return fmt.Errorf("other users may write %s (mode %04o): run chmod 700 on it, or name a folder of its own in STATE_DIRECTORY",
			path, info.Mode().Perm())
	}
	return nil
}
