package demo

import (
	_ "embed"
	"strings"
)

//go:embed config.toml
var configTOML string

// Config is the configuration of the sample mailbox's user, as TOML. imap is
// the server's URL; user is the login name, and the password is the content of
// passwordFile. The three are quoted here, so any path will do.
func Config(imap, user, passwordFile string) string {
	return strings.NewReplacer(
		"%IMAP%", quote(imap), "%USER%", quote(user), "%PASSWORD_FILE%", quote(passwordFile),
	).Replace(configTOML)
}

// quote writes s as a basic string of TOML.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
