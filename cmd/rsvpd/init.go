package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"rsvpd/config"
)

// initialise writes the annotated configuration, which says of every setting
// what it does, to --config or the user's folder. It overwrites nothing unless
// told to.
func initialise(_ context.Context, e *env, args []string) error {
	flags := e.flags("init")
	force := flags.Bool("force", false, "overwrite a file that is there")
	if rest, err := e.parse(flags, args); err != nil {
		return err
	} else if len(rest) > 0 {
		return usageError{fmt.Errorf("init takes no arguments, not %q", rest)}
	}
	path := e.config
	if path == "" {
		dir, err := config.UserDir(e.getenv)
		if err != nil {
			return err
		}
		path = filepath.Join(dir, "rsvpd.toml")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := writeNew(path, config.Example(), *force); err != nil {
		return err
	}
	_, err := fmt.Fprintf(e.stdout, "wrote %s\nNext: fill in [me] and [[account]], then try it: rsvpd check\n", path)
	return err
}

func writeNew(path string, data []byte, force bool) error {
	mode := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if force {
		mode = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	f, err := os.OpenFile(path, mode, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usageError{fmt.Errorf("%s is there already; --force overwrites it", path)}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
