// Package config is everything an operator may change, with its defaults, in
// one folder: the settings (rsvpd.toml), and the data that rsvpd judges and
// writes by (lang, senders, hosts, oauth2, replies). It is the only reader of settings
// and environment; it checks all of it before anything starts and says every
// mistake at once. It decides nothing, and opens neither mailbox nor database.
package config

import (
	"embed"
	"io/fs"
)

// The directories are named without "all:", so that an editor's dot-files never
// end up in the program.
//
//go:embed lang senders hosts oauth2 replies rsvpd.toml
var embedded embed.FS

// Embedded is the data that rsvpd comes with: lang/*.toml, senders/*.toml,
// hosts/*.toml, oauth2/*.toml, replies/<lang>/*.tmpl, and rsvpd.toml, the annotated example.
func Embedded() fs.FS { return embedded }

// Example is the annotated rsvpd.toml: the documentation of every setting, and
// a file to start from.
func Example() []byte {
	data, err := embedded.ReadFile("rsvpd.toml")
	if err != nil {
		panic("config: rsvpd.toml is not embedded: " + err.Error()) // the build could not have succeeded
	}
	return data
}
