package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCalendars(t *testing.T) {
	for text, want := range map[string]Calendar{
		`"busy.ics"`: {URL: "busy.ics"},
		`"https://calendar.example.net/secret/basic.ics"`:                                              {URL: "https://calendar.example.net/secret/basic.ics"},
		`"webcal://calendar.example.net/x.ics"`:                                                        {URL: "https://calendar.example.net/x.ics"},
		`"http://localhost:5232/robin/work/"`:                                                          {URL: "http://localhost:5232/robin/work/"},
		`"caldavs://robin@dav.example.org/robin/"`:                                                     {URL: "caldavs://dav.example.org/robin/", User: "robin"},
		`"caldavs://robin%40example.org@dav.example.org/"`:                                             {URL: "caldavs://dav.example.org/", User: "robin@example.org"},
		`{url = "caldavs://dav.example.org/", user = "robin", password_file = "dav"}`:                  {URL: "caldavs://dav.example.org/", User: "robin", PasswordFile: "dav"},
		`{url = "caldav://127.0.0.1:5232/", user = "robin", password_command = ["x"], private = true}`: {URL: "caldav://127.0.0.1:5232/", User: "robin", PasswordCommand: []string{"x"}, Private: true},
		`{url = "caldavs://robin@dav.example.org/", credential = "dav"}`:                               {URL: "caldavs://dav.example.org/", User: "robin", Credential: "dav"},
		`{url = "https://10.0.0.5/robin.ics", private = true}`:                                         {URL: "https://10.0.0.5/robin.ics", Private: true},
	} {
		c := parse(t, least+"[availability]\ncalendars = ["+text+"]")
		got := c.Availability.Calendars
		if len(got) != 1 {
			t.Fatalf("%s: %v", text, got)
		}
		g := got[0]
		same := g.URL == want.URL && g.User == want.User && g.PasswordFile == want.PasswordFile && g.Credential == want.Credential &&
			len(g.PasswordCommand) == len(want.PasswordCommand) && g.Private == want.Private
		if !same || g.Line == 0 {
			t.Errorf("%s: %+v", text, g)
		}
	}
	c := parse(t, least+"[availability]\nstrict = true\ngap = \"15m\"")
	if !c.Availability.Strict || c.Availability.Gap != 15*time.Minute {
		t.Errorf("%+v", c.Availability)
	}
}

func TestWrongCalendars(t *testing.T) {
	for text, problem := range map[string]string{
		`7`:                                   "is a number",
		`""`:                                  "can't be used",
		`"ftp://example.org/secret"`:          "is no address of a calendar",
		`"https://"`:                          "is no address of a calendar",
		`"http://example.org/secret"`:         "is not encrypted",
		`"caldav://example.org/secret"`:       "is not encrypted",
		`"https://robin:secret@example.org/"`: "holds a password",
		`{user = "robin"}`:                    "url is missing",
		`{url = "caldavs://example.org/", password = "secret"}`:                                              "a secret has no place in this file",
		`{url = "caldavs://example.org/", password_file = "x"}`:                                              "there is no user",
		`{url = "caldavs://example.org/", user = "robin", password_file = "x", credential = "y"}`:            "there is password_file already",
		`{url = "busy.ics", user = "robin", password_file = "x"}`:                                            "a file needs no login",
		`{url = "caldavs://example.org/", user = "robin", password_command = "print secret", color = "red"}`: "unknown key",
	} {
		_, err := Parse("rsvpd.toml", []byte(least+"[availability]\ncalendars = [\n"+text+"]"))
		if err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: %v, want %q", text, err, problem)
			continue
		}
		if strings.Contains(err.Error(), "secret") && !strings.Contains(err.Error(), "a secret") && !strings.Contains(text, "print secret") {
			t.Errorf("%s: the secret is shown: %v", text, err)
		}
	}
}

// A login without a password takes that of the mail account with the same login
// at the same provider, and no other.
func TestLentPasswords(t *testing.T) {
	const account = "[me]\nname = \"Robin Example\"\n[[account]]\nemail = \"robin@example.org\"\nuser = \"robin\"\nimap = \"imaps://mail.example.org\"\npassword_file = \"mail\"\n[availability]\ncalendars = [\""
	dir := t.TempDir()
	load := func(url string) (*Config, error) {
		path := filepath.Join(dir, "rsvpd.toml")
		if err := os.WriteFile(path, []byte(account+url+"\"]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return Load(path, env("HOME", dir, "TZ", "UTC"))
	}
	for _, url := range []string{"caldavs://robin@dav.example.org/", "caldavs://robin%40example.org@example.org/"} {
		c, err := load(url)
		if err != nil || c.Availability.Calendars[0].PasswordFile != filepath.Join(dir, "mail") {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, url := range []string{"caldavs://sam@dav.example.org/", "caldavs://robin@dav.example.net/", "caldavs://robin@10.0.0.1/"} {
		if _, err := load(url); err == nil || !strings.Contains(err.Error(), "there is no password") {
			t.Errorf("%s: %v", url, err)
		}
	}
}
