package config

import (
	"fmt"
	"io/fs"
	"strings"
)

// Host is a mail provider, known by the domains of its addresses.
type Host struct {
	File    string
	Domains []string // lower case
	Server  Server
	Auth    string // what it accepts from programs: "password" or "oauth2"
	Hint    string // what its users must do before they can log in
}

// folderNames is the file beside the providers that says how servers call their
// folders; the mailbox reads it.
const folderNames = "hosts/folders.toml"

// Hosts reads hosts/*.toml of the data, the names of folders apart. The error is of type Problems where a
// file is wrong, or two files claim a domain.
func Hosts(data fs.FS) ([]Host, error) {
	names, err := fs.Glob(data, "hosts/*.toml")
	if err != nil {
		return nil, err
	}
	var hosts []Host
	var problems Problems
	claimed := map[string]string{}
	for _, name := range names {
		if name == folderNames {
			continue
		}
		text, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, err
		}
		doc := parseDocument(name, text)
		if doc.values != nil {
			hosts = append(hosts, readHost(doc, claimed))
		}
		problems = append(problems, doc.problems...)
	}
	if err := problems.asError(); err != nil {
		return nil, err
	}
	return hosts, nil
}

func readHost(doc *document, claimed map[string]string) Host {
	h := Host{File: doc.name, Auth: "password"}
	t := doc.root()
	t.list("domains", &h.Domains)
	t.server("imap", &h.Server)
	t.oneOf("auth", &h.Auth, []string{"password", "oauth2"})
	t.text("hint", &h.Hint)
	t.done(nil)
	if len(h.Domains) == 0 {
		t.missing("domains", `write domains = ["example.org"]`)
	}
	if !t.has("imap") {
		t.missing("imap", serverFix)
	}
	for i, d := range h.Domains {
		switch other := claimed[d]; {
		case !isHost(d) || d != strings.ToLower(d) || strings.Contains(d, "@"):
			t.wrongElement("domains", i, fmt.Sprintf("%q is not a domain", d), `write what stands behind the @, in lower case`)
		case other != "":
			t.wrongElement("domains", i, fmt.Sprintf("%q stands in %s already", d, other), "keep it in one file")
		}
		claimed[d] = doc.name
	}
	return h
}

// HostOf returns the provider of an address; ok is false when none is known.
func HostOf(hosts []Host, email string) (h Host, ok bool) {
	domain := strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
	for _, h := range hosts {
		for _, d := range h.Domains {
			if d == domain {
				return h, true
			}
		}
	}
	return Host{}, false
}
