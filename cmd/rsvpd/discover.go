package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"

	"rsvpd/config"
)

// resolver is what discover asks of the DNS; net.Resolver can do it.
type resolver interface {
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupSRV(ctx context.Context, service, proto, name string) (string, []*net.SRV, error)
}

// discovery is where the mailbox of an address probably is.
type discovery struct {
	server config.Server // zero: it was not found
	host   config.Host   // zero: nothing is known of who runs it
	how    string        // in plain words: how that was found, or why not
	known  bool          // by the address alone: the settings need not name the server
}

// dnsPatience is how long the DNS may take for everything: what it does not know by
// then, the user does.
const dnsPatience = 5 * time.Second

// discover finds the server of an address: by its domain, where that is a
// provider's; else by what the domain's owner says in the DNS, the name of the
// server (RFC 6186) or the provider that takes in its mail (MX). It asks for no
// other name and connects to nothing. A nil resolver is not asked.
func discover(ctx context.Context, r resolver, hosts []config.Host, email string) discovery {
	domain := strings.ToLower(email[strings.LastIndexByte(email, '@')+1:])
	if h, ok := config.HostOf(hosts, email); ok {
		return discovery{h.Server, h, fmt.Sprintf("%s, known by the domain %s", h.Name, domain), true}
	}
	if r == nil {
		return discovery{how: domain + " is none of the providers that are known, and the DNS was not asked"}
	}
	ctx, cancel := context.WithTimeout(ctx, dnsPatience)
	defer cancel()
	d, err := named(ctx, r, domain)
	if err == nil {
		d.host, _ = config.HostAt(hosts, d.server)
		return d
	}
	d, mxErr := takenIn(ctx, r, hosts, domain)
	if mxErr == nil {
		return d
	}
	return discovery{how: fmt.Sprintf("%s is none of the providers that are known, and the DNS tells no more (%s; %s)", domain, plainly(err), plainly(mxErr))}
}

// plainly leaves out which resolver was asked.
func plainly(err error) string {
	var e *net.DNSError
	if errors.As(err, &e) {
		return e.Name + ": " + e.Err
	}
	return err.Error()
}

// named is the server that the domain names by an SRV record. One for encryption
// from the first byte is preferred (RFC 8314 section 5.1); "." says that there is
// none.
func named(ctx context.Context, r resolver, domain string) (discovery, error) {
	var failed error
	for _, form := range []struct {
		service  string
		security config.Security
	}{{"imaps", config.TLS}, {"imap", config.StartTLS}} {
		_, records, err := r.LookupSRV(ctx, form.service, "tcp", domain)
		failed = cmp.Or(failed, err)
		for _, srv := range records { // by priority and weight already
			if target := strings.TrimSuffix(srv.Target, "."); target != "" && srv.Port > 0 {
				server := config.Server{Security: form.security, Host: target, Port: int(srv.Port)}
				return discovery{server: server, how: fmt.Sprintf("%s names it in the DNS (_%s._tcp)", domain, form.service)}, nil
			}
		}
	}
	return discovery{}, cmp.Or(failed, fmt.Errorf("it names no IMAP server"))
}

// takenIn is the provider that the domain's mail is delivered to.
func takenIn(ctx context.Context, r resolver, hosts []config.Host, domain string) (discovery, error) {
	records, err := r.LookupMX(ctx, domain)
	slices.SortStableFunc(records, func(a, b *net.MX) int { return cmp.Compare(a.Pref, b.Pref) })
	var names []string
	for _, mx := range records {
		name := strings.TrimSuffix(mx.Host, ".")
		if h, ok := config.HostByMX(hosts, name); ok {
			return discovery{server: h.Server, host: h, how: fmt.Sprintf("%s, where %s receives its mail (%s)", h.Name, domain, name)}, nil
		}
		names = append(names, name)
	}
	if err == nil {
		err = fmt.Errorf("its mail is received by %q, which is not known", names)
	}
	return discovery{}, err
}
