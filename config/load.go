package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Load reads the settings of a file, the accounts of the files in accounts.d beside
// it, and what the machine adds to them: the name of its time zone, the servers
// of known providers, the user's home. Paths in the file, and
// in those of accounts.d, are relative to its folder, "~/" is the home. The error is of type
// Problems and lists all mistakes; the program then ends with exit code 2.
func Load(path string, getenv func(string) string) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, Problems{{File: path, What: "can't be read: " + unwrapPath(err),
			Fix: "name another with --config"}}
	}
	more, unread := readAccountFiles(path)
	c, err := parseAll(source{path, data}, more)
	if err != nil {
		return nil, unread.and(err)
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, Problems{{File: path, What: err.Error()}}
	}
	c.Dir = filepath.Dir(absolute)
	if c.Zone == time.Local {
		c.Zone = machineZone(getenv)
	}
	c.resolvePaths(getenv("HOME"))
	problems := append(unread, c.findServers()...)
	problems = append(problems, c.findProviders()...)
	problems = append(problems, c.readAuthorities()...)
	problems = append(problems, c.lendPasswords()...)
	problems = append(problems, c.checkLanguages()...)
	if err := problems.asError(); err != nil {
		return nil, err
	}
	return c, nil
}

// Data is the embedded data with the operator's files on top.
func (c *Config) Data() fs.FS { return Overlay(c.Dir) }

// Find returns the path of the settings file: that of the user where it exists,
// else that of the system. The error, of type Problems, names both.
func Find(getenv func(string) string) (string, error) {
	candidates := []string{"/etc/rsvpd/rsvpd.toml"}
	if folder := userFolder(getenv, "XDG_CONFIG_HOME", ".config"); folder != "" {
		candidates = []string{filepath.Join(folder, "rsvpd", "rsvpd.toml"), candidates[0]}
	}
	for _, path := range candidates {
		// Any error but absence is told by Load, which can't read it either.
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
	}
	return "", Problems{{File: strings.Join(candidates, ", "), What: "no such file",
		Fix: "make one with rsvpd init, or name one with --config"}}
}

// UserDir is the user's folder of settings, which may not exist yet.
func UserDir(getenv func(string) string) (string, error) {
	folder := userFolder(getenv, "XDG_CONFIG_HOME", ".config")
	if folder == "" {
		return "", errors.New("there is no home to put the configuration into: set HOME, or name a file with --config")
	}
	return filepath.Join(folder, "rsvpd"), nil
}

// userFolder is a base directory of the XDG specification, which wants relative
// values ignored; empty where the user has no home.
func userFolder(getenv func(string) string, variable, below string) string {
	if folder := getenv(variable); filepath.IsAbs(folder) {
		return folder
	}
	if home := getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, below)
	}
	return ""
}

// resolvePaths makes the paths of files absolute.
func (c *Config) resolvePaths(home string) {
	for i := range c.Accounts {
		a := &c.Accounts[i]
		a.PasswordFile = c.resolve(a.PasswordFile, home)
		a.TLSCA = c.resolve(a.TLSCA, home)
		if a.OAuth2 != nil {
			a.OAuth2.ClientSecretFile = c.resolve(a.OAuth2.ClientSecretFile, home)
		}
	}
	for i := range c.Availability.Calendars {
		cal := &c.Availability.Calendars[i]
		if cal.PasswordFile = c.resolve(cal.PasswordFile, home); cal.IsFile() {
			cal.URL = c.resolve(cal.URL, home)
		}
	}
}

func (c *Config) resolve(path, home string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	if below, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, below)
	}
	return filepath.Join(c.Dir, path)
}

// findServers fills in the servers of the accounts that name none, and what their
// providers want of those who log in.
func (c *Config) findServers() Problems {
	hosts, err := Hosts(c.Data())
	if err != nil {
		var problems Problems
		if !errors.As(err, &problems) {
			problems = Problems{{File: filepath.Join(c.Dir, "hosts"), What: err.Error()}}
		}
		return problems
	}
	c.hosts = hosts
	problems := c.strangers(hosts)
	for i := range c.Accounts {
		if p := c.Accounts[i].findServer(hosts); p != nil {
			p.File = c.Accounts[i].File
			problems = append(problems, *p)
		}
	}
	return problems
}

// strangers complains of patterns of one's own addresses that cover those of other
// people: an answer must never come from somebody else.
func (c *Config) strangers(hosts []Host) Problems {
	var problems Problems
	for _, a := range c.Me.Addresses {
		local, _, _ := strings.Cut(a, "@")
		if h, shared := HostOf(hosts, a); shared && strings.HasPrefix(local, "*") {
			problems = append(problems, Problem{File: c.File, What: fmt.Sprintf("me.addresses: %q is everybody at %s", a, h.Name),
				Fix: "write your own addresses there one by one"})
		}
	}
	return problems
}

func (a *Account) findServer(hosts []Host) *Problem {
	host, known := HostOf(hosts, a.Email)
	switch {
	case a.Server != (Server{}):
		// The server says more than the address: a domain of one's own may be
		// anywhere, and a mailbox of a provider behind a bridge.
		host, _ = HostAt(hosts, a.Server)
	case !known:
		return &Problem{Line: a.Line, What: "account: no mail server is known for " + a.Email,
			Fix: serverFix + ", or try rsvpd init " + a.Email}
	}
	a.Server = cmp.Or(a.Server, host.Server)
	a.Hint = host.Hint
	if local, domain, ok := strings.Cut(a.Email, "@"); ok && !a.userNamed && host.LocalUser &&
		slices.Contains(host.Domains, strings.ToLower(domain)) {
		a.User = local
	}
	return nil
}

// checkLanguages complains of languages without templates.
func (c *Config) checkLanguages() Problems {
	var problems Problems
	for _, code := range slices.Concat(c.Reply.Languages, []string{c.Summary.Language}) {
		if _, err := fs.ReadDir(c.Data(), "replies/"+code); err != nil {
			problems = append(problems, Problem{File: c.File, What: fmt.Sprintf("there are no templates for the language %q", code),
				Fix: "write them into " + filepath.Join(c.Dir, "replies", code) + ", or choose another language"})
		}
	}
	return problems
}

// machineZone is the machine's zone under its name, so that it can be shown and
// sent to others; time.Local where the name can't be had.
func machineZone(getenv func(string) string) *time.Location {
	name := strings.TrimPrefix(getenv("TZ"), ":")
	if name == "" {
		link, err := filepath.EvalSymlinks("/etc/localtime")
		if err != nil {
			return time.Local
		}
		_, name, _ = strings.Cut(link, "/zoneinfo/")
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return time.Local
	}
	return zone
}

// unwrapPath is a file error without the path, which the problem names.
func unwrapPath(err error) string {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}
