package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"rsvpd/config"
)

// initialise writes the annotated configuration, which says of every setting
// what it does, to --config or the user's folder. With an address it fills in the
// account and looks for its server. It overwrites nothing unless told to.
func initialise(ctx context.Context, e *env, args []string) error {
	flags := e.flags("init")
	force := flags.Bool("force", false, "overwrite a file that is there")
	offline := flags.Bool("offline", false, "do not ask the DNS for the server of the address")
	rest, err := e.parse(flags, args)
	if err != nil {
		return err
	}
	if len(rest) > 1 {
		return usageError{fmt.Errorf("init takes one address, not %q", rest)}
	}
	path, err := e.newConfig()
	if err != nil {
		return err
	}
	text, told := config.Example(), "Next: fill in [me] and [[account]], then try it: rsvpd check\n"
	if len(rest) == 1 {
		if text, told, err = account(ctx, rest[0], path, *offline); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := writeNew(path, text, *force); err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "wrote %s\n%s", path, told)
	return err
}

// newConfig is where the configuration is to be.
func (e *env) newConfig() (string, error) {
	if e.config != "" {
		return e.config, nil
	}
	dir, err := config.UserDir(e.getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "rsvpd.toml"), nil
}

// account is the example with an account for the address, and what the user is to
// know of it. Providers that the user has added beside path count.
func account(ctx context.Context, email, path string, offline bool) (text []byte, told string, err error) {
	hosts, err := config.Hosts(config.Overlay(filepath.Dir(path)))
	if err != nil {
		return nil, "", codeError{err, exitUsage}
	}
	var r resolver = net.DefaultResolver
	if offline {
		r = nil
	}
	d := discover(ctx, r, hosts, email)
	text = filledIn(config.Example(), email, d)
	// What is wrong with the account is said as of any configuration; that it lacks
	// a password yet is no mistake of the address.
	if _, err := config.Parse(path, withPassword(text)); err != nil {
		return nil, "", usageError{fmt.Errorf("%q can't be an account: %w", email, err)}
	}
	return text, d.tell(), nil
}

// filledIn is the example with the account's lines in place of those that show how.
func filledIn(example []byte, email string, d discovery) []byte {
	lines := []string{"# [[account]]\n", "[[account]]\n", `# email = "robin@example.org"`, fmt.Sprintf("email = %q", email)}
	if d.server != (config.Server{}) && !d.known {
		lines = append(lines, `# imap = "imaps://mail.example.org:993"`, fmt.Sprintf("imap = %q", d.server))
	}
	return []byte(strings.NewReplacer(lines...).Replace(string(example)))
}

// withPassword makes a new configuration complete enough to be checked.
func withPassword(text []byte) []byte {
	return []byte(strings.NewReplacer("[me]\n", "[me]\nname = \"-\"\n", "[[account]]\n", "[[account]]\ncredential = \"-\"\n").Replace(string(text)))
}

// tell says what was found and what is to be done.
func (d discovery) tell() string {
	var b strings.Builder
	next := "your name under [me] and the source of the password under [[account]]"
	if d.server != (config.Server{}) {
		fmt.Fprintf(&b, "server  %s: %s\n", d.server, d.how)
	} else {
		fmt.Fprintf(&b, "server  not found: %s\n", d.how)
		next = "your name under [me], the server (imap) and the source of the password under [[account]]"
	}
	if d.host.Hint != "" {
		fmt.Fprintf(&b, "login   %s\n", d.host.Hint)
	}
	fmt.Fprintf(&b, "Next: fill in %s, then try it: rsvpd check\n", next)
	return b.String()
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
