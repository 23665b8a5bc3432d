package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// env is an environment.
func env(pairs ...string) func(string) string {
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return func(name string) string { return values[name] }
}

// put writes files below a new folder: names and contents in turn.
func put(t *testing.T, pairs ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(pairs); i += 2 {
		path := filepath.Join(dir, pairs[i])
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(pairs[i+1]), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const german = "replies/de/summary.tmpl" // any file makes a language

func TestLoad(t *testing.T) {
	dir := put(t, "rsvpd.toml", `
[me]
name = "Robin Example"
[[account]]
email = "robin@GMail.com"
password_file = "~/password"
[[account]]
email = "robin@example.org"
imap = "imaps://mail.example.org"
password_file = "password"
[availability]
calendars = ["busy.ics", "https://calendar.example.net/busy.ics"]
[summary]
language = "de"
`, german, "x")
	c, err := Load(filepath.Join(dir, "rsvpd.toml"), env("HOME", "/home/robin", "TZ", "Asia/Kathmandu"))
	if err != nil {
		t.Fatal(err)
	}
	a := c.Accounts[0]
	if a.Server != (Server{TLS, "imap.gmail.com", 993}) || !strings.Contains(a.Hint, "app password") || a.PasswordFile != "/home/robin/password" {
		t.Errorf("%+v", a)
	}
	if got := c.Accounts[1]; got.PasswordFile != filepath.Join(dir, "password") || got.Hint != "" {
		t.Errorf("%+v", got)
	}
	if got := c.Availability.Calendars; got[0].URL != filepath.Join(dir, "busy.ics") || got[1].URL != "https://calendar.example.net/busy.ics" {
		t.Error(got)
	}
	if c.Dir != dir || c.Zone.String() != "Asia/Kathmandu" {
		t.Errorf("%s %s", c.Dir, c.Zone)
	}
}

func TestLoadFails(t *testing.T) {
	for _, c := range []struct {
		name, text string
		files      []string
		want       []string // parts of the error
	}{
		{"unknown provider", "[me]\nname = \"R\"\n[[account]]\nemail = \"r@example.org\"\ncredential = \"mail\"\n", []string{"replies/en/x.tmpl", ""},
			[]string{"rsvpd.toml:3: account: no mail server is known for r@example.org", "imaps://"}},
		{"unknown language", least + "[reply]\nlanguages = [\"xx\"]\n", []string{"replies/en/x.tmpl", ""}, []string{`no templates for the language "xx"`, "replies/xx"}},
		{"wrong host file", least, []string{"replies/en/x.tmpl", "", "hosts/mine.toml", "domain = [\"example.org\"]\nimap = \"pop3://x\"\n"},
			[]string{"hosts/mine.toml:1: domain: unknown key", `did you mean "domains"?`, "hosts/mine.toml:2: imap:", "domains is missing"}},
		{"a domain twice", least, []string{"replies/en/x.tmpl", "", "hosts/mine.toml", "domains = [\"gmail.com\"]\nimap = \"imaps://mail.example.org\"\n"},
			[]string{`hosts/mine.toml:1: domains: "gmail.com" stands in hosts/gmail.toml already`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := put(t, append(c.files, "rsvpd.toml", c.text)...)
			_, err := Load(filepath.Join(dir, "rsvpd.toml"), env())
			var problems Problems
			if !errors.As(err, &problems) {
				t.Fatalf("error %v", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in:\n%v", want, err)
				}
			}
		})
	}
	_, err := Load(filepath.Join(t.TempDir(), "absent.toml"), env())
	var problems Problems
	if !errors.As(err, &problems) || !strings.Contains(err.Error(), "can't be read: no such file") {
		t.Errorf("absent: %v", err)
	}
}

func TestFind(t *testing.T) {
	xdg := put(t, "rsvpd/rsvpd.toml", "")
	home := put(t, ".config/rsvpd/rsvpd.toml", "")
	for _, c := range []struct {
		env  func(string) string
		want string
	}{
		{env("XDG_CONFIG_HOME", xdg, "HOME", home), filepath.Join(xdg, "rsvpd", "rsvpd.toml")},
		{env("XDG_CONFIG_HOME", "relative", "HOME", home), filepath.Join(home, ".config", "rsvpd", "rsvpd.toml")},
		{env("HOME", home), filepath.Join(home, ".config", "rsvpd", "rsvpd.toml")},
	} {
		if got, err := Find(c.env); err != nil || got != c.want {
			t.Errorf("%s, %v; want %s", got, err, c.want)
		}
	}
	if _, err := os.Stat("/etc/rsvpd/rsvpd.toml"); err == nil {
		t.Skip("this machine has settings of the system")
	}
	_, err := Find(env("HOME", t.TempDir()))
	var problems Problems
	if !errors.As(err, &problems) || !strings.Contains(err.Error(), ".config/rsvpd/rsvpd.toml, /etc/rsvpd/rsvpd.toml: no such file") {
		t.Errorf("%v", err)
	}
}

func TestStateDir(t *testing.T) {
	home := t.TempDir()
	loose := filepath.Join(home, "loose")
	if err := errors.Join(os.Mkdir(loose, 0o755), os.Chmod(loose, 0o755)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		env  func(string) string
		want string
	}{
		{env("STATE_DIRECTORY", loose+":/var/lib/other", "HOME", home), loose},
		{env("XDG_STATE_HOME", filepath.Join(home, "xdg"), "HOME", home), filepath.Join(home, "xdg", "rsvpd")},
		{env("HOME", home), filepath.Join(home, ".local", "state", "rsvpd")},
	} {
		if path, err := StatePath(c.env); err != nil || path != c.want {
			t.Errorf("StatePath: %s, %v; want %s", path, err, c.want)
		}
		if _, err := os.Stat(c.want); err == nil && c.want != loose {
			t.Errorf("StatePath made %s", c.want)
		}
		got, err := StateDir(c.env)
		if err != nil || got != c.want {
			t.Errorf("%s, %v; want %s", got, err, c.want)
		}
		if info, err := os.Stat(c.want); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s: %v %v", c.want, info, err)
		}
	}
	for _, e := range []func(string) string{env(), env("STATE_DIRECTORY", "relative")} {
		if got, err := StateDir(e); err == nil {
			t.Errorf("made %s", got)
		}
	}
}

// content returns what a file holds.
func content(t *testing.T, data fs.FS, name string) string {
	t.Helper()
	text, err := fs.ReadFile(data, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A folder in use keeps its mode: to close one that was named by mistake would
// do harm.
func TestStateDirInUse(t *testing.T) {
	for _, c := range []struct {
		mode  os.FileMode
		fails bool
	}{{0o700, false}, {0o755, false}, {0o775, true}, {0o777 | os.ModeSticky, true}} {
		dir := put(t, "file", "")
		if err := os.Chmod(dir, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := StateDir(env("STATE_DIRECTORY", dir))
		if c.fails != (err != nil && strings.Contains(err.Error(), "chmod 700")) {
			t.Errorf("%v: %v", c.mode, err)
		}
		if info, err := os.Stat(dir); err != nil || info.Mode()&(os.ModePerm|os.ModeSticky) != c.mode {
			t.Errorf("%v became %v, %v", c.mode, info.Mode(), err)
		}
	}
}

// The overlay is a well-behaved file system: fstest walks all of it.
func TestOverlay(t *testing.T) {
	dir := put(t, "lang/xx.toml", "new", "hosts/gmail.toml", "replaced", "replies/xx/decline.tmpl", "new folder",
		"rsvpd.toml", "not data", "secret/password", "not data", "lang/.xx.toml.swp", "dot-file", ".git/config", "dot-file")
	data := Overlay(dir)
	if err := fstest.TestFS(data, "lang/xx.toml", "hosts/gmail.toml", "hosts/outlook.toml", "replies/xx/decline.tmpl", "rsvpd.toml"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"lang/xx.toml": "new", "hosts/gmail.toml": "replaced", "replies/xx/decline.tmpl": "new folder"} {
		if got := content(t, data, name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := content(t, data, "rsvpd.toml"); got != string(Example()) {
		t.Error("the operator's settings came in as data")
	}
	for _, name := range []string{"secret/password", "lang/.xx.toml.swp", ".git/config", "../x", "/etc/passwd"} {
		if f, err := data.Open(name); err == nil {
			t.Errorf("%s can be opened: %v", name, f.Close())
		}
	}
}

func TestOverlayOfNothing(t *testing.T) {
	for _, dir := range []string{"", filepath.Join(t.TempDir(), "absent")} {
		if err := fstest.TestFS(Overlay(dir), "hosts/gmail.toml", "rsvpd.toml"); err != nil {
			t.Error(err)
		}
	}
}

// Settings are often links into a managed folder.
func TestOverlayFollowsLinks(t *testing.T) {
	real := put(t, "managed-lang.toml", "linked")
	dir := put(t, "lang/yy.toml", "own")
	link := filepath.Join(dir, "lang", "xx.toml")
	if err := os.Symlink(filepath.Join(real, "managed-lang.toml"), link); err != nil {
		t.Fatal(err)
	}
	if got := content(t, Overlay(dir), "lang/xx.toml"); got != "linked" {
		t.Errorf("%q", got)
	}
	if err := fstest.TestFS(Overlay(dir), "lang/xx.toml", "lang/yy.toml"); err != nil {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(real, "managed-lang.toml")); err != nil {
		t.Fatal(err)
	}
	if _, err := Overlay(dir).Open("lang"); err == nil {
		t.Error("a dangling link was passed over in silence")
	}
}

func TestMachineZone(t *testing.T) {
	for tz, want := range map[string]string{"Europe/Berlin": "Europe/Berlin", ":Asia/Tokyo": "Asia/Tokyo", "Not/A_Zone": "Local"} {
		if got := machineZone(env("TZ", tz)); got.String() != want {
			t.Errorf("TZ=%s: %s", tz, got)
		}
	}
	if got := machineZone(env()); time.Now().In(got).Format(time.RFC3339) != time.Now().Format(time.RFC3339) && os.Getenv("TZ") == "" {
		t.Errorf("the machine's zone is read as %s", got)
	}
}
