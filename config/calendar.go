package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Calendar is where the user's busy times are kept.
type Calendar struct {
	// URL is a file or a folder of .ics files, or an address without login:
	// https:// of a calendar, caldavs:// of a CalDAV server or collection; http://
	// and caldav:// on this machine only. Its path is often its only secret.
	URL  string
	User string // login name; empty: none is needed
	// At most one of these four is set, and one is where User is.
	PasswordCommand []string
	PasswordFile    string
	Credential      string
	Keyring         string // as of an account
	KeyringUser     string // of whom the item is
	Private         bool   // it may be at an address of a private network
	Line            int    // of the file
}

// IsFile reports whether the calendar lies on this machine's disk.
func (c Calendar) IsFile() bool { return !strings.Contains(c.URL, "://") }

func (c Calendar) hasPassword() bool {
	return len(c.PasswordCommand) > 0 || c.PasswordFile != "" || c.Credential != "" || c.Keyring != ""
}

const calendarFix = `write a file "busy.ics", an address "https://…" or "caldavs://…", or a table {url = "caldavs://…", user = "…", password_file = "…"}`

// calendars reads a list whose elements are texts or tables.
func (t *table) calendars(key string, into *[]Calendar) {
	list, ok := get[[]any](t, key, "write a list: "+key+` = ["…"]`)
	if !ok {
		return
	}
	var all []Calendar
	for i, v := range list {
		path := fmt.Sprintf("%s[%d]", join(t.path, key), i)
		c := Calendar{Line: t.doc.line(path)}
		switch v := v.(type) {
		case string:
			c.setURL(v, func(what string) { t.wrongElement(key, i, what, calendarFix) })
		case map[string]any:
			c.read(&table{doc: t.doc, path: path, values: v})
		default:
			t.wrongElement(key, i, "is "+typeWord(v), calendarFix)
		}
		all = append(all, c)
	}
	*into = all
}

// read reads a calendar's table.
func (c *Calendar) read(t *table) {
	if text, ok := get[string](t, "url", calendarFix); ok {
		c.setURL(text, func(what string) { t.wrong("url", what, calendarFix) })
	} else if !t.has("url") {
		t.missing("url", calendarFix)
	}
	t.name("user", &c.User)
	t.command("password_command", &c.PasswordCommand)
	t.name("password_file", &c.PasswordFile)
	t.credential("credential", &c.Credential)
	t.keyring("keyring", &c.Keyring)
	c.KeyringUser = c.User
	t.flag("private", &c.Private)
	sources := t.present(passwordKeys)
	switch {
	case len(sources) > 1:
		t.wrong(sources[1], "there is "+sources[0]+" already", "keep one source of the password")
	case len(sources) > 0 && c.User == "":
		t.wrong(sources[0], "there is no user to log in", `write user = "…", or leave this out`)
	case c.User != "" && c.IsFile():
		t.wrong("user", "a file needs no login", "leave it out")
	}
	t.done(map[string]string{"password": "a secret has no place in this file: use password_file, password_command, credential or keyring"})
}

// webSchemes are how addresses of calendars begin: what they stand for, and
// whether they are for this machine only. webcal:// is what people copy from
// their calendar's page.
var webSchemes = map[string]struct {
	as    string
	local bool
}{
	"https": {"https", false}, "webcal": {"https", false}, "webcals": {"https", false}, "caldavs": {"caldavs", false},
	"http": {"http", true}, "caldav": {"caldav", true},
}

// setURL takes a file or an address, or says what is wrong with it.
func (c *Calendar) setURL(text string, wrong func(what string)) {
	shown := fmt.Sprintf("%q ", redactURL(text))
	switch {
	case oneLine(text) != "":
		wrong(shown + "can't be used")
		return
	case !strings.Contains(text, "://"):
		c.URL = text
		return
	}
	u, err := url.Parse(text)
	if err != nil || !isHost(u.Hostname()) {
		wrong(shown + "is no address of a calendar")
		return
	}
	scheme, known := webSchemes[u.Scheme]
	_, secret := u.User.Password()
	switch {
	case !known:
		wrong(shown + "is no address of a calendar")
	case scheme.local && !isLoopback(u.Hostname()):
		wrong(shown + "is not encrypted: that is for this machine only")
	case secret:
		wrong(shown + "holds a password: a secret has no place in this file")
	default:
		c.User, u.User = u.User.Username(), nil
		u.Scheme = scheme.as
		c.URL = u.String()
	}
}

// lendPasswords gives a calendar that has a login but no password that of the
// mail account with the same login at the same provider. Passwords are shown to
// nobody else unasked.
func (c *Config) lendPasswords() Problems {
	var problems Problems
	for i := range c.Availability.Calendars {
		cal := &c.Availability.Calendars[i]
		if cal.User == "" || cal.hasPassword() {
			continue
		}
		j := slices.IndexFunc(c.Accounts, func(a Account) bool { return a.lends(*cal) })
		if j < 0 {
			problems = append(problems, Problem{File: c.File, Line: cal.Line,
				What: fmt.Sprintf("availability.calendars: there is no password for %s of %s", cal.User, redactURL(cal.URL)),
				Fix:  fmt.Sprintf(`write a table: {url = "…", user = %q, password_file = "…"}, or password_command, or credential`, cal.User)})
			continue
		}
		a := c.Accounts[j]
		cal.PasswordCommand, cal.PasswordFile, cal.Credential = a.PasswordCommand, a.PasswordFile, a.Credential
		cal.Keyring, cal.KeyringUser = a.Keyring, a.User
	}
	return problems
}

func (a Account) lends(c Calendar) bool {
	u, err := url.Parse(c.URL)
	return err == nil && a.Auth == "password" && (strings.EqualFold(c.User, a.User) || strings.EqualFold(c.User, a.Email)) &&
		sameOwner(u.Hostname(), a.Server.Host)
}

// sameOwner reports whether two hosts are those of one domain that can be bought.
func sameOwner(a, b string) bool {
	if strings.EqualFold(a, b) || isLoopback(a) && isLoopback(b) {
		return a != ""
	}
	x, errX := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(a))
	y, errY := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(b))
	return errX == nil && errY == nil && x == y && strings.Trim(x, "0123456789.") != ""
}
