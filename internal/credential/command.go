package credential

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

const (
	commandTimeout = 30 * time.Second // for a hardware key to be touched
	maxSecret      = 64 << 10
	maxComplaint   = 500
)

// ErrNotNow: a program or the Secret Service does not give a secret at present, as
// while a keyring is locked: it may do so later, without anybody changing anything
// here.
var ErrNotNow = errors.New("not to be had at present")

// notNow is an error that is one, in its own words.
type notNow struct{ error }

func (e notNow) Unwrap() []error { return []error{e.error, ErrNotNow} }

// run gets what a program prints; name is what messages call it. No shell is
// involved. What it says on stderr goes into the error, what it prints on stdout
// never does: it may be the secret.
func run(ctx context.Context, name string, argv []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, commandTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	out, complaint := &bounded{most: maxSecret}, &bounded{most: maxComplaint}
	cmd.Stdout, cmd.Stderr = out, complaint
	// A child that it leaves behind must not hold us up by holding its pipes.
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	ended := (*exec.ExitError)(nil)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", notNow{fmt.Errorf("%s: gave no answer within %v: run it by hand to see what it waits for", name, commandTimeout)}
	case errors.Is(err, exec.ErrNotFound):
		return "", fmt.Errorf("%s: there is no such program: give its full path, or put it into PATH", name)
	case errors.As(err, &ended):
		return "", notNow{fmt.Errorf("%s: %w%s: run it by hand to see what is wrong", name, err, complaint.quote())}
	case err != nil:
		return "", fmt.Errorf("%s: %w%s: run it by hand to see what is wrong", name, err, complaint.quote())
	case out.cut:
		return "", fmt.Errorf("%s: printed more than %d bytes: it must print nothing else", name, maxSecret)
	}
	return out.kept.String(), nil
}

// bounded keeps the beginning of what is written to it. (The buffer is no
// embedded one: io.Copy would find its ReadFrom and pass the bound by.)
type bounded struct {
	kept bytes.Buffer
	most int
	cut  bool
}

func (b *bounded) Write(p []byte) (int, error) {
	room := min(len(p), b.most-b.kept.Len())
	b.cut = b.cut || room < len(p)
	b.kept.Write(p[:room]) // never fails
	return len(p), nil
}

// quote is the text in one line, for the end of an error.
func (b *bounded) quote() string {
	text := strings.Join(strings.Fields(strings.ToValidUTF8(b.kept.String(), "?")), " ")
	if text == "" {
		return ""
	}
	return fmt.Sprintf(" (%s)", text)
}
