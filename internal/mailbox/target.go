package mailbox

import (
	"net"
	"net/netip"
	"net/url"
	"strings"
)

// security is how a connection is protected.
type security int

const (
	implicitTLS security = iota // RFC 8314 section 3.2
	startTLS                    // RFC 9051 section 6.2.1
	plain                       // loopback only
)

// target is a parsed Options.URL.
type target struct {
	host, addr string // addr is host:port
	security   security
}

var schemes = map[string]struct {
	security security
	port     string
}{
	"imaps":         {implicitTLS, "993"},
	"imap+starttls": {startTLS, "143"},
	"imap":          {plain, "143"},
}

const urlHint = `write imaps://host, imap+starttls://host, or imap://127.0.0.1 for this machine`

// parseTarget reads a server URL. Errors do not repeat the URL where it might
// hold a password.
func parseTarget(raw string) (target, error) {
	bad := func(why string) (target, error) {
		return target{}, &Error{Kind: ErrURL, Server: "imap", What: why, Hint: urlHint}
	}
	if strings.Contains(raw, "@") {
		return bad("the URL holds a user or password; these have settings of their own")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return bad(text(err))
	}
	scheme, ok := schemes[strings.ToLower(u.Scheme)]
	host := u.Hostname()
	if !ok || host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return bad(raw)
	}
	port := u.Port()
	if port == "" {
		port = scheme.port
	}
	t := target{host: host, addr: net.JoinHostPort(host, port), security: scheme.security}
	if t.security == plain && !isLoopback(host) {
		return target{}, &Error{Kind: ErrPlain, Server: t.addr,
			What: "the password and all mail would travel readable", Hint: "use imaps:// or imap+starttls://"}
	}
	return t, nil
}

// isLoopback reports whether host is this machine by its name alone. Other
// names are not looked up: what they resolve to is for others to say.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
