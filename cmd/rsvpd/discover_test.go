package main

import (
	"context"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
)

// zone is a DNS: its records by name, and none that is not asked for.
type zone struct {
	srv map[string][]*net.SRV
	mx  map[string][]*net.MX
	// asked are the names that were, in order.
	asked []string
}

func (z *zone) LookupSRV(_ context.Context, service, proto, name string) (string, []*net.SRV, error) {
	full := "_" + service + "._" + proto + "." + name
	z.asked = append(z.asked, full)
	if records, ok := z.srv[full]; ok {
		return full, records, nil
	}
	return "", nil, &net.DNSError{Err: "no such host", Name: full, IsNotFound: true}
}

func (z *zone) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	z.asked = append(z.asked, name)
	if records, ok := z.mx[name]; ok {
		return records, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
}

func shippedHosts(t *testing.T) []config.Host {
	t.Helper()
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	return hosts
}

func TestDiscover(t *testing.T) {
	srv := func(target string, port uint16) []*net.SRV { return []*net.SRV{{Target: target, Port: port}} }
	both := map[string][]*net.SRV{"_imaps._tcp.example.org": srv("mail.example.org.", 993), "_imap._tcp.example.org": srv("mail.example.org.", 143)}
	google := map[string][]*net.MX{"example.org": {{Host: "mx.example.net.", Pref: 10}, {Host: "ASPMX.L.google.com.", Pref: 1}}}
	const asksAll = "_imaps._tcp.example.org _imap._tcp.example.org example.org"
	for _, test := range []struct {
		name, email string
		zone        *zone
		server, how string
		asked       string
	}{
		{"a provider's domain", "Robin@GMail.com", &zone{}, "imaps://imap.gmail.com:993", "Gmail, known by the domain gmail.com", ""},
		{"named", "robin@example.org", &zone{srv: both, mx: google}, "imaps://mail.example.org:993", "example.org names it in the DNS (_imaps._tcp)", "_imaps._tcp.example.org"},
		{"named for STARTTLS", "robin@example.org", &zone{srv: map[string][]*net.SRV{"_imaps._tcp.example.org": srv(".", 0), "_imap._tcp.example.org": srv("mail.example.org.", 1143)}},
			"imap+starttls://mail.example.org:1143", "(_imap._tcp)", "_imaps._tcp.example.org _imap._tcp.example.org"},
		{"a customer of Google's", "robin@Example.org", &zone{mx: google}, "imaps://imap.gmail.com:993", "Gmail, where example.org receives its mail (ASPMX.L.google.com)", asksAll},
		{"a customer of Microsoft's", "robin@example.org", &zone{mx: map[string][]*net.MX{"example.org": {{Host: "example-org.mail.protection.outlook.com."}}}},
			"imaps://outlook.office365.com:993", "Microsoft 365", asksAll},
		{"a customer of Zoho's", "robin@example.org", &zone{mx: map[string][]*net.MX{"example.org": {{Host: "mx.zoho.eu."}}}},
			"imaps://imappro.zoho.eu:993", "Zoho Mail (Europe)", asksAll},
		{"a customer of somebody", "robin@example.org", &zone{mx: map[string][]*net.MX{"example.org": {{Host: "mx.example.net."}}}},
			"", `its mail is received by ["mx.example.net"], which is not known`, asksAll},
		{"nobody", "robin@example.org", &zone{}, "", "the DNS tells no more (_imaps._tcp.example.org: no such host; example.org: no such host)", asksAll},
		{"none", "robin@example.org", &zone{srv: map[string][]*net.SRV{"_imaps._tcp.example.org": srv(".", 0), "_imap._tcp.example.org": srv(".", 0)}}, "", "it names no IMAP server", asksAll},
	} {
		d := discover(t.Context(), test.zone, shippedHosts(t), test.email)
		if got := d.server.String(); got != test.server || !strings.Contains(d.how, test.how) {
			t.Errorf("%s: %s (%s), want %s (%s)", test.name, got, d.how, test.server, test.how)
		}
		if asked := strings.Join(test.zone.asked, " "); asked != test.asked {
			t.Errorf("%s: asked for %s, want %s", test.name, asked, test.asked)
		}
	}
	if d := discover(t.Context(), nil, shippedHosts(t), "robin@example.org"); d.server != (config.Server{}) || !strings.Contains(d.how, "was not asked") {
		t.Errorf("without the DNS: %+v", d)
	}
}

// mute is a DNS that answers nothing until it is no longer waited for.
type mute struct{}

func (mute) LookupSRV(ctx context.Context, _, _, _ string) (string, []*net.SRV, error) {
	<-ctx.Done()
	return "", nil, ctx.Err()
}

func (mute) LookupMX(ctx context.Context, _ string) ([]*net.MX, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func TestDiscoverIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		d := discover(t.Context(), mute{}, nil, "robin@example.org")
		if took := time.Since(begun); took != dnsPatience || d.server != (config.Server{}) {
			t.Errorf("after %v: %+v", took, d)
		}
	})
}

// The lines that are filled in are those of the example, and no others.
func TestFilledIn(t *testing.T) {
	server := config.Server{Security: config.TLS, Host: "mail.example.net", Port: 993}
	for _, test := range []struct {
		d      discovery
		server string
	}{
		{discovery{}, ""},
		{discovery{server: server, known: true}, ""},
		{discovery{server: server}, "imaps://mail.example.net:993"},
	} {
		c, err := config.Parse("rsvpd.toml", withPassword(filledIn(config.Example(), "sam@example.net", test.d)))
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Accounts) != 1 || c.Accounts[0].Email != "sam@example.net" || c.Accounts[0].Server.String() != test.server {
			t.Errorf("%+v: %+v", test.d, c.Accounts)
		}
	}
}
