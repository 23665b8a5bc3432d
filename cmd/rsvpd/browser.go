package main

import (
	"context"
	"io"
	"os"
	"os/exec"
)

// browse opens an address in the user's browser, where there is a person at a
// terminal with a desktop to show it on; it reports whether it has begun to. The
// address is no secret: whoever sees it could at most have a login end with a
// mailbox of their own, which the mail server then refuses for this account.
func (e *env) browse(ctx context.Context, url string) bool {
	if !atTerminal(e.stderr) || e.getenv("DISPLAY") == "" && e.getenv("WAYLAND_DISPLAY") == "" {
		return false
	}
	cmd := exec.CommandContext(ctx, "xdg-open", url)
	if err := cmd.Start(); err != nil {
		return false // the address stands on the terminal, which will do
	}
	go func() {
		if err := cmd.Wait(); err != nil {
			e.logger().Debug("xdg-open", "err", err)
		}
	}()
	return true
}

// atTerminal reports whether what is written is seen at once by a person.
func atTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
