package app

import (
	"context"
	"net"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rsvpd/config"
	"rsvpd/internal/mailbox"
)

// No more connections than the provider allows are open at once; the next one waits
// for one to close, as long as it has patience.
func TestConnections(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dial := newConnections(2).limit(func(context.Context, string, string) (net.Conn, error) {
			conn, _ := net.Pipe()
			return conn, nil
		})
		open := func(patience time.Duration) (net.Conn, error) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			return dial(ctx, "tcp", "mail.example.org:993")
		}
		first, err := open(time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := open(time.Second); err != nil {
			t.Fatal(err)
		}
		if _, err := open(time.Minute); err == nil || !strings.Contains(err.Error(), "2 connections to this mailbox are open") {
			t.Fatalf("a third was opened: %v", err)
		}
		time.AfterFunc(10*time.Second, func() {
			for range 2 { // closing twice gives back one place
				if err := first.Close(); err != nil {
					t.Error(err)
				}
			}
		})
		begun := time.Now()
		if _, err := open(time.Minute); err != nil || time.Since(begun) != 10*time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
		if _, err := open(time.Second); err == nil {
			t.Error("closing twice gave back two places")
		}
	})
}

// A connection that could not be had takes no place.
func TestConnectionsFailed(t *testing.T) {
	dial := newConnections(1).limit(func(context.Context, string, string) (net.Conn, error) { return nil, net.ErrClosed })
	for range 3 {
		if _, err := dial(t.Context(), "tcp", ""); err != net.ErrClosed {
			t.Fatal(err)
		}
	}
}

// Accounts that log in as the same user share the limit of their provider.
func TestConnectionsShared(t *testing.T) {
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	a := &App{hosts: hosts, opts: Options{Config: &config.Config{}}}
	for _, c := range []config.Account{
		{Email: "robin@gmail.com", User: "robin@gmail.com"}, {Email: "alias@example.org", User: "robin@gmail.com"},
		{Email: "sam@gmail.com", User: "sam@gmail.com"},
	} {
		c.Server = config.Server{Security: config.TLS, Host: "imap.gmail.com", Port: 993}
		a.accounts = append(a.accounts, a.newAccount(c))
	}
	unknown := a.newAccount(config.Account{Email: "robin@example.org", Server: config.Server{Security: config.TLS, Host: "mail.example.org", Port: 993}})
	if c := a.accounts; c[0].connections != c[1].connections || c[0].connections == c[2].connections || cap(c[0].connections.places) != 15 {
		t.Error("the places are not those of the login")
	}
	if unknown.connections != nil {
		t.Error("an unknown provider has a limit")
	}
}

// What a provider's file says of its server reaches the mailbox.
func TestQuirks(t *testing.T) {
	hosts, err := config.Hosts(config.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	a := &App{hosts: hosts, opts: Options{Config: &config.Config{}}}
	for server, want := range map[string]mailbox.Quirks{
		"imap.mail.yahoo.com": {Without: []string{"IDLE"}, ID: mailbox.IDBeforeLogin, NoHeaderSearch: true},
		"imap.mail.ru":        {Without: []string{"IDLE"}, NoHeaderSearch: true},
		"imap.163.com":        {ID: mailbox.IDAfterLogin},
		"imap.mail.me.com":    {Without: []string{"ESEARCH"}},
		"imap.gmail.com":      {},
		"mail.example.org":    {},
	} {
		acc := a.newAccount(config.Account{Email: "robin@example.org", Server: config.Server{Security: config.TLS, Host: server, Port: 993}})
		if got := quirks(acc.host); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", server, got, want)
		}
	}
}
