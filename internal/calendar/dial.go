package calendar

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// newClient makes a client that goes nowhere but where it is told: no proxy of
// the environment, no redirect unless we look at it first, no address that was
// not checked after the name was resolved.
func (c *Calendar) newClient() *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            c.dial,
			TLSClientConfig:        &tls.Config{RootCAs: c.opts.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    10 * time.Second,
			MaxResponseHeaderBytes: 64 << 10,
			DisableKeepAlives:      true, // the next fetch is minutes away
			ForceAttemptHTTP2:      true,
		},
	}
}

// errPrivate refuses an address.
var errPrivate = errors.New("its address lies in a private network: write private = true for this calendar if that is meant")

// dial connects to the first address of a host that may be reached and answers.
// The name is resolved here and once, so that no second answer of the DNS can
// lead elsewhere.
func (c *Calendar) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	addrs, err := c.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	errs := []error{}
	for _, a := range addrs {
		if !c.allowed(a, host, port) {
			errs = append(errs, errPrivate)
			continue
		}
		conn, err := (&net.Dialer{}).DialContext(ctx, network, netip.AddrPortFrom(a, portNumber(port)).String())
		if err == nil {
			return conn, nil
		}
		errs = append(errs, err)
	}
	if len(errs) == 0 {
		return nil, fmt.Errorf("%s has no address", host)
	}
	return nil, errs[0]
}

func portNumber(port string) uint16 {
	a, err := netip.ParseAddrPort("0.0.0.0:" + port)
	if err != nil {
		return 0 // which nothing answers at
	}
	return a.Port()
}

// lookup resolves a host; one that is a number is itself.
func (c *Calendar) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a.Unmap()}, nil
	}
	if c.opts.Lookup != nil {
		return c.opts.Lookup(ctx, host)
	}
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	for i := range addrs {
		addrs[i] = addrs[i].Unmap()
	}
	return addrs, err
}

// allowed reports whether a calendar may be fetched from an address: a public
// one, or one that the user has named.
func (c *Calendar) allowed(a netip.Addr, host, port string) bool {
	if c.opts.Private || isPublic(a) {
		return true
	}
	named := host == c.origin.Hostname() && port == portOf(c.origin.Scheme, c.origin.Port())
	_, err := netip.ParseAddr(host)
	return named && (err == nil || isThisMachine(host) && a.IsLoopback())
}

func portOf(scheme, port string) string {
	switch {
	case port != "":
		return port
	case scheme == "http":
		return "80"
	}
	return "443"
}

// isThisMachine reports whether a host is a name or number of the loopback.
func isThisMachine(host string) bool {
	if a, err := netip.ParseAddr(host); err == nil {
		return a.Unmap().IsLoopback()
	}
	return strings.EqualFold(host, "localhost")
}

// special are the networks that netip has no word for and that are not public
// either (the IANA registries of special-purpose addresses): shared address
// space, protocol assignments, benchmarks, documentation, the future, and those
// of IPv6 that carry an IPv4 address within.
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10", "::/96")

func prefixes(texts ...string) []netip.Prefix {
	var list []netip.Prefix
	for _, t := range texts {
		list = append(list, netip.MustParsePrefix(t))
	}
	return list
}

// isPublic reports whether an address is one of the public Internet.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
