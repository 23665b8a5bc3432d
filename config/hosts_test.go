package config

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func shipped(t *testing.T) []Host {
	t.Helper()
	hosts, err := Hosts(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return hosts
}

// An operator's host file of a shipped name replaces it.
func TestHostReplaced(t *testing.T) {
	dir := put(t, "hosts/gmail.toml", "domains = [\"gmail.com\"]\nimap = \"imaps://mail.example.org\"\n")
	hosts, err := Hosts(Overlay(dir))
	if err != nil {
		t.Fatal(err)
	}
	if h, ok := HostOf(hosts, "robin@gmail.com"); !ok || h.Server.Host != "mail.example.org" {
		t.Errorf("%+v %v", h, ok)
	}
	if _, ok := HostOf(hosts, "robin@googlemail.com"); ok {
		t.Error("the replaced file still counts")
	}
}

// What is known by address, by MX record and by server.
func TestHostsFound(t *testing.T) {
	hosts := shipped(t)
	byMX := func(mx string) (Host, bool) { return HostByMX(hosts, mx) }
	byAddress := func(email string) (Host, bool) { return HostOf(hosts, email) }
	byServer := func(address string) (Host, bool) {
		s, err := parseServer(address)
		if err != nil {
			t.Fatal(err)
		}
		return HostAt(hosts, s)
	}
	for _, test := range []struct {
		find       func(string) (Host, bool)
		by, server string // "": not known
	}{
		{byAddress, "a@GMail.com", "imap.gmail.com"},
		{byAddress, "a@hotmail.co.uk", "outlook.office365.com"},
		{byAddress, "a@yahoo.de", "imap.mail.yahoo.com"},
		{byAddress, "a@icloud.com", "imap.mail.me.com"},
		{byAddress, "a@gmx.net", "imap.gmx.net"},
		{byAddress, "a@gmx.com", "imap.gmx.com"},
		{byAddress, "a@pm.me", "127.0.0.1"},
		{byAddress, "a@yeah.net", "imap.yeah.net"},
		{byAddress, "a@example.org", ""},
		{byAddress, "a@mail.gmail.com", ""},
		{byAddress, "gmail.com@example.org", ""},
		{byMX, "ASPMX.L.Google.COM.", "imap.gmail.com"},
		{byMX, "example-org.mail.protection.outlook.com.", "outlook.office365.com"},
		{byMX, "in1-smtp.messagingengine.com", "imap.fastmail.com"},
		{byMX, "mx.zoho.com", "imappro.zoho.com"},
		{byMX, "mx2.zoho.com.au", "imappro.zoho.com.au"},
		{byMX, "mx.zoho.jp", "imap.zoho.jp"},
		{byMX, "mta5.am0.yahoodns.net", "imap.mail.yahoo.com"},
		{byMX, "mx-aol.mail.gm0.yahoodns.net", "imap.aol.com"},
		{byMX, "mx01.mail.icloud.com", "imap.mail.me.com"},
		{byMX, "mx00.kundenserver.de", "imap.1und1.de"},
		{byMX, "mx.example.org", ""},
		{byMX, "notgoogle.com", ""},
		{byMX, "", ""},
		{byServer, "imaps://imap.gmail.com", "imap.gmail.com"},
		{byServer, "imaps://IMAP-mail.outlook.com", "outlook.office365.com"},
		{byServer, "imaps://imappro.zoho.eu", "imap.zoho.eu"},
		{byServer, "imap+starttls://127.0.0.1:1143", "127.0.0.1"},
		{byServer, "imap://127.0.0.1:1143", ""},
		{byServer, "imap+starttls://127.0.0.1:2143", ""},
		{byServer, "imaps://mail.example.org", ""},
	} {
		if h, ok := test.find(test.by); ok != (test.server != "") || h.Server.Host != test.server {
			t.Errorf("%s: %v %q, want %q", test.by, ok, h.Server.Host, test.server)
		}
	}
}

// Every file says where its facts come from, and what users must know.
func TestHostsShipped(t *testing.T) {
	for _, h := range shipped(t) {
		text := content(t, Embedded(), h.File)
		if !strings.HasPrefix(text, "# ") || !strings.Contains(text, "# https://") && !strings.Contains(text, ": https://") {
			t.Errorf("%s names no source", h.File)
		}
		if h.Server.Security == Plain || h.Auth == "oauth2" && h.Hint == "" {
			t.Errorf("%s: %+v", h.File, h)
		}
	}
}

// Each key of a provider's file reaches the program.
func TestHostKeys(t *testing.T) {
	read := func(more string) Host {
		t.Helper()
		hosts, err := Hosts(fstest.MapFS{"hosts/mine.toml": {Data: []byte("domains = [\"example.org\"]\nimap = \"imaps://mail.example.org\"\n" + more)}})
		if err != nil {
			t.Fatal(err)
		}
		return hosts[0]
	}
	usual := read("")
	if usual.Name != "mine" || usual.Auth != "password" || usual.LocalUser || !usual.HeaderSearch || usual.Tag != "+" || !usual.SendsTag || usual.Customers != usual.Server {
		t.Errorf("without further keys: %+v", usual)
	}
	for text, reached := range map[string]func(Host) bool{
		`name = "Mine"`:                       func(h Host) bool { return h.Name == "Mine" },
		`mx = ["mx.example.org"]`:             func(h Host) bool { return h.MX[0] == "mx.example.org" },
		`imap_mx = "imaps://pro.example.org"`: func(h Host) bool { return h.Customers.Host == "pro.example.org" },
		`also = ["imap.example.org"]`:         func(h Host) bool { return h.Also[0] == "imap.example.org" },
		`auth = "oauth2"`:                     func(h Host) bool { return h.Auth == "oauth2" },
		`hint = "Ask."`:                       func(h Host) bool { return h.Hint == "Ask." },
		`user = "local-part"`:                 func(h Host) bool { return h.LocalUser },
		`max_connections = 5`:                 func(h Host) bool { return h.Connections == 5 },
		`without = ["IDLE", "ESEARCH"]`:       func(h Host) bool { return len(h.Without) == 2 },
		`id = "before-login"`:                 func(h Host) bool { return h.ID == "before-login" },
		`header_search = false`:               func(h Host) bool { return !h.HeaderSearch },
		`tag = ""`:                            func(h Host) bool { return h.Tag == "" },
		`sends_tag = false`:                   func(h Host) bool { return !h.SendsTag },
		`ignores_dots = true`:                 func(h Host) bool { return h.IgnoreDots },
		`one_mailbox = true`:                  func(h Host) bool { return h.OneMailbox },
		`tag_domains = true`:                  func(h Host) bool { return h.TagDomains },
	} {
		if h := read(text); !reached(h) {
			t.Errorf("%s: %+v", text, h)
		}
	}
}

func TestHostWrong(t *testing.T) {
	for text, says := range map[string]string{
		"":                        "domains is missing",
		"idle = false":            "idle: unknown key",
		`without = ["XLIST"]`:     `"XLIST" is no capability that is used`,
		`without = ["IDEL"]`:      `write one of "CONDSTORE", "ESEARCH", "IDLE"`,
		`id = "always"`:           `"always" is not known; write one of "before-login", "after-login"`,
		"max_connections = 1":     "1 is out of range",
		`user = "name"`:           `"name" is not known`,
		`tag = "="`:               `"=" is not known`,
		`header_search = "no"`:    "header_search: is a text",
		`domains = ["Example"]`:   `"Example" is not a domain`,
		`mx = ["mx@example.org"]`: `"mx@example.org" is not a domain`,
		`imap_mx = "pop3://x"`:    `"pop3://x" is not an address of an IMAP server`,
	} {
		_, err := Hosts(fstest.MapFS{"hosts/mine.toml": {Data: []byte("imap = \"imaps://mail.example.org\"\n" + text)}})
		if err == nil || !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "hosts/mine.toml") {
			t.Errorf("%s: %v, want %q", text, err, says)
		}
	}
}

// A provider's file of any bytes is read or refused, and what is read can be asked.
func FuzzHost(f *testing.F) {
	names, err := fs.Glob(Embedded(), "hosts/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(Embedded(), name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), "mx.example.org")
	}
	f.Fuzz(func(t *testing.T, text, mx string) {
		hosts, err := Hosts(fstest.MapFS{"hosts/mine.toml": {Data: []byte(text)}})
		if err != nil {
			return
		}
		if h, ok := HostByMX(hosts, mx); ok && h.Server == (Server{}) {
			t.Errorf("%q leads to no server: %+v", mx, h)
		}
	})
}

func BenchmarkHosts(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Hosts(Embedded()); err != nil {
			b.Fatal(err)
		}
	}
}
