package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"rsvpd/internal/workday"
)

var write = flag.Bool("update", false, "write the golden files anew")

// least is what must be given.
const least = `
[me]
name = "Robin Example"
[[account]]
email = "robin@example.org"
imap = "imaps://mail.example.org"
credential = "mail"
`

func parse(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Parse("rsvpd.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every file of testdata/wrong is full of mistakes; the golden file beside it
// lists what is said about them.
func TestWrong(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c, err := Parse(filepath.Base(file), data)
			var problems Problems
			if c != nil || !errors.As(err, &problems) {
				t.Fatalf("was accepted: %+v, %v", c, err)
			}
			golden(t, strings.TrimSuffix(file, ".toml")+".golden", err.Error()+"\n")
		})
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *write {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("said:\n%s\nwant:\n%s", got, want)
	}
}

func TestLeast(t *testing.T) {
	c := parse(t, least)
	want := Defaults()
	want.File = "rsvpd.toml"
	want.Me.Name = "Robin Example"
	want.Accounts = []Account{{Name: "robin@example.org", Email: "robin@example.org", User: "robin@example.org", Auth: "password",
		Server: Server{TLS, "mail.example.org", 993}, Credential: "mail", Folders: []string{"INBOX"}, File: "rsvpd.toml", Line: 4}}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("\n got %+v\nwant %+v", c, want)
	}
}

// Each of these is one line put below the least settings, and what it is read
// as.
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		line string
		got  func(*Config) any
		want any
	}{
		{"[watch]\npoll = \"90s\"\nidle = false", func(c *Config) any { return c.Watch }, Watch{Poll: 90 * time.Second}},
		{"[window]\nreply_within = \"48h\"", func(c *Config) any { return c.Window.ReplyWithin }, workday.Elapsed(48 * time.Hour)},
		{"[window]\ndraft_ahead = \"1 business day\"", func(c *Config) any { return c.Window.DraftAhead }, workday.BusinessDays(1)},
		{"[window]\nholidays = \"DE-by\"", func(c *Config) any { return c.Window.Holidays }, "de-by"},
		{"[window.media]\nreply_within = \"6h\"\n[window]\nlate = \"2d\"", func(c *Config) any { return c.Window.For("media") },
			Window{workday.Elapsed(6 * time.Hour), workday.Elapsed(24 * time.Hour), workday.Elapsed(24 * time.Hour), workday.Elapsed(48 * time.Hour)}},
		{"[window.media]\nreply_within = \"6h\"", func(c *Config) any { return c.Window.For("job") }, Defaults().Window.Window},
		{"[reply]\nundecided = \"both\"\ntone = \"formal\"\nlanguages = [\"de\"]\nquote = false", func(c *Config) any { return c.Reply },
			Reply{Undecided: "both", HoldFor: workday.BusinessDays(2), Tone: "formal", Languages: []string{"de"}, ITIP: "off",
				FollowUpAfter: workday.BusinessDays(5)}},
		{"[availability]\nhours = {sat = \"09:30-12:00\"}", func(c *Config) any { return c.Availability.Hours },
			map[time.Weekday][]ClockSpan{time.Saturday: {{570, 720}}}},
		{"[availability.hours]\nmon = \"14:00-24:00 , 8:00–12:00\"\nsun = \"\"", func(c *Config) any { return c.Availability.Hours },
			map[time.Weekday][]ClockSpan{time.Monday: {{480, 720}, {840, 1440}}}},
		{"[availability]\nhours = {}", func(c *Config) any { return len(c.Availability.Hours) }, 0},
		{"[availability]\nslots = 1\nnotice = \"0h\"", func(c *Config) any { return c.Availability.Notice }, workday.Span{}},
		{"[summary]\nat = \"30 6 * * 1-5\"\nto = \"off\"", func(c *Config) any { return c.Summary.At.Text + c.Summary.To }, "30 6 * * 1-5off"},
		{"[steer]\nfolder = \"\"", func(c *Config) any { return c.Steer.Folder }, ""},
		{"[[rule]]\nwhen = {}\nthen = \"none\"", func(c *Config) any { return c.Rules },
			[]Rule{{Then: "none", Line: 8, Name: "rule 1 (rsvpd.toml:8)"}}},
		{"[[rule]]\nwhen.kind = \"job\"\nthen = \"decline\"\nreason = \"none\"", func(c *Config) any { return c.Rules[0].Reason }, ""},
		{"[[rule]]\nthen = \"reschedule\"\nreason = \"conflict\"\n[rule.when]\nstage = [\"first\", \"final\"]",
			func(c *Config) any { return c.Rules[0].When }, When{Stage: []string{"first", "final"}}},
	} {
		t.Run(c.line, func(t *testing.T) {
			if got := c.got(parse(t, least+c.line)); !reflect.DeepEqual(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestPatterns(t *testing.T) {
	c := parse(t, least+"[[rule]]\nwhen = {company = [\"Example  Corp\", \"/^ex.mple$/\", \"a/b\"]}\nthen = \"none\"")
	company := c.Rules[0].When.Company
	if len(company) != 3 || company[0].Text != "Example Corp" || company[2].Text != "a/b" {
		t.Fatalf("%+v", company)
	}
	if re := company[1].Regexp; re == nil || !re.MatchString("EXAMPLE") || re.MatchString("an example") {
		t.Errorf("%v", re)
	}
}

func TestTimezone(t *testing.T) {
	if c := parse(t, "timezone = \"Asia/Kathmandu\"\n"+least); c.Zone.String() != "Asia/Kathmandu" {
		t.Error(c.Zone)
	}
}

func TestSchedule(t *testing.T) {
	for _, c := range []struct{ text, fails string }{
		{"0 7 * * *", ""}, {"59 23 1 1 *", ""}, {"0 7 * * mon-fri", ""}, {"@daily", ""}, {"0 7 1-7 * 1", ""},
		{"*/5 7 * * *", "more than once"}, {"0 7,19 * * *", "more than once"}, {"* * * * *", "more than once"},
		{"0 * * * *", "more than once"}, {"@hourly", "more than once"}, {"@every 24h", "more than once"},
		{"0 7 31 2 *", "never"}, {"0 25 * * *", "not a schedule"}, {"7:00", "not a schedule"}, {"", "not a schedule"},
		{"TZ=", "zone"}, {"TZ=UTC 0 7 * * *", "zone"}, {"CRON_TZ=", "zone"}, {"CRON_TZ=Asia/Tokyo 0 7 * * *", "zone"},
	} {
		s, err := parseSchedule(c.text)
		switch {
		case c.fails == "" && (err != nil || s.Text != c.text || s.Next(time.Now()).IsZero()):
			t.Errorf("%q: %+v, %v", c.text, s, err)
		case c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)):
			t.Errorf("%q: %v, want %q", c.text, err, c.fails)
		}
	}
}

func TestServer(t *testing.T) {
	for _, c := range []struct {
		text string
		want Server
	}{
		{"imaps://mail.example.org", Server{TLS, "mail.example.org", 993}},
		{"imaps://mail.example.org:1993/", Server{TLS, "mail.example.org", 1993}},
		{"imap+starttls://mail.example.org", Server{StartTLS, "mail.example.org", 143}},
		{"imap://localhost:1143", Server{Plain, "localhost", 1143}},
		{"imap://127.0.0.1", Server{Plain, "127.0.0.1", 143}},
		{"imap://[::1]:143", Server{Plain, "::1", 143}},
	} {
		got, err := parseServer(c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v", c.text, got, err)
		}
		if again, err := parseServer(got.String()); err != nil || again != got {
			t.Errorf("%s written as %s is %+v, %v", c.text, got, again, err)
		}
	}
	for _, text := range []string{"", "mail.example.org", "mail.example.org:993", "https://mail.example.org", "imaps://", "imaps://:993",
		"imaps://mail.example.org:0", "imaps://mail.example.org:70000", "imaps://mail.example.org:x", "imaps://robin:secret@mail.example.org",
		"imaps://mail.example.org/INBOX", "imaps://mail.example.org?a=b", "imap://mail.example.org", "imap://127.0.0.1.example.org", "imap://10.0.0.1",
		"imaps://mail example.org", "imaps://mail.example.org\r\nx"} {
		if got, err := parseServer(text); err == nil {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, s := range []string{"robin@example.org", "robin+jobs@mail.example.org", "r.o'bin@example.org"} {
		if !isAddress(s) {
			t.Errorf("%q was refused", s)
		}
	}
	for _, s := range []string{"", "robin", "@example.org", "robin@", "Robin <robin@example.org>", "<robin@example.org>", "robin@example.org, sam@example.org",
		"\"a b\"@example.org", "robin@[127.0.0.1]", "robin@example.org\r\nBcc: sam@example.net", "robin@exam ple.org", "robin @example.org"} {
		if isAddress(s) {
			t.Errorf("%q was accepted", s)
		}
	}
}

func TestRedacted(t *testing.T) {
	c := parse(t, strings.Replace(least, `credential = "mail"`, `password_command = ["print-it", "secret"]`, 1)+
		"[availability]\ncalendars = [\"https://calendar.example.net/secret/basic.ics\", \"busy.ics\", {url = \"https://robin@calendar.example.net\", password_command = [\"print-it\", \"secret\"]}]")
	r := c.Redacted()
	if !reflect.DeepEqual(r.Accounts[0].PasswordCommand, []string{"print-it", "…"}) {
		t.Error(r.Accounts[0].PasswordCommand)
	}
	got := r.Availability.Calendars
	if got[0].URL != "https://calendar.example.net/…" || got[1].URL != "busy.ics" || got[2].URL != "https://calendar.example.net/…" || got[2].PasswordCommand[1] != "…" {
		t.Error(got)
	}
	if c.Accounts[0].PasswordCommand[1] != "secret" || strings.Contains(c.Availability.Calendars[0].URL, "…") || c.Availability.Calendars[2].PasswordCommand[1] != "secret" {
		t.Error("the original was changed")
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"reply", "reply", 0}, {"rpely", "reply", 1}, {"ylper", "reply", 4}, {"repyl", "reply", 1}, {"kitten", "sitting", 3}, {"später", "spater", 1}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != got {
			t.Errorf("%s, %s: %d", c.a, c.b, got)
		}
	}
}
