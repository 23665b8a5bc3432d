package config

import (
	"path/filepath"
	"strings"
	"testing"
)

const settingsOnly = "[me]\nname = \"Robin Hale\"\n"

func accountTable(email string) string {
	return "[[account]]\nemail = \"" + email + "\"\nimap = \"imaps://mail.example.org\"\npassword_file = \"" + email + ".pass\"\n"
}

// TestAccountFiles: the accounts of accounts.d come after those of the settings,
// by the names of their files; the settings alone need none.
func TestAccountFiles(t *testing.T) {
	dir := put(t, "rsvpd.toml", settingsOnly, german, "x",
		"accounts.d/20-b.toml", accountTable("b@example.org")+accountTable("c@example.org"),
		"accounts.d/10-a.toml", "# the first\n"+accountTable("a@example.org"),
		"accounts.d/.hidden.toml", "not TOML", "accounts.d/notes.txt", "not TOML")
	c, err := Load(filepath.Join(dir, "rsvpd.toml"), env("HOME", "/home/robin"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range c.Accounts {
		got = append(got, a.Email)
		if a.PasswordFile != filepath.Join(dir, a.Email+".pass") {
			t.Errorf("%s: password in %s", a.Email, a.PasswordFile)
		}
	}
	if want := "a@example.org b@example.org c@example.org"; strings.Join(got, " ") != want {
		t.Errorf("accounts %q, want %q", got, want)
	}
	if first := c.Accounts[0]; filepath.Base(first.File) != "10-a.toml" || first.Line != 2 {
		t.Errorf("the first stands in %s:%d", first.File, first.Line)
	}
}

// TestAccountFilesWrong: what is wrong in any of the files is told with its place,
// all at once.
func TestAccountFilesWrong(t *testing.T) {
	dir := put(t, "rsvpd.toml", settingsOnly+accountTable("a@example.org"), german, "x",
		"accounts.d/1.toml", accountTable("b@example.org")+"\n[watch]\npoll = \"1m\"\n",
		"accounts.d/2.toml", accountTable("A@example.org"),
		"accounts.d/3.toml", "[[account]]\nmail = \"d@example.org\"\n",
		"accounts.d/4.toml", "[[account\n",
		"accounts.d/5.toml/x", "a folder")
	_, err := Load(filepath.Join(dir, "rsvpd.toml"), env("HOME", "/home/robin"))
	if err == nil {
		t.Fatal("it was taken")
	}
	text := strings.ReplaceAll(err.Error(), dir+"/", "")
	for _, want := range []string{
		"accounts.d/1.toml:6: watch: unknown key",
		"accounts.d/2.toml:2: account.email: A@example.org has an account already, on line 3 of rsvpd.toml",
		"accounts.d/3.toml:2: account.mail: unknown key",
		"accounts.d/4.toml:1: not TOML",
		"accounts.d/5.toml: can't be read",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q:\n%s", want, text)
		}
	}
}

// TestAccountFilesServer: an account without a server is told of in its own file.
func TestAccountFilesServer(t *testing.T) {
	dir := put(t, "rsvpd.toml", settingsOnly, german, "x",
		"accounts.d/a.toml", "\n\n[[account]]\nemail = \"a@example.org\"\npassword_file = \"p\"\n")
	_, err := Load(filepath.Join(dir, "rsvpd.toml"), env("HOME", "/home/robin"))
	if err == nil || !strings.Contains(err.Error(), "a.toml:3: account: no mail server is known for a@example.org") {
		t.Errorf("%v", err)
	}
}
