// Package credential gets the secrets that logins need: from a program, a file,
// or systemd. It keeps none of them, prints none of them, and does not know what
// they open. Every error says what to do about it.
package credential

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// Source says where a password comes from: exactly one of the three is set.
type Source struct {
	Command []string // program and arguments; it prints the password
	File    string   // absolute path
	Name    string   // of a systemd credential, in $CREDENTIALS_DIRECTORY
}

// Password gets the password of a source: one line, without its line end. A
// command may run until ctx ends, at most 30 seconds.
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
	}
	return "password"
}

func (s Source) read(ctx context.Context) (string, error) {
	switch {
	case len(s.Command) > 0:
		return s.run(ctx)
	case s.File != "":
		return s.readFile(s.File)
	case s.Name != "":
		return s.readSystemd(os.Getenv("CREDENTIALS_DIRECTORY"))
	}
	return "", errors.New("no source of the password is configured: set password_command, password_file or credential")
}

// firstLine cuts the line end. What follows the first line is refused rather
// than ignored, but for blank lines: a password with a line end in it can't be
// typed, so the wrong file or program is meant.
func firstLine(text string) (string, error) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	switch {
	case line == "":
		return "", errors.New("gave an empty password")
	case strings.TrimSpace(rest) != "":
		return "", errors.New("gave more than one line: it must give the password alone")
	case strings.ContainsAny(line, "\x00\r"):
		return "", errors.New("gave control characters: it must give the password alone, as text")
	}
	return line, nil
}
