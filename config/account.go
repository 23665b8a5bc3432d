package config

import (
	"fmt"
	"net/mail"
	"slices"
	"strings"
)

// accounts reads all [[account]]. Those of other files that were read before are
// earlier: an address, and a name, has one account in all.
func accounts(root *table, earlier []Account) []Account {
	known := map[string]Account{}
	for _, a := range earlier {
		a.claim(known)
	}
	var list []Account
	for _, t := range root.subs("account") {
		a := readAccount(t)
		if other, ok := known[a.emailKey()]; ok && a.Email != "" {
			t.wrong("email", fmt.Sprintf("%s has an account already, on %s", a.Email, a.placeOf(other)), "take one of them out")
		} else if other, ok := known[a.nameKey()]; ok && a.Name != "" {
			t.wrong("name", fmt.Sprintf("%q names the account of %s already", a.Name, a.placeOf(other)), "choose another")
		}
		a.claim(known)
		list = append(list, a)
	}
	return list
}

func (a *Account) emailKey() string { return "email " + strings.ToLower(a.Email) }
func (a *Account) nameKey() string  { return "name " + a.Name }

// claim notes what is the account's own; the first one keeps it.
func (a *Account) claim(known map[string]Account) {
	for _, key := range []string{a.emailKey(), a.nameKey()} {
		if _, ok := known[key]; !ok {
			known[key] = *a
		}
	}
}

// placeOf says where another account stands, seen from this one.
func (a *Account) placeOf(other Account) string {
	if a.File == other.File {
		return fmt.Sprintf("line %d", other.Line)
	}
	return fmt.Sprintf("line %d of %s", other.Line, other.File)
}

func readAccount(t *table) Account {
	a := Account{Folders: []string{"INBOX"}, File: t.doc.name, Line: t.line()}
	t.address("email", &a.Email)
	if !t.has("email") {
		t.missing("email", `write email = "you@example.org"`)
	}
	a.Name, a.User = a.Email, a.Email
	t.name("name", &a.Name)
	t.server("imap", &a.Server)
	t.name("user", &a.User)
	a.userNamed = t.has("user")
	a.readLogin(t)
	a.readTrust(t)
	a.readFolders(t)
	t.done(map[string]string{
		"password": "a password has no place in this file: use password_command, password_file, credential or keyring",
		"token":    "a token has no place in this file: use token_command or oauth2",
		"address":  `did you mean "email"?`, "server": `did you mean "imap"?`, "host": `did you mean "imap"?`,
		"username": `did you mean "user"?`, "login": `did you mean "user"?`,
		"port": "it belongs to the address: " + serverFix,
	})
	return a
}

func (a *Account) readFolders(t *table) {
	t.list("folders", &a.Folders)
	t.folder("drafts", &a.Drafts)
	t.folder("sent", &a.Sent)
	if len(a.Folders) == 0 {
		t.wrong("folders", "nothing would be watched", `write folders = ["INBOX"]`)
	}
	seen := map[string]bool{}
	for i, name := range a.Folders {
		if fix := folderFix(name); fix != "" {
			t.wrongElement("folders", i, fmt.Sprintf("%q can't be used", name), fix)
		} else if seen[name] {
			t.wrongElement("folders", i, fmt.Sprintf("%q is listed twice", name), "take one out")
		}
		seen[name] = true
	}
	switch {
	case a.Drafts != "" && a.Drafts == a.Sent:
		t.wrong("sent", "is the same folder as drafts", "name another, or leave it out")
	case a.Drafts != "" && slices.Contains(a.Folders, a.Drafts):
		t.wrong("drafts", "is watched as a folder of received mail", "take it out of folders")
	}
}

// folderRoles are the special uses of RFC 6154 by which a folder may be named.
var folderRoles = []string{`\All`, `\Archive`, `\Drafts`, `\Junk`, `\Sent`, `\Trash`}

// folderFix says what to do about a name that can't be that of a folder; "" if it
// can.
func folderFix(name string) string {
	if fix := oneLine(name); fix != "" || !strings.HasPrefix(name, `\`) {
		return fix
	}
	if slices.ContainsFunc(folderRoles, func(r string) bool { return strings.EqualFold(r, name) }) {
		return ""
	}
	return `a name that begins with \ is a role: ` + strings.Join(folderRoles, ", ") + `; write it between single quotes, '\All'`
}

// folder reads the name of a folder, or a role.
func (t *table) folder(key string, into *string) {
	var name string
	if !t.text(key, &name) {
		return
	}
	if fix := folderFix(name); fix != "" {
		t.wrong(key, fmt.Sprintf("%q can't be used", name), fix)
		return
	}
	*into = name
}

// address reads an e-mail address without a name.
func (t *table) address(key string, into *string) {
	text, ok := get[string](t, key, key+` = "you@example.org"`)
	if !ok {
		return
	}
	if !isAddress(text) {
		t.wrong(key, fmt.Sprintf("%q is not an e-mail address", text), `write the address alone: "you@example.org"`)
		return
	}
	*into = text
}

// isAddress reports whether s is a bare addr-spec of RFC 5322 section 3.4.1 with
// a name of a host behind the @: no display name, no quoting, no address literal.
func isAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" || strings.ContainsAny(s, "<>\"\\ \t\r\n[]") {
		return false
	}
	return isHost(s[strings.LastIndexByte(s, '@')+1:])
}

// isAddressPattern reports whether s is an address, or one with "*" for any letters
// in its local part.
func isAddressPattern(s string) bool {
	local, domain, _ := strings.Cut(s, "@")
	return isAddress(strings.ReplaceAll(local, "*", "x")+"@"+domain) && !strings.Contains(domain, "*")
}
