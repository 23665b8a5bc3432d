package app

import (
	"strings"
	"testing"
	"time"

	"rsvpd/config"
	"rsvpd/internal/message"
)

func identityOf(t *testing.T, account config.Account, addresses ...string) identity {
	t.Helper()
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return newIdentity(account, config.Me{Name: "Robin Hale", Addresses: addresses}, hosts, byDomain(hosts))
}

// served is an account at a server; "": at one that nothing is known of.
func served(email, host string) config.Account {
	a := config.Account{Email: email, Server: config.Server{Security: config.TLS, Host: "mail.example.org", Port: 993}}
	if host != "" {
		a.Server.Host = host
	}
	return a
}

// Whose an address is: the spelling of a provider, tags, patterns; and never
// somebody else's.
func TestIsMe(t *testing.T) {
	own := served("Robin@example.org", "")
	gmail := served("robin.hale@gmail.com", "imap.gmail.com")
	for _, test := range []struct {
		name    string
		account config.Account
		more    []string
		mine    []string
		others  []string
	}{
		{"an own server", own, []string{"r@example.net"},
			[]string{"robin@example.org", "ROBIN@EXAMPLE.ORG", "robin+acme@example.org", "r@example.net", "r+x+y@example.net"},
			[]string{"", "robin", "@example.org", "robin@", "rob.in@example.org", "robina@example.org", "robin-acme@example.org",
				"robin@mail.example.org", "robin@example.net", "r@example.org", "x@robin.example.org", "+acme@example.org"}},
		{"Gmail", gmail, nil,
			[]string{"robinhale@gmail.com", "r.o.b.i.n.hale@googlemail.com", "Robin.Hale+jobs@gmail.com"},
			[]string{"robin.hales@gmail.com", "robin.hale@google.com", "robin.hale@example.org", "robin-hale@gmail.com"}},
		{"Google for a domain of one's own: dots count", served("robin.hale@example.org", "imap.gmail.com"), nil,
			[]string{"robin.hale+x@example.org"},
			[]string{"robinhale@example.org", "robin.hale@gmail.com"}},
		{"Fastmail", served("robin@fastmail.com", "imap.fastmail.com"), []string{"hale@example.org"},
			[]string{"acme@robin.fastmail.com", "robin+acme@fastmail.com"},
			[]string{"acme@hale.fastmail.com", "robin@hale.fastmail.com", "acme@robin.example.org"}},
		{"Fastmail for a domain of one's own", served("robin@example.org", "imap.fastmail.com"), nil,
			[]string{"acme@robin.example.org"},
			[]string{"acme@hale.example.org", "robin@example.com"}},
		{"Yandex: a name in all its domains", served("robin@yandex.com", "imap.yandex.com"), nil,
			[]string{"robin@ya.ru", "robin@yandex.ru"},
			[]string{"robin@yandex.example.org", "hale@ya.ru"}},
		{"an address at a provider, read elsewhere", own, []string{"robin.hale@gmail.com"},
			[]string{"robinhale+x@googlemail.com"}, []string{"robin@gmail.com"}},
		{"a domain", own, []string{"*@robin.example.org", "hale-*@yahoo.com", "a*b*c@example.net"},
			[]string{"anything@robin.example.org", "hale-acme@yahoo.com", "abc@example.net", "a1b2c@example.net", "aabbcc@example.net"},
			[]string{"@robin.example.org", "x@notrobin.example.org", "x@robin.example.org.example.com", "hale@yahoo.com", "hale-acme@example.org", "acb@example.net", "ab@example.net"}},
	} {
		id := identityOf(t, test.account, test.more...)
		for _, address := range test.mine {
			if !id.isMe(address) {
				t.Errorf("%s: %q is not taken for the user's", test.name, address)
			}
		}
		for _, address := range test.others {
			if id.isMe(address) {
				t.Errorf("%s: %q is taken for the user's", test.name, address)
			}
		}
	}
}

// The address that an answer comes from.
func TestInvited(t *testing.T) {
	own := served("robin@example.org", "")
	for _, test := range []struct {
		name    string
		account config.Account
		more    []string
		header  string
		want    string
	}{
		{"as it was written", own, nil, "To: Ada <ada@example.com>, Robin <ROBIN+Acme@Example.org>", "ROBIN+Acme@Example.org"},
		{"in Cc", own, []string{"r@example.net"}, "To: ada@example.com\nCc: r@example.net", "r@example.net"},
		{"a known one before a pattern", own, []string{"*@example.org"}, "To: team@example.org, robin@example.org", "robin@example.org"},
		{"a pattern before the mailbox it was put into", own, []string{"*@example.org"}, "Delivered-To: robin@example.org\nTo: jobs@example.org", "jobs@example.org"},
		{"by Bcc", own, []string{"r@example.net"}, "Delivered-To: r@example.net\nTo: undisclosed-recipients:;", "r@example.net"},
		{"the original recipient", own, []string{"jobs@example.org"}, "Delivered-To: robin@example.org\nX-Original-To: jobs@example.org\nTo: list@example.com", "jobs@example.org"},
		{"as Fastmail notes it", own, []string{"r@example.net"}, "X-Delivered-To: r@example.net\nTo: list@example.com", "r@example.net"},
		{"as Exim notes it", own, []string{"r@example.net"}, "Envelope-To: r@example.net\nTo: list@example.com", "r@example.net"},
		{"as the server's own trace notes it", own, []string{"r@example.net"},
			"Received: from mx by mail.example.net with esmtps\n\tid 1 for <r@example.net>; Mon, 2 Mar 2026 10:00:00 +0000\nTo: list@example.com", "r@example.net"},
		{"not as a trace further down notes it", own, []string{"r@example.net"},
			"Received: by mail.example.org; Mon, 2 Mar 2026 10:00:01 +0000\nReceived: from x by y for <r@example.net>; Mon, 2 Mar 2026 10:00:00 +0000\nTo: list@example.com", "robin@example.org"},
		{"nobody's", own, nil, "To: ada@example.com\nDelivered-To: ada@example.com", "robin@example.org"},
		{"no header", own, nil, "X: y", "robin@example.org"},
		{"Microsoft sends nothing from a tag", served("robin@outlook.com", "outlook.office365.com"), nil, "To: robin+acme@outlook.com", "robin@outlook.com"},
		{"nor for a domain of one's own", served("robin@example.org", "outlook.office365.com"), []string{"r@example.org"}, "To: r+acme@example.org", "r@example.org"},
		{"others do", served("robin@gmail.com", "imap.gmail.com"), nil, "To: ro.bin+acme@gmail.com", "ro.bin+acme@gmail.com"},
		{"also of an address that fits a pattern", served("robin@example.org", "outlook.office365.com"), []string{"*@example.org"}, "To: jobs+x@example.org", "jobs@example.org"},
	} {
		m := message.NewParser(nil).Parse([]byte(strings.ReplaceAll(test.header, "\n", "\r\n")+"\r\n\r\ntext"), time.Time{})
		id := identityOf(t, test.account, test.more...)
		if got := id.invited(m); got.Address != test.want || got.Name != "Robin Hale" {
			t.Errorf("%s: answered from %+v, want %s", test.name, got, test.want)
		}
	}
}

// What the reading chain is told of the user's addresses: those of one mail that
// mean the same, and no others.
func TestMine(t *testing.T) {
	id := identityOf(t, served("robin.hale@gmail.com", "imap.gmail.com"), "*@robin.example.org")
	m := &message.Message{
		From: message.Address{Address: "ada@example.com"},
		To:   []message.Address{{Address: "robinhale+x@googlemail.com"}, {Address: "sam@example.com"}},
		Cc:   []message.Address{{Address: "jobs@robin.example.org"}, {}},
	}
	if got := strings.Join(id.mine(m), " "); got != "robin.hale@gmail.com robinhale+x@googlemail.com jobs@robin.example.org" {
		t.Error(got)
	}
}

func BenchmarkMine(b *testing.B) {
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		b.Fatal(err)
	}
	id := newIdentity(served("robin.hale@gmail.com", "imap.gmail.com"), config.Me{Addresses: []string{"robin@example.org"}}, hosts, byDomain(hosts))
	m := &message.Message{From: message.Address{Address: "ada@example.com"}, To: []message.Address{{Address: "robinhale+x@googlemail.com"}}}
	b.ReportAllocs()
	for b.Loop() {
		if len(id.mine(m)) != 3 {
			b.Fatal("not recognised")
		}
	}
}
