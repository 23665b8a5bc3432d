// Package credential gets the secrets that logins need: passwords from a program,
// a file, systemd or the Secret Service; access tokens from a program, or by
// OAuth2, whose logins it carries out and whose tokens it keeps and renews. It
// prints no secret, logs nothing, and does not know what its secrets open. Every
// error says what to do about it.
package credential

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// Source says where a password comes from: exactly one of Command, File, Name and
// Service is set.
type Source struct {
	Command []string // program and arguments; it prints the password
	File    string   // absolute path
	Name    string   // of a systemd credential, in $CREDENTIALS_DIRECTORY
	Service string   // attribute of an item in the Secret Service; User is the other
	User    string
}

// Password gets the password of a source: one line, without its line end. A
// command or the Secret Service may take until ctx ends, at most 30 seconds. The
// error wraps ErrNotNow where another try may get it; else the user has to mend
// something.
func Password(ctx context.Context, s Source) (string, error) {
	text, err := s.read(ctx)
	if err != nil {
		return "", err
	}
	password, err := firstLine(text)
	if err != nil {
		return "", fmt.Errorf("%s: %w", s, err)
	}
	return password, nil
}

// String names the source, never what it holds: of a command only the program,
// since arguments may be secret.
func (s Source) String() string {
	switch {
	case len(s.Command) > 0:
		return "password_command " + s.Command[0]
	case s.File != "":
		return "password_file " + s.File
	case s.Name != "":
		return "credential " + s.Name
	case s.Service != "":
		return "keyring " + s.Service
	}
	return "password"
}

func (s Source) read(ctx context.Context) (string, error) {
	switch {
	case len(s.Command) > 0:
		return run(ctx, s.String(), s.Command)
	case s.File != "":
		return readFile(s.String(), s.File)
	case s.Name != "":
		return s.readSystemd(os.Getenv("CREDENTIALS_DIRECTORY"))
	case s.Service != "":
		return s.readKeyring(ctx)
	}
	return "", errors.New("no source of the password is configured: set password_command, password_file, credential or keyring")
}

// firstLine cuts the line end. What follows the first line is refused rather
// than ignored, but for blank lines: a password with a line end in it can't be
// typed, so the wrong file or program is meant.
func firstLine(text string) (string, error) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	switch {
	case line == "":
		return "", errors.New("gave nothing")
	case strings.TrimSpace(rest) != "":
		return "", errors.New("gave more than one line: it must give one line and nothing else")
	case strings.ContainsAny(line, "\x00\r"):
		return "", errors.New("gave control characters: it must give text and nothing else")
	}
	return line, nil
}
